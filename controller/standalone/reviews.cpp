// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/reviews.h"

#include <algorithm>
#include <string>

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
    {"authorization.k8s.io", "localsubjectaccessreviews", "LocalSubjectAccessReview", true},
    {"authorization.k8s.io", "selfsubjectaccessreviews", "SelfSubjectAccessReview", false},
    {"authorization.k8s.io", "selfsubjectrulesreviews", "SelfSubjectRulesReview", false},
    {"authorization.k8s.io", "subjectaccessreviews", "SubjectAccessReview", false},
};

Array everything() {
    return Array{Value("*")};
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

Value answer_review(std::string_view resource, Value question) {
    if (resource == "selfsubjectreviews") {
        question["status"]["userInfo"] =
            Object{{"username", "admin"},
                   {"groups", Array{Value("system:masters"), Value("system:authenticated")}}};
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

}  // namespace sealer::standalone
