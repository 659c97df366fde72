// SPDX-License-Identifier: Apache-2.0
// The live objects of an Application, as the API server has them.
#pragma once

#include "common/base/result.h"
#include "common/kube/client.h"
#include "common/manifest/object.h"
#include "common/manifest/value.h"

namespace sealer::cli {

// The live object; null where there is none. Values of Secrets are masked
// (common/app/secret_mask.h).
[[nodiscard]] Result<manifest::Value> get_live(kube::Client& client, const kube::Resource& resource,
                                               const manifest::ObjectKey& key);

// The same for what a row of status.resources is about, without what the API server keeps about it;
// null, too, where the kind is not there any more.
[[nodiscard]] Result<manifest::Value> get_live(kube::Client& client, kube::Discovery& discovery,
                                               const manifest::GroupVersionKind& type,
                                               const manifest::ObjectKey& key);

// `live` as far as `wanted` has it, for want of the API server's answer. Items of lists are taken
// by their places. Pure.
[[nodiscard]] manifest::Value cut_to_shape(const manifest::Value& live,
                                           const manifest::Value& wanted);

}  // namespace sealer::cli
