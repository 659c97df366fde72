// SPDX-License-Identifier: Apache-2.0
// What writes to a cluster is tested on one: the embedded API server, in this process.
#pragma once

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "common/app/project.h"
#include "common/base/mutex.h"
#include "common/base/text.h"
#include "common/http/cpprest/client.h"
#include "controller/app/live_store.h"
#include "controller/app/targets.h"
#include "controller/standalone/server.h"
#include "controller/sync/writer.h"
#include "values.h"

namespace sealer::app {

// A boundary of the project "default"; without a spec, one that is open to everything.
inline Boundary boundary(const manifest::Value& spec = open_project_spec()) {
    manifest::Value project = yaml("{metadata: {name: default}}");
    project["spec"] = spec;
    return {.project = std::make_shared<const Project>(parse_project(project).value()),
            .cluster = {.server = "https://kubernetes.default.svc", .name = "in-cluster"}};
}

// Passes on what is permitted, and notes what would change something: "PATCH /api/v1/…".
class NotingClient : public http::Client {
  public:
    using Note = std::function<void(std::string)>;
    using Permits = std::function<bool(const std::string& target)>;
    NotingClient(std::unique_ptr<http::Client> real, Note note, Permits permits)
        : real_(std::move(real)), note_(std::move(note)), permits_(std::move(permits)) {}

    Result<http::Response> send(const http::Request& request,
                                const std::stop_token& stop) override {
        if (!permits_(request.target)) {
            return forbidden();
        }
        if (request.method != "GET") {
            note_(request.method + " " + request.target);
        }
        return real_->send(request, stop);
    }
    Result<http::Response> stream(const http::Request& request,
                                  const std::function<bool(std::string_view)>& on_data,
                                  const std::stop_token& stop) override {
        return permits_(request.target) ? real_->stream(request, on_data, stop) : forbidden();
    }

  private:
    static Result<http::Response> forbidden() {
        return http::Response{.status = 403,
                              .headers = {},
                              .body = crypto::SecretBytes(
                                  R"({"kind": "Status", "message": "forbidden", "code": 403})")};
    }

    const std::unique_ptr<http::Client> real_;
    const Note note_;
    const Permits permits_;
};

class ClusterTest : public testing::Test {
  protected:
    void SetUp() override {
        std::string path = (std::filesystem::temp_directory_path() / "sealer-test-XXXXXX").string();
        ASSERT_NE(::mkdtemp(path.data()), nullptr);
        directory_ = path;
        auto server = standalone::Server::start(
            {.data_directory = directory_ / "data", .simulate_workloads = false});
        ASSERT_TRUE(server) << server.error().message;
        server_ = *std::move(server);
        kube::ConfigOverrides overrides;
        overrides.kubeconfig = server_->kubeconfig_path();
        auto config = kube::load_config(overrides, [](std::string_view) { return std::nullopt; });
        ASSERT_TRUE(config) << config.error().message;
        const auto connect =
            [this](http::ClientOptions options) -> Result<std::unique_ptr<http::Client>> {
            TRY_ASSIGN(auto real, http::make_api_server_client(std::move(options)));
            const auto note = [this](std::string request) {
                const MutexLock lock(mutex_);
                writes_.push_back(std::move(request));
            };
            const auto permits = [this](const std::string& target) {
                const MutexLock lock(mutex_);
                return forbidden_.empty() || target.find(forbidden_) == std::string::npos;
            };
            return std::make_unique<NotingClient>(std::move(real), note, permits);
        };
        auto client = kube::Client::connect(*std::move(config), connect, {.queries_per_second = 0});
        ASSERT_TRUE(client) << client.error().message;
        client_ = *std::move(client);
        discovery_ = std::make_unique<kube::Discovery>(*client_);
        live_ = std::make_unique<LiveStore>(*client_, [this](const std::string& instance) {
            const MutexLock lock(mutex_);
            told_.push_back(instance);
        });
        writer_ = std::make_unique<sync::Writer>(*client_);
    }
    void TearDown() override {
        if (live_) {
            live_->stop();
        }
        server_.reset();
        std::filesystem::remove_all(directory_);
    }

