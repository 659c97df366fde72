// SPDX-License-Identifier: Apache-2.0
#include "keys/key_secrets.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "common/manifest/object.h"
#include "keys/key_backup.h"
#include "keys/sealing_key.h"

namespace sealer::keys {
namespace {

using manifest::Secret;

// An escrowed key has no name yet: the server gives it one.
Result<bool> exists(kube::Client& client, std::string_view namespace_, std::string_view name) {
    if (name.empty()) {
        return false;
    }
    const auto found = client.get_secret(namespace_, name);
    if (found || found.error().code == Code::kNotFound) {
        return found.has_value();
    }
    return fail(found.error());
}

}  // namespace

Result<std::vector<Secret>> list_key_secrets(kube::Client& client, std::string_view namespace_,
                                             std::string_view prefix) {
    std::vector<Secret> secrets;
    kube::ListOptions list;
    list.label_selector = std::string(kKeyStateLabel);
    do {
        TRY_ASSIGN(manifest::SecretList page, client.list_secrets(namespace_, list));
        std::ranges::move(page.items, std::back_inserter(secrets));
        list.continue_token = page.metadata.text("continue");
    } while (!list.continue_token.empty());
    const bool listed = std::ranges::any_of(
        secrets, [&](const Secret& one) { return manifest::name_of(one.object) == prefix; });
    if (listed) {
        return secrets;
    }
    auto legacy = client.get_secret(namespace_, prefix);
    if (legacy) {
        secrets.push_back(*std::move(legacy));
    } else if (legacy.error().code != Code::kNotFound) {
        return fail(legacy.error());
    }
    return secrets;
}

Status set_key_state(kube::Client& client, std::string_view namespace_, std::string_view name,
                     std::string_view state) {
    manifest::Value patch;
    patch["metadata"]["labels"][kKeyStateLabel] = state;
    const auto patched =
        client.patch(kube::secrets(), namespace_, name, kube::PatchType::kMerge, patch);
    return patched ? Status() : fail(patched.error());
}

Result<Restored> restore_keys(kube::Client& client, std::string_view namespace_,
                              std::string_view prefix, const std::vector<Secret>& backup,
                              WallTime now) {
    std::map<std::string, std::string> names;  // of the keys that are there, by fingerprint
    TRY_ASSIGN(const std::vector<Secret> present, list_key_secrets(client, namespace_, prefix));
    for (const Secret& secret : present) {
        if (const auto key = read_sealing_key(secret)) {
            names.emplace(key->fingerprint(), key->name);
        }
    }
    Restored restored;
    std::vector<Secret> missing;
    for (const Secret& secret : backup) {
        const std::string name(manifest::name_of(secret.object));
        const auto key = read_sealing_key(secret);
        if (!key) {
            return fail(key.error().with("key " + name));
        }
        const auto [found, is_new] = names.try_emplace(key->fingerprint(), name);
        if (!is_new) {
            restored.present.push_back(found->second);
            continue;
        }
        TRY_ASSIGN(const bool taken, exists(client, namespace_, name));
        if (taken) {
            return fail(Code::kConflict, "there is another Secret called " + name +
                                             " in namespace " + std::string(namespace_));
        }
        missing.push_back(portable_secret(secret, now));
        missing.back().object["metadata"]["namespace"] = namespace_;
    }
    for (const Secret& secret : missing) {
        const auto created = client.create_secret(secret);
        if (!created) {
            return fail(created.error().with("after " + std::to_string(restored.created.size()) +
                                             " restored keys, key " +
                                             std::string(manifest::name_of(secret.object))));
        }
        restored.created.emplace_back(manifest::name_of(created->object));
    }
    return restored;
}

}  // namespace sealer::keys
