// SPDX-License-Identifier: Apache-2.0
// Cells of `kubectl get` that take more than reading one field. Pure functions of an object; named
// for their columns.
#pragma once

#include <string>
#include <string_view>

#include "common/base/time.h"
#include "common/manifest/value.h"

namespace sealer::standalone {

using manifest::Value;

// What a cell says that has nothing to say.
inline constexpr std::string_view kNoneCell = "<none>";

// "a,b": one field of each container of a pod template.
[[nodiscard]] Value container_fields(const Value& object, std::string_view field);
// "app=web,tier=front"; "<none>" for none. Of labels, or of a metav1.LabelSelector.
[[nodiscard]] Value selector_cell(const Value* selector);
[[nodiscard]] Value ready_of_desired(const Value& object);  // "2/3"
[[nodiscard]] Value pod_ready(const Value& pod);
[[nodiscard]] Value pod_status(const Value& pod);
[[nodiscard]] Value pod_restarts(const Value& pod);
[[nodiscard]] Value job_status(const Value& job);
[[nodiscard]] Value job_completions(const Value& job);
[[nodiscard]] Value job_duration(const Value& job, WallTime now);
[[nodiscard]] Value service_external_ip(const Value& service);
[[nodiscard]] Value service_ports(const Value& service);
[[nodiscard]] std::string balancer_addresses(const Value& object);
[[nodiscard]] Value endpoints_cell(const Value& endpoints);
[[nodiscard]] Value ingress_hosts(const Value& ingress);
[[nodiscard]] Value access_modes(const Value* modes);  // "RWO,ROX"
[[nodiscard]] Value phase_cell(const Value& object);   // "Terminating" when it is
[[nodiscard]] Value volume_claim(const Value& volume);
[[nodiscard]] Value data_count(const Value& object);
[[nodiscard]] Value node_status(const Value& node);
[[nodiscard]] Value event_last_seen(const Value& event, WallTime now);
[[nodiscard]] Value event_first_seen(const Value& event, WallTime now);
[[nodiscard]] Value event_object(const Value& event);  // "pod/web"
[[nodiscard]] Value bound_role(const Value& binding);  // "ClusterRole/admin"
// Those of one kind, as "alice, bob"; ServiceAccounts with their namespaces.
[[nodiscard]] Value bound_subjects(const Value& binding, std::string_view kind);
[[nodiscard]] Value scale_target(const Value& autoscaler);
[[nodiscard]] Value number_or_text(const Value* value);  // "N/A" for null

}  // namespace sealer::standalone
