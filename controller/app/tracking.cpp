// SPDX-License-Identifier: Apache-2.0
#include "controller/app/tracking.h"

#include "common/base/text.h"

namespace sealer::app {

std::string tracking_id(std::string_view instance, const manifest::ObjectKey& key,
                        std::string_view namespace_) {
    return std::string(instance) + ":" + key.group + "/" + key.kind + ":" +
           std::string(namespace_) + "/" + key.name;
}

void set_tracking(manifest::Value& object, std::string_view instance,
                  std::string_view destination) {
    const manifest::ObjectKey key = manifest::key_of(object);
    if (is_trackable(key)) {
        manifest::set_annotation(
            object, kTrackingId,
            tracking_id(instance, key, key.namespace_.empty() ? destination : key.namespace_));
    }
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

std::string instance_of(const manifest::Value& live) {
    const auto tracking = parse_tracking_id(manifest::annotation(live, kTrackingId));
    if (!tracking) {
        return {};
    }
    const manifest::ObjectKey key = manifest::key_of(live);
    const bool is_self = tracking->key.group == key.group && tracking->key.kind == key.kind &&
                         tracking->key.name == key.name &&
                         (key.namespace_.empty() || tracking->key.namespace_ == key.namespace_);
    return is_self ? tracking->instance : std::string();
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
