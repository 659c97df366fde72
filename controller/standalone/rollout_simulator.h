// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "controller/standalone/background.h"

namespace sealer::standalone {

// Keeps a ReplicaSet for each template that a Deployment has had, as its controller does in a
// cluster: `kubectl rollout history` and `kubectl rollout undo` read them.
class RolloutSimulator : public Reaction {
  public:
    // All must outlive it.
    RolloutSimulator(Store& store, const Registry& registry, Objects& objects,
                     std::shared_ptr<Agenda> agenda)
        : store_(store), registry_(registry), objects_(objects), agenda_(std::move(agenda)) {}

    void on_event(const Event& event) override;

  private:
    [[nodiscard]] Status roll_out(const ObjectId& id);
    [[nodiscard]] std::vector<EntryPtr> replica_sets_of(const EntryPtr& deployment) const;
    [[nodiscard]] Status create_replica_set(const manifest::Value& deployment,
                                            const std::string& name);

    Store& store_;
    const Registry& registry_;
    Objects& objects_;
    std::shared_ptr<Agenda> agenda_;
};

}  // namespace sealer::standalone
