// SPDX-License-Identifier: Apache-2.0
// Failures as the API server tells them: an HTTP code and a metav1.Status whose texts kubectl
// prints as they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/value.h"
#include "controller/standalone/managed_fields.h"
#include "controller/standalone/resource.h"
#include "controller/standalone/validation.h"

namespace sealer::standalone {

struct ApiError {
    int code = 500;
    std::string reason = "InternalError";
    std::string message;
    manifest::Object details;  // Status.details; empty: none

    ApiError() = default;
    ApiError(int http_code, std::string why, std::string text, manifest::Object more = {});
    // What the layers below return: kInvalid is the client's fault, kConflict and kExpired keep
    // their meaning, the rest is ours.
    ApiError(const Error& error);  // NOLINT(google-explicit-constructor): lets TRY cross layers

    // The metav1.Status.
    [[nodiscard]] manifest::Value to_status() const;
};

template <class T>
using ApiResult = tl::expected<T, ApiError>;

[[nodiscard]] inline tl::unexpected<ApiError> fail(ApiError error) {
    return tl::unexpected<ApiError>(std::move(error));
}

[[nodiscard]] inline std::string in_quotes(std::string_view text) {
    return "\"" + std::string(text) + "\"";
}

[[nodiscard]] ApiError bad_request(std::string message);
[[nodiscard]] ApiError not_found(const Resource& resource, std::string_view name);
[[nodiscard]] ApiError already_exists(const Resource& resource, std::string_view name);
// 409 `Operation cannot be fulfilled on deployments.apps "x": WHY`.
[[nodiscard]] ApiError conflict(const Resource& resource, std::string_view name,
                                std::string_view why);
// The conflict of a client that wrote from an old copy.
[[nodiscard]] ApiError modified(const Resource& resource, std::string_view name);
[[nodiscard]] ApiError forbidden(const Resource& resource, std::string_view name,
                                 std::string_view why);
// 422 `Deployment.apps "x" is invalid: …` with one cause an error; `errors` must not be empty.
[[nodiscard]] ApiError invalid(const Resource& resource, std::string_view name,
                               const std::vector<FieldError>& errors);
[[nodiscard]] ApiError apply_conflict(const std::vector<ApplyConflict>& conflicts);
[[nodiscard]] ApiError method_not_allowed();
// 410: the client must list anew.
[[nodiscard]] ApiError expired(std::string message);
[[nodiscard]] ApiError unsupported_media_type(std::string_view accepted);

}  // namespace sealer::standalone
