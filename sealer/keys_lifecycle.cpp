// SPDX-License-Identifier: Apache-2.0
// list, show, rotate and retire.
#include <algorithm>
#include <utility>

#include "common/base/text.h"
#include "keys/key_report.h"
#include "keys/key_secrets.h"
#include "keys/key_store.h"
#include "sealer/audit_report.h"
#include "sealer/keys_options.h"
#include "sealer/keys_print.h"
#include "sealer/output.h"

namespace sealer::cli {
namespace {

using keys::KeyNeeds;
using keys::KeyReport;

constexpr std::size_t kMaxNamed = 5;

struct Inventory {
    std::vector<KeyReport> keys;
    std::optional<KeyNeeds> needs;  // unset where only files were read

    [[nodiscard]] const KeyNeeds* known_needs() const { return needs ? &*needs : nullptr; }
};

Result<Inventory> take_inventory(const KeysOptions& options, const World& world) {
    Inventory inventory;
    TRY_ASSIGN(const std::vector<manifest::Secret> secrets, load_key_secrets(options, world));
    inventory.keys = keys::describe_keys(secrets, options.order);
    if (options.from.empty()) {
        TRY_ASSIGN(const std::unique_ptr<kube::Client> client,
                   connect_to_cluster(options.cluster, world, {}));
        TRY_ASSIGN(const kube::Page sealed, client->list_all(kube::sealed_secrets(), ""));
        inventory.needs = keys::find_needs(sealed.items);
    }
    return inventory;
}

Result<std::vector<KeyReport>> find_all(const Inventory& inventory,
                                        const std::vector<std::string>& names) {
    std::vector<KeyReport> found;
    for (const std::string& name : names) {
        const KeyReport* key = keys::find_key(inventory.keys, name);
        if (key == nullptr) {
            return fail(Code::kNotFound, "there is no key " + name);
        }
        found.push_back(*key);
    }
    return found;
}

std::string some_of(std::vector<std::string> names) {
    const std::size_t count = names.size();
    names.resize(std::min(count, kMaxNamed));
    return std::to_string(count) + (count == 1 ? " SealedSecret (" : " SealedSecrets (") +
           join(names, ", ") + (count > kMaxNamed ? ", …)" : ")");
}

// Why a key cannot or had better not be retired; nothing if it may go.
Status check_dispensable(const KeyReport& key, const KeyNeeds& needs, const KeysOptions& options) {
    if (key.name == options.prefix) {
        return fail(Code::kInvalid, "controllers load " + key.name +
                                        " by its name, whatever its label says: back it up, and "
                                        "delete its Secret");
    }
    if (options.force) {
        return {};
    }
    if (key.state == "newest") {
        return fail(Code::kInvalid, "key " + key.name +
                                        " is the one that seals: make another first (sealer keys "
                                        "rotate), or give --force");
    }
    const std::vector<std::string>& needed_by = needs.of(key.fingerprint);
    if (!needed_by.empty()) {
        return fail(Code::kInvalid, "key " + key.name + " is needed by " + some_of(needed_by) +
                                        ": seal them anew first, or give --force");
    }
    if (!needs.unknown.empty()) {
        return fail(Code::kInvalid, "which key is needed by " + some_of(needs.unknown) +
                                        " is unknown, and it may be " + key.name +
                                        ": seal them anew first, or give --force");
    }
    return {};
}

}  // namespace

Result<int> list_keys(const KeysOptions& options, const World& world) {
    TRY_ASSIGN(const Inventory inventory, take_inventory(options, world));
    TRY(write_all(world.standard_output,
                  options.json
                      ? print_keys_json(inventory.keys, inventory.known_needs(), false)
                      : print_key_table(inventory.keys, inventory.known_needs(), world.now)));
    return 0;
}

Result<int> show_keys(const KeysOptions& options, const World& world) {
    TRY_ASSIGN(const Inventory inventory, take_inventory(options, world));
    TRY_ASSIGN(const std::vector<KeyReport> found, find_all(inventory, options.operands));
    TRY(write_all(world.standard_output,
                  options.json ? print_keys_json(found, inventory.known_needs(), true)
                               : print_key_details(found, inventory.known_needs(), world.now)));
    return 0;
}

Result<int> rotate_keys(const KeysOptions& options, const World& world) {
    TRY_ASSIGN(const std::unique_ptr<kube::Client> client,
               connect_to_cluster(options.cluster, world, {}));
    keys::KeyStoreOptions store;
    store.namespace_ = options.cluster.controller_namespace;
    store.prefix = options.prefix;
    store.order = options.order;
    store.key_bits = options.key_bits;
    store.lifetime = options.lifetime;
    store.common_name = options.common_name;
    store.labels = options.labels;
    store.annotations = options.annotations;
    TRY_ASSIGN(const keys::LoadedKeys present, keys::load_keys(*client, store));
    TRY_ASSIGN(const keys::SealingKey key,
               keys::create_key(*client, store, *present.ring, world.now));
    TRY(write_all(world.standard_output, "created " + key.name + " " + key.fingerprint() + "\n"));
    return 0;
}

Result<int> retire_keys(const KeysOptions& options, const World& world) {
    if (!options.from.empty()) {
        return fail(Code::kInvalid, "keys are retired in the cluster: --from does not go with it");
    }
    if (options.state == "active" || options.state.empty()) {
        return fail(Code::kInvalid, "--state must be a word other than \"active\"");
    }
    TRY_ASSIGN(const Inventory inventory, take_inventory(options, world));
    TRY_ASSIGN(const std::vector<KeyReport> found, find_all(inventory, options.operands));
    for (const KeyReport& key : found) {
        TRY(check_dispensable(key, *inventory.needs, options));
    }
    TRY_ASSIGN(const std::unique_ptr<kube::Client> client,
               connect_to_cluster(options.cluster, world, {}));
    for (const KeyReport& key : found) {
        TRY(keys::set_key_state(*client, options.cluster.controller_namespace, key.name,
                                options.state));
        TRY(write_all(world.standard_output, key.name + " is now " + options.state + "\n"));
    }
    return 0;
}

}  // namespace sealer::cli
