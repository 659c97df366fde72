// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/garbage_collector.h"

#include <algorithm>
#include <vector>

#include "common/base/log.h"
#include "controller/standalone/strategy.h"

namespace sealer::standalone {

using manifest::Array;
using manifest::elements;
using manifest::Value;

namespace {

const Array& owners_of(const Value& object) {
    return elements(object.get("metadata", "ownerReferences"));
}

bool has_finalizer(const Value& object, const char* finalizer) {
    const Array& all = elements(object.get("metadata", "finalizers"));
    return std::ranges::find(all, Value(finalizer)) != all.end();
}

// Whether anything was removed.
bool erase_from(Value& metadata, const char* list,
                const std::function<bool(const Value&)>& condition) {
    Value* found = metadata.get(list);
    if (found == nullptr || !found->is_array()) {
        return false;
    }
    const std::size_t erased = std::erase_if(found->as_array(), condition);
    if (found->as_array().empty()) {
        metadata.as_object().erase(list);
    }
    return erased != 0;
}

void report(const Status& status) {
    if (!status) {
        log::warn("standalone", "garbage collection failed", {{"error", status.error().message}});
    }
}

}  // namespace

void GarbageCollector::on_event(const Event& event) {
    index(event);
    const Value& object = event.now->object;
    const ObjectId& id = event.now->id;
    for (const Value& owner : owners_of(object)) {
        const auto found = by_uid_.find(std::string(owner.text("uid")));
        if (found != by_uid_.end()) {
            agenda_->add("owner " + found->first,
                         [this, owner_id = found->second] { finish_owner(owner_id); });
        }
    }
    if (event.type == Event::Type::kDeleted) {
        for (const ObjectId& dependent :
             dependents_of(std::string(object.text("metadata", "uid")))) {
            schedule_check(dependent);
        }
        return;
    }
    if (!owners_of(object).empty()) {
        schedule_check(id);
    }
    if (has_finalizer(object, kForegroundFinalizer) || has_finalizer(object, kOrphanFinalizer)) {
        agenda_->add("owner " + std::string(object.text("metadata", "uid")),
                     [this, id] { finish_owner(id); });
    }
}

void GarbageCollector::forget_dependent(const Value& object, const ObjectId& id) {
    for (const Value& owner : owners_of(object)) {
        const auto found = dependents_.find(std::string(owner.text("uid")));
        if (found != dependents_.end() && found->second.erase(id) != 0 && found->second.empty()) {
            dependents_.erase(found);
        }
    }
}

void GarbageCollector::index(const Event& event) {
    const ObjectId& id = event.now->id;
    if (event.before != nullptr) {
        forget_dependent(event.before->object, id);
    }
    const std::string uid(event.now->object.text("metadata", "uid"));
    if (event.type == Event::Type::kDeleted) {
        by_uid_.erase(uid);
        // Its dependents are checked now; those that come later check themselves.
        return;
    }
    by_uid_[uid] = id;
    for (const Value& owner : owners_of(event.now->object)) {
        dependents_[std::string(owner.text("uid"))].insert(id);
    }
}

std::set<ObjectId> GarbageCollector::dependents_of(const std::string& uid) const {
    const auto found = dependents_.find(uid);
    return found == dependents_.end() ? std::set<ObjectId>() : found->second;
}

void GarbageCollector::schedule_check(const ObjectId& id) {
    agenda_->add("dependent " + id.resource + "/" + id.namespace_ + "/" + id.name,
                 [this, id] { check(id); });
}

bool GarbageCollector::owner_exists(const Value& reference, const std::string& namespace_) const {
    const auto [group, version] = manifest::split_api_version(reference.text("apiVersion"));
    const ResourcePtr resource = registry_.find_kind(group, reference.text("kind"));
    if (resource == nullptr) {
        return false;
    }
    const EntryPtr owner =
        store_.get({store_id(*resource, resource->storage()),
                    resource->namespaced ? namespace_ : "", std::string(reference.text("name"))});
    return owner != nullptr && owner->object.text("metadata", "uid") == reference.text("uid");
}

void GarbageCollector::check(const ObjectId& id) {
    const EntryPtr entry = store_.get(id);
    if (entry == nullptr || owners_of(entry->object).empty()) {
        return;
    }
    const auto gone = [&](const Value& owner) { return !owner_exists(owner, id.namespace_); };
    const auto missing = std::ranges::count_if(owners_of(entry->object), gone);
    if (missing == 0) {
        return;
    }
    if (static_cast<std::size_t>(missing) < owners_of(entry->object).size()) {
        report(objects_.modify(id, [&](Value& object) {
            return erase_from(object["metadata"], "ownerReferences", gone);
        }));
    } else if (entry->object.get("metadata", "deletionTimestamp") == nullptr) {
        remove(entry, DeleteOptions::Propagation::kBackground);
    }
}

void GarbageCollector::finish_owner(const ObjectId& id) {
    const EntryPtr entry = store_.get(id);
    if (entry == nullptr || entry->object.get("metadata", "deletionTimestamp") == nullptr) {
        return;
    }
    const char* finalizer = nullptr;
    if (has_finalizer(entry->object, kOrphanFinalizer)) {
        orphan_dependents(entry);
        finalizer = kOrphanFinalizer;
    } else if (has_finalizer(entry->object, kForegroundFinalizer) && dependents_gone(entry)) {
        finalizer = kForegroundFinalizer;
    }
    if (finalizer != nullptr) {
        report(objects_.modify(id, [&](Value& object) {
            return erase_from(object["metadata"], "finalizers",
                              [&](const Value& one) { return one == Value(finalizer); });
        }));
    }
}

void GarbageCollector::orphan_dependents(const EntryPtr& owner) {
    const std::string uid(owner->object.text("metadata", "uid"));
    for (const ObjectId& id : dependents_of(uid)) {
        report(objects_.modify(id, [&](Value& object) {
            return erase_from(object["metadata"], "ownerReferences",
                              [&](const Value& reference) { return reference.text("uid") == uid; });
        }));
    }
}

bool GarbageCollector::dependents_gone(const EntryPtr& owner) {
    const std::string uid(owner->object.text("metadata", "uid"));
    bool gone = true;
    for (const ObjectId& id : dependents_of(uid)) {
        const EntryPtr dependent = store_.get(id);
        if (dependent == nullptr) {
            continue;
        }
        gone =
            gone && std::ranges::none_of(owners_of(dependent->object), [&](const Value& reference) {
                return reference.text("uid") == uid && reference.flag("blockOwnerDeletion");
            });
        if (dependent->object.get("metadata", "deletionTimestamp") == nullptr) {
            remove(dependent, DeleteOptions::Propagation::kForeground);
        }
    }
    return gone;
}

void GarbageCollector::remove(const EntryPtr& entry, DeleteOptions::Propagation propagation) {
    const ResourcePtr resource = registry_.find(entry->id.resource);
    if (resource == nullptr) {
        return;
    }
    DeleteOptions options;
    options.propagation = propagation;
    options.uid = entry->object.text("metadata", "uid");
    const Target target{resource, &resource->storage(), entry->id.namespace_, entry->id.name, ""};
    const auto removed = objects_.remove(target, options);
    // Gone already, or another object by now: as wished.
    if (!removed && removed.error().code != 404 && removed.error().code != 409) {
        log::warn("standalone", "garbage collection failed", {{"error", removed.error().message}});
    }
}

}  // namespace sealer::standalone
