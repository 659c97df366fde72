// SPDX-License-Identifier: Apache-2.0
// One collection, ConfigMaps, as an API server lists and watches it, with the failures that a test
// wants.
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "common/http/cpprest/client.h"
#include "common/http/server.h"
#include "common/kube/client.h"
#include "common/manifest/json.h"

namespace sealer::kube {

class FakeApiServer {
  public:
    struct Answer {
        int status = 200;
        http::Headers headers;
        std::string body;
    };

    FakeApiServer() { serve(0); }
    ~FakeApiServer() { server_->stop(std::chrono::milliseconds(0)); }
    FakeApiServer(const FakeApiServer&) = delete;
    FakeApiServer& operator=(const FakeApiServer&) = delete;

    static Resource resource() { return {"", "v1", "configmaps", "ConfigMap", true, {}}; }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
    [[nodiscard]] std::unique_ptr<Client> connect(ClientOptions options = {}) const {
        Config config;
        config.server = url();
        options.queries_per_second = 0;
        auto client = Client::connect(config, http::make_api_server_client, options);
        EXPECT_TRUE(client.has_value()) << client.error().message;
        return *std::move(client);
    }

    void put(const std::string& name, const std::string& value) {
        const std::lock_guard lock(mutex_);
        const bool is_new = !objects_.contains(name);
        objects_[name] = object(name, value, ++version_);
        record(is_new ? "ADDED" : "MODIFIED", objects_[name]);
    }
    void remove(const std::string& name) {
        const std::lock_guard lock(mutex_);
        objects_.erase(name);
        record("DELETED", object(name, "", ++version_));
    }
    // Makes watches from any version before now fail with 410.
    void forget_history() {
        const std::lock_guard lock(mutex_);
        history_.clear();
        oldest_ = version_;
    }
    void send_bookmark() {
        const std::lock_guard lock(mutex_);
        send_line(
            R"({"type":"BOOKMARK","object":{"kind":"ConfigMap","metadata":{"resourceVersion":")" +
            std::to_string(version_) + "\"}}}");
    }
    void send_line_to_watchers(const std::string& line) {
        const std::lock_guard lock(mutex_);
        send_line(line);
    }
    void end_watches() {
        const std::lock_guard lock(mutex_);
        for (const auto& watcher : watchers_) {
            watcher->finish();
        }
        watchers_.clear();
    }
    // Closes every connection and, until go_up(), accepts none.
    void go_down() {
        server_->stop(std::chrono::milliseconds(0));
        server_.reset();
        const std::lock_guard lock(mutex_);
        watchers_.clear();
    }
    void go_up() { serve(port_); }

    // The next requests, whatever they are, get these answers.
    void answer_next(Answer answer) {
        const std::lock_guard lock(mutex_);
        scripted_.push_back(std::move(answer));
    }

    void await_watchers(std::size_t count) {
        std::unique_lock lock(mutex_);
        EXPECT_TRUE(changed_.wait_for(lock, std::chrono::seconds(20),
                                      [&] { return watchers_.size() >= count; }));
    }
    // As "GET /path?query".
    std::vector<std::string> requests() {
        const std::lock_guard lock(mutex_);
        return requests_;
    }
    http::ServerRequest take_last() {
        const std::lock_guard lock(mutex_);
        return std::move(last_);
    }

  private:
    static std::string object(const std::string& name, const std::string& value, int version) {
        return R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"default","name":")" +
               name + R"(","uid":"u-)" + name + R"(","resourceVersion":")" +
               std::to_string(version) +
               R"(","managedFields":[{"manager":"m"}]},"data":{"value":")" + value + "\"}}";
    }

    static std::string as_listed(std::string object) {
        const std::string_view type = R"("apiVersion":"v1","kind":"ConfigMap",)";
        return object.erase(object.find(type), type.size());
    }

    void serve(std::uint16_t port) {
        http::ServerOptions options;
        options.port = port;
        auto server = http::Server::start(
            options, [this](http::ServerRequest request, const auto& responder) {
                handle(std::move(request), responder);
            });
        ASSERT_TRUE(server.has_value()) << server.error().message;
        server_ = *std::move(server);
        port_ = server_->port();
    }

    void record(const std::string& type, const std::string& json) {
        const std::string line = R"({"type":")" + type + R"(","object":)" + json + "}";
        history_.emplace_back(version_, line);
        send_line(line);
    }
    void send_line(const std::string& line) {
        std::erase_if(watchers_, [&](const auto& watcher) { return !watcher->push(line + "\n"); });
    }

    void handle(http::ServerRequest request, const std::shared_ptr<http::Responder>& responder) {
        const std::lock_guard lock(mutex_);
        requests_.push_back(request.method + " " + request.path + "?" + request.query);
        if (!scripted_.empty()) {
            const Answer answer = scripted_.front();
            scripted_.pop_front();
            responder->send(answer.status, answer.headers, answer.body);
        } else if (request.query_value("watch") == "true") {
            watch(request, responder);
        } else {
            list(request, responder);
        }
        last_ = std::move(request);
    }

    void watch(const http::ServerRequest& request,
               const std::shared_ptr<http::Responder>& responder) {
        const int since = std::stoi("0" + request.query_value("resourceVersion"));
        responder->start(200, {});
        if (since < oldest_) {
            responder->push(
                R"({"type":"ERROR","object":{"kind":"Status","message":"too old","code":410}})"
                "\n");
            responder->finish();
            return;
        }
        for (const auto& [version, line] : history_) {
            if (version > since) {
                responder->push(line + "\n");
            }
        }
        watchers_.push_back(responder);
        changed_.notify_all();
    }

    // Continue tokens are "<version>:<name to go on after>".
    void list(const http::ServerRequest& request,
              const std::shared_ptr<http::Responder>& responder) {
        const std::string limit_text = request.query_value("limit");
        const std::size_t limit = limit_text.empty() ? objects_.size() : std::stoul(limit_text);
        const std::string token = request.query_value("continue");
        auto next = token.empty() ? objects_.begin() : objects_.upper_bound(token);
        std::string items;
        std::string last;
        for (std::size_t i = 0; i < limit && next != objects_.end(); ++i, ++next) {
            items += (items.empty() ? "" : ",") + as_listed(next->second);
            last = next->first;
        }
        const std::string more = next == objects_.end() ? "" : R"(,"continue":")" + last + "\"";
        responder->send(200, {},
                        R"({"kind":"ConfigMapList","metadata":{"resourceVersion":")" +
                            std::to_string(version_) + "\"" + more + R"(},"items":[)" + items +
                            "]}");
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::string, std::string> objects_;
    std::vector<std::pair<int, std::string>> history_;
    int version_ = 1;
    int oldest_ = 0;
    std::vector<std::shared_ptr<http::Responder>> watchers_;
    std::deque<Answer> scripted_;
    std::vector<std::string> requests_;
    http::ServerRequest last_;
    std::uint16_t port_ = 0;
    std::unique_ptr<http::Server> server_;
};

}  // namespace sealer::kube
