// SPDX-License-Identifier: Apache-2.0
// What a request is about, read from its method, path and query alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "controller/standalone/api_error.h"

namespace sealer::standalone {

enum class Verb { kGet, kList, kWatch, kCreate, kUpdate, kPatch, kDelete, kDeleteCollection };

// /apis/GROUP/VERSION[/namespaces/NS]/RESOURCE[/NAME[/SUBRESOURCE[/REST]]], /api/VERSION/… for the
// core group.
struct RequestInfo {
    std::string group;
    std::string version;
    std::string namespace_;
    std::string resource;
    std::string name;
    std::string subresource;
    std::string rest;  // what follows the subresource, as received, with its leading '/'
    Verb verb = Verb::kGet;
};

// Unset when the path names no resource (discovery, health, OpenAPI). `watch`: the query asks for
// one.
[[nodiscard]] std::optional<RequestInfo> parse_request(std::string_view method,
                                                       std::string_view path, bool watch);

enum class FieldValidation { kIgnore, kWarn, kStrict };

// The query of a write.
struct WriteOptions {
    std::string field_manager;
    FieldValidation field_validation = FieldValidation::kWarn;
    bool dry_run = false;
    bool force = false;  // of server-side apply
};

// The fields that a query may give, as text; empty where it does not.
struct RawWriteOptions {
    std::string dry_run, field_manager, field_validation, force, user_agent;
};
[[nodiscard]] ApiResult<WriteOptions> parse_write_options(const RawWriteOptions& raw);

}  // namespace sealer::standalone
