// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/api_error.h"

#include <map>

#include "common/base/check.h"
#include "common/base/text.h"

namespace sealer::standalone {

using manifest::Array;
using manifest::Object;
using manifest::Value;

namespace {

std::string qualified(std::string_view kind, std::string_view group) {
    return group.empty() ? std::string(kind) : std::string(kind) + "." + std::string(group);
}

Object details_of(std::string_view group, std::string_view kind, std::string_view name) {
    Object details;
    if (!name.empty()) {
        details.append("name", name);
    }
    if (!group.empty()) {
        details.append("group", group);
    }
    if (!kind.empty()) {
        details.append("kind", kind);
    }
    return details;
}

ApiError about(const Resource& resource, std::string_view name, int code, std::string reason,
               std::string message) {
    return {code, std::move(reason), std::move(message),
            details_of(resource.group, resource.plural, name)};
}

}  // namespace

ApiError::ApiError(int http_code, std::string why, std::string text, Object more)
    : code(http_code), reason(std::move(why)), message(std::move(text)), details(std::move(more)) {}

ApiError::ApiError(const Error& error) : message(error.message) {
    switch (error.code) {
        case Code::kInvalid:
            code = 400;
            reason = "BadRequest";
            break;
        case Code::kNotFound:
            code = 404;
            reason = "NotFound";
            break;
        case Code::kConflict:
            code = 409;
            reason = "Conflict";
            break;
        case Code::kExpired:
            code = 410;
            reason = "Expired";
            break;
        case Code::kUnavailable:
            code = 503;
            reason = "ServiceUnavailable";
            break;
        case Code::kDenied:
        case Code::kCancelled:
        case Code::kInternal:
            message = "Internal error occurred: " + error.message;
            break;
    }
}

Value ApiError::to_status() const {
    Object status{{"kind", "Status"},    {"apiVersion", "v1"}, {"metadata", Object{}},
                  {"status", "Failure"}, {"message", message}, {"reason", reason}};
    if (!details.empty()) {
        status.append("details", details);
    }
    status.append("code", code);
    return status;
}

ApiError bad_request(std::string message) {
    return {400, "BadRequest", std::move(message)};
}

ApiError not_found(const Resource& resource, std::string_view name) {
    return about(resource, name, 404, "NotFound",
                 resource.id() + " " + in_quotes(name) + " not found");
}

ApiError already_exists(const Resource& resource, std::string_view name) {
    return about(resource, name, 409, "AlreadyExists",
                 resource.id() + " " + in_quotes(name) + " already exists");
}

ApiError conflict(const Resource& resource, std::string_view name, std::string_view why) {
    return about(resource, name, 409, "Conflict",
                 "Operation cannot be fulfilled on " + resource.id() + " " + in_quotes(name) +
                     ": " + std::string(why));
}

ApiError modified(const Resource& resource, std::string_view name) {
    return conflict(resource, name,
                    "the object has been modified; please apply your changes to the latest version "
                    "and try again");
}

ApiError forbidden(const Resource& resource, std::string_view name, std::string_view why) {
    return about(resource, name, 403, "Forbidden",
                 resource.id() + (name.empty() ? "" : " " + in_quotes(name)) +
                     " is forbidden: " + std::string(why));
}

ApiError invalid(const Resource& resource, std::string_view name,
                 const std::vector<FieldError>& errors) {
    CHECK(!errors.empty());
    std::vector<std::string> messages;
    Array causes;
    for (const FieldError& error : errors) {
        messages.push_back(error.message);
        const std::string prefix = error.field + ": ";
        causes.emplace_back(Object{
            {"reason", error.reason},
            {"message", error.message.starts_with(prefix) ? error.message.substr(prefix.size())
                                                          : error.message},
            {"field", error.field}});
    }
    std::string all = join(messages, ", ");
    if (messages.size() > 1) {
        all = "[" + all + "]";
    }
    Object details = details_of(resource.group, resource.kind, name);
    details.append("causes", std::move(causes));
    return {
        422, "Invalid",
        qualified(resource.kind, resource.group) + " " + in_quotes(name) + " is invalid: " + all,
        std::move(details)};
}

ApiError apply_conflict(const std::vector<ApplyConflict>& conflicts) {
    CHECK(!conflicts.empty());
    Array causes;
    std::map<std::string, std::vector<std::string>> fields_of;
    for (const ApplyConflict& one : conflicts) {
        causes.emplace_back(Object{{"reason", "FieldManagerConflict"},
                                   {"message", "conflict with " + one.manager},
                                   {"field", one.field}});
        fields_of[one.manager].push_back(one.field);
    }
    std::string message;
    if (conflicts.size() == 1) {
        message = "Apply failed with 1 conflict: conflict with " + conflicts[0].manager + ": " +
                  conflicts[0].field;
    } else {
        std::vector<std::string> lines;
        for (const auto& [manager, fields] : fields_of) {
            lines.push_back("conflicts with " + manager + ":");
            for (const std::string& field : fields) {
                lines.push_back("- " + field);
            }
        }
        message = "Apply failed with " + std::to_string(conflicts.size()) +
                  " conflicts: " + join(lines, "\n");
    }
    return {409, "Conflict", std::move(message), Object{{"causes", std::move(causes)}}};
}

ApiError method_not_allowed() {
    return {405, "MethodNotAllowed",
            "the server does not allow this method on the requested resource"};
}

ApiError expired(std::string message) {
    return {410, "Expired", std::move(message)};
}

ApiError unsupported_media_type(std::string_view accepted) {
    return {415, "UnsupportedMediaType",
            "the body of the request was in an unknown format - accepted media types include: " +
                std::string(accepted)};
}

}  // namespace sealer::standalone
