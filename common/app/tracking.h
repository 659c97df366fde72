// SPDX-License-Identifier: Apache-2.0
// Which live object belongs to which Application: Argo CD's tracking annotation, or its label.
// Pure. Source: https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/app/setting_texts.h"
#include "common/manifest/object.h"
#include "common/manifest/value.h"

namespace sealer::app {

// "<instance>:<group>/<kind>:<namespace>/<name>": whose an object is.
constexpr std::string_view kTrackingId = "argocd.argoproj.io/tracking-id";
// The installation whose Application that is; see TrackingRules::installation.
constexpr std::string_view kInstallationId = "argocd.argoproj.io/installation-id";

enum class TrackingMethod { kAnnotation, kLabel, kAnnotationAndLabel };
// Unset for what Argo CD has no such name for.
[[nodiscard]] std::optional<TrackingMethod> parse_tracking_method(std::string_view text);

// How an installation marks objects.
struct TrackingRules {
    TrackingMethod method = TrackingMethod::kAnnotation;
    std::string label_key = "app.kubernetes.io/instance";
    std::string installation;  // tells installations apart that share a cluster; not by labels
    bool operator==(const TrackingRules&) const = default;
};
// application.resourceTrackingMethod, application.instanceLabelKey and installationID of argocd-cm;
// what is absent or not understood is as above.
[[nodiscard]] TrackingRules parse_tracking_rules(const SettingTexts& settings);

// What kTrackingId says. `namespace_` is the object's, or the Application's destination for
// cluster-scoped objects.
[[nodiscard]] std::string tracking_id(std::string_view instance, const manifest::ObjectKey& key,
                                      std::string_view namespace_);

// What the objects of one Application bear.
struct Mark {
    TrackingRules rules;
    std::string instance;
    std::string destination;  // the Application's namespace
};
// Marks an object that has its name, in place of what Git says of whose it is. What cannot be
// marked stays as it is.
void set_mark(manifest::Value& object, const Mark& mark);

// Gives `object` the marks that `live` has.
void copy_marks(const manifest::Value& live, const TrackingRules& rules, manifest::Value& object);

// Whether it bears a mark at all, be it copied from another object.
[[nodiscard]] bool has_mark(const manifest::Value& live, const TrackingRules& rules);

struct Tracking {
    std::string instance;
    manifest::ObjectKey key;
};
// Unset for what is no tracking id.
[[nodiscard]] std::optional<Tracking> parse_tracking_id(std::string_view text);

// The instance that `live` belongs to; empty for none. An annotation that was copied from another
// object names that other object, and does not count; nor does another installation's. A label
// counts wherever it is.
[[nodiscard]] std::string instance_of(const manifest::Value& live, const TrackingRules& rules);

// The instance name of an Application: its name, after "namespace_" where it is not the
// controller's.
[[nodiscard]] std::string instance_name(std::string_view namespace_, std::string_view name,
                                        std::string_view controller_namespace);

// The other way round: "namespace/name".
[[nodiscard]] std::string application_key(std::string_view instance,
                                          std::string_view controller_namespace);

// CRDs are shared by nature: they are never marked, and so never pruned.
[[nodiscard]] bool is_trackable(const manifest::ObjectKey& key);

}  // namespace sealer::app
