// SPDX-License-Identifier: Apache-2.0
#include "controller/unseal/status_writer.h"

#include <chrono>
#include <utility>

#include "common/manifest/object.h"
#include "keys/sealed_secret.h"

namespace sealer::unseal {
namespace {

using manifest::Value;

constexpr int kTries = 5;

Status patch_status(kube::Client& client, const Value& sealed, Value status) {
    // A merge patch leaves members alone that it does not name: an old proof must be taken out by
    // name.
    if (status.get("unsealed") == nullptr) {
        status["unsealed"] = Value();
    }
    Value patch;
    patch["metadata"]["resourceVersion"] = manifest::resource_version_of(sealed);
    patch["status"] = std::move(status);
    const auto written = client.patch(kube::sealed_secrets(), manifest::namespace_of(sealed),
                                      manifest::name_of(sealed), kube::PatchType::kMerge, patch,
                                      {.subresource = "status"});
    return written ? Status() : fail(written.error());
}

}  // namespace

Status write_status(kube::Client& client, const Value& sealed, std::string_view digest,
                    const Outcome& outcome) {
    Value live = sealed;
    for (int tries = 0; tries < kTries; ++tries) {
        Value status = next_status(live, outcome, std::chrono::system_clock::now());
        if (const Value* present = live.get("status"); present != nullptr && *present == status) {
            return {};
        }
        Status written = patch_status(client, live, std::move(status));
        if (written || written.error().code == Code::kNotFound) {
            return {};
        }
        if (written.error().code != Code::kConflict) {
            return written;
        }
        auto fresh = client.get(kube::sealed_secrets(), manifest::namespace_of(sealed),
                                manifest::name_of(sealed));
        if (!fresh) {
            return fresh.error().code == Code::kNotFound ? Status() : fail(fresh.error());
        }
        if (manifest::uid_of(*fresh) != manifest::uid_of(sealed) ||
            keys::sealed_digest(*fresh) != digest) {
            return {};
        }
        live = *std::move(fresh);
    }
    return fail(Code::kConflict, "others keep changing it");
}

Status write_content(kube::Client& client, const Value& sealed, std::string_view content) {
    Value patch;
    patch["status"]["unsealed"]["content"] = content;
    const auto written = client.patch(kube::sealed_secrets(), manifest::namespace_of(sealed),
                                      manifest::name_of(sealed), kube::PatchType::kMerge, patch,
                                      {.subresource = "status"});
    return written || written.error().code == Code::kNotFound ? Status() : fail(written.error());
}

}  // namespace sealer::unseal
