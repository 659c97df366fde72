// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/scale.h"

#include "common/base/text.h"

namespace sealer::standalone {

using manifest::Object;
using manifest::Value;

namespace {

// Paths are ".a.b": CustomResourceDefinitions allow no array notation here.
std::vector<std::string_view> steps(std::string_view path) {
    auto parts = split(path, '.');
    std::erase(parts, "");
    return parts;
}

const Value* at(const Value& object, std::string_view path) {
    const Value* value = &object;
    for (const std::string_view step : steps(path)) {
        value = value == nullptr ? nullptr : value->get(step);
    }
    return path.empty() ? nullptr : value;
}

std::int64_t integer_at(const Value& object, std::string_view path) {
    const Value* value = at(object, path);
    return value != nullptr && value->kind() == Value::Kind::kInt ? value->as_int() : 0;
}

std::string selector_text(const Value* selector) {
    if (selector == nullptr) {
        return "";
    }
    if (selector->is_string()) {
        return selector->as_string();
    }
    // A ReplicationController's selector is the labels themselves.
    const bool plain =
        selector->get("matchLabels") == nullptr && selector->get("matchExpressions") == nullptr;
    std::vector<std::string> terms;
    for (const auto& [key, value] : members(plain ? selector : selector->get("matchLabels"))) {
        terms.push_back(key + "=" + (value.is_string() ? value.as_string() : ""));
    }
    return join(terms, ",");
}

}  // namespace

Value scale_of(const Value& object, const ScalePaths& paths) {
    Object metadata;
    for (const char* field : {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
        if (const Value* value = object.get("metadata", field); value != nullptr) {
            metadata.append(field, *value);
        }
    }
    Object status{{"replicas", integer_at(object, paths.status_replicas)}};
    if (const std::string selector = selector_text(at(object, paths.label_selector));
        !selector.empty()) {
        status.append("selector", selector);
    }
    return Object{{"kind", "Scale"},
                  {"apiVersion", "autoscaling/v1"},
                  {"metadata", std::move(metadata)},
                  {"spec", Object{{"replicas", integer_at(object, paths.spec_replicas)}}},
                  {"status", std::move(status)}};
}

ApiResult<Value> patch_from_scale(const Value& scale, const ScalePaths& paths) {
    const std::int64_t replicas = scale.integer_or(0, "spec", "replicas");
    if (replicas < 0) {
        return fail(
            ApiError(422, "Invalid",
                     "Scale.autoscaling " + in_quotes(scale.text("metadata", "name")) +
                         " is invalid: spec.replicas: Invalid value: " + std::to_string(replicas) +
                         ": must be greater than or equal to 0"));
    }
    Value patch = Object{};
    Value* inner = &patch;
    for (const std::string_view step : steps(paths.spec_replicas)) {
        inner = &(*inner)[step];
    }
    *inner = Value(replicas);
    if (const std::string_view version = scale.text("metadata", "resourceVersion");
        !version.empty()) {
        patch["metadata"]["resourceVersion"] = Value(version);
    }
    return patch;
}

}  // namespace sealer::standalone
