// SPDX-License-Identifier: Apache-2.0
#include "keys/key_backup.h"

#include <iterator>
#include <utility>

#include "common/crypto/base64.h"
#include "common/crypto/envelope.h"
#include "common/manifest/json.h"
#include "common/manifest/object.h"
#include "common/manifest/yaml.h"
#include "keys/escrow.h"
#include "keys/sealing_key.h"

namespace sealer::keys {
namespace {

using manifest::Array;
using manifest::Object;
using manifest::Value;

// No namespace has a dot in its name, so that no SealedSecret has this label.
constexpr std::string_view kEnvelopeLabel = "sealer.dev/key-backup";
constexpr std::string_view kBackupKind = "KeyBackup";
constexpr int kMaxDepth = 8;

class Reader {
  public:
    explicit Reader(const crypto::PrivateKey* recovery) : recovery_(recovery) {}

    Status add(const Value& document, int depth) {
        const std::string_view kind = document.text("kind");
        if (depth > kMaxDepth) {
            return fail(Code::kInvalid, "nested too deep");
        }
        if (kind == kBackupKind) {
            return add_sealed(document);
        }
        if (kind == "ConfigMap") {
            TRY_ASSIGN(const Value backup,
                       manifest::parse_json(document.text("data", kEscrowItem)));
            return add_sealed(backup);
        }
        // A typed list leaves out the kinds of its items, and perhaps its own.
        if (const Value* items = document.get("items"); items != nullptr) {
            std::size_t index = 0;
            for (const Value& item : elements(items)) {
                const Status added = add(item, depth + 1);
                if (!added) {
                    return fail(added.error().with("items[" + std::to_string(index) + "]"));
                }
                ++index;
            }
            return {};
        }
        return add_plain(manifest::write_json(document));
    }

    std::vector<manifest::Secret> take() { return std::move(secrets_); }

  private:
    Status add_plain(std::string_view json) {
        TRY_ASSIGN(std::vector<manifest::Secret> secrets, manifest::parse_secrets_json(json));
        for (manifest::Secret& secret : secrets) {
            secret.object["apiVersion"] = "v1";
            secret.object["kind"] = "Secret";
            secrets_.push_back(std::move(secret));
        }
        return {};
    }

    Status add_sealed(const Value& backup) {
        if (backup.text("kind") != kBackupKind) {
            return fail(Code::kInvalid, "it is no backup of keys");
        }
        const std::string wanted(backup.text("recoveryKey"));
        if (recovery_ == nullptr) {
            return fail(Code::kInvalid, "the backup is encrypted: give the recovery key " + wanted);
        }
        TRY_ASSIGN(const std::string envelope, crypto::base64_decode(backup.text("encrypted")));
        const auto plain = crypto::open(*recovery_, kEnvelopeLabel, envelope);
        if (!plain) {
            const std::string given = recovery_->public_key().fingerprint();
            return fail(Code::kInvalid, given == wanted
                                            ? "the backup is damaged"
                                            : "the backup does not open with the recovery key " +
                                                  given + ": it was made for " + wanted);
        }
        return add_plain(plain->expose());
    }

    const crypto::PrivateKey* recovery_;
    std::vector<manifest::Secret> secrets_;
};

}  // namespace

manifest::Secret portable_secret(const manifest::Secret& secret, WallTime now) {
    manifest::Secret portable;
    portable.object["apiVersion"] = "v1";
    portable.object["kind"] = "Secret";
    Value& metadata = portable.object["metadata"];
    for (const char* field : {"name", "generateName", "namespace", "labels", "annotations"}) {
        const Value* value = secret.object.get("metadata", field);
        const bool is_generated =
            std::string_view(field) == "generateName" && !manifest::name_of(secret.object).empty();
        if (value != nullptr && !value->is_null() && !is_generated) {
            metadata[field] = *value;
        }
    }
    if (manifest::annotation(portable.object, kCreatedAnnotation).empty()) {
        const std::string_view created = secret.object.text("metadata", "creationTimestamp");
        manifest::set_annotation(portable.object, kCreatedAnnotation,
                                 created.empty() ? format_time(now) : std::string(created));
    }
    if (const Value* type = secret.object.get("type"); type != nullptr) {
        portable.object["type"] = *type;
    }
    for (const manifest::SecretItem& item : secret.items) {
        portable.items.push_back({.key = item.key, .value = item.value.clone()});
    }
    return portable;
}

crypto::SecretBytes write_plain_backup(std::span<const manifest::Secret> secrets) {
    crypto::SecretBytes json(std::string_view(R"({"apiVersion":"v1","kind":"List","items":[)"));
    bool first = true;
    for (const manifest::Secret& secret : secrets) {
        json.append(first ? "\n" : ",\n");
        first = false;
        json.append(manifest::write_secret_json(secret).expose());
    }
    json.append("\n]}\n");
    return json;
}

Result<std::string> write_sealed_backup(std::span<const manifest::Secret> secrets,
                                        const crypto::PublicKey& recovery, WallTime now) {
    Array fingerprints;
    for (const manifest::Secret& secret : secrets) {
        if (const auto key = read_sealing_key(secret)) {
            fingerprints.emplace_back(key->fingerprint());
        }
    }
    TRY_ASSIGN(const std::string envelope,
               crypto::seal(recovery, kEnvelopeLabel, write_plain_backup(secrets).expose()));
    const Value backup(Object{{"apiVersion", "sealer.dev/v1alpha1"},
                              {"kind", kBackupKind},
                              {"created", format_time(now)},
                              {"recoveryKey", recovery.fingerprint()},
                              {"keys", std::move(fingerprints)},
                              {"encrypted", crypto::base64_encode_public(envelope)}});
    return manifest::write_json(backup, {.indent = 2, .sort_keys = false, .escape_html = false}) +
           "\n";
}

Result<std::vector<manifest::Secret>> read_backup(std::string_view text,
                                                  const crypto::PrivateKey* recovery) {
    Reader reader(recovery);
    // JSON, which is what we write, first: it allows characters that YAML does not.
    if (const auto json = manifest::parse_json(text)) {
        TRY(reader.add(*json, 0));
    } else {
        TRY_ASSIGN(const auto documents, manifest::parse_yaml(text));
        for (const manifest::Document& document : documents) {
            if (const Status added = reader.add(document.value, 0); !added) {
                return fail(
                    added.error().with("document at line " + std::to_string(document.line)));
            }
        }
    }
    std::vector<manifest::Secret> secrets = reader.take();
    if (secrets.empty()) {
        return fail(Code::kInvalid, "there is no key in the backup");
    }
    return secrets;
}

}  // namespace sealer::keys
