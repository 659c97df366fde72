// SPDX-License-Identifier: Apache-2.0
// status.summary: what is in use of an Application, at one glance. Pure.
// Source: Argo CD's Application reference, ApplicationSummary; user guide, "Add external URL".
#pragma once

#include <set>
#include <string>

#include "common/manifest/value.h"
#include "controller/app/comparison.h"

namespace sealer::app {

// Images, the URLs by which people reach it, and whether it has Applications of its own.
[[nodiscard]] manifest::Value summary_value(const Comparison& comparison);

// Of all containers of an object, whatever its kind.
[[nodiscard]] std::set<std::string> images_of(const manifest::Value& object);

// Of an Ingress, the hosts and paths of its rules; of a Service with a load balancer, its
// addresses where the port tells the scheme; of any object, what its annotations
// link.argocd.argoproj.io/… name ("https://…" or "title|https://…"). Links of other schemes than
// http and https are left out.
[[nodiscard]] std::set<std::string> external_urls(const manifest::Value& object);

}  // namespace sealer::app
