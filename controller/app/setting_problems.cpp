// SPDX-License-Identifier: Apache-2.0
#include "controller/app/setting_problems.h"

#include <array>
#include <string_view>

#include "common/base/boolean.h"
#include "common/base/text.h"
#include "common/base/time.h"

namespace sealer::app {
namespace {

bool is_duration(std::string_view text) {
    const auto duration = parse_duration(text);
    return duration && duration->count() >= 0;
}

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_flag(std::string_view text) {
    return parse_bool(text).has_value();
}

bool is_tracking_method(std::string_view text) {
    return parse_tracking_method(text).has_value();
}

// What a key may say. Keys are those of Argo CD 3; "*" at the end stands for any rest.
struct SettingRule {
    std::string_view key;
    bool (*fits)(std::string_view text);  // null: it is not heeded, whatever it says
    std::string_view expected;
};

constexpr std::array<SettingRule, 19> kSettingRules{{
    {"application.links", nullptr, ""},
    {"application.namespaces", nullptr, ""},
    {"application.resourceTrackingMethod", is_tracking_method,
     "annotation, label or annotation+label"},
    {"application.sync.impersonation.*", nullptr, ""},
    {"cluster.inClusterEnabled", is_flag, "true or false"},
    {"controller.repo.error.grace.period.seconds", is_number, "a whole number"},
    {"controller.self.heal.*", is_number, "a whole number"},
    {"controller.sync.timeout.seconds", is_number, "a whole number"},
    {"helm.*", nullptr, ""},
    {"jsonnet.enable", nullptr, ""},
    {"kustomize.*", nullptr, ""},
    {"resource.excludeEventLabelKeys", nullptr, ""},
    {"resource.includeEventLabelKeys", nullptr, ""},
    {"timeout.hard.reconciliation", is_duration, "a duration, such as 1h"},
    {"timeout.reconciliation", is_duration, "a duration, such as 180s"},
    {"timeout.reconciliation.jitter", is_duration, "a duration, such as 60s"},
    {"webhook.allowWithoutSecret", is_flag, "true or false"},
    {"webhook.maxPayloadSizeMB", is_number, "a whole number"},
    {"webhook.refresh.*", nullptr, ""},
}};

bool matches(std::string_view pattern, std::string_view key) {
    return pattern.ends_with('*') ? key.starts_with(pattern.substr(0, pattern.size() - 1))
                                  : key == pattern;
}

std::string problem_of(const SettingRule& rule, const std::string& key, std::string_view text) {
    if (rule.fits == nullptr) {
        return key + " has no effect in this version of Sealer";
    }
    return rule.fits(text) ? ""
                           : key + " must be " + std::string(rule.expected) + ", not \"" +
                                 std::string(text) + "\"; its default counts";
}

}  // namespace

std::vector<std::string> setting_problems(const Settings& settings) {
    std::vector<std::string> problems;
    for (const auto& [key, value] : settings.texts()) {
        for (const SettingRule& rule : kSettingRules) {
            const std::string_view text = trim(value);
            if (text.empty() || !matches(rule.key, key)) {
                continue;
            }
            if (std::string problem = problem_of(rule, key, text); !problem.empty()) {
                problems.push_back(std::move(problem));
            }
        }
    }
    return problems;
}

}  // namespace sealer::app
