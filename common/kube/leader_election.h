// SPDX-License-Identifier: Apache-2.0
// One of several replicas leads: the one that holds a coordination.k8s.io/v1 Lease, by the protocol
// of client-go's leaderelection, so that all programs that know it can share the Lease.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

#include "common/base/result.h"
#include "common/base/time.h"
#include "common/kube/client.h"
#include "common/manifest/value.h"

namespace sealer::kube {

// What the Lease says, and since when by our own clock: those of replicas need not agree.
class LeaseObserver {
  public:
    // The Lease as just read or written.
    void saw(const manifest::Value& lease, Clock::time_point now);
    // Whether `identity` may take it: it is free, its own, or has not been renewed for as long as
    // the holder said that it counts.
    [[nodiscard]] bool may_take(std::string_view identity, Clock::time_point now) const;
    [[nodiscard]] const std::string& holder() const { return holder_; }

  private:
    std::string holder_;
    std::string record_;  // all of the spec: any change of it is a sign of life
    std::chrono::seconds duration_{0};
    Clock::time_point since_{};
};

// The Lease as `identity` would hold it from `now` on; `present` is null where there is none yet.
[[nodiscard]] manifest::Value taken_lease(const manifest::Value* present, std::string_view identity,
                                          std::chrono::seconds duration, WallTime now);

class LeaderElection {
  public:
    struct Options {
        std::string namespace_;
        std::string name;
        std::string identity;                     // of this process; unlike any other's
        std::chrono::seconds lease_duration{15};  // how long others wait for a sign of life
        std::chrono::milliseconds renew_deadline{10'000};  // after which a leader resigns
        std::chrono::milliseconds retry_period{2'000};
    };
    // Called on the election's thread, in turns, on_lead first. on_follow must return soon: the
    // Lease runs out meanwhile, and is released only afterwards.
    struct Callbacks {
        std::function<void()> on_lead;
        std::function<void()> on_follow;
    };

    // `client` must outlive this and serve nothing else; its calls must time out within
    // retry_period, lest the deadline pass unseen.
    LeaderElection(Client& client, Options options, Callbacks callbacks);
    // As stop().
    ~LeaderElection();
    LeaderElection(const LeaderElection&) = delete;
    LeaderElection& operator=(const LeaderElection&) = delete;

    void start();
    // Resigns where it leads, and releases the Lease, so that another may take it at once.
    void stop();

  private:
    void run(const std::stop_token& stop);
    // Takes the Lease, or renews it; whether it is ours. Errors are of the API server.
    [[nodiscard]] Result<bool> try_hold();
    void hold(Clock::time_point renewed, const std::stop_token& stop);
    void release();
    [[nodiscard]] Result<std::optional<manifest::Value>> read();

    Client& client_;
    const Options options_;
    const Callbacks callbacks_;
    LeaseObserver observer_;  // of the thread
    std::jthread thread_;
};

}  // namespace sealer::kube
