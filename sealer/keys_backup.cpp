// SPDX-License-Identifier: Apache-2.0
// backup, restore and verify-backup.
#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "common/base/file.h"
#include "common/manifest/object.h"
#include "keys/escrow.h"
#include "keys/key_backup.h"
#include "keys/key_report.h"
#include "keys/key_secrets.h"
#include "keys/sealing_key.h"
#include "sealer/certificate.h"
#include "sealer/keys_options.h"
#include "sealer/output.h"

namespace sealer::cli {
namespace {

using manifest::Secret;

// What a backup is to hold. A Secret that is no key cannot be restored as one: it is named and left
// out, and does not keep the others from being saved.
Result<std::vector<Secret>> collect_keys(const KeysOptions& options, const World& world) {
    TRY_ASSIGN(const std::vector<Secret> secrets, load_key_secrets(options, world));
    std::vector<Secret> portable;
    std::string warnings;
    for (const Secret& secret : secrets) {
        const auto key = keys::read_sealing_key(secret);
        if (key) {
            portable.push_back(keys::portable_secret(secret, world.now));
            continue;
        }
        warnings += "warning: ";
        warnings += manifest::name_of(secret.object);
        warnings += " is left out: " + key.error().message + "\n";
    }
    TRY(write_all(world.standard_error, warnings));
    if (portable.empty()) {
        return fail(Code::kNotFound, "there is no key to back up");
    }
    return portable;
}

Result<crypto::PublicKey> recovery_public_key(const KeysOptions& options, const World& world) {
    if (!options.recovery_cert.empty()) {
        TRY_ASSIGN(const std::string pem,
                   load_certificate(options.recovery_cert, options.cluster, world));
        auto certificate = crypto::parse_certificate(pem);
        if (!certificate) {
            return fail(certificate.error().with(options.recovery_cert));
        }
        return certificate->public_key;
    }
    std::optional<crypto::Certificate> configured;
    if (options.from.empty()) {
        TRY_ASSIGN(const std::unique_ptr<kube::Client> client,
                   connect_to_cluster(options.cluster, world, {}));
        TRY_ASSIGN(configured,
                   keys::load_recovery_certificate(*client, options.cluster.controller_namespace));
    }
    if (!configured) {
        return fail(Code::kInvalid,
                    "to whom is the backup to be encrypted? Give --recovery-cert FILE, or "
                    "--plaintext");
    }
    return configured->public_key;
}

Result<std::vector<Secret>> read_all_backups(const KeysOptions& options) {
    std::vector<Secret> all;
    for (const std::string& file : options.operands) {
        TRY_ASSIGN(std::vector<Secret> some, read_backup_file(options, file));
        std::ranges::move(some, std::back_inserter(all));
    }
    return all;
}

}  // namespace

Result<int> backup_keys(const KeysOptions& options, const World& world) {
    if (options.plaintext && options.output.empty()) {
        return fail(Code::kInvalid, "--plaintext needs a file to write to: -w FILE");
    }
    if (options.plaintext && !options.recovery_cert.empty()) {
        return fail(Code::kInvalid, "--plaintext and --recovery-cert exclude each other");
    }
    TRY_ASSIGN(const std::vector<Secret> secrets, collect_keys(options, world));
    if (options.plaintext) {
        const crypto::SecretBytes backup = keys::write_plain_backup(secrets);
        TRY(write_file_atomically(options.output, backup.expose(), 0600));
        return 0;
    }
    TRY_ASSIGN(const crypto::PublicKey recovery, recovery_public_key(options, world));
    TRY_ASSIGN(const std::string backup, keys::write_sealed_backup(secrets, recovery, world.now));
    TRY(write_output(options.output, backup, world));
    return 0;
}

Result<int> restore_keys(const KeysOptions& options, const World& world) {
    TRY_ASSIGN(const std::vector<Secret> backup, read_all_backups(options));
    TRY_ASSIGN(const std::unique_ptr<kube::Client> client,
               connect_to_cluster(options.cluster, world, {}));
    TRY_ASSIGN(const keys::Restored restored,
               keys::restore_keys(*client, options.cluster.controller_namespace, options.prefix,
                                  backup, world.now));
    std::string text;
    for (const std::string& name : restored.created) {
        text += "restored " + name + "\n";
    }
    for (const std::string& name : restored.present) {
        text += name + " is there already\n";
    }
    TRY(write_all(world.standard_output, text));
    return 0;
}

Result<int> verify_key_backup(const KeysOptions& options, const World& world) {
    TRY_ASSIGN(const std::vector<Secret> backup, read_all_backups(options));
    std::string text;
    bool sound = true;
    std::set<std::string> saved;
    for (const keys::KeyReport& key : keys::describe_keys(backup, keys::KeyOrder::kCertNotBefore)) {
        sound = sound && key.problem.empty();
        saved.insert(key.fingerprint);
        text += key.problem.empty() ? "ok " + key.name + " " + key.fingerprint + "\n"
                                    : "damaged " + key.name + ": " + key.problem + "\n";
    }
    if (!options.offline) {
        TRY_ASSIGN(const std::vector<Secret> live, load_key_secrets(options, world));
        for (const keys::KeyReport& key :
             keys::describe_keys(live, keys::KeyOrder::kCertNotBefore)) {
            if (key.problem.empty() && !saved.contains(key.fingerprint)) {
                sound = false;
                text += "missing " + key.name + " " + key.fingerprint + "\n";
            }
        }
    }
    TRY(write_all(world.standard_output, text));
    return sound ? 0 : 1;
}

}  // namespace sealer::cli
