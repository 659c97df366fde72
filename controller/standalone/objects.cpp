// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/objects.h"

#include <algorithm>

#include "common/base/log.h"
#include "common/base/random.h"
#include "common/base/time.h"
#include "common/manifest/patch.h"
#include "controller/standalone/admission.h"
#include "controller/standalone/service_addresses.h"
#include "controller/standalone/strategy.h"

namespace sealer::standalone {

using manifest::Array;
using manifest::Object;
using manifest::Value;

namespace {

constexpr std::size_t kMaxGeneratedBase = 58;

Writer writer_of(const Target& target, const WriteOptions& options) {
    return {options.field_manager, target.api_version(), target.subresource,
            std::chrono::system_clock::now()};
}

// Without what this endpoint does not write, and whose owner the client is not to become: status,
// or all but status.
Value applicable_part(const Value& config, const Target& target) {
    if (!target.version->has_status || !config.is_object()) {
        return config;
    }
    Object part;
    for (const manifest::Member& member : config.as_object()) {
        const bool is_head =
            member.key == "apiVersion" || member.key == "kind" || member.key == "metadata";
        if (is_head || (member.key == "status") == (target.subresource == "status")) {
            part.append(member.key, member.value);
        }
    }
    return part;
}

std::string generated_name(std::string_view base) {
    return std::string(base.substr(0, kMaxGeneratedBase)) + random_suffix();
}

}  // namespace

Status Objects::start() {
    for (const EntryPtr& entry : store_.list(kDefinitions, "").entries) {
        after_write(entry->id);
    }
    const ResourcePtr namespaces = registry_.find("namespaces");
    for (const char* name : {"default", "kube-system", "kube-public", "kube-node-lease"}) {
        const Target target{namespaces, &namespaces->storage(), "", name, ""};
        if (store_.get(target.id()) != nullptr) {
            continue;
        }
        WriteOptions options;
        options.field_manager = "kube-apiserver";
        if (auto made = create(target, Value(Object{}), options); !made) {
            return fail(Code::kInternal,
                        "create namespace " + std::string(name) + ": " + made.error().message);
        }
    }
    return {};
}

ApiResult<EntryPtr> Objects::get(const Target& target) const {
    EntryPtr entry = store_.get(target.id());
    if (entry == nullptr) {
        return fail(not_found(*target.resource, target.name));
    }
    return entry;
}

ApiResult<void> Objects::require_namespace(const Target& target) const {
    if (!target.resource->namespaced) {
        return {};
    }
    const EntryPtr found = store_.get({"namespaces", "", target.namespace_});
    if (found == nullptr) {
        return fail(not_found(*registry_.find("namespaces"), target.namespace_));
    }
    if (found->object.get("metadata", "deletionTimestamp") != nullptr) {
        ApiError error = forbidden(*target.resource, target.name,
                                   "unable to create new content in namespace " +
                                       target.namespace_ + " because it is being terminated");
        error.details.append(
            "causes",
            Array{Object{{"reason", "NamespaceTerminating"},
                         {"message", "namespace " + target.namespace_ + " is being terminated"},
                         {"field", "metadata.namespace"}}});
        return fail(std::move(error));
    }
    return {};
}

ApiResult<Written> Objects::create(const Target& target, Value object,
                                   const WriteOptions& options) {
    TRY(match_request(target, object));
    if (!object.text("metadata", "resourceVersion").empty()) {
        return fail(bad_request("resourceVersion should not be set on objects to be created"));
    }
    return create_prepared(target, std::move(object), options, Ownership::kTrack);
}

ApiResult<Written> Objects::create_prepared(const Target& target, Value object,
                                            const WriteOptions& options, Ownership ownership) {
    Written written;
    written.created = true;
    Value& metadata = object["metadata"];
    Target made = target;
    const bool generate =
        object.text("metadata", "name").empty() && !object.text("metadata", "generateName").empty();
    if (generate) {
        metadata["name"] = Value(generated_name(metadata.text("generateName")));
    }
    made.name = object.text("metadata", "name");
    if (made.name.empty()) {
        return fail(invalid(*target.resource, "",
                            {{"metadata.name", "FieldValueRequired",
                              "metadata.name: Required value: name or generateName is required"}}));
    }
    if (target.resource->terminating) {
        return fail(ApiError(405, "MethodNotAllowed",
                             "create not allowed while custom resource definition is terminating"));
    }
    TRY(require_namespace(made));
    for (const char* field :
         {"selfLink", "deletionTimestamp", "deletionGracePeriodSeconds", "resourceVersion"}) {
        metadata.as_object().erase(field);
    }
    metadata["uid"] = Value(random_uuid());
    metadata["creationTimestamp"] = Value(format_time(std::chrono::system_clock::now()));
    if (counts_generations(*target.resource)) {
        metadata["generation"] = Value(1);
    } else {
        metadata.as_object().erase("generation");
    }
    prepare_for_create(object, *target.resource, *target.version);
    TRY(normalise(target, object, options.field_validation, written.warnings));
    TRY(allocate(target, object));
    TRY(check_valid(target, object, nullptr));
    TRY(complete_definition(target, object));
    if (ownership == Ownership::kTrack) {
        track_update(object, nullptr, target.version->schema, writer_of(target, options));
    }
    object = to_stored(std::move(object), *target.resource, *target.version);
    TRY_ASSIGN(written.entry, add(std::move(made), std::move(object), generate ? kMaxAttempts : 0,
                                  options.dry_run));
    return written;
}

ApiResult<EntryPtr> Objects::add(Target target, Value object, int more_names, bool dry_run) {
    while (true) {
        if (store_.get(target.id()) == nullptr) {
            auto entry = commit(target.id(), object, 0, dry_run);
            if (entry || entry.error().code != 409) {
                return entry;
            }
        }
        if (more_names-- == 0) {
            return fail(already_exists(*target.resource, target.name));
        }
        target.name = generated_name(object.text("metadata", "generateName"));
        object["metadata"]["name"] = Value(target.name);
    }
}

ApiResult<Written> Objects::change(const Target& target, const WriteOptions& options,
                                   Ownership ownership, const Change& change) {
    const Resource& resource = *target.resource;
    for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
        TRY_ASSIGN(const EntryPtr entry, get(target));
        Written written;
        const Value live = from_stored(entry->object, resource, *target.version);
        TRY_ASSIGN(Value object, change(live));
        TRY(match_request(target, object));
        TRY(take_over_identity(target, object, live));
        prepare_for_update(object, live, resource, *target.version, target.subresource);
        TRY(normalise(target, object, options.field_validation, written.warnings));
        TRY(allocate(target, object));
        TRY(check_valid(target, object, &live));
        TRY(complete_definition(target, object));
        if (counts_generations(resource) && !same_generation(object, live, *target.version)) {
            object["metadata"]["generation"] =
                Value(live.integer_or(0, "metadata", "generation") + 1);
        }
        if (ownership == Ownership::kTrack) {
            track_update(object, &live, target.version->schema, writer_of(target, options));
        }
        if (object == live) {
            written.entry = entry;
            return written;
        }
        object = to_stored(std::move(object), resource, *target.version);
        auto committed = commit(target.id(), std::move(object), entry->revision, options.dry_run);
        if (committed || committed.error().code != 409) {
            TRY_ASSIGN(written.entry, std::move(committed));
            return written;
        }
    }
    return fail(modified(resource, target.name));
}

