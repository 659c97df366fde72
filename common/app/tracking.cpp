// SPDX-License-Identifier: Apache-2.0
#include "common/app/tracking.h"

#include "common/base/text.h"

namespace sealer::app {
namespace {

// What the API server takes as a label: where the annotation says whose the object is, the label
// may be cut.
std::string_view cut_to_label(std::string_view instance) {
    constexpr std::size_t kMaxLabel = 63;
    if (instance.size() <= kMaxLabel) {
        return instance;
    }
    const std::size_t last = instance.substr(0, kMaxLabel).find_last_not_of("-_.");
    return instance.substr(0, last == instance.npos ? 0 : last + 1);
}

std::string instance_by_annotation(const manifest::Value& live, std::string_view installation) {
    const auto tracking = parse_tracking_id(manifest::annotation(live, kTrackingId));
    if (!tracking || manifest::annotation(live, kInstallationId) != installation) {
        return {};
    }
    const manifest::ObjectKey key = manifest::key_of(live);
    const bool is_self = tracking->key.group == key.group && tracking->key.kind == key.kind &&
                         tracking->key.name == key.name &&
                         (key.namespace_.empty() || tracking->key.namespace_ == key.namespace_);
    return is_self ? tracking->instance : std::string();
}

}  // namespace

std::optional<TrackingMethod> parse_tracking_method(std::string_view text) {
    if (text == "annotation") {
        return TrackingMethod::kAnnotation;
    }
    if (text == "label") {
        return TrackingMethod::kLabel;
    }
    return text == "annotation+label" ? std::optional(TrackingMethod::kAnnotationAndLabel)
                                      : std::nullopt;
}

TrackingRules parse_tracking_rules(const SettingTexts& settings) {
    TrackingRules rules;
    rules.method =
        parse_tracking_method(setting_text(settings, "application.resourceTrackingMethod"))
            .value_or(rules.method);
    if (const auto key = setting_text(settings, "application.instanceLabelKey"); !key.empty()) {
        rules.label_key = key;
    }
    rules.installation = setting_text(settings, "installationID");
    return rules;
}

std::string tracking_id(std::string_view instance, const manifest::ObjectKey& key,
                        std::string_view namespace_) {
    return std::string(instance) + ":" + key.group + "/" + key.kind + ":" +
           std::string(namespace_) + "/" + key.name;
}

void set_mark(manifest::Value& object, const Mark& mark) {
    manifest::remove_annotation(object, kTrackingId);
    manifest::remove_annotation(object, kInstallationId);
    const manifest::ObjectKey key = manifest::key_of(object);
    if (!is_trackable(key)) {
        return;
    }
    const TrackingRules& rules = mark.rules;
    if (rules.method == TrackingMethod::kLabel) {
        manifest::set_label(object, rules.label_key, mark.instance);
        return;
    }
    manifest::set_annotation(
        object, kTrackingId,
        tracking_id(mark.instance, key,
                    key.namespace_.empty() ? mark.destination : key.namespace_));
    if (!rules.installation.empty()) {
        manifest::set_annotation(object, kInstallationId, rules.installation);
    }
    if (rules.method == TrackingMethod::kAnnotationAndLabel) {
        manifest::set_label(object, rules.label_key, cut_to_label(mark.instance));
    }
}

void copy_marks(const manifest::Value& live, const TrackingRules& rules, manifest::Value& object) {
    for (const std::string_view key : {kTrackingId, kInstallationId}) {
        if (const auto id = manifest::annotation(live, key); !id.empty()) {
            manifest::set_annotation(object, key, id);
        }
    }
    if (const auto name = manifest::label(live, rules.label_key);
        rules.method != TrackingMethod::kAnnotation && !name.empty()) {
        manifest::set_label(object, rules.label_key, name);
    }
}

bool has_mark(const manifest::Value& live, const TrackingRules& rules) {
    return rules.method == TrackingMethod::kLabel
               ? !manifest::label(live, rules.label_key).empty()
               : !manifest::annotation(live, kTrackingId).empty();
}

std::optional<Tracking> parse_tracking_id(std::string_view text) {
    const std::size_t first = text.find(':');
    const std::size_t second = first == text.npos ? text.npos : text.find(':', first + 1);
    if (second == text.npos) {
        return std::nullopt;
    }
    const auto type = split(text.substr(first + 1, second - first - 1), '/');
    const auto name = split(text.substr(second + 1), '/');
    if (type.size() != 2 || name.size() != 2) {
        return std::nullopt;
    }
    return Tracking{
        std::string(text.substr(0, first)),
        {std::string(type[0]), std::string(type[1]), std::string(name[0]), std::string(name[1])}};
}

std::string instance_of(const manifest::Value& live, const TrackingRules& rules) {
    return rules.method == TrackingMethod::kLabel
               ? std::string(manifest::label(live, rules.label_key))
               : instance_by_annotation(live, rules.installation);
}

std::string instance_name(std::string_view namespace_, std::string_view name,
                          std::string_view controller_namespace) {
    return namespace_ == controller_namespace ? std::string(name)
                                              : std::string(namespace_) + "_" + std::string(name);
}

std::string application_key(std::string_view instance, std::string_view controller_namespace) {
    // No name of an object holds a "_".
    const std::size_t end = instance.find('_');
    return end == instance.npos
               ? std::string(controller_namespace) + "/" + std::string(instance)
               : std::string(instance.substr(0, end)) + "/" + std::string(instance.substr(end + 1));
}

bool is_trackable(const manifest::ObjectKey& key) {
    return key.group != "apiextensions.k8s.io" || key.kind != "CustomResourceDefinition";
}

}  // namespace sealer::app
