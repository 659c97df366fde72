// SPDX-License-Identifier: Apache-2.0
#include "common/kube/leader_election.h"

#include <utility>

#include "common/base/log.h"
#include "common/base/random.h"
#include "common/kube/pause.h"
#include "common/manifest/json.h"

namespace sealer::kube {
namespace {

using manifest::Value;

// Replicas that wait must not all ask at the same moment.
std::chrono::milliseconds jittered(std::chrono::milliseconds period) {
    return period + std::chrono::milliseconds(
                        random_below(static_cast<std::uint64_t>(period.count()) / 5 + 1));
}

}  // namespace

void LeaseObserver::saw(const Value& lease, Clock::time_point now) {
    const Value* spec = lease.get("spec");
    std::string record = spec == nullptr ? std::string() : manifest::canonical_json(*spec);
    if (record == record_ && since_ != Clock::time_point{}) {
        return;
    }
    record_ = std::move(record);
    since_ = now;
    holder_ = lease.text("spec", "holderIdentity");
    duration_ = std::chrono::seconds(lease.integer_or(0, "spec", "leaseDurationSeconds"));
}

bool LeaseObserver::may_take(std::string_view identity, Clock::time_point now) const {
    return holder_.empty() || holder_ == identity || since_ + duration_ < now;
}

Value taken_lease(const Value* present, std::string_view identity, std::chrono::seconds duration,
                  WallTime now) {
    Value lease = present == nullptr ? Value() : *present;
    const bool held = lease.text("spec", "holderIdentity") == identity;
    const std::int64_t transitions = lease.integer_or(0, "spec", "leaseTransitions");
    const std::string time = format_micro_time(now);
    Value& spec = lease["spec"];
    spec["holderIdentity"] = identity;
    spec["leaseDurationSeconds"] = std::int64_t{duration.count()};
    spec["renewTime"] = time;
    if (!held) {
        spec["acquireTime"] = time;
        spec["leaseTransitions"] = present == nullptr ? 0 : transitions + 1;
    }
    return lease;
}

LeaderElection::LeaderElection(Client& client, Options options, Callbacks callbacks)
    : client_(client), options_(std::move(options)), callbacks_(std::move(callbacks)) {}

LeaderElection::~LeaderElection() {
    stop();
}

void LeaderElection::start() {
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void LeaderElection::stop() {
    thread_.request_stop();
    if (thread_.joinable()) {
        thread_.join();
    }
}

void LeaderElection::run(const std::stop_token& stop) {
    std::string known_holder;
    while (!stop.stop_requested()) {
        const Clock::time_point asked = Clock::now();
        const Result<bool> held = try_hold();
        if (!held) {
            log::warn("leader", "cannot ask for the Lease", {{"error", held.error().message}});
        }
        if (held && *held) {
            known_holder = options_.identity;
            log::info("leader", "this replica leads", {{"identity", options_.identity}});
            callbacks_.on_lead();
            hold(asked, stop);
            callbacks_.on_follow();
            log::info("leader", "this replica leads no more");
        } else if (observer_.holder() != known_holder) {
            known_holder = observer_.holder();
            log::info("leader", "another replica leads", {{"identity", known_holder}});
        }
        if (stop.stop_requested()) {
            break;
        }
        pause(jittered(options_.retry_period), stop);
    }
    release();
}

// Until the Lease is lost, or cannot be renewed in time, or it is time to stop. The deadline counts
// from before the last renewal was sent: others count from after it was stored.
void LeaderElection::hold(Clock::time_point renewed, const std::stop_token& stop) {
    while (pause(options_.retry_period, stop)) {
        const Clock::time_point asked = Clock::now();
        const Result<bool> held = try_hold();
        if (held && observer_.holder() != options_.identity) {
            log::warn("leader", "another replica took the Lease",
                      {{"identity", observer_.holder()}});
            return;
        }
        if (held && *held) {
            renewed = asked;
        } else if (Clock::now() - renewed >= options_.renew_deadline) {
            log::warn("leader", "the Lease could not be renewed in time");
            return;
        }
    }
}

Result<std::optional<Value>> LeaderElection::read() {
    auto lease = client_.get(leases(), options_.namespace_, options_.name);
    if (!lease && lease.error().code != Code::kNotFound) {
        return fail(lease.error());
    }
    if (!lease) {
        return std::optional<Value>();
    }
    observer_.saw(*lease, Clock::now());
    return std::optional<Value>(*std::move(lease));
}

Result<bool> LeaderElection::try_hold() {
    TRY_ASSIGN(const std::optional<Value> present, read());
    if (present && !observer_.may_take(options_.identity, Clock::now())) {
        return false;
    }
    Value wanted = taken_lease(present ? &*present : nullptr, options_.identity,
                               options_.lease_duration, std::chrono::system_clock::now());
    if (!present) {
        wanted["apiVersion"] = leases().api_version();
        wanted["kind"] = leases().kind;
        wanted["metadata"]["namespace"] = options_.namespace_;
        wanted["metadata"]["name"] = options_.name;
    }
    // With its resourceVersion: of two who try, one fails.
    const auto written =
        present ? client_.update(leases(), wanted) : client_.create(leases(), wanted);
    if (!written && written.error().code == Code::kConflict) {
        return false;
    }
    if (!written) {
        return fail(written.error());
    }
    observer_.saw(*written, Clock::now());
    return true;
}

void LeaderElection::release() {
    const auto lease = read();
    if (!lease || !*lease || observer_.holder() != options_.identity) {
        return;
    }
    Value freed = **lease;
    freed["spec"]["holderIdentity"] = "";
    freed["spec"]["leaseDurationSeconds"] = 1;
    freed["spec"]["renewTime"] = format_micro_time(std::chrono::system_clock::now());
    if (const auto written = client_.update(leases(), freed); !written) {
        log::warn("leader", "the Lease could not be released; it runs out by itself",
                  {{"error", written.error().message}});
    }
}

}  // namespace sealer::kube
