// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include "controller/standalone/background.h"

namespace sealer::standalone {

// Removes what its owners leave behind, by uid: in the background, in the foreground (dependents
// first) or not at all (orphans), as the deletion asked.
class GarbageCollector : public Reaction {
  public:
    GarbageCollector(Store& store, const Registry& registry, Objects& objects,
                     std::shared_ptr<Agenda> agenda)
        : store_(store), registry_(registry), objects_(objects), agenda_(std::move(agenda)) {}

    void on_event(const Event& event) override;

  private:
    void index(const Event& event);
    void forget_dependent(const manifest::Value& object, const ObjectId& id);
    [[nodiscard]] std::set<ObjectId> dependents_of(const std::string& uid) const;
    void schedule_check(const ObjectId& id);
    // A dependent: removed when no owner is left, else freed of those that are gone.
    void check(const ObjectId& id);
    // An owner that waits with a finalizer.
    void finish_owner(const ObjectId& id);
    void orphan_dependents(const EntryPtr& owner);
    [[nodiscard]] bool dependents_gone(const EntryPtr& owner);
    [[nodiscard]] bool owner_exists(const manifest::Value& reference,
                                    const std::string& namespace_) const;
    void remove(const EntryPtr& entry, DeleteOptions::Propagation propagation);

    Store& store_;
    const Registry& registry_;
    Objects& objects_;
    std::shared_ptr<Agenda> agenda_;
    std::map<std::string, ObjectId> by_uid_;
    std::map<std::string, std::set<ObjectId>> dependents_;  // by the owner's uid
};

}  // namespace sealer::standalone
