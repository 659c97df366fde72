// SPDX-License-Identifier: Apache-2.0
#include "controller/duties.h"

#include <filesystem>
#include <utility>

#include "common/base/log.h"
#include "common/http/cpprest/client.h"

namespace sealer {
namespace {

app::Options app_options(const Options& options) {
    app::Options result;
    result.namespace_ = options.application_namespace;
    result.application_namespaces = options.application_namespaces;
    result.git_directory =
        (std::filesystem::path(options.data_directory) / "repositories").string();
    result.allow_local_git = options.allow_local_git;
    result.poll_interval = options.git_poll_interval;
    result.render_limits = options.render_limits;
    return result;
}

}  // namespace

Result<std::unique_ptr<kube::Client>> connect_client(const kube::Config& config,
                                                     const Options& options) {
    return kube::Client::connect(config, http::make_api_server_client,
                                 {.queries_per_second = options.queries_per_second,
                                  .burst = options.query_burst,
                                  .user_agent = "sealer-controller/" SEALER_VERSION});
}

Duties::Duties(kube::Config config, Options options, unseal::Manager& unsealing,
               app::SettingsStore& settings, app::Observer observer)
    : config_(std::move(config)),
      options_(std::move(options)),
      unsealing_(unsealing),
      settings_(settings),
      observer_(std::move(observer)) {}

void Duties::begin() {
    auto writer = connect_client(config_, options_);
    if (!writer) {
        log::error("main", "cannot start", {{"error", writer.error().message}});
        return;
    }
    stop_ = std::stop_source();
    writer_ = *std::move(writer);
    writer_->set_stop_token(stop_.get_token());
    unsealing_.lead(writer_);
    auto applications = std::make_shared<app::Manager>(
        *writer_, settings_, app_options(options_), [this] { return unsealing_.ring(); },
        observer_);
    if (const Status status = applications->start(); !status) {
        log::error("main", "cannot start", {{"error", status.error().message}});
    }
    const MutexLock lock(mutex_);
    applications_ = std::move(applications);
}

void Duties::end() {
    stop_.request_stop();
    unsealing_.follow();
    std::shared_ptr<app::Manager> applications;
    {
        const MutexLock lock(mutex_);
        applications = std::exchange(applications_, nullptr);
    }
    if (applications != nullptr) {
        applications->stop();
    }
}

std::shared_ptr<app::Manager> Duties::applications() const {
    const MutexLock lock(mutex_);
    return applications_;
}

}  // namespace sealer
