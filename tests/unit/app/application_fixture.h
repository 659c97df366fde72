// SPDX-License-Identifier: Apache-2.0
// A cluster that has Applications, and all that works on them.
#pragma once

#include "cluster_fixture.h"
#include "common/base/file.h"
#include "controller/app/reconciler.h"

namespace sealer::app {

class ApplicationTest : public ClusterTest {
  protected:
    void SetUp() override {
        ClusterTest::SetUp();
        create(read_file(SEALER_TEST_DATA "/../../crds/applications.yaml").value());
        create(read_file(SEALER_TEST_DATA "/../../crds/appprojects.yaml").value());
        eventually([&] {
            discovery_->invalidate();
            return discovery_->find(kube::applications().type()).has_value();
        });
        git_ = std::make_unique<git::Store>(directory_ / "git", git::Policy{.allow_local = true});
        events_ = std::make_unique<kube::EventRecorder>(*client_, "test");
        repositories_ = std::make_unique<Repositories>(*client_, "default", [] {});
        repositories_->start();
        informer_ = std::make_unique<kube::Informer>(*client_, kube::applications());
        settings_ = std::make_unique<SettingsStore>(*client_, "default");
        settings_->start();
        eventually([&] { return settings_->current() != nullptr; });
        projects_ = std::make_unique<Projects>(*client_, "default", [](const std::string&) {});
        projects_->start();
        clusters_ = std::make_unique<Clusters>(*client_, "default", [] {});
        clusters_->start();
    }

    void TearDown() override {
        // They use the client to the end.
        informer_.reset();
        settings_.reset();
        projects_.reset();
        clusters_.reset();
        repositories_.reset();
        events_.reset();
        ClusterTest::TearDown();
    }

    [[nodiscard]] Shared shared() {
        return {.client = *client_,
                .discovery = *discovery_,
                .applications = *informer_,
                .projects = *projects_,
                .clusters = *clusters_,
                .events = *events_,
                .live = *live_,
                .writer = *writer_,
                .pool = pool_,
                .git = *git_,
                .repositories = *repositories_,
                .revisions = revisions_,
                .settings = *settings_,
                .counters = counters_,
                .namespace_ = "default",
                // Each look asks Git.
                .poll_interval = std::chrono::milliseconds(1)};
    }
    // The one that the tests are about.
    [[nodiscard]] manifest::Value application(const std::string& name = "shop") {
        return client_->get(kube::applications(), "default", name).value_or(manifest::Value());
    }

    std::unique_ptr<kube::Informer> informer_;
    std::unique_ptr<Projects> projects_;
    std::unique_ptr<Clusters> clusters_;
    std::unique_ptr<kube::EventRecorder> events_;
    std::unique_ptr<git::Store> git_;
    std::unique_ptr<Repositories> repositories_;
    std::unique_ptr<SettingsStore> settings_;
    Revisions revisions_;
    Counters counters_;
    ThreadPool pool_{1};
};

}  // namespace sealer::app
