// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/reviews.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "common/base/time.h"
#include "common/crypto/secret_bytes.h"

namespace sealer::standalone {

using manifest::Array;
using manifest::Object;
using manifest::Value;

namespace {

struct Review {
    std::string_view group;
    std::string_view resource;
    std::string_view kind;
    bool namespaced;
};

constexpr Review kReviews[] = {
    {"authentication.k8s.io", "selfsubjectreviews", "SelfSubjectReview", false},
    {"authentication.k8s.io", "tokenreviews", "TokenReview", false},
    {"authorization.k8s.io", "localsubjectaccessreviews", "LocalSubjectAccessReview", true},
    {"authorization.k8s.io", "selfsubjectaccessreviews", "SelfSubjectAccessReview", false},
    {"authorization.k8s.io", "selfsubjectrulesreviews", "SelfSubjectRulesReview", false},
    {"authorization.k8s.io", "subjectaccessreviews", "SubjectAccessReview", false},
};

Array everything() {
    return Array{Value("*")};
}

Object administrator() {
    return {{"username", "admin"},
            {"groups", Array{Value("system:masters"), Value("system:authenticated")}}};
}

}  // namespace

Array review_resources(std::string_view group, std::string_view version) {
    Array list;
    for (const Review& review : kReviews) {
        if (review.group == group && version == "v1") {
            std::string singular(review.resource);
            singular.pop_back();
            list.emplace_back(Object{{"name", review.resource},
                                     {"singularName", singular},
                                     {"namespaced", review.namespaced},
                                     {"kind", review.kind},
                                     {"verbs", Array{Value("create")}}});
        }
    }
    return list;
}

bool is_review(std::string_view group, std::string_view resource) {
    return std::ranges::any_of(kReviews, [&](const Review& review) {
        return review.group == group && review.resource == resource;
    });
}

Value answer_review(std::string_view resource, Value question, std::string_view token) {
    if (resource == "selfsubjectreviews") {
        question["status"]["userInfo"] = administrator();
    } else if (resource == "tokenreviews") {
        const bool known = crypto::equal_in_constant_time(question.text("spec", "token"), token);
        question["status"] =
            known ? Object{{"authenticated", true}, {"user", administrator()}} : Object{};
    } else if (resource == "selfsubjectrulesreviews") {
        question["status"] =
            Object{{"resourceRules", Array{Object{{"verbs", everything()},
                                                  {"apiGroups", everything()},
                                                  {"resources", everything()}}}},
                   {"nonResourceRules",
                    Array{Object{{"verbs", everything()}, {"nonResourceURLs", everything()}}}},
                   {"incomplete", false}};
    } else {
        question["status"] = Object{{"allowed", true}};
    }
    return question;
}

Value grant_token(Value request, std::string_view token) {
    const std::chrono::seconds life(std::clamp<std::int64_t>(
        request.integer_or(3600, "spec", "expirationSeconds"), 600, std::int64_t{1} << 32));
    request["status"] =
        Object{{"token", token},
               {"expirationTimestamp", format_time(std::chrono::system_clock::now() + life)}};
    return request;
}

}  // namespace sealer::standalone
