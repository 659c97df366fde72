// SPDX-License-Identifier: Apache-2.0
// Latency of the embedded API server under load: 5,000 objects, 20 watchers, and clients that read
// and write over TLS at the same time. Prints p50, p99 and the worst of each kind of request, and
// of the way from a write to a watcher.
//
//   apiserver_bench [OBJECTS] [WATCHERS] [SECONDS]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "common/base/check.h"
#include "common/base/mutex.h"
#include "common/base/random.h"
#include "common/base/time.h"
#include "common/crypto/secret_bytes.h"
#include "common/http/client.h"
#include "controller/standalone/server.h"

namespace {

using sealer::Clock;
using sealer::Mutex;
using sealer::MutexLock;

constexpr const char* kConfigMaps = "/api/v1/namespaces/default/configmaps";
constexpr int kWriters = 2;
constexpr int kReaders = 2;

struct Load {
    int objects = 5'000;
    int watchers = 20;
    int seconds = 10;
};

// Latencies by kind of request. Thread-safe.
class Latencies {
  public:
    void add(const std::string& kind, Clock::duration duration) {
        const MutexLock lock(mutex_);
        all_[kind].push_back(std::chrono::duration<double, std::milli>(duration).count());
    }
    void print() {
        const MutexLock lock(mutex_);
        std::printf("%-28s %9s %9s %9s %9s\n", "ms", "count", "p50", "p99", "max");
        for (auto& [kind, list] : all_) {
            std::sort(list.begin(), list.end());
            std::printf("%-28s %9zu %9.2f %9.2f %9.2f\n", kind.c_str(), list.size(),
                        list[list.size() / 2], list[list.size() * 99 / 100], list.back());
        }
    }

  private:
    Mutex mutex_;
    std::map<std::string, std::vector<double>> all_ GUARDED_BY(mutex_);
};

class Bench {
  public:
    Bench(const sealer::standalone::Server& server, Load load) : server_(server), load_(load) {}

    void run() {
        fill();
        revision_ = current_revision();
        std::stop_source stop;
        std::vector<std::jthread> watchers;
        for (int i = 0; i < load_.watchers; ++i) {
            watchers.emplace_back([this, token = stop.get_token()] { watch(token); });
        }
        std::vector<std::jthread> clients;
        for (int i = 0; i < kWriters; ++i) {
            clients.emplace_back([this] { until_end([this](auto& client) { write(client); }); });
        }
        for (int i = 0; i < kReaders; ++i) {
            clients.emplace_back([this] { until_end([this](auto& client) { read(client); }); });
        }
        clients.clear();
        stop.request_stop();
        watchers.clear();
        latencies_.print();
    }

  private:
    [[nodiscard]] std::unique_ptr<sealer::http::Client> connect() const {
        sealer::http::ClientOptions options;
        options.base_url = server_.url();
        options.tls.ca_pem = server_.ca_pem();
        auto client = sealer::http::make_web_client(options);
        CHECK(client);
        return *std::move(client);
    }
    [[nodiscard]] sealer::http::Request request(const char* method, std::string target,
                                                const std::string& body) const {
        sealer::http::Request request;
        request.method = method;
        request.target = std::move(target);
        request.headers = {
            {"Authorization", "Bearer " + server_.token()},
            {"Content-Type", std::string_view(method) == "PATCH" ? "application/merge-patch+json"
                                                                 : "application/json"}};
        request.body = sealer::crypto::SecretBytes(body);
        return request;
    }
    void timed(sealer::http::Client& client, const std::string& kind,
               const sealer::http::Request& request) {
        const auto begin = Clock::now();
        const auto response = client.send(request, {});
        CHECK(response && response->status < 300);
        latencies_.add(kind, Clock::now() - begin);
    }
    [[nodiscard]] int any() const {
        return static_cast<int>(sealer::random_below(static_cast<std::uint64_t>(load_.objects)));
    }

