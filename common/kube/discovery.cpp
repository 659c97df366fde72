// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "common/base/log.h"
#include "common/base/mutex.h"
#include "common/base/text.h"
#include "common/base/time.h"
#include "common/kube/client.h"
#include "common/manifest/json.h"

namespace sealer::kube {
namespace {

using manifest::Value;

// A kind that is missing is asked for anew this seldom: every object of an unknown kind would ask
// else.
constexpr std::chrono::seconds kMinAge{10};

std::string group_path(std::string_view group, std::string_view version) {
    return (group.empty() ? "/api/" : "/apis/" + percent_encode(group) + "/") +
           percent_encode(version);
}

std::vector<Resource> resources_in(const Value& list, std::string_view group,
                                   std::string_view version) {
    std::vector<Resource> resources;
    for (const Value& entry : manifest::elements(list.get("resources"))) {
        const std::string_view plural = entry.text("name");
        if (plural.empty() || plural.find('/') != std::string_view::npos) {
            continue;  // a subresource
        }
        Resource resource{std::string(group),       std::string(version),
                          std::string(plural),      std::string(entry.text("kind")),
                          entry.flag("namespaced"), {}};
        for (const Value& verb : manifest::elements(entry.get("verbs"))) {
            if (verb.is_string()) {
                resource.verbs.push_back(verb.as_string());
            }
        }
        resources.push_back(std::move(resource));
    }
    return resources;
}

bool can(const Resource& resource, std::string_view verb) {
    return std::find(resource.verbs.begin(), resource.verbs.end(), verb) != resource.verbs.end();
}

}  // namespace

struct Discovery::Impl {
    using GroupVersion = std::pair<std::string, std::string>;
    struct Known {
        std::vector<Resource> resources;
        Clock::time_point asked;
    };
    using KnownPtr = std::shared_ptr<const Known>;

    explicit Impl(Client& api) : client(api) {}

    Result<Value> fetch(std::string path) {
        http::Request request;
        request.target = std::move(path);
        TRY_ASSIGN(const http::Response response, client.raw(std::move(request)));
        return manifest::parse_json(response.body.expose());
    }

    // What the server serves of that group and version; not served is no error.
    Result<KnownPtr> ask(const GroupVersion& which) {
        const auto& [group, version] = which;
        const auto list = fetch(group_path(group, version));
        if (!list.has_value() && list.error().code != Code::kNotFound) {
            return fail(
                list.error().with("discovery of " + manifest::join_api_version(group, version)));
        }
        Known answer;
        answer.asked = Clock::now();
        if (list.has_value()) {
            answer.resources = resources_in(*list, group, version);
        }
        const MutexLock lock(mutex);
        return known[which] = std::make_shared<const Known>(std::move(answer));
    }

    // Null: it was not asked for.
    KnownPtr remembered(const GroupVersion& which) {
        const MutexLock lock(mutex);
        const auto found = known.find(which);
        return found == known.end() ? nullptr : found->second;
    }

    Client& client;
    Mutex mutex;
    std::map<GroupVersion, KnownPtr> known GUARDED_BY(mutex);
};

Discovery::Discovery(Client& client) : impl_(std::make_unique<Impl>(client)) {}
Discovery::~Discovery() = default;

Result<Resource> Discovery::find(const manifest::GroupVersionKind& type) {
    const Impl::GroupVersion which(type.group, type.version);
    const auto pick = [&type](const Impl::Known& known) -> std::optional<Resource> {
        for (const Resource& resource : known.resources) {
            if (resource.kind == type.kind) {
                return resource;
            }
        }
        return std::nullopt;
    };
    Impl::KnownPtr known = impl_->remembered(which);
    std::optional<Resource> found = known != nullptr ? pick(*known) : std::nullopt;
    if (!found.has_value() && (known == nullptr || Clock::now() - known->asked >= kMinAge)) {
        TRY_ASSIGN(known, impl_->ask(which));
        found = pick(*known);
    }
    if (!found.has_value()) {
        return fail(Code::kNotFound, "no matches for kind \"" + type.kind + "\" in version \"" +
                                         manifest::join_api_version(type.group, type.version) +
                                         "\"");
    }
    return *std::move(found);
}

Result<std::vector<Resource>> Discovery::preferred() {
    TRY_ASSIGN(const Value groups, impl_->fetch("/apis"));
    std::vector<Impl::GroupVersion> versions{{"", "v1"}};
    for (const Value& group : manifest::elements(groups.get("groups"))) {
        versions.emplace_back(group.text("name"), group.text("preferredVersion", "version"));
    }
    std::vector<Resource> all;
    for (const Impl::GroupVersion& which : versions) {
        Impl::KnownPtr known = impl_->remembered(which);
        if (known == nullptr) {
            auto asked = impl_->ask(which);
            if (!asked.has_value() && !which.first.empty()) {
                // An extension server that is down must not hide all other kinds.
                log::warn("kube", "discovery is incomplete", {{"error", asked.error().message}});
                continue;
            }
            TRY_ASSIGN(known, std::move(asked));
        }
        std::ranges::copy_if(known->resources, std::back_inserter(all),
                             [](const Resource& resource) {
                                 return can(resource, "list") && can(resource, "watch");
                             });
    }
    return all;
}

void Discovery::invalidate() {
    const MutexLock lock(impl_->mutex);
    impl_->known.clear();
}

}  // namespace sealer::kube
