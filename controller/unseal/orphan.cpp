// SPDX-License-Identifier: Apache-2.0
#include "controller/unseal/orphan.h"

#include "common/manifest/object.h"
#include "controller/unseal/ownership.h"

namespace sealer::unseal {
namespace {

// An object that is not there is no error, but done.
Status unless_gone(const Error& error) {
    return error.code == Code::kNotFound ? Status() : fail(error);
}

}  // namespace

Status delete_orphan(kube::Client& client, const std::string& namespace_, const std::string& name) {
    const auto secret = client.get_secret(namespace_, name);
    if (!secret) {
        return unless_gone(secret.error());
    }
    const std::string_view owner = owning_uid(secret->object);
    if (owner.empty()) {
        return {};
    }
    const auto live = client.get(kube::sealed_secrets(), namespace_, name);
    if (!live && live.error().code != Code::kNotFound) {
        return fail(live.error());
    }
    if (live && manifest::uid_of(*live) == owner) {
        return {};  // it is there still, just not for us
    }
    const Status removed = client.remove(kube::secrets(), namespace_, name,
                                         {.uid = std::string(manifest::uid_of(secret->object))});
    return removed ? Status() : unless_gone(removed.error());
}

}  // namespace sealer::unseal
