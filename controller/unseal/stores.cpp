// SPDX-License-Identifier: Apache-2.0
#include "controller/unseal/stores.h"

#include <algorithm>
#include <utility>

#include "common/base/backoff.h"
#include "common/base/log.h"
#include "common/kube/pause.h"
#include "common/manifest/json.h"
#include "common/manifest/object.h"
#include "controller/unseal/secret_view.h"

namespace sealer::unseal {
namespace {

// What kubectl leaves on what it applies: the whole of it once more.
constexpr std::string_view kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";

Result<manifest::Value> view_sealed_secret(std::string_view json) {
    TRY_ASSIGN(manifest::Value sealed, manifest::parse_json(json));
    if (manifest::Value* metadata = sealed.get("metadata");
        metadata != nullptr && metadata->is_object()) {
        metadata->as_object().erase("managedFields");
        manifest::remove_annotation(sealed, kLastApplied);
    }
    return sealed;
}

}  // namespace

Stores::Stores(kube::Client& client, const KeyManager& keys, Options options, Handlers handlers)
    : client_(client), keys_(keys), options_(std::move(options)), handlers_(std::move(handlers)) {}

Status Stores::start(const std::stop_token& stop) {
    if (options_.namespaces.empty()) {
        watch("");
    }
    for (const std::string& namespace_ : options_.namespaces) {
        if (exists(namespace_, stop)) {
            watch(namespace_);
        } else {
            log::warn("unseal", "namespace left out: it does not exist",
                      {{"namespace", namespace_}});
        }
    }
    for (const Watched& one : watched_) {
        one.sealed_secrets->start();
        if (one.secrets != nullptr) {
            one.secrets->start();
        }
    }
    for (const Watched& one : watched_) {
        if (!one.sealed_secrets->wait_until_synced(stop) ||
            (one.secrets != nullptr && !one.secrets->wait_until_synced(stop))) {
            return fail(Code::kCancelled, "stopped while listing SealedSecrets and Secrets");
        }
    }
    return {};
}

void Stores::stop() {
    for (const Watched& one : watched_) {
        one.sealed_secrets->stop();
        if (one.secrets != nullptr) {
            one.secrets->stop();
        }
    }
}

// What a watch says of a namespace that is missing is nothing at all, so it has to be asked for.
bool Stores::exists(const std::string& namespace_, const std::stop_token& stop) const {
    Backoff backoff({});
    while (true) {
        const auto found = client_.get(kube::namespaces(), "", namespace_);
        if (found || found.error().code == Code::kNotFound) {
            return found.has_value();
        }
        if (found.error().code == Code::kDenied) {
            return true;  // who may not read namespaces may still read what is in one
        }
        log::warn("unseal", "cannot ask for a namespace; trying again",
                  {{"namespace", namespace_}, {"error", found.error().message}});
        if (!kube::pause(backoff.next(), stop)) {
            return false;
        }
    }
}

void Stores::watch(const std::string& namespace_) {
    Watched one{.namespace_ = namespace_, .sealed_secrets = nullptr, .secrets = nullptr};
    one.sealed_secrets = std::make_unique<kube::Informer>(
        client_, kube::sealed_secrets(),
        kube::InformerOptions{.namespace_ = namespace_,
                              .label_selector = options_.label_selector,
                              .transform = view_sealed_secret,
                              .on_failure = handlers_.on_failure});
    one.sealed_secrets->on_change(handlers_.on_sealed_secret);
    if (options_.watch_secrets) {
        one.secrets = std::make_unique<kube::Informer>(
            client_, kube::secrets(),
            kube::InformerOptions{.namespace_ = namespace_, .transform = [this](auto json) {
                                      return view_secret(json, keys_.mac_key()->expose());
                                  }});
        one.secrets->on_change(handlers_.on_secret);
    }
    watched_.push_back(std::move(one));
}

const Stores::Watched* Stores::watched(std::string_view namespace_) const {
    const auto found = std::ranges::find_if(watched_, [namespace_](const Watched& one) {
        return one.namespace_.empty() || one.namespace_ == namespace_;
    });
    return found == watched_.end() ? nullptr : &*found;
}

kube::ObjectPtr Stores::sealed_secret(std::string_view namespace_, std::string_view name) const {
    const Watched* one = watched(namespace_);
    return one == nullptr ? nullptr : one->sealed_secrets->get(namespace_, name);
}

Result<kube::ObjectPtr> Stores::secret_view(std::string_view namespace_,
                                            std::string_view name) const {
    const Watched* one = watched(namespace_);
    if (one == nullptr || one->secrets != nullptr) {
        return one == nullptr ? nullptr : one->secrets->get(namespace_, name);
    }
    const auto secret = client_.get_secret(namespace_, name);
    if (!secret) {
        return secret.error().code == Code::kNotFound ? Result<kube::ObjectPtr>(nullptr)
                                                      : fail(secret.error());
    }
    return std::make_shared<const manifest::Value>(view_secret(*secret, keys_.mac_key()->expose()));
}

std::vector<kube::ObjectPtr> Stores::sealed_secrets() const {
    std::vector<kube::ObjectPtr> all;
    for (const Watched& one : watched_) {
        std::ranges::move(one.sealed_secrets->list(), std::back_inserter(all));
    }
    return all;
}

std::size_t Stores::secret_count() const {
    std::size_t count = 0;
    for (const Watched& one : watched_) {
        count += one.secrets == nullptr ? 0 : one.secrets->size();
    }
    return count;
}

}  // namespace sealer::unseal