ApiResult<Written> Objects::update(const Target& target, const Value& object,
                                   const WriteOptions& options) {
    if (!object.is_object()) {
        return fail(bad_request("the body of the request is not an object"));
    }
    if (target.resource->custom && object.text("metadata", "resourceVersion").empty()) {
        TRY(get(target));
        return fail(invalid(
            *target.resource, target.name,
            {{"metadata.resourceVersion", "FieldValueInvalid",
              "metadata.resourceVersion: Invalid value: 0x0: must be specified for an update"}}));
    }
    return change(target, options, Ownership::kTrack,
                  [&](const Value&) -> ApiResult<Value> { return object; });
}

ApiResult<Written> Objects::patch(const Target& target, PatchType type, const Value& patch,
                                  const WriteOptions& options) {
    return change(target, options, Ownership::kTrack, [&](const Value& live) -> ApiResult<Value> {
        if (type == PatchType::kMerge) {
            return manifest::apply_merge_patch(live, patch);
        }
        auto patched = type == PatchType::kJson ? manifest::apply_json_patch(live, patch)
                                                : manifest::apply_strategic_merge_patch(
                                                      live, patch, target.version->schema);
        if (!patched) {
            return fail(
                ApiError(422, "Invalid",
                         "the server rejected our request due to an error in our request: " +
                             patched.error().message));
        }
        return *std::move(patched);
    });
}

