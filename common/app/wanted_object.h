// SPDX-License-Identifier: Apache-2.0
// A manifest of Git as it is given to server-side apply. Pure.
#pragma once

#include <string_view>

#include "common/kube/client.h"
#include "common/manifest/schema.h"
#include "common/manifest/value.h"

namespace sealer::app {

// Takes away what only a server sets, and what server-side apply refuses: status, managedFields,
// uid and the like. `object` may be null.
void drop_server_fields(manifest::Value& object);

// drop_server_fields; the rules of an aggregated ClusterRole go too, which Kubernetes writes. Then
// the namespace: none where its kind, `resource`, has none, `namespace_` where it is namespaced, or
// not known yet (null), and names none itself. Then fill_list_keys.
void make_applicable(manifest::Value& object, const kube::Resource* resource,
                     std::string_view namespace_, const manifest::Schema* schema);

}  // namespace sealer::app
