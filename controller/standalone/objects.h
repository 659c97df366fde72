// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/manifest/value.h"
#include "controller/standalone/api_error.h"
#include "controller/standalone/conversion.h"
#include "controller/standalone/registry.h"
#include "controller/standalone/request_info.h"
#include "controller/standalone/selection.h"
#include "controller/standalone/store.h"

namespace sealer::standalone {

// One object, or with an empty name the collection, in the version of the request.
struct Target {
    ResourcePtr resource;
    const ServedVersion* version = nullptr;  // owned by `resource`
    std::string namespace_;
    std::string name;
    std::string subresource;  // "", "status", "finalize"

    [[nodiscard]] ObjectId id() const { return {store_id(), namespace_, name}; }
    [[nodiscard]] std::string store_id() const { return standalone::store_id(*resource, *version); }
    [[nodiscard]] std::string api_version() const {
        return manifest::join_api_version(resource->group, version->name);
    }
};

struct Written {
    EntryPtr entry;  // of a dry run: what would have been written
    bool created = false;
    std::vector<std::string> warnings;  // for Warning headers
};

struct DeleteOptions {
    enum class Propagation { kBackground, kForeground, kOrphan };
    std::optional<Propagation> propagation;
    std::string uid;  // preconditions; empty: none
    std::string resource_version;
    bool dry_run = false;
};

enum class PatchType { kJson, kMerge, kStrategic };

// What the API server does with objects, over a store that only keeps them: names, versions,
// ownership, validation, status apart, generations, finalizers, namespaces, custom resource
// definitions. Thread-safe: each write reads, works without a lock, and is written only if nobody
// was faster; else it starts over.
class Objects {
  public:
    // Both must outlive it.
    Objects(Store& store, Registry& registry) : store_(store), registry_(registry) {}

    // Registers the stored custom resource definitions and makes the namespaces that always are.
    [[nodiscard]] Status start();

    [[nodiscard]] ApiResult<EntryPtr> get(const Target& target) const;
    [[nodiscard]] ApiResult<Written> create(const Target& target, manifest::Value object,
                                            const WriteOptions& options);
    [[nodiscard]] ApiResult<Written> update(const Target& target, const manifest::Value& object,
                                            const WriteOptions& options);
    [[nodiscard]] ApiResult<Written> patch(const Target& target, PatchType type,
                                           const manifest::Value& patch,
                                           const WriteOptions& options);
    [[nodiscard]] ApiResult<Written> apply(const Target& target,
                                           const manifest::Value& configuration,
                                           const WriteOptions& options);
    // The object as it is marked for deletion, or null when it is gone.
    [[nodiscard]] ApiResult<EntryPtr> remove(const Target& target, const DeleteOptions& options);

    // For the server's own controllers: `change` returns whether it changed anything; ownership is
    // not tracked. An object that is gone, or goes with this, is a success.
    [[nodiscard]] Status modify(const ObjectId& id,
                                const std::function<bool(manifest::Value& object)>& change);

  private:
    // Somebody else wins at most this often before a writer gives up with a 409, as a
    // kube-apiserver's etcd client does.
    static constexpr int kMaxAttempts = 20;

    // Makes the new state from the live one.
    using Change = std::function<ApiResult<manifest::Value>(const manifest::Value& live)>;
    enum class Ownership {
        kTrack,
        kApplied
    };  // kApplied: the change has set managedFields already

    [[nodiscard]] ApiResult<Written> change(const Target& target, const WriteOptions& options,
                                            Ownership ownership, const Change& change);
    [[nodiscard]] ApiResult<Written> create_prepared(const Target& target, manifest::Value object,
                                                     const WriteOptions& options,
                                                     Ownership ownership);
    // Stores what is new; where its name is taken, tries that many generated ones.
    [[nodiscard]] ApiResult<EntryPtr> add(Target target, manifest::Value object, int more_names,
                                          bool dry_run);
    [[nodiscard]] ApiResult<EntryPtr> commit(const ObjectId& id, manifest::Value object,
                                             std::uint64_t expected, bool dry_run);
    [[nodiscard]] Result<EntryPtr> write(const ObjectId& id, manifest::Value object,
                                         std::uint64_t expected);
    [[nodiscard]] ApiResult<void> require_namespace(const Target& target) const;
    [[nodiscard]] ApiResult<void> complete_definition(const Target& target,
                                                      manifest::Value& object) const;
    [[nodiscard]] ApiResult<void> allocate(const Target& target, manifest::Value& object);
    void after_write(const ObjectId& id);

    Store& store_;
    Registry& registry_;
};

}  // namespace sealer::standalone
