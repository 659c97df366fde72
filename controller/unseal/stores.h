// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/kube/client.h"
#include "common/kube/informer.h"
#include "controller/unseal/key_manager.h"

namespace sealer::unseal {

// What the cluster has of SealedSecrets, as far as they matter here, and, as views (secret_view.h),
// of Secrets, in the namespaces that are watched: one informer for each kind and namespace.
class Stores {
  public:
    struct Options {
        std::vector<std::string> namespaces;  // empty: all
        std::string label_selector;           // of the SealedSecrets
        bool watch_secrets = true;            // false: each look at a Secret is a request
    };
    // Called on the informers' threads; must not block.
    struct Handlers {
        std::function<void(const kube::Change&)> on_sealed_secret;
        std::function<void(const kube::Change&)> on_secret;
        std::function<void()> on_failure;  // SealedSecrets could not be listed or watched
    };

    // `client` and `keys` must outlive this.
    Stores(kube::Client& client, const KeyManager& keys, Options options, Handlers handlers);

    // Blocks until the stores are filled; namespaces that do not exist are left out, with a line in
    // the log. The keys must be there. kCancelled when `stop` is requested first.
    [[nodiscard]] Status start(const std::stop_token& stop);
    void stop();

    // Whether changes of Secrets are noticed.
    [[nodiscard]] bool follows_secrets() const { return options_.watch_secrets; }
    // Null: there is none.
    [[nodiscard]] kube::ObjectPtr sealed_secret(std::string_view namespace_,
                                                std::string_view name) const;
    [[nodiscard]] Result<kube::ObjectPtr> secret_view(std::string_view namespace_,
                                                      std::string_view name) const;
    [[nodiscard]] std::vector<kube::ObjectPtr> sealed_secrets() const;
    [[nodiscard]] std::size_t secret_count() const;

  private:
    struct Watched {
        std::string namespace_;  // empty: all
        std::unique_ptr<kube::Informer> sealed_secrets;
        std::unique_ptr<kube::Informer> secrets;  // null: not watched
    };
    [[nodiscard]] const Watched* watched(std::string_view namespace_) const;
    void watch(const std::string& namespace_);
    [[nodiscard]] bool exists(const std::string& namespace_, const std::stop_token& stop) const;

    kube::Client& client_;
    const KeyManager& keys_;
    const Options options_;
    const Handlers handlers_;
    std::vector<Watched> watched_;  // constant once started
};

}  // namespace sealer::unseal
