// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/documents.h"

#include <algorithm>
#include <vector>

#include "common/base/text.h"
#include "common/manifest/json.h"
#include "controller/standalone/discovery.h"

namespace sealer::standalone {

using manifest::Array;
using manifest::Object;
using manifest::Value;

namespace {

// Old clients ask for the first, whose '@' is no part of a media type: the answer goes by the
// second name.
constexpr std::string_view kProtobufV2Asked =
    "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";
constexpr std::string_view kProtobufV2 =
    "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

Reply not_found_reply() {
    return {404, "404 page not found\n", "text/plain; charset=utf-8", {}};
}

Reply document_or_404(const Value& document) {
    return document.is_null() ? not_found_reply() : json_reply(document);
}

Value root_document(const Registry& registry) {
    Array paths{Value("/api"),        Value("/apis"),       Value("/healthz"), Value("/livez"),
                Value("/openapi/v2"), Value("/openapi/v3"), Value("/readyz"),  Value("/version")};
    for (const std::string& path : group_version_paths(registry)) {
        paths.emplace_back("/" + path);
    }
    return Object{{"paths", std::move(paths)}};
}

}  // namespace

bool Documents::is_public(std::string_view path) {
    return path == "/healthz" || path == "/livez" || path == "/readyz" || path == "/version";
}

Reply Documents::answer(std::string_view path, std::string_view accept) {
    if (path.size() > 1 && path.ends_with('/')) {
        path.remove_suffix(1);
    }
    if (path == "/healthz" || path == "/livez" || path == "/readyz") {
        return {200, "ok", "text/plain; charset=utf-8", {}};
    }
    if (path == "/openapi/v2") {
        return open_api_v2(accept);
    }
    if (path == "/openapi/v3") {
        return open_api_v3_index();
    }
    if (path.starts_with("/openapi/v3/")) {
        return open_api_v3(path.substr(std::string_view("/openapi/v3/").size()));
    }
    if (path == "/version") {
        return json_reply(version_document());
    }
    if (path == "/") {
        return json_reply(root_document(registry_));
    }
    if (path == "/api") {
        return json_reply(core_versions_document(address_));
    }
    if (path == "/apis") {
        return json_reply(groups_document(registry_));
    }
    const auto segments = split(path.substr(1), '/');
    if (segments.size() == 2 && segments[0] == "api") {
        return document_or_404(resources_document(registry_, "", segments[1]));
    }
    if (segments.size() == 2 && segments[0] == "apis") {
        return document_or_404(group_document(registry_, segments[1]));
    }
    if (segments.size() == 3 && segments[0] == "apis") {
        return document_or_404(resources_document(registry_, segments[1], segments[2]));
    }
    return not_found_reply();
}

Reply Documents::open_api_v2(std::string_view accept) {
    if (accept.find(kProtobufV2Asked) != std::string_view::npos ||
        accept.find(kProtobufV2) != std::string_view::npos) {
        return {200,
                cached("v2.pb", [&] { return openapi_v2_protobuf(served_types(registry_.all())); }),
                std::string(kProtobufV2),
                {}};
    }
    return {200,
            cached("v2.json",
                   [&] { return manifest::write_json(openapi_v2(served_types(registry_.all()))); }),
            "application/json",
            {}};
}

Reply Documents::open_api_v3_index() const {
    Object paths;
    for (const std::string& path : group_version_paths(registry_)) {
        paths.append(path,
                     Object{{"serverRelativeURL", "/openapi/v3/" + path + "?hash=" +
                                                      std::to_string(registry_.generation())}});
    }
    return json_reply(Object{{"paths", std::move(paths)}});
}

Reply Documents::open_api_v3(std::string_view group_version) {
    const auto segments = split(group_version, '/');
    const bool core = segments.size() == 2 && segments[0] == "api";
    if (!core && !(segments.size() == 3 && segments[0] == "apis")) {
        return not_found_reply();
    }
    std::vector<ServedType> types = served_types(registry_.all());
    std::erase_if(types, [&](const ServedType& one) {
        return one.type.group != (core ? "" : segments[1]) || one.type.version != segments.back();
    });
    if (types.empty()) {
        return not_found_reply();
    }
    return {200,
            cached("v3 " + std::string(group_version),
                   [&] { return manifest::write_json(openapi_v3(types)); }),
            "application/json",
            {}};
}

std::string Documents::cached(const std::string& key, const std::function<std::string()>& make) {
    const std::uint64_t generation = registry_.generation();
    {
        const MutexLock lock(mutex_);
        if (generation_ != generation) {
            cache_.clear();
            generation_ = generation;
        }
        const auto found = cache_.find(key);
        if (found != cache_.end()) {
            return found->second;
        }
    }
    std::string document = make();
    const MutexLock lock(mutex_);
    if (generation_ == generation) {
        cache_[key] = document;
    }
    return document;
}

}  // namespace sealer::standalone
