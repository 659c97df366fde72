// SPDX-License-Identifier: Apache-2.0
// The live objects of every kind that some Application uses, and which Application each belongs to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "common/app/tracking.h"
#include "common/base/mutex.h"
#include "common/base/result.h"
#include "common/base/time.h"
#include "common/kube/client.h"
#include "common/kube/informer.h"
#include "common/manifest/object.h"
#include "controller/app/resource_filter.h"

namespace sealer::app {

struct WatchedKind {
    std::string group;
    std::string kind;
    std::size_t objects = 0;
    std::uint64_t changes = 0;  // that have been seen
};

// Kinds are watched from the first call of watch() on. Of objects that carry no tracking mark (CRDs
// and namespaces apart) just identity and owners are kept; the values of Secrets are masked before
// they reach the store. Thread-safe.
class LiveStore {
  public:
    // Called with an instance's name when one of its objects, or one it has an interest in,
    // changed; on an informer's thread, must not block.
    using OnChange = std::function<void(const std::string& instance)>;

    // `client` must outlive the store. Whose an object is, the annotation says until follow().
    LiveStore(kube::Client& client, OnChange on_change);
    ~LiveStore();

    // Whose an object is, and which kinds are none of ours, these say. Where they differ from those
    // before, all that is known is forgotten, and to be watched anew: nobody may rely on the store
    // meanwhile.
    void follow(const TrackingRules& tracking, const ResourceFilter& filter);
    [[nodiscard]] bool follows(const TrackingRules& tracking, const ResourceFilter& filter) const;
    [[nodiscard]] TrackingRules tracking() const;

    // Of a kind that is none of ours there is nothing, which is known at once.
    void watch(const kube::Resource& resource);
    // Success once the kind's first list is in; kUnavailable "…" with the last failure until then.
    // kDenied while the API server refuses the kind to us: what is known of it may be out of date.
    [[nodiscard]] Status synced(const manifest::GroupVersionKind& type) const;

    // Null if it is not there.
    [[nodiscard]] kube::ObjectPtr get(const manifest::GroupVersionKind& type,
                                      const manifest::ObjectKey& key) const;
    // What bears the mark of `instance`.
    [[nodiscard]] std::vector<kube::ObjectPtr> owned(const std::string& instance) const;

    // Whom to tell about changes of these objects, whatever mark they bear, and once the first
    // list of their kind is in.
    void set_interest(const std::string& instance, std::set<manifest::ObjectKey> keys);

    // Whom to tell about objects without an owner that come, go or change their mark in a
    // namespace, of all kinds that are watched; empty: nowhere. roots() has them, of namespaces
    // that are so monitored.
    void monitor(const std::string& instance, const std::string& namespace_);
    [[nodiscard]] std::vector<kube::ObjectPtr> roots(const std::string& namespace_) const;

    // What we have just written: seen by get and owned at once, until the watch catches up.
    void note_written(manifest::Value object);

    [[nodiscard]] std::vector<WatchedKind> watched() const;

    void stop();

  private:
    struct Place {
        manifest::GroupVersionKind type;
        manifest::ObjectKey key;
        auto operator<=>(const Place&) const = default;  // NOLINT(modernize-use-nullptr)
    };
    struct Written {
        kube::ObjectPtr object;
        Clock::time_point expires;
    };

    struct Monitored {
        std::set<std::string> instances;
        std::set<Place> roots;
    };

    void changed(const manifest::GroupVersionKind& type, const kube::Change& change);
    void listed(const manifest::GroupVersionKind& type);
    void stop_informers();
    [[nodiscard]] kube::ObjectPtr find(const Place& place) const REQUIRES(mutex_);
    [[nodiscard]] std::set<Place> find_roots(const std::string& namespace_) const REQUIRES(mutex_);
    // Adds those whom it concerns.
    void note_root(const Place& place, const kube::Change& change, std::set<std::string>& concerned)
        REQUIRES(mutex_);

    kube::Client& client_;
    const OnChange on_change_;
    mutable Mutex mutex_;
    TrackingRules tracking_ GUARDED_BY(mutex_);
    ResourceFilter filter_ GUARDED_BY(mutex_);
    std::map<manifest::GroupVersionKind, std::unique_ptr<kube::Informer>> informers_
        GUARDED_BY(mutex_);
    std::map<manifest::GroupVersionKind, std::uint64_t> changes_ GUARDED_BY(mutex_);
    std::map<std::string, std::set<Place>> owned_ GUARDED_BY(mutex_);
    std::map<std::string, std::set<manifest::ObjectKey>> interests_ GUARDED_BY(mutex_);
    std::map<manifest::ObjectKey, std::set<std::string>> interested_ GUARDED_BY(mutex_);
    std::map<Place, Written> written_ GUARDED_BY(mutex_);
    std::map<std::string, Monitored> monitored_ GUARDED_BY(mutex_);       // by namespace
    std::map<std::string, std::string> monitored_by_ GUARDED_BY(mutex_);  // namespace by instance
};

// Whether the store kept all of `live`.
[[nodiscard]] bool is_whole(const manifest::Value& live);

// Whether `a` is a later state of the same object than `b`. Resource versions are opaque by
// contract, but rising numbers in every API server; what is no number is never later.
[[nodiscard]] bool is_newer(const manifest::Value& a, const manifest::Value& b);

}  // namespace sealer::app