    [[nodiscard]] kube::Resource resource_of(const manifest::Value& object) {
        const auto found = discovery_->find(manifest::type_of(object));
        EXPECT_TRUE(found) << (found ? "" : found.error().message);
        return found.value_or(kube::Resource());
    }
    manifest::Value create(std::string_view text) {
        const manifest::Value object = yaml(text);
        const auto created = client_->create(resource_of(object), object);
        EXPECT_TRUE(created) << (created ? "" : created.error().message);
        return created.value_or(manifest::Value());
    }
    // Merges `patch` into an object, or into a subresource of it.
    void patch(const manifest::Value& object, std::string_view patch,
               const std::string& subresource = "") {
        const auto patched = client_->patch(resource_of(object), manifest::namespace_of(object),
                                            manifest::name_of(object), kube::PatchType::kMerge,
                                            yaml(patch), {.subresource = subresource});
        EXPECT_TRUE(patched) << (patched ? "" : patched.error().message);
    }
    [[nodiscard]] bool exists(const manifest::Value& object) {
        return client_
            ->get(resource_of(object), manifest::namespace_of(object), manifest::name_of(object))
            .has_value();
    }

    // The objects as Git would want them for Application "shop" in namespace "default".
    [[nodiscard]] std::shared_ptr<const TargetSet> targets(const std::vector<std::string>& texts) {
        std::vector<render::ManifestPtr> manifests;
        for (const std::string& text : texts) {
            manifests.push_back(std::make_shared<const render::Manifest>(
                render::Manifest{yaml(text), "app.yaml", 1}));
        }
        auto made = make_targets(
            manifests, {live_->tracking(), "shop", "default"}, {},
            [this](const manifest::GroupVersionKind& type) { return discovery_->find(type); });
        EXPECT_TRUE(made) << (made ? "" : made.error().message);
        return std::make_shared<const TargetSet>(made ? *std::move(made) : TargetSet());
    }
    // From now on requests whose target holds `part` are refused; empty: none are.
    void forbid(const std::string& part) {
        const MutexLock lock(mutex_);
        forbidden_ = part;
    }
    // How many requests there were to change something of that kind.
    [[nodiscard]] std::ptrdiff_t writes_of(const std::string& plural) {
        const MutexLock lock(mutex_);
        return std::ranges::count_if(writes_, [&](const std::string& request) {
            return request.find("/" + plural) != std::string::npos;
        });
    }
    void watch(const std::vector<std::string>& kinds) {
        for (const std::string& kind : kinds) {
            static const std::map<std::string, std::string> kGroups{
                {"Job", "batch"},
                {"Deployment", "apps"},
                {"RoleBinding", "rbac.authorization.k8s.io"}};
            const auto group = kGroups.find(kind);
            const kube::Resource resource =
                discovery_->find({group == kGroups.end() ? "" : group->second, "v1", kind}).value();
            live_->watch(resource);
            eventually([&] { return live_->synced(resource.type()).has_value(); });
        }
    }

    static void eventually(const std::function<bool()>& condition) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (!condition()) {
            if (std::chrono::steady_clock::now() > deadline) {
                ADD_FAILURE() << "in vain";
                return;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }

    std::filesystem::path directory_;
    std::unique_ptr<standalone::Server> server_;
    std::unique_ptr<kube::Client> client_;
    std::unique_ptr<kube::Discovery> discovery_;
    Mutex mutex_;
    std::vector<std::string> told_ GUARDED_BY(mutex_);    // the instances that live_ named
    std::vector<std::string> writes_ GUARDED_BY(mutex_);  // since the start, dry runs among them
    std::string forbidden_ GUARDED_BY(mutex_);
    std::unique_ptr<LiveStore> live_;
    std::unique_ptr<sync::Writer> writer_;
};

}  // namespace sealer::app
