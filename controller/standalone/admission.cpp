// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/admission.h"

#include "common/base/text.h"
#include "common/manifest/builtin_defaults.h"

namespace sealer::standalone {

using manifest::Value;

namespace {

ApiResult<void> match_type(const Target& target, Value& object) {
    const Resource& resource = *target.resource;
    const std::string expected = target.api_version();
    const std::string_view api_version = object.text("apiVersion");
    const std::string_view kind = object.text("kind");
    if (resource.custom && (api_version.empty() || kind.empty())) {
        return fail(
            bad_request("Object 'Kind' is missing in the body: apiVersion and kind are required"));
    }
    if (!api_version.empty() && api_version != expected) {
        return fail(bad_request("the API version in the data (" + std::string(api_version) +
                                ") does not match the expected API version (" + expected + ")"));
    }
    if (!kind.empty() && kind != resource.kind) {
        return fail(bad_request("the kind in the data (" + std::string(kind) +
                                ") does not match the expected kind (" + resource.kind + ")"));
    }
    object["apiVersion"] = Value(expected);
    object["kind"] = Value(resource.kind);
    return {};
}

}  // namespace

ApiResult<void> match_request(const Target& target, Value& object) {
    if (!object.is_object()) {
        return fail(bad_request("the body of the request is not an object"));
    }
    TRY(match_type(target, object));
    Value& metadata = object["metadata"];
    if (!metadata.is_object() && !metadata.is_null()) {
        return fail(bad_request("metadata is not an object"));
    }
    const std::string_view namespace_ = metadata.text("namespace");
    if (!namespace_.empty() && namespace_ != target.namespace_) {
        return fail(
            bad_request("the namespace of the provided object does not match the namespace sent on "
                        "the request"));
    }
    if (target.resource->namespaced) {
        metadata["namespace"] = Value(target.namespace_);
    }
    const std::string_view name = metadata.text("name");
    if (!target.name.empty() && name != target.name) {
        if (!name.empty()) {
            return fail(bad_request("the name of the object (" + std::string(name) +
                                    ") does not match the name on the URL (" + target.name + ")"));
        }
        metadata["name"] = Value(target.name);
    }
    return {};
}

ApiResult<void> normalise(const Target& target, Value& object, FieldValidation validation,
                          std::vector<std::string>& warnings) {
    const manifest::Schema* schema = target.version->schema;
    if (schema == nullptr) {
        return {};
    }
    std::vector<std::string> unknown;
    for (const std::string& path : prune_unknown(object, *schema)) {
        unknown.push_back("unknown field " +
                          in_quotes(path.starts_with('.') ? path.substr(1) : path));
    }
    if (!unknown.empty() && validation == FieldValidation::kStrict) {
        const std::string prefix =
            target.resource->custom
                ? ""
                : target.resource->kind + " in version " + in_quotes(target.version->name) +
                      " cannot be handled as a " + target.resource->kind + ": ";
        return fail(bad_request(prefix + "strict decoding error: " + join(unknown, ", ")));
    }
    if (validation == FieldValidation::kWarn) {
        warnings.insert(warnings.end(), unknown.begin(), unknown.end());
    }
    if (target.resource->custom) {
        apply_defaults(object, *schema);
    } else {
        apply_builtin_defaults(object);
    }
    return {};
}

ApiResult<void> check_valid(const Target& target, const Value& object, const Value* live) {
    std::vector<FieldError> errors;
    if (target.version->schema != nullptr) {
        errors = validate(object, *target.version->schema);
    }
    if (errors.empty()) {
        errors = validate_builtin(object, live);
    }
    if (!errors.empty()) {
        return fail(invalid(*target.resource, object.text("metadata", "name"), errors));
    }
    return {};
}

ApiResult<void> take_over_identity(const Target& target, Value& object, const Value& live) {
    const std::string_view uid = object.text("metadata", "uid");
    const std::string_view live_uid = live.text("metadata", "uid");
    if (!uid.empty() && uid != live_uid) {
        return fail(conflict(*target.resource, target.name,
                             "Precondition failed: UID in precondition: " + std::string(uid) +
                                 ", UID in object meta: " + std::string(live_uid)));
    }
    const std::string_view version = object.text("metadata", "resourceVersion");
    if (!version.empty() && version != live.text("metadata", "resourceVersion")) {
        return fail(modified(*target.resource, target.name));
    }
    Value& metadata = object["metadata"];
    for (const char* field : {"uid", "resourceVersion", "creationTimestamp", "generation",
                              "deletionTimestamp", "deletionGracePeriodSeconds", "generateName"}) {
        if (const Value* kept = live.get("metadata", field); kept != nullptr) {
            metadata[field] = *kept;
        } else {
            metadata.as_object().erase(field);
        }
    }
    metadata.as_object().erase("selfLink");
    return {};
}

}  // namespace sealer::standalone
