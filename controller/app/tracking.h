// SPDX-License-Identifier: Apache-2.0
// Which live object belongs to which Application: Argo CD's tracking annotation. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/app/application.h"
#include "common/manifest/object.h"
#include "common/manifest/value.h"

namespace sealer::app {

// Kubernetes' own, on the token of a ServiceAccount: whose it is.
constexpr std::string_view kServiceAccountName = "kubernetes.io/service-account.name";

// "<instance>:<group>/<kind>:<namespace>/<name>". `namespace_` is the object's, or the
// Application's destination for cluster-scoped objects.
[[nodiscard]] std::string tracking_id(std::string_view instance, const manifest::ObjectKey& key,
                                      std::string_view namespace_);

// Marks an object that has its name as one of `instance`; `destination` is the Application's
// namespace. What cannot be marked stays as it is.
void set_tracking(manifest::Value& object, std::string_view instance, std::string_view destination);

struct Tracking {
    std::string instance;
    manifest::ObjectKey key;
};
// Unset for what is no tracking id.
[[nodiscard]] std::optional<Tracking> parse_tracking_id(std::string_view text);

// The instance that `live` belongs to; empty for none. An annotation that was copied from another
// object names that other object, and does not count.
[[nodiscard]] std::string instance_of(const manifest::Value& live);

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
