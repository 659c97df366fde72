// SPDX-License-Identifier: Apache-2.0
#include "keys/key_store.h"

#include <memory>
#include <utility>

#include "keys/escrow.h"
#include "keys/key_secrets.h"
#include "keys/sealing_key.h"

namespace sealer::keys {
namespace {

// Enough to hang an Event on.
manifest::Value reference_to(const manifest::Value& secret) {
    manifest::Object metadata;
    for (const char* field : {"namespace", "name", "uid"}) {
        metadata.append(field, secret.text("metadata", field));
    }
    return manifest::Object{
        {"apiVersion", "v1"}, {"kind", "Secret"}, {"metadata", std::move(metadata)}};
}

class Loader {
  public:
    explicit Loader(KeyOrder order) : order_(order) {}

    void add(const manifest::Secret& secret) {
        auto key = read_sealing_key(secret);
        if (key) {
            keys_.push_back(*std::move(key));
        } else {
            problems_.push_back(
                {.secret = reference_to(secret.object), .message = key.error().message});
        }
    }

    LoadedKeys finish() {
        return {.ring = std::make_shared<const KeyRing>(std::move(keys_), order_),
                .problems = std::move(problems_)};
    }

  private:
    const KeyOrder order_;
    std::vector<SealingKey> keys_;
    std::vector<KeyProblem> problems_;
};

Status add_labelled(kube::Client& client, const KeyStoreOptions& options, Loader& loader) {
    kube::ListOptions list;
    list.label_selector = std::string(kKeyStateLabel) + "=" + std::string(kActiveKeyState);
    do {
        TRY_ASSIGN(const manifest::SecretList page, client.list_secrets(options.namespace_, list));
        for (const manifest::Secret& secret : page.items) {
            loader.add(secret);
        }
        list.continue_token = page.metadata.text("continue");
    } while (!list.continue_token.empty());
    return {};
}

// Sealed Secrets before 0.9 had one key, named as today's prefix and without a label.
Status add_legacy(kube::Client& client, const KeyStoreOptions& options, Loader& loader) {
    const auto secret = client.get_secret(options.namespace_, options.prefix);
    if (secret) {
        loader.add(*secret);
        return {};
    }
    return secret.error().code == Code::kNotFound ? Status() : fail(secret.error());
}

manifest::Value to_object(const std::map<std::string, std::string>& entries) {
    manifest::Object object;
    for (const auto& [key, value] : entries) {
        object.append(key, value);
    }
    return object;
}

Result<manifest::Secret> make_key_secret(const KeyStoreOptions& options,
                                         const crypto::PrivateKey& key,
                                         const crypto::Certificate& certificate) {
    manifest::Secret secret;
    secret.object["apiVersion"] = "v1";
    secret.object["kind"] = "Secret";
    manifest::Value& metadata = secret.object["metadata"];
    metadata["generateName"] = options.prefix;
    metadata["namespace"] = options.namespace_;
    metadata["labels"] = to_object(options.labels);
    metadata["labels"][kKeyStateLabel] = kActiveKeyState;
    metadata["annotations"] = to_object(options.annotations);
    secret.object["type"] = "kubernetes.io/tls";
    secret.items.push_back({.key = "tls.crt", .value = crypto::SecretBytes(certificate.pem)});
    TRY_ASSIGN(crypto::SecretBytes key_pem, key.to_pem());
    secret.items.push_back({.key = "tls.key", .value = std::move(key_pem)});
    return secret;
}

// Certificates know whole seconds: of keys made within the same one, none would be the newest.
WallTime begin_of_new_key(const KeyRing& ring, WallTime now) {
    const WallTime second = std::chrono::floor<std::chrono::seconds>(now);
    const SealingKey* newest = ring.newest();
    // A certificate from far in the future was meant to stay the newest.
    const bool is_of_now = newest != nullptr && newest->certificate.not_before >= second &&
                           newest->certificate.not_before < second + std::chrono::minutes(1);
    return is_of_now ? newest->certificate.not_before + std::chrono::seconds(1) : second;
}

}  // namespace

Result<LoadedKeys> load_keys(kube::Client& client, const KeyStoreOptions& options) {
    Loader loader(options.order);
    TRY(add_labelled(client, options, loader));
    TRY(add_legacy(client, options, loader));
    return loader.finish();
}

Result<SealingKey> create_key(kube::Client& client, const KeyStoreOptions& options,
                              const KeyRing& ring, WallTime now) {
    TRY_ASSIGN(const crypto::PrivateKey key, crypto::PrivateKey::generate(options.key_bits));
    TRY_ASSIGN(const crypto::Certificate certificate,
               crypto::make_self_signed_certificate(key, options.common_name,
                                                    begin_of_new_key(ring, now), options.lifetime));
    TRY_ASSIGN(const manifest::Secret secret, make_key_secret(options, key, certificate));
    TRY(escrow_key(client, secret, now));
    auto stored = client.create_secret(secret);
    if (!stored) {
        return fail(stored.error().with("cannot store the new sealing key in namespace " +
                                        options.namespace_));
    }
    return read_sealing_key(*stored);
}

}  // namespace sealer::keys