    void fill() {
        const auto client = connect();
        for (int i = 0; i < load_.objects; ++i) {
            const std::string body = R"({"metadata": {"name": "object-)" + std::to_string(i) +
                                     R"(", "labels": {"app": "bench"}}, "data": {"text": ")" +
                                     std::string(500, 'x') + "\"}}";
            timed(*client, "create", request("POST", kConfigMaps, body));
        }
    }

    // Where informers go on after their list.
    [[nodiscard]] std::string current_revision() const {
        const auto page =
            connect()->send(request("GET", std::string(kConfigMaps) + "?limit=1", ""), {});
        CHECK(page);
        constexpr std::string_view kMark = R"("resourceVersion":")";
        const std::string_view text = page->body.expose();
        const std::size_t begin = text.find(kMark) + kMark.size();
        return std::string(text.substr(begin, text.find('"', begin) - begin));
    }

    void until_end(const std::function<void(sealer::http::Client&)>& step) const {
        const auto client = connect();
        const auto end = Clock::now() + std::chrono::seconds(load_.seconds);
        while (Clock::now() < end) {
            step(*client);
        }
    }

    void write(sealer::http::Client& client) {
        const int object = any();
        const auto now = Clock::now().time_since_epoch().count();
        timed(client, "patch",
              request("PATCH", std::string(kConfigMaps) + "/object-" + std::to_string(object),
                      R"({"data": {"sent": "<)" + std::to_string(now) + ">\"}}"));
    }

    void read(sealer::http::Client& client) {
        for (int i = 0; i < 50; ++i) {
            timed(
                client, "get",
                request("GET", std::string(kConfigMaps) + "/object-" + std::to_string(any()), ""));
        }
        timed(client, "list, a page of 500",
              request("GET", std::string(kConfigMaps) + "?limit=500", ""));
        timed(client, "list, all", request("GET", kConfigMaps, ""));
    }

    // Each write carries "<TIME>" of its sending.
    void watch(const std::stop_token& stop) {
        const auto client = connect();
        auto watch = request(
            "GET", std::string(kConfigMaps) + "?watch=true&resourceVersion=" + revision_, "");
        watch.timeout = std::chrono::minutes(10);
        std::string rest;
        const auto seen = [&](std::string_view piece) {
            rest += piece;
            const auto now = Clock::now();
            std::size_t line_end = rest.find('\n');
            std::size_t line = 0;
            for (; line_end != std::string::npos;
                 line = line_end + 1, line_end = rest.find('\n', line)) {
                const std::size_t mark = rest.find('<', line);
                if (mark < line_end && rest.compare(line, 16, R"({"type":"MODIFIE)") == 0) {
                    const Clock::time_point sent(
                        Clock::duration(std::strtoll(rest.c_str() + mark + 1, nullptr, 10)));
                    latencies_.add("from a write to a watcher", now - sent);
                }
            }
            rest.erase(0, line);
            return true;
        };
        // It ends when the bench is over.
        static_cast<void>(client->stream(watch, seen, stop));
    }

    const sealer::standalone::Server& server_;
    Load load_;
    std::string revision_;
    Latencies latencies_;
};

}  // namespace

int main(int argc, char** argv) {
    Load load;
    int* const numbers[] = {&load.objects, &load.watchers, &load.seconds};
    for (int i = 1; i < argc && i <= 3; ++i) {
        *numbers[i - 1] = std::atoi(argv[i]);
        CHECK(*numbers[i - 1] > 0);
    }
    const auto directory =
        std::filesystem::temp_directory_path() / ("sealer-bench-" + sealer::random_uuid());
    {
        auto server = sealer::standalone::Server::start({.data_directory = directory.string()});
        CHECK(server);
        std::printf("%d objects, %d watchers, %d writers, %d readers, %d s\n", load.objects,
                    load.watchers, kWriters, kReaders, load.seconds);
        Bench(**server, load).run();
    }
    std::filesystem::remove_all(directory);
    return 0;
}
