// SPDX-License-Identifier: Apache-2.0
#include "common/kube/store.h"

#include "common/manifest/object.h"

namespace sealer::kube {
namespace {

Store::Key store_key(const manifest::Value& object) {
    return {std::string(manifest::namespace_of(object)), std::string(manifest::name_of(object))};
}

}  // namespace

ObjectPtr Store::put(ObjectPtr object) {
    Key key = store_key(*object);
    const MutexLock lock(mutex_);
    return std::exchange(objects_[std::move(key)], std::move(object));
}

ObjectPtr Store::remove(std::string_view namespace_, std::string_view name) {
    const MutexLock lock(mutex_);
    const auto found = objects_.find({std::string(namespace_), std::string(name)});
    if (found == objects_.end()) {
        return nullptr;
    }
    ObjectPtr removed = std::move(found->second);
    objects_.erase(found);
    return removed;
}

std::vector<Change> Store::replace(std::vector<ObjectPtr> objects) {
    std::map<Key, ObjectPtr> fresh;
    for (ObjectPtr& object : objects) {
        Key key = store_key(*object);
        fresh[std::move(key)] = std::move(object);
    }
    std::vector<Change> changes;
    const MutexLock lock(mutex_);
    for (const auto& [key, before] : objects_) {
        if (!fresh.contains(key)) {
            changes.push_back({before, nullptr});
        }
    }
    for (auto& [key, after] : fresh) {
        const auto found = objects_.find(key);
        const ObjectPtr before = found == objects_.end() ? nullptr : found->second;
        if (before != nullptr &&
            manifest::resource_version_of(*before) == manifest::resource_version_of(*after)) {
            after = before;
        } else {
            changes.push_back({before, after});
        }
    }
    objects_ = std::move(fresh);
    return changes;
}

ObjectPtr Store::get(std::string_view namespace_, std::string_view name) const {
    const MutexLock lock(mutex_);
    const auto found = objects_.find({std::string(namespace_), std::string(name)});
    return found == objects_.end() ? nullptr : found->second;
}

std::vector<ObjectPtr> Store::list() const {
    const MutexLock lock(mutex_);
    std::vector<ObjectPtr> all;
    all.reserve(objects_.size());
    for (const auto& [key, object] : objects_) {
        all.push_back(object);
    }
    return all;
}

std::size_t Store::size() const {
    const MutexLock lock(mutex_);
    return objects_.size();
}

}  // namespace sealer::kube
