// SPDX-License-Identifier: Apache-2.0
#include "controller/app/live_store.h"

#include <utility>

#include "common/app/orphans.h"
#include "common/app/secret_mask.h"
#include "common/base/integer.h"
#include "common/manifest/json.h"

namespace sealer::app {
namespace {

// By then a working watch has long delivered what we wrote; a broken one must not be overruled for
// ever.
constexpr auto kWrittenLifetime = std::chrono::seconds(15);

// On objects of which just the identity is kept; no field of an API is called so.
constexpr std::string_view kReduced = "(reduced)";

manifest::Value identity_of(const manifest::Value& object) {
    manifest::Value kept;
    kept[kReduced] = true;
    for (const char* field :
         {"namespace", "name", "uid", "resourceVersion", "deletionTimestamp", "ownerReferences"}) {
        if (const manifest::Value* value = object.get("metadata", field)) {
            kept["metadata"][field] = *value;
        }
    }
    if (const auto owner = manifest::annotation(object, kServiceAccountName); !owner.empty()) {
        kept["metadata"]["annotations"][kServiceAccountName] = owner;
    }
    return kept;
}

Result<manifest::Value> keep(std::string_view json, const kube::Resource& resource,
                             const TrackingRules& tracking) {
    std::string masked;
    if (resource.group.empty() && resource.kind == "Secret") {
        TRY_ASSIGN(masked, mask_secret_json(json));
        json = masked;
    }
    TRY_ASSIGN(manifest::Value object, manifest::parse_json(json));
    const bool is_kept_whole = resource.kind == "CustomResourceDefinition" ||
                               resource.kind == "Namespace" || has_mark(object, tracking);
    return is_kept_whole ? std::move(object) : identity_of(object);
}

// Empty for what is not there.
std::string owner_of(const kube::ObjectPtr& object, const TrackingRules& tracking) {
    return object ? instance_of(*object, tracking) : std::string();
}

bool is_root(const kube::ObjectPtr& object) {
    return object && manifest::elements(object->get("metadata", "ownerReferences")).empty();
}

std::uint64_t version_number(const manifest::Value& object) {
    return parse_integer<std::uint64_t>(manifest::resource_version_of(object)).value_or(0);
}

}  // namespace

bool is_whole(const manifest::Value& live) {
    return live.get(kReduced) == nullptr;
}

bool is_newer(const manifest::Value& a, const manifest::Value& b) {
    return version_number(a) > version_number(b);
}

LiveStore::LiveStore(kube::Client& client, OnChange on_change)
    : client_(client), on_change_(std::move(on_change)) {}

LiveStore::~LiveStore() {
    stop();
}

bool LiveStore::follows(const TrackingRules& tracking, const ResourceFilter& filter) const {
    const MutexLock lock(mutex_);
    return tracking_ == tracking && filter_ == filter;
}

void LiveStore::follow(const TrackingRules& tracking, const ResourceFilter& filter) {
    if (follows(tracking, filter)) {
        return;
    }
    stop_informers();
    const MutexLock lock(mutex_);
    tracking_ = tracking;
    filter_ = filter;
    owned_.clear();
    written_.clear();
    for (auto& [namespace_, monitored] : monitored_) {
        monitored.roots.clear();
    }
}

TrackingRules LiveStore::tracking() const {
    const MutexLock lock(mutex_);
    return tracking_;
}

void LiveStore::watch(const kube::Resource& resource) {
    const manifest::GroupVersionKind type = resource.type();
    const MutexLock lock(mutex_);
    if (informers_.contains(type) || filter_.excludes(type.group, type.kind)) {
        return;
    }
    kube::InformerOptions options;
    options.transform = [resource, tracking = tracking_](std::string_view json) {
        return keep(json, resource, tracking);
    };
    options.on_synced = [this, type] { listed(type); };
    auto informer = std::make_unique<kube::Informer>(client_, resource, std::move(options));
    informer->on_change([this, type](const kube::Change& change) { changed(type, change); });
    informer->start();
    informers_[type] = std::move(informer);
}

Status LiveStore::synced(const manifest::GroupVersionKind& type) const {
    const MutexLock lock(mutex_);
    const auto found = informers_.find(type);
    const bool is_watched = found != informers_.end();
    if (!is_watched && filter_.excludes(type.group, type.kind)) {
        return {};
    }
    const auto failure = is_watched ? found->second->failure() : std::nullopt;
    if (failure && failure->code == Code::kDenied) {
        return fail(Code::kDenied, "may not list and watch " + type.kind +
                                       (type.group.empty() ? "" : " (" + type.group + ")") +
                                       ", which the controller's ClusterRole must permit, or "
                                       "resource.exclusions in ConfigMap argocd-cm exclude: " +
                                       failure->message);
    }
    if (!is_watched || !found->second->synced()) {
        return fail(Code::kUnavailable,
                    "cannot list " + type.kind + " yet" + (failure ? ": " + failure->message : ""));
    }
    return {};
}

kube::ObjectPtr LiveStore::find(const Place& place) const {
    const auto informer = informers_.find(place.type);
    kube::ObjectPtr seen = informer == informers_.end()
                               ? nullptr
                               : informer->second->get(place.key.namespace_, place.key.name);
    const auto written = written_.find(place);
    if (written == written_.end() || written->second.expires < Clock::now() ||
        (seen && !is_newer(*written->second.object, *seen))) {
        return seen;
    }
    return written->second.object;
}

kube::ObjectPtr LiveStore::get(const manifest::GroupVersionKind& type,
                               const manifest::ObjectKey& key) const {
    const MutexLock lock(mutex_);
    return find({type, key});
}

std::vector<kube::ObjectPtr> LiveStore::owned(const std::string& instance) const {
    std::vector<kube::ObjectPtr> objects;
    const MutexLock lock(mutex_);
    const auto places = owned_.find(instance);
    if (places != owned_.end()) {
        for (const Place& place : places->second) {
            if (kube::ObjectPtr object = find(place)) {
                objects.push_back(std::move(object));
            }
        }
    }
    return objects;
}

void LiveStore::set_interest(const std::string& instance, std::set<manifest::ObjectKey> keys) {
    const MutexLock lock(mutex_);
    std::set<manifest::ObjectKey>& known = interests_[instance];
    if (known == keys && !keys.empty()) {
        return;  // as nearly always: each look at an Application says it again
    }
    for (const manifest::ObjectKey& key : known) {
        const auto waiting = interested_.find(key);
        waiting->second.erase(instance);
        if (waiting->second.empty()) {
            interested_.erase(waiting);
        }
    }
    for (const manifest::ObjectKey& key : keys) {
        interested_[key].insert(instance);
    }
    known = std::move(keys);
    if (known.empty()) {
        interests_.erase(instance);
    }
}

std::set<LiveStore::Place> LiveStore::find_roots(const std::string& namespace_) const {
    std::set<Place> roots;
    for (const auto& [type, informer] : informers_) {
        for (const kube::ObjectPtr& object : informer->list()) {
            if (manifest::namespace_of(*object) == namespace_ && is_root(object)) {
                roots.insert({type, manifest::key_of(*object)});
            }
        }
    }
    return roots;
}

void LiveStore::monitor(const std::string& instance, const std::string& namespace_) {
    const MutexLock lock(mutex_);
    const auto known = monitored_by_.find(instance);
    const std::string before = known == monitored_by_.end() ? "" : known->second;
    if (before == namespace_) {
        return;
    }
    if (!before.empty()) {
        monitored_by_.erase(known);
        const auto place = monitored_.find(before);
        place->second.instances.erase(instance);
        if (place->second.instances.empty()) {
            monitored_.erase(place);
        }
    }
    if (!namespace_.empty()) {
        monitored_by_[instance] = namespace_;
        const auto [place, is_new] = monitored_.try_emplace(namespace_);
        place->second.instances.insert(instance);
        if (is_new) {
            place->second.roots = find_roots(namespace_);
        }
    }
}

std::vector<kube::ObjectPtr> LiveStore::roots(const std::string& namespace_) const {
    std::vector<kube::ObjectPtr> objects;
    const MutexLock lock(mutex_);
    const auto monitored = monitored_.find(namespace_);
    if (monitored != monitored_.end()) {
        for (const Place& place : monitored->second.roots) {
            if (kube::ObjectPtr object = find(place)) {
                objects.push_back(std::move(object));
            }
        }
    }
    return objects;
}

void LiveStore::note_root(const Place& place, const kube::Change& change,
                          std::set<std::string>& concerned) {
    const auto monitored = monitored_.find(place.key.namespace_);
    if (monitored == monitored_.end()) {
        return;
    }
    const bool is_one = is_root(change.after);
    const bool is_other = is_one ? monitored->second.roots.insert(place).second
                                 : monitored->second.roots.erase(place) > 0;
    const bool changed_hands =
        is_one && change.before &&
        owner_of(change.before, tracking_) != owner_of(change.after, tracking_);
    if (is_other || changed_hands) {
        concerned.insert(monitored->second.instances.begin(), monitored->second.instances.end());
    }
}

void LiveStore::note_written(manifest::Value object) {
    const Place place{manifest::type_of(object), manifest::key_of(object)};
    const MutexLock lock(mutex_);
    const std::string instance = instance_of(object, tracking_);
    std::erase_if(written_, [](const auto& item) { return item.second.expires < Clock::now(); });
    const kube::ObjectPtr seen = find(place);
    if (!seen || is_newer(object, *seen)) {
        written_[place] = {std::make_shared<const manifest::Value>(std::move(object)),
                           Clock::now() + kWrittenLifetime};
    }
    if (!instance.empty()) {
        owned_[instance].insert(place);
    }
}

void LiveStore::changed(const manifest::GroupVersionKind& type, const kube::Change& change) {
    const manifest::ObjectKey key = manifest::key_of(change.after ? *change.after : *change.before);
    const Place place{type, key};
    std::set<std::string> concerned;
    {
        const MutexLock lock(mutex_);
        ++changes_[type];
        const std::string before = owner_of(change.before, tracking_);
        const std::string after = owner_of(change.after, tracking_);
        concerned = {before, after};
        if (!before.empty() && before != after) {
            owned_[before].erase(place);
        }
        if (!after.empty()) {
            owned_[after].insert(place);
        }
        const auto written = written_.find(place);
        if (written != written_.end() &&
            (!change.after || !is_newer(*written->second.object, *change.after))) {
            written_.erase(written);
        }
        note_root(place, change, concerned);
        if (const auto found = interested_.find(key); found != interested_.end()) {
            concerned.insert(found->second.begin(), found->second.end());
        }
    }
    for (const std::string& instance : concerned) {
        if (!instance.empty()) {
            on_change_(instance);
        }
    }
}

void LiveStore::listed(const manifest::GroupVersionKind& type) {
    std::set<std::string> waiting;
    {
        const MutexLock lock(mutex_);
        for (const auto& [key, instances] : interested_) {
            if (key.group == type.group && key.kind == type.kind) {
                waiting.insert(instances.begin(), instances.end());
            }
        }
    }
    for (const std::string& instance : waiting) {
        on_change_(instance);
    }
}

std::vector<WatchedKind> LiveStore::watched() const {
    std::vector<WatchedKind> kinds;
    const MutexLock lock(mutex_);
    for (const auto& [type, informer] : informers_) {
        const auto changes = changes_.find(type);
        kinds.push_back({type.group, type.kind, informer->size(),
                         changes == changes_.end() ? 0 : changes->second});
    }
    return kinds;
}

void LiveStore::stop() {
    stop_informers();
}

void LiveStore::stop_informers() {
    std::map<manifest::GroupVersionKind, std::unique_ptr<kube::Informer>> stopping;
    {
        // Their threads call changed(), which takes the lock.
        const MutexLock lock(mutex_);
        stopping.swap(informers_);
    }
    for (const auto& [type, informer] : stopping) {
        informer->stop();
    }
}

}  // namespace sealer::app
