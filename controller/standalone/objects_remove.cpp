// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "common/base/time.h"
#include "controller/standalone/objects.h"
#include "controller/standalone/strategy.h"

namespace sealer::standalone {

using manifest::Array;
using manifest::Object;
using manifest::Value;

namespace {

void set_finalizer(Value& object, const char* finalizer, bool wanted) {
    Value& finalizers = object["metadata"]["finalizers"];
    Array list = finalizers.is_array() ? finalizers.as_array() : Array{};
    std::erase(list, Value(finalizer));
    if (wanted) {
        list.emplace_back(finalizer);
    }
    if (list.empty()) {
        object["metadata"].as_object().erase("finalizers");
    } else {
        finalizers = std::move(list);
    }
}

void mark_terminating(Value& object, const std::string& resource, const std::string& now) {
    Value& metadata = object["metadata"];
    metadata["deletionTimestamp"] = Value(now);
    metadata["deletionGracePeriodSeconds"] = Value(0);
    if (const std::int64_t generation = metadata.integer_or(0, "generation"); generation > 0) {
        metadata["generation"] = Value(generation + 1);
    }
    if (resource == "namespaces") {
        object["status"]["phase"] = Value("Terminating");
    }
    if (resource == kDefinitions) {
        Value& conditions = object["status"]["conditions"];
        if (!conditions.is_array()) {
            conditions = Array{};
        }
        conditions.as_array().emplace_back(Object{{"type", "Terminating"},
                                                  {"status", "True"},
                                                  {"lastTransitionTime", now},
                                                  {"reason", "InstanceDeletionPending"},
                                                  {"message",
                                                   "CustomResourceDefinition marked for deletion; "
                                                   "CustomResource deletion will begin soon"}});
    }
}

ApiResult<void> check_preconditions(const Target& target, const Value& live,
                                    const DeleteOptions& options) {
    const auto check = [&](std::string_view what, std::string_view wanted,
                           std::string_view actual) -> ApiResult<void> {
        if (wanted.empty() || wanted == actual) {
            return {};
        }
        return fail(conflict(*target.resource, target.name,
                             "Precondition failed: " + std::string(what) +
                                 " in precondition: " + std::string(wanted) + ", " +
                                 std::string(what) + " in object meta: " + std::string(actual)));
    };
    TRY(check("UID", options.uid, live.text("metadata", "uid")));
    return check("ResourceVersion", options.resource_version,
                 live.text("metadata", "resourceVersion"));
}

// Jobs and ReplicationControllers are older than garbage collection: their pods stay where nobody
// says else.
std::optional<DeleteOptions::Propagation> propagation_of(const ObjectId& id,
                                                         const DeleteOptions& options) {
    if (!options.propagation &&
        (id.resource == "jobs.batch" || id.resource == "replicationcontrollers")) {
        return DeleteOptions::Propagation::kOrphan;
    }
    return options.propagation;
}

}  // namespace

ApiResult<EntryPtr> Objects::remove(const Target& target, const DeleteOptions& options) {
    using Propagation = DeleteOptions::Propagation;
    const ObjectId id = target.id();
    if (id.resource == "namespaces" &&
        (id.name == "default" || id.name == "kube-system" || id.name == "kube-public")) {
        return fail(forbidden(*target.resource, target.name, "this namespace may not be deleted"));
    }
    for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
        TRY_ASSIGN(const EntryPtr entry, get(target));
        TRY(check_preconditions(target, entry->object, options));
        Value object = entry->object;
        if (const auto propagation = propagation_of(id, options)) {
            set_finalizer(object, kOrphanFinalizer, *propagation == Propagation::kOrphan);
            set_finalizer(object, kForegroundFinalizer, *propagation == Propagation::kForeground);
        }
        if (object.get("metadata", "deletionTimestamp") == nullptr) {
            if (id.resource == kDefinitions) {
                set_finalizer(object, kCustomResourceFinalizer, true);
            }
            mark_terminating(object, id.resource, format_time(std::chrono::system_clock::now()));
        } else if (object == entry->object) {
            return entry;
        }
        const bool goes = free_to_go(object);
        if (options.dry_run) {
            return goes ? nullptr : entry;
        }
        auto written = write(id, std::move(object), entry->revision);
        if (written) {
            return goes ? nullptr : *written;
        }
        if (written.error().code != Code::kConflict) {
            return fail(written.error());
        }
    }
    return fail(modified(*target.resource, target.name));
}

}  // namespace sealer::standalone
