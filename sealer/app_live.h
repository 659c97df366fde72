// SPDX-License-Identifier: Apache-2.0
// The live objects of an Application, and what applying manifests would make of them, as the API
// server says.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "common/base/result.h"
#include "common/kube/client.h"
#include "common/manifest/object.h"
#include "common/manifest/value.h"

namespace sealer::cli {

// The live object; null where there is none. Values of Secrets are masked
// (common/app/secret_mask.h).
[[nodiscard]] Result<manifest::Value> get_live(kube::Client& client, const kube::Resource& resource,
                                               const manifest::ObjectKey& key);

// One object as it is and as it would be, without what the API server keeps about it; either may be
// null. For compare_manifests().
struct Forecast {
    manifest::Value live;
    manifest::Value wanted;
    // Of each field that counts: whose it is, why it counts, and how it could be ignored.
    std::vector<std::string> reasons;
    // Why the API server has not been asked, if it could not be: fields that it would fill in or
    // take away are not known then.
    std::string why_a_guess;
};

class Forecaster {
  public:
    // `fallback`: the namespace of namespaced objects that name none.
    Forecaster(kube::Client& client, std::string fallback)
        : client_(client), discovery_(client), namespace_(std::move(fallback)) {}

    // Of what is to be applied. Thread-safe.
    [[nodiscard]] Result<Forecast> forecast(manifest::Value wanted);
    // The live object that a row of status.resources is about; null where there is none.
    [[nodiscard]] Result<manifest::Value> live(const manifest::GroupVersionKind& type,
                                               const manifest::ObjectKey& key);

  private:
    // Has `wanted` become what the server would make of it, or `live` what can be compared with it.
    [[nodiscard]] Status ask_server(const kube::Resource& resource, Forecast& forecast,
                                    manifest::Value& wanted);

    kube::Client& client_;
    kube::Discovery discovery_;
    const std::string namespace_;
};

// `live` as far as `wanted` has it, for want of the API server's answer. Items of lists are taken
// by their places. Pure.
[[nodiscard]] manifest::Value cut_to_shape(const manifest::Value& live,
                                           const manifest::Value& wanted);

// Without what the API server keeps about an object: managedFields, uid, status and the like. Pure.
void drop_server_fields(manifest::Value& object);

}  // namespace sealer::cli
