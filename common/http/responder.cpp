// SPDX-License-Identifier: Apache-2.0
#include "common/http/responder.h"

#include <array>
#include <atomic>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "common/base/check.h"
#include "common/http/status_text.h"

namespace sealer::http {
namespace {

// A header's value may hold what a client sent: it must not start a line of its own.
void append_line(std::string& head, std::string_view name, std::string_view value) {
    const std::size_t begin = head.size();
    head.append(name).append(": ").append(value);
    for (std::size_t i = begin; i < head.size(); ++i) {
        if (head[i] == '\r' || head[i] == '\n' || head[i] == '\0') {
            head[i] = ' ';
        }
    }
    head.append("\r\n");
}

std::string start_line(int status) {
    return "HTTP/1.1 " + status_text(status) + "\r\n";
}

class HttpResponder : public Responder {
  public:
    HttpResponder(std::shared_ptr<Outbox> outbox, AnswerRules rules)
        : outbox_(std::move(outbox)), rules_(rules) {}

    ~HttpResponder() override {
        if (!answered_) {
            send_all(500, {{"Content-Type", "text/plain"}}, "internal error\n");
        } else if (streaming_) {
            outbox_->give_up();
        }
    }
    HttpResponder(const HttpResponder&) = delete;
    HttpResponder& operator=(const HttpResponder&) = delete;

    void send(int status, Headers headers, std::string body) override {
        send_all(status, headers, body);
    }

    void send_secret(int status, Headers headers, crypto::SecretBytes body) override {
        send_all(status, headers, body.expose());
    }

    void start(int status, Headers headers) override {
        CHECK(!answered_.exchange(true));
        streaming_ = true;
        std::string head = start_line(status);
        if (rules_.chunked) {
            append_line(head, "Transfer-Encoding", "chunked");
        }
        outbox_->write({finish_head(std::move(head), headers)});
    }

    bool push(std::string_view piece) override {
        if (piece.empty() || !rules_.body) {
            return outbox_->write({});  // an empty chunk would end the stream
        }
        if (!rules_.chunked) {
            return outbox_->write({piece});
        }
        std::array<char, 16> size{};
        const auto end =
            std::to_chars(size.data(), size.data() + size.size(), piece.size(), 16).ptr;
        return outbox_->write({std::string_view(size.data(), end), "\r\n", piece, "\r\n"});
    }

    void finish() override {
        if (!streaming_.exchange(false)) {
            return;
        }
        outbox_->finish({rules_.chunked && rules_.body ? "0\r\n\r\n" : ""});
    }

    void on_close(std::function<void()> callback) override {
        outbox_->on_close(std::move(callback));
    }

  private:
    void send_all(int status, const Headers& headers, std::string_view body) {
        CHECK(!answered_.exchange(true));
        std::string head = start_line(status);
        const bool may_have_body = status != 204 && status != 304;
        if (may_have_body) {
            append_line(head, "Content-Length", std::to_string(body.size()));
        }
        const bool with_body = may_have_body && rules_.body;
        outbox_->finish(
            {finish_head(std::move(head), headers), with_body ? body : std::string_view()});
    }

    [[nodiscard]] std::string finish_head(std::string head, const Headers& headers) const {
        for (const auto& [name, value] : headers) {
            append_line(head, name, value);
        }
        if (!rules_.keep_alive) {
            append_line(head, "Connection", "close");
        }
        return head.append("\r\n");
    }

    const std::shared_ptr<Outbox> outbox_;
    const AnswerRules rules_;
    std::atomic<bool> answered_ = false;
    std::atomic<bool> streaming_ = false;
};

}  // namespace

std::shared_ptr<Responder> make_responder(std::shared_ptr<Outbox> outbox, AnswerRules rules) {
    return std::make_shared<HttpResponder>(std::move(outbox), rules);
}

}  // namespace sealer::http
