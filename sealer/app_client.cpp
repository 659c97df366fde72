// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_client.h"

#include <algorithm>
#include <utility>

#include "common/base/text.h"
#include "common/manifest/object.h"

namespace sealer::cli {
namespace {

using manifest::Value;

constexpr int kTries = 10;
constexpr std::size_t kSuggestions = 3;

std::string advice_on_names(const AppName& wanted, const Result<std::vector<Value>>& known) {
    if (!known) {
        return "";
    }
    if (known->empty()) {
        return ": the namespace " + wanted.namespace_ +
               " has no Applications. -N names another one";
    }
    std::vector<std::string> names;
    for (const Value& application : *known) {
        names.emplace_back(manifest::name_of(application));
    }
    const std::vector<std::string> near = near_names(wanted.name, names);
    return near.empty()
               ? ": sealer app list -N " + wanted.namespace_ + " prints those that are there"
               : ". Did you mean " + join(near, " or ") + "?";
}

}  // namespace

AppName parse_app_name(std::string_view text, std::string_view namespace_) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) {
        return {.namespace_ = std::string(namespace_), .name = std::string(text)};
    }
    return {.namespace_ = std::string(text.substr(0, slash)),
            .name = std::string(text.substr(slash + 1))};
}

std::vector<std::string> near_names(std::string_view name, const std::vector<std::string>& known) {
    std::vector<std::pair<std::size_t, std::string>> near;
    for (const std::string& other : known) {
        const bool holds = !name.empty() && (other.find(name) != std::string::npos ||
                                             name.find(other) != std::string_view::npos);
        const std::size_t far = edit_distance(name, other);
        if (holds || far <= std::max<std::size_t>(2, name.size() / 3)) {
            near.emplace_back(far, other);
        }
    }
    std::ranges::sort(near);
    std::vector<std::string> names;
    for (auto& [far, other] : near) {
        if (names.size() < kSuggestions) {
            names.push_back(std::move(other));
        }
    }
    return names;
}

Result<Value> AppClient::get(const AppName& name) const {
    auto found = client_->get(kube::applications(), name.namespace_, name.name);
    if (found || found.error().code != Code::kNotFound) {
        return found ? found : fail(found.error().with("Application " + name.text()));
    }
    return fail(Code::kNotFound, "there is no Application " + name.text() +
                                     advice_on_names(name, list(name.namespace_, "")));
}

Result<Value> AppClient::get_setting(const kube::Resource& resource, std::string_view namespace_,
                                     std::string_view name) const {
    auto found = client_->get(resource, namespace_, name);
    if (!found && found.error().code == Code::kNotFound && namespace_ != kDefaultNamespace) {
        found = client_->get(resource, kDefaultNamespace, name);
    }
    return found ? found : fail(found.error().with(resource.kind + " " + std::string(name)));
}

Result<std::vector<Value>> AppClient::list(std::string_view namespace_,
                                           std::string_view selector) const {
    kube::ListOptions options;
    options.label_selector = selector;
    auto page = client_->list_all(kube::applications(), namespace_, options);
    if (!page) {
        return fail(page.error().with("Applications"));
    }
    std::ranges::sort(page->items, {}, [](const Value& application) {
        return std::pair(manifest::namespace_of(application), manifest::name_of(application));
    });
    return std::move(page->items);
}

// Page by page, since they are held in locked memory.
Result<std::vector<Value>> AppClient::list_secrets(const std::string& namespace_) const {
    std::vector<Value> objects;
    kube::ListOptions options;
    do {
        TRY_ASSIGN(manifest::SecretList page, client_->list_secrets(namespace_, options));
        for (manifest::Secret& secret : page.items) {
            objects.push_back(std::move(secret.object));
        }
        options.continue_token = page.metadata.text("continue");
    } while (!options.continue_token.empty());
    return objects;
}

Result<Value> AppClient::change(
    const AppName& name,
    const std::function<Result<Value>(const Value& application)>& patch_for) const {
    for (int i = 1;; ++i) {
        TRY_ASSIGN(Value application, get(name));
        TRY_ASSIGN(Value patch, patch_for(application));
        if (patch.is_null()) {
            return application;
        }
        patch["metadata"]["resourceVersion"] = manifest::resource_version_of(application);
        auto changed = client_->patch(kube::applications(), name.namespace_, name.name,
                                      kube::PatchType::kMerge, patch);
        if (changed || changed.error().code != Code::kConflict || i == kTries) {
            return changed ? changed : fail(changed.error().with("Application " + name.text()));
        }
    }
}

Status AppClient::remove(const AppName& name) const {
    const Status removed = client_->remove(kube::applications(), name.namespace_, name.name);
    return removed ? removed : fail(removed.error().with("Application " + name.text()));
}

}  // namespace sealer::cli
