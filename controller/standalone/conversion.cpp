// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/conversion.h"

#include <algorithm>
#include <utility>

#include "common/manifest/json.h"
#include "common/manifest/object.h"

namespace sealer::standalone {

using manifest::Array;
using manifest::Object;
using manifest::Value;

namespace {

// --- events.k8s.io/v1: the fields of v1 under other names ---

constexpr std::pair<std::string_view, std::string_view> kEventFields[] = {
    {"involvedObject", "regarding"},
    {"message", "note"},
    {"source", "deprecatedSource"},
    {"firstTimestamp", "deprecatedFirstTimestamp"},
    {"lastTimestamp", "deprecatedLastTimestamp"},
    {"count", "deprecatedCount"},
    {"reportingComponent", "reportingController"},
};

void rename(Value& object, std::string_view from, std::string_view to) {
    if (Value* value = object.get(from); value != nullptr) {
        Value moved = std::move(*value);
        object.as_object().erase(from);
        object[to] = std::move(moved);
    }
}

Value new_event(Value event) {
    for (const auto& [core, renamed] : kEventFields) {
        rename(event, core, renamed);
    }
    return event;
}

Value core_event(Value event) {
    for (const auto& [core, renamed] : kEventFields) {
        rename(event, renamed, core);
    }
    return event;
}

// --- autoscaling/v1: one metric of v2 has a field, all else of v2 is kept in annotations ---

struct Kept {
    const char* part;
    const char* field;
    const char* annotation;
};

constexpr Kept kKept[] = {
    {"spec", "metrics", "autoscaling.alpha.kubernetes.io/metrics"},
    {"spec", "behavior", "autoscaling.alpha.kubernetes.io/behavior"},
    {"status", "currentMetrics", "autoscaling.alpha.kubernetes.io/current-metrics"},
    {"status", "conditions", "autoscaling.alpha.kubernetes.io/conditions"},
};

bool is_processor_use(const Value& metric) {
    return metric.text("type") == "Resource" && metric.text("resource", "name") == "cpu" &&
           (metric.get("resource", "target", "averageUtilization") != nullptr ||
            metric.get("resource", "current", "averageUtilization") != nullptr);
}

// Moves the processor's metric out of the list into a field of its own.
void extract_processor_use(Value& part, const char* list, const char* measure, const char* field) {
    Value* metrics = part.get(list);
    if (metrics == nullptr || !metrics->is_array()) {
        return;
    }
    Array& array = metrics->as_array();
    const auto found = std::ranges::find_if(array, is_processor_use);
    if (found == array.end()) {
        return;
    }
    const Value* percentage = found->get("resource", measure, "averageUtilization");
    Value copy = percentage == nullptr ? Value() : *percentage;
    array.erase(found);
    if (array.empty()) {
        part.as_object().erase(list);
    }
    part[field] = std::move(copy);
}

Object processor_use(const char* measure, Object value) {
    return {{"type", "Resource"},
            {"resource", Object{{"name", "cpu"}, {measure, std::move(value)}}}};
}

void insert_metric(Value& part, const char* list, Object metric) {
    Value& metrics = part[list];
    if (!metrics.is_array()) {
        metrics = Array{};
    }
    metrics.as_array().insert(metrics.as_array().begin(), Value(std::move(metric)));
}

Value old_autoscaler(Value autoscaler) {
    extract_processor_use(autoscaler["spec"], "metrics", "target",
                          "targetCPUUtilizationPercentage");
    if (Value* status = autoscaler.get("status"); status != nullptr && status->is_object()) {
        extract_processor_use(*status, "currentMetrics", "current",
                              "currentCPUUtilizationPercentage");
    }
    for (const Kept& kept : kKept) {
        if (const Value* value = autoscaler.get(kept.part, kept.field); value != nullptr) {
            autoscaler["metadata"]["annotations"][kept.annotation] =
                Value(manifest::write_json(*value));
            autoscaler[kept.part].as_object().erase(kept.field);
        }
    }
    return autoscaler;
}

Value new_autoscaler(Value autoscaler) {
    for (const Kept& kept : kKept) {
        auto value = manifest::parse_json(manifest::annotation(autoscaler, kept.annotation));
        if (value) {
            manifest::remove_annotation(autoscaler, kept.annotation);
            autoscaler[kept.part][kept.field] = *std::move(value);
        }
    }
    Value& spec = autoscaler["spec"];
    if (const Value* wanted = spec.get("targetCPUUtilizationPercentage"); wanted != nullptr) {
        insert_metric(
            spec, "metrics",
            processor_use("target", {{"type", "Utilization"}, {"averageUtilization", *wanted}}));
        spec.as_object().erase("targetCPUUtilizationPercentage");
    }
    if (const Value* now = autoscaler.get("status", "currentCPUUtilizationPercentage")) {
        Value& status = autoscaler["status"];
        insert_metric(status, "currentMetrics",
                      processor_use("current", {{"averageUtilization", *now}}));
        status.as_object().erase("currentCPUUtilizationPercentage");
    }
    return autoscaler;
}

constexpr Conversion kEvents{"events", "v1", new_event, core_event};
constexpr Conversion kAutoscalers{"horizontalpodautoscalers.autoscaling", "autoscaling/v2",
                                  old_autoscaler, new_autoscaler};

}  // namespace

const Conversion* find_conversion(std::string_view api_version, std::string_view kind) {
    if (api_version == "events.k8s.io/v1" && kind == "Event") {
        return &kEvents;
    }
    return api_version == "autoscaling/v1" && kind == "HorizontalPodAutoscaler" ? &kAutoscalers
                                                                                : nullptr;
}

std::string store_id(const Resource& resource, const ServedVersion& version) {
    return version.conversion == nullptr ? resource.id()
                                         : std::string(version.conversion->stored_as);
}

std::string stored_api_version(const Resource& resource, const ServedVersion& version) {
    return version.conversion == nullptr
               ? manifest::join_api_version(resource.group, resource.storage().name)
               : std::string(version.conversion->stored_api_version);
}

Value from_stored(Value object, const Resource& resource, const ServedVersion& version) {
    if (version.conversion != nullptr) {
        object = version.conversion->from_stored(std::move(object));
    }
    object["apiVersion"] = Value(manifest::join_api_version(resource.group, version.name));
    return object;
}

Value to_stored(Value object, const Resource& resource, const ServedVersion& version) {
    if (version.conversion != nullptr) {
        object = version.conversion->to_stored(std::move(object));
    }
    object["apiVersion"] = Value(stored_api_version(resource, version));
    return object;
}

}  // namespace sealer::standalone
