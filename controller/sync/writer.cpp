// SPDX-License-Identifier: Apache-2.0
#include "controller/sync/writer.h"

#include <algorithm>
#include <iterator>

#include "common/app/applied_fields.h"
#include "common/app/ownership.h"
#include "common/app/secret_mask.h"
#include "common/manifest/json.h"
#include "common/manifest/object.h"

namespace sealer::sync {
namespace {

bool is_secrets(const kube::Resource& resource) {
    return resource.group.empty() && resource.kind == "Secret";
}

// How often others may be faster, one time after the other.
constexpr int kConflicts = 5;

template <class T>
bool is_conflict(const Result<T>& answer) {
    return !answer && answer.error().code == Code::kConflict;
}

}  // namespace

Result<manifest::Value> Writer::request(http::Request request, bool mask) {
    TRY_ASSIGN(const http::Response response, client_.raw(std::move(request)));
    if (!mask) {
        return manifest::parse_json(response.body.expose());
    }
    TRY_ASSIGN(const std::string masked, app::mask_secret_json(response.body.expose()));
    return manifest::parse_json(masked);
}

Result<manifest::Value> Writer::send(const kube::Resource& resource, manifest::Value object,
                                     const Way& way) {
    if (is_secrets(resource)) {
        app::canonicalize_secret(object);
    }
    http::Request write;
    write.method = way.method;
    write.target = kube::resource_path(resource, manifest::namespace_of(object),
                                       way.method == "POST" ? "" : manifest::name_of(object)) +
                   "?" + way.query + "fieldManager=" + std::string(app::kFieldManager);
    write.headers = {{"Content-Type", way.content_type}};
    write.body = crypto::SecretBytes(manifest::write_json(object));
    Result<manifest::Value> written = request(std::move(write), is_secrets(resource));
    if (!written && is_secrets(resource)) {
        Error& error = written.error();
        error.message = app::without_values(std::move(error.message), object);
    }
    return written;
}

Result<manifest::Value> Writer::apply(const kube::Resource& resource,
                                      const manifest::Value& desired, bool dry_run) {
    const auto apply_once = [&] {
        if (!is_secrets(resource)) {
            return client_.apply(resource, desired, {.dry_run = dry_run});
        }
        return send(resource, desired,
                    {.method = "PATCH",
                     .query = dry_run ? "force=true&dryRun=All&" : "force=true&",
                     .content_type = "application/apply-patch+yaml"});
    };
    Result<manifest::Value> applied = apply_once();
    for (int i = 0; i < kConflicts && is_conflict(applied); ++i) {
        applied = apply_once();
    }
    return applied;
}

Result<manifest::Value> Writer::replace(const kube::Resource& resource,
                                        const manifest::Value& desired, const manifest::Value* live,
                                        bool validates) {
    const std::string query = validates ? "fieldValidation=Strict&" : "fieldValidation=Ignore&";
    if (live == nullptr) {
        return send(resource, desired, {.method = "POST", .query = query});
    }
    manifest::Value next = desired;
    // Some kinds are not replaced without.
    next["metadata"]["resourceVersion"] = manifest::resource_version_of(*live);
    Result<manifest::Value> replaced = send(resource, next, {.method = "PUT", .query = query});
    for (int i = 0; i < kConflicts && is_conflict(replaced); ++i) {
        TRY_ASSIGN(const manifest::Value newest,
                   get(resource, manifest::namespace_of(desired), manifest::name_of(desired)));
        next["metadata"]["resourceVersion"] = manifest::resource_version_of(newest);
        replaced = send(resource, next, {.method = "PUT", .query = query});
    }
    return replaced;
}

Result<manifest::Value> Writer::patch(const kube::Resource& resource, const manifest::Value& live,
                                      const std::string& content_type,
                                      const manifest::Value& patch) {
    http::Request write;
    write.method = "PATCH";
    write.target =
        kube::resource_path(resource, manifest::namespace_of(live), manifest::name_of(live)) +
        "?fieldManager=" + std::string(app::kFieldManager);
    write.headers = {{"Content-Type", content_type}};
    write.body = crypto::SecretBytes(manifest::write_json(patch));
    return request(std::move(write), is_secrets(resource));
}

Result<manifest::Value> Writer::take_over(const kube::Resource& resource,
                                          const manifest::Value& live,
                                          const manifest::FieldSet& desired,
                                          const manifest::Schema* schema) {
    TRY_ASSIGN(const app::Ownership ownership, app::ownership_of(live, desired, schema));
    TRY_ASSIGN(const auto patch, app::migration_patch(live, ownership));
    return patch ? this->patch(resource, live, "application/json-patch+json", *patch)
                 : Result<manifest::Value>(live);
}

Result<manifest::Value> Writer::take_over_and_apply(const kube::Resource& resource,
                                                    const manifest::Value& desired,
                                                    const manifest::Value* live,
                                                    const manifest::Schema* schema) {
    if (live != nullptr) {
        const manifest::FieldSet fields = app::applied_fields(desired, schema).fields;
        Result<manifest::Value> taken = take_over(resource, *live, fields, schema);
        for (int i = 0; i < kConflicts && is_conflict(taken); ++i) {
            TRY_ASSIGN(const manifest::Value newest,
                       get(resource, manifest::namespace_of(desired), manifest::name_of(desired)));
            taken = take_over(resource, newest, fields, schema);
        }
        if (!taken) {
            return taken;
        }
    }
    return apply(resource, desired, false);
}

Result<bool> Writer::takes_as_new(const kube::Resource& resource, const manifest::Value& desired) {
    const Result<manifest::Value> made =
        send(resource, desired, {.method = "POST", .query = "dryRun=All&"});
    // Whether it is valid is looked at before whether its name is free.
    if (made || is_conflict(made)) {
        return true;
    }
    return made.error().code == Code::kInvalid ? Result<bool>(false) : fail(made.error());
}

Result<manifest::Value> Writer::get(const kube::Resource& resource, std::string_view namespace_,
                                    std::string_view name) {
    http::Request get;
    get.target = kube::resource_path(resource, namespace_, name);
    return request(std::move(get), is_secrets(resource));
}

Status Writer::remove_finalizer(const kube::Resource& resource, const manifest::Value& live,
                                std::string_view finalizer) {
    const std::string name(manifest::name_of(live));
    for (int i = 0; i < kConflicts; ++i) {
        const Result<manifest::Value> now = get(resource, manifest::namespace_of(live), name);
        if (!now && now.error().code != Code::kNotFound) {
            return fail(now.error());
        }
        if (!now || manifest::uid_of(*now) != manifest::uid_of(live)) {
            return {};
        }
        manifest::Array left;
        std::ranges::copy_if(
            manifest::elements(now->get("metadata", "finalizers")), std::back_inserter(left),
            [&](const manifest::Value& one) { return one != manifest::Value(finalizer); });
        manifest::Value without;
        without["metadata"]["finalizers"] = std::move(left);
        without["metadata"]["resourceVersion"] = manifest::resource_version_of(*now);
        const auto patched = patch(resource, *now, "application/merge-patch+json", without);
        if (patched || patched.error().code == Code::kNotFound) {
            return {};
        }
        if (patched.error().code != Code::kConflict) {
            return fail(patched.error());
        }
    }
    return fail(Code::kConflict, "others keep changing " + name);
}

Status Writer::remove(const kube::Resource& resource, const manifest::Value& live,
                      kube::Propagation propagation) {
    const std::string namespace_(manifest::namespace_of(live));
    const std::string name(manifest::name_of(live));
    const kube::DeleteOptions options{.propagation = propagation,
                                      .uid = std::string(manifest::uid_of(live))};
    Status removed = client_.remove(resource, namespace_, name, options);
    for (int i = 0; i < kConflicts && is_conflict(removed); ++i) {
        // Perhaps the name belongs to a new object by now, and the one that was meant is gone.
        const Result<manifest::Value> now = get(resource, namespace_, name);
        if (now && manifest::uid_of(*now) != manifest::uid_of(live)) {
            return {};
        }
        removed = client_.remove(resource, namespace_, name, options);
    }
    return !removed && removed.error().code == Code::kNotFound ? Status() : removed;
}

}  // namespace sealer::sync
