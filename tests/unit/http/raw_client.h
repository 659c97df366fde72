// SPDX-License-Identifier: Apache-2.0
// A TCP connection to a server on loopback that says just what a test wants, right or wrong.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sealer::http {

class RawClient {
  public:
    explicit RawClient(std::uint16_t port)
        : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ =
            ::connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    ~RawClient() { close(); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    [[nodiscard]] bool connected() const { return connected_; }

    void write(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t size = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (size <= 0) {
                return;
            }
            bytes.remove_prefix(static_cast<std::size_t>(size));
        }
    }

    // All that comes until `end` has been read, the server closes, or 10 s pass.
    std::string read_until(std::string_view end) {
        while (received_.find(end) == std::string::npos && read_some()) {
        }
        const std::size_t found = received_.find(end);
        const std::size_t size = found == std::string::npos ? received_.size() : found + end.size();
        std::string taken = received_.substr(0, size);
        received_.erase(0, size);
        return taken;
    }
    std::string read_to_end() {
        while (read_some()) {
        }
        return std::exchange(received_, {});
    }

    void shut_down_writing() { ::shutdown(descriptor_, SHUT_WR); }
    void close() {
        if (descriptor_ >= 0) {
            ::close(std::exchange(descriptor_, -1));
        }
    }

  private:
    bool read_some() {
        pollfd event{descriptor_, POLLIN, 0};
        if (::poll(&event, 1, 10'000) != 1) {
            return false;
        }
        char buffer[16384];
        const ssize_t size = ::recv(descriptor_, buffer, sizeof buffer, 0);
        if (size <= 0) {
            return false;
        }
        received_.append(buffer, static_cast<std::size_t>(size));
        return true;
    }

    int descriptor_;
    bool connected_ = false;
    std::string received_;
};

}  // namespace sealer::http
