// SPDX-License-Identifier: Apache-2.0
// Applications in the cluster, read and changed with the user's own credentials.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/kube/client.h"
#include "common/manifest/value.h"

namespace sealer::cli {

// Where the Applications, and what the controller is set to, are unless -N says otherwise.
constexpr std::string_view kDefaultNamespace = "argocd";

struct AppName {
    std::string namespace_;
    std::string name;

    [[nodiscard]] std::string text() const { return namespace_ + "/" + name; }
};

// "shop", which is in `namespace_`, or "team/shop".
[[nodiscard]] AppName parse_app_name(std::string_view text, std::string_view namespace_);

// The names, at most three, that somebody may have meant who typed `name`: best first. Pure.
[[nodiscard]] std::vector<std::string> near_names(std::string_view name,
                                                  const std::vector<std::string>& known);

class AppClient {
  public:
    explicit AppClient(std::unique_ptr<kube::Client> client) : client_(std::move(client)) {}

    [[nodiscard]] kube::Client& kube() const { return *client_; }

    // kNotFound names Applications that are there.
    [[nodiscard]] Result<manifest::Value> get(const AppName& name) const;
    // An object that the installation has one of, its ConfigMap argocd-cm or a project: in
    // `namespace_`, or else in kDefaultNamespace. kNotFound.
    [[nodiscard]] Result<manifest::Value> get_setting(const kube::Resource& resource,
                                                      std::string_view namespace_,
                                                      std::string_view name) const;
    // Sorted by namespace and name. `namespace_` empty: all.
    [[nodiscard]] Result<std::vector<manifest::Value>> list(std::string_view namespace_,
                                                            std::string_view selector) const;
    // Secrets without their data.
    [[nodiscard]] Result<std::vector<manifest::Value>> list_secrets(
        const std::string& namespace_) const;
    // Sends the JSON merge patch that `patch_for` makes of the newest version, and makes it anew
    // when somebody else was faster. What the server made of it; as it was, where the patch is
    // null.
    [[nodiscard]] Result<manifest::Value> change(
        const AppName& name,
        const std::function<Result<manifest::Value>(const manifest::Value& application)>& patch_for)
        const;
    // kNotFound: it was not there.
    [[nodiscard]] Status remove(const AppName& name) const;

  private:
    std::unique_ptr<kube::Client> client_;
};

}  // namespace sealer::cli
