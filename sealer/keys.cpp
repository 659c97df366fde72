// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "common/base/integer.h"
#include "common/base/time.h"
#include "keys/key_backup.h"
#include "keys/key_flags.h"
#include "keys/key_secrets.h"
#include "sealer/commands.h"
#include "sealer/input.h"
#include "sealer/keys_options.h"

namespace sealer::cli {
namespace {

constexpr const char* kOperations = R"(Operations:
  list                  every key, its state and how many SealedSecrets need it
  show KEY…             all about keys, by name or fingerprint
  rotate                make a new key, as the controller does
  retire KEY…           relabel keys, so that controllers do not load them
  backup                all keys in one file, encrypted to a recovery certificate
  restore FILE…         write the keys of backups into the cluster
  verify-backup FILE…   open backups, check their keys, and name what they lack
)";

using Operation = Result<int> (*)(const KeysOptions&, const World&);

struct OperationEntry {
    std::string_view name;
    Operation run;
    bool takes_operands;
};

constexpr std::array<OperationEntry, 7> kEntries = {{
    {"list", list_keys, false},
    {"show", show_keys, true},
    {"rotate", rotate_keys, false},
    {"retire", retire_keys, true},
    {"backup", backup_keys, false},
    {"restore", restore_keys, true},
    {"verify-backup", verify_key_backup, true},
}};

std::vector<std::string> operation_names() {
    std::vector<std::string> names;
    names.reserve(kEntries.size());
    for (const OperationEntry& entry : kEntries) {
        names.emplace_back(entry.name);
    }
    return names;
}

Status parse_bits(const std::string& text, int& bits) {
    bits = parse_integer<int>(text).value_or(0);
    return bits >= 1024 && bits <= 16'384 ? Status()
                                          : fail(Code::kInvalid, "a key has 1024 to 16384 bits");
}

class Keys : public Subcommand {
  public:
    void define(CommandLine& line) override {
        line.operands("OPERATION [KEY|FILE]…", options_.operands);
        line.first_operand(operation_names());
        line.group("Keys");
        line.list("--from", options_.from, "FILE", "Take the keys from a file, not the cluster");
        line.value("-o,--format", "text|json", "Output format of list and show (text)",
                   [this](const std::string& name) { return set_format(name); });
        line.text("--key-prefix", options_.prefix, "NAME", "What the names of keys begin with");
        line.value("--key-order-priority", "CertNotBefore|SecretCreationTimestamp",
                   "Which key is the newest, as the controller's flag says (CertNotBefore)",
                   [this](const std::string& text) -> Status {
                       TRY_ASSIGN(options_.order, keys::parse_key_order(text));
                       return {};
                   });
        line.value("--key-size", "BITS", "Size of a new key (4096)",
                   [this](const std::string& text) { return parse_bits(text, options_.key_bits); });
        line.value("--key-ttl", "DURATION", "Validity of a new key's certificate (87600h)",
                   [this](const std::string& text) { return set_lifetime(text); });
        line.text("--my-cn", options_.common_name, "NAME", "Common name in its certificate");
        line.value("--privatekey-labels", "K=V,…", "Further labels of its Secret",
                   [this](const std::string& text) -> Status {
                       TRY_ASSIGN(options_.labels, keys::parse_key_values(text));
                       return {};
                   });
        line.value("--privatekey-annotations", "K=V,…", "Further annotations of its Secret",
                   [this](const std::string& text) -> Status {
                       TRY_ASSIGN(options_.annotations, keys::parse_key_values(text));
                       return {};
                   });
        line.text("--state", options_.state, "WORD", "What retire calls a key");
        line.toggle("--force", options_.force, "Retire keys that are still needed");
        line.group("Backups");
        line.text("-w,--output", options_.output, "FILE", "Write the backup to this file");
        line.text("--recovery-cert", options_.recovery_cert, "FILE",
                  "Encrypt to this certificate, not the one in the Secret sealer-recovery");
        line.text("--recovery-private-key", options_.recovery_private_key, "FILE",
                  "Open encrypted backups with this key");
        line.toggle("--plaintext", options_.plaintext, "Do not encrypt; needs -w");
        line.toggle("--offline", options_.offline, "Do not compare a backup with the cluster");
        add_controller_flags(line, options_.cluster);
        add_connection_flags(line, options_.cluster);
        line.footer(kOperations);
    }

    Result<int> run(const World& world) override {
        const std::string name = options_.operands.empty() ? "" : options_.operands.front();
        const auto* const entry = std::ranges::find(kEntries, name, &OperationEntry::name);
        if (entry == kEntries.end()) {
            return fail(Code::kInvalid, (name.empty() ? "which operation?"
                                                      : "there is no operation " + name + ".") +
                                            std::string(" See sealer keys --help"));
        }
        options_.operands.erase(options_.operands.begin());
        if (entry->takes_operands == options_.operands.empty()) {
            return fail(Code::kInvalid,
                        "sealer keys " + name +
                            (entry->takes_operands ? " needs an operand. See sealer keys --help"
                                                   : " takes no operand"));
        }
        TRY(keys::check_key_prefix(options_.prefix));
        return entry->run(options_, world);
    }

  private:
    Status set_format(const std::string& name) {
        options_.json = name == "json";
        return name == "json" || name == "text"
                   ? Status()
                   : fail(Code::kInvalid, "must be one of: text, json");
    }

    Status set_lifetime(const std::string& text) {
        TRY_ASSIGN(const std::chrono::nanoseconds duration, parse_duration(text));
        options_.lifetime = std::chrono::duration_cast<std::chrono::seconds>(duration);
        return {};
    }

    KeysOptions options_;
};

}  // namespace

Result<std::optional<crypto::PrivateKey>> read_recovery_key(const KeysOptions& options) {
    if (options.recovery_private_key.empty()) {
        return std::nullopt;
    }
    TRY_ASSIGN(const crypto::SecretBytes pem, read_secret_file(options.recovery_private_key));
    auto key = crypto::PrivateKey::parse(pem.expose());
    if (!key) {
        return fail(key.error().with(options.recovery_private_key));
    }
    return std::optional(*std::move(key));
}

Result<std::vector<manifest::Secret>> read_backup_file(const KeysOptions& options,
                                                       const std::string& file) {
    TRY_ASSIGN(const std::optional<crypto::PrivateKey> recovery, read_recovery_key(options));
    TRY_ASSIGN(const crypto::SecretBytes text, read_secret_file(file));
    auto secrets = keys::read_backup(text.expose(), recovery ? &*recovery : nullptr);
    if (!secrets) {
        return fail(secrets.error().with(file));
    }
    return secrets;
}

Result<std::vector<manifest::Secret>> load_key_secrets(const KeysOptions& options,
                                                       const World& world) {
    if (options.from.empty()) {
        TRY_ASSIGN(const std::unique_ptr<kube::Client> client,
                   connect_to_cluster(options.cluster, world, {}));
        return keys::list_key_secrets(*client, options.cluster.controller_namespace,
                                      options.prefix);
    }
    std::vector<manifest::Secret> all;
    for (const std::string& file : options.from) {
        TRY_ASSIGN(std::vector<manifest::Secret> secrets, read_backup_file(options, file));
        std::ranges::move(secrets, std::back_inserter(all));
    }
    return all;
}

std::unique_ptr<Subcommand> make_keys() {
    return std::make_unique<Keys>();
}

}  // namespace sealer::cli