ApiResult<Written> Objects::apply(const Target& target, const Value& configuration,
                                  const WriteOptions& options) {
    const Value config = applicable_part(configuration, target);
    const auto merge = [&](const Value* live) -> ApiResult<Value> {
        TRY_ASSIGN(Applied applied, server_side_apply(live, config, target.version->schema,
                                                      writer_of(target, options), options.force));
        if (!applied.object) {
            return fail(apply_conflict(applied.conflicts));
        }
        return *std::move(applied.object);
    };
    Value wanted = config;
    TRY(match_request(target, wanted));
    if (store_.get(target.id()) == nullptr) {
        if (!config.text("metadata", "uid").empty()) {
            return fail(conflict(*target.resource, target.name,
                                 "uid mismatch: the provided object specified uid " +
                                     std::string(config.text("metadata", "uid")) +
                                     ", and no existing object was found"));
        }
        TRY_ASSIGN(Value object, merge(nullptr));
        TRY(match_request(target, object));
        return create_prepared(target, std::move(object), options, Ownership::kApplied);
    }
    return change(target, options, Ownership::kApplied,
                  [&](const Value& live) { return merge(&live); });
}

ApiResult<EntryPtr> Objects::commit(const ObjectId& id, Value object, std::uint64_t expected,
                                    bool dry_run) {
    if (dry_run) {
        return make_entry(id, expected, std::move(object));
    }
    TRY_ASSIGN(EntryPtr entry, write(id, std::move(object), expected));
    return entry;
}

Result<EntryPtr> Objects::write(const ObjectId& id, Value object, std::uint64_t expected) {
    const bool goes = object.get("metadata", "deletionTimestamp") != nullptr && free_to_go(object);
    TRY_ASSIGN(EntryPtr entry, goes ? store_.remove(id, std::move(object), expected)
                                    : store_.put(id, std::move(object), expected));
    after_write(entry->id);
    return entry;
}

Status Objects::modify(const ObjectId& id, const std::function<bool(Value& object)>& change) {
    for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
        const EntryPtr entry = store_.get(id);
        if (entry == nullptr) {
            return {};
        }
        Value object = entry->object;
        if (!change(object)) {
            return {};
        }
        const auto written = write(id, std::move(object), entry->revision);
        if (written || written.error().code != Code::kConflict) {
            return written ? Status{} : fail(written.error());
        }
    }
    return fail(Code::kConflict, id.resource + " " + id.name + ": others keep changing it");
}

ApiResult<void> Objects::complete_definition(const Target& target, Value& object) const {
    if (target.resource->id() != kDefinitions) {
        return {};
    }
    const auto defined = custom_resource(object);
    const std::string_view name =
        target.name.empty() ? object.text("metadata", "name") : target.name;
    if (!defined) {
        const std::string& message = defined.error().message;
        return fail(
            invalid(*target.resource, name,
                    {{message.substr(0, message.find(':')), "FieldValueInvalid", message}}));
    }
    if (name != (*defined)->id()) {
        return fail(invalid(*target.resource, name,
                            {{"metadata.name", "FieldValueInvalid",
                              "metadata.name: Invalid value: \"" + std::string(name) +
                                  "\": must be spec.names.plural+\".\"+spec.group"}}));
    }
    set_definition_status(object, **defined);
    return {};
}

ApiResult<void> Objects::allocate(const Target& target, Value& object) {
    if (target.resource->id() != "services" || !target.subresource.empty()) {
        return {};
    }
    std::vector<const Value*> others;
    const Listing services = store_.list("services", "");
    for (const EntryPtr& entry : services.entries) {
        if (entry->object.text("metadata", "uid") != object.text("metadata", "uid")) {
            others.push_back(&entry->object);
        }
    }
    const std::vector<FieldError> errors = allocate_addresses(object, others);
    if (!errors.empty()) {
        return fail(invalid(*target.resource, object.text("metadata", "name"), errors));
    }
    return {};
}

void Objects::after_write(const ObjectId& id) {
    if (id.resource != kDefinitions) {
        return;
    }
    // Writers of one definition may come by here in another order than they wrote: what the store
    // holds counts, and whoever sees it change under his hands looks again.
    EntryPtr current;
    do {
        current = store_.get(id);
        if (current == nullptr) {
            registry_.remove(id.name);
            continue;
        }
        auto defined = custom_resource(current->object);
        if (!defined) {
            log::error("standalone", "stored definition is not usable",
                       {{"name", id.name}, {"error", defined.error().message}});
            return;
        }
        registry_.add(*std::move(defined));
    } while (store_.get(id) != current);
}

}  // namespace sealer::standalone
