// SPDX-License-Identifier: Apache-2.0
#include "common/app/application.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <utility>

#include "common/base/text.h"
#include "common/base/time.h"
#include "common/manifest/object.h"

namespace sealer::app {
namespace {

using manifest::elements;
using manifest::Value;

tl::unexpected<Error> invalid(std::string message) {
    return fail(Code::kInvalid, std::move(message));
}

tl::unexpected<Error> unsupported(std::string_view field) {
    return invalid(std::string(field) + " is not supported by this version of Sealer");
}

Status refuse_any(const Value& object, std::string_view where,
                  std::initializer_list<std::string_view> fields) {
    for (const std::string_view field : fields) {
        if (is_set(object.get(field))) {
            return unsupported(std::string(where) + "." + std::string(field));
        }
    }
    return {};
}

Value copy_of(const Value* value) {
    return value == nullptr ? Value() : *value;
}

Status check_destination(const Value& spec) {
    const std::string_view server = spec.text("destination", "server");
    const std::string_view name = spec.text("destination", "name");
    if (!server.empty() && !name.empty()) {
        return invalid("application destination can't have both name and server defined: " +
                       std::string(name) + " " + std::string(server));
    }
    if (server.empty() && name.empty()) {
        return invalid("spec.destination.server or spec.destination.name is required");
    }
    return {};
}

// Options that change nothing here, because server-side apply is the only way to write, or because
// what they ask for is always so.
bool is_harmless(std::string_view option) {
    constexpr std::array<std::string_view, 13> kHarmless{"Validate=true",
                                                         "CreateNamespace=false",
                                                         "PruneLast=false",
                                                         "Replace=false",
                                                         "WaitHealthy=false",
                                                         "ServerSideApply=true",
                                                         "ServerSideApply=false",
                                                         "ApplyOutOfSyncOnly=false",
                                                         "ClientSideApplyMigration=true",
                                                         "FailOnSharedResource=false",
                                                         "SkipDryRunOnMissingResource=false",
                                                         "RespectIgnoreDifferences=false"};
    return std::ranges::find(kHarmless, option) != kHarmless.end();
}

std::optional<Consent> parse_consent(std::string_view text) {
    if (text == "true") {
        return Consent::kYes;
    }
    if (text == "false") {
        return Consent::kNo;
    }
    return text == "confirm" ? std::optional(Consent::kConfirm) : std::nullopt;
}

// Whether it is one of those that are just on.
bool parse_switch(std::string_view option, Spec& spec) {
    constexpr std::array<std::pair<std::string_view, bool Spec::*>, 8> kSwitches{
        {{"CreateNamespace=true", &Spec::create_namespace},
         {"PruneLast=true", &Spec::prune_last},
         {"Replace=true", &Spec::replace},
         {"WaitHealthy=true", &Spec::wait_healthy},
         {"ApplyOutOfSyncOnly=true", &Spec::out_of_sync_only},
         {"FailOnSharedResource=true", &Spec::fails_on_shared},
         {"RespectIgnoreDifferences=true", &Spec::respect_ignored},
         {"SkipDryRunOnMissingResource=true", &Spec::skips_missing_kinds}}};
    const auto* const found =
        std::ranges::find(kSwitches, option, [](const auto& known) { return known.first; });
    if (found == kSwitches.end()) {
        return false;
    }
    spec.*(found->second) = true;
    return true;
}

Status parse_option(std::string_view option, Spec& spec) {
    if (parse_switch(option, spec)) {
        return {};
    }
    if (option == "Validate=false") {
        spec.validates = false;
    } else if (option.starts_with("Prune=")) {
        spec.prune_consent = parse_consent(option.substr(6)).value_or(Consent::kYes);
    } else if (option.starts_with("Delete=")) {
        spec.delete_consent = parse_consent(option.substr(7)).value_or(Consent::kYes);
    } else if (option == "PrunePropagationPolicy=foreground") {
        spec.propagation = kube::Propagation::kForeground;
    } else if (option == "PrunePropagationPolicy=background") {
        spec.propagation = kube::Propagation::kBackground;
    } else if (option == "PrunePropagationPolicy=orphan") {
        spec.propagation = kube::Propagation::kOrphan;
    } else if (option == "ClientSideApplyMigration=false") {
        return invalid(
            "spec.syncPolicy.syncOptions: ClientSideApplyMigration=false: Sealer takes over what "
            "`kubectl apply` owned, so that what leaves Git leaves the cluster; remove it");
    } else if (!is_harmless(option)) {
        spec.unknown_options.emplace_back(option);
    }
    return {};
}

// What is below zero is zero.
Result<std::chrono::milliseconds> duration_or(const Value& backoff, std::string_view where,
                                              std::string_view field,
                                              std::chrono::milliseconds fallback) {
    const Value* value = backoff.get(field);
    if (!is_set(value)) {
        return fallback;
    }
    std::string text =
        value->is_string() ? value->as_string() : std::to_string(backoff.integer_or(-1, field));
    if (text.find_first_not_of("0123456789") == std::string::npos) {
        text += "s";
    }
    const auto duration = parse_duration(text);
    if (!duration) {
        return invalid(std::string(where) + "." + std::string(field) +
                       ": not a duration such as 5s or 3m");
    }
    return std::max(std::chrono::duration_cast<std::chrono::milliseconds>(*duration),
                    std::chrono::milliseconds(0));
}

void parse_automated(const Value& automated, Spec& spec) {
    spec.prune = automated.flag("prune");
    spec.self_heal = automated.flag("selfHeal");
    spec.allow_empty = automated.flag("allowEmpty");
}

Status parse_policy(const Value& policy, Spec& spec) {
    if (const Value* metadata = policy.get("managedNamespaceMetadata")) {
        spec.namespace_labels = copy_of(metadata->get("labels"));
        spec.namespace_annotations = copy_of(metadata->get("annotations"));
    }
    if (const Value* automated = policy.get("automated");
        automated != nullptr && automated->is_object()) {
        parse_automated(*automated, spec);
    }
    for (const Value& option : elements(policy.get("syncOptions"))) {
        Status known = option.is_string() ? parse_option(option.as_string(), spec) : Status();
        if (!known) {
            return known;
        }
    }
    if (const Value* backoff = policy.get("retry", "backoff")) {
        TRY_ASSIGN(spec.retry, parse_backoff(*backoff, "spec.syncPolicy.retry.backoff"));
    }
    return {};
}

// Where the policy does not speak of retries it is 5, where it does, 0; below that, none.
std::optional<std::int64_t> retry_limit(const Value& application) {
    if (manifest::annotation(application, kRetryForever) != "false") {
        return std::nullopt;
    }
    const Value* retry = application.get("spec", "syncPolicy", "retry");
    const std::int64_t limit = is_set(retry) ? retry->integer_or(0, "limit") : 5;
    return limit < 0 ? std::nullopt : std::optional(limit);
}

}  // namespace

Result<Retry> parse_backoff(const Value& backoff, std::string_view where) {
    Retry retry;
    TRY_ASSIGN(retry.initial, duration_or(backoff, where, "duration", retry.initial));
    TRY_ASSIGN(retry.cap, duration_or(backoff, where, "maxDuration", retry.cap));
    retry.factor = static_cast<double>(std::max<std::int64_t>(1, backoff.integer_or(2, "factor")));
    return retry;
}

std::chrono::milliseconds Retry::delay(int failures) const {
    // A cap, even where the spec wants none: an endless wait would be giving up.
    const auto longest = cap.count() > 0 ? cap : std::chrono::milliseconds(std::chrono::hours(1));
    const double wanted =
        static_cast<double>(initial.count()) * std::pow(factor, std::clamp(failures - 1, 0, 60));
    return wanted < static_cast<double>(longest.count())
               ? std::chrono::milliseconds(static_cast<std::int64_t>(wanted))
               : longest;
}

Result<Spec> parse_spec(const Value& application) {
    const Value* json = application.get("spec");
    if (json == nullptr || !json->is_object()) {
        return invalid("spec is missing");
    }
    TRY(refuse_any(*json, "spec", {"sourceHydrator"}));
    Spec spec;
    TRY_ASSIGN(spec.sources, parse_sources(*json, "spec"));
    TRY(check_destination(*json));
    spec.automated = is_automated(application);
    spec.destination = *json->get("destination");
    spec.namespace_ = json->text("destination", "namespace");
    spec.project = json->text("project").empty() ? "default" : json->text("project");
    spec.ignore_json = copy_of(json->get("ignoreDifferences"));
    TRY_ASSIGN(spec.ignore, parse_ignore_rules(&spec.ignore_json));
    if (const Value* policy = json->get("syncPolicy"); policy != nullptr && policy->is_object()) {
        TRY(parse_policy(*policy, spec));
    }
    TRY_ASSIGN(spec.deletion_budget,
               parse_deletion_budget(manifest::annotation(application, kDeletionBudget)));
    spec.retry_limit = retry_limit(application);
    spec.judges_children = manifest::annotation(application, kChildHealth) != "false";
    spec.create_namespace = spec.create_namespace && !spec.namespace_.empty();
    spec.history_limit = static_cast<std::size_t>(
        std::clamp<std::int64_t>(json->integer_or(10, "revisionHistoryLimit"), 0, 1000));
    return spec;
}

bool is_automated(const Value& application) {
    const Value* automated = application.get("spec", "syncPolicy", "automated");
    if (automated == nullptr || !automated->is_object()) {
        return false;
    }
    const Value* enabled = automated->get("enabled");
    return enabled == nullptr || !enabled->is_bool() || enabled->as_bool();
}

bool is_application(const manifest::ObjectKey& key) {
    return key.group == "argoproj.io" && key.kind == "Application";
}

Value selected_resource(const manifest::ObjectKey& key) {
    manifest::Object resource{{"kind", key.kind}, {"name", key.name}};
    if (!key.group.empty()) {
        resource["group"] = key.group;
    }
    if (!key.namespace_.empty()) {
        resource["namespace"] = key.namespace_;
    }
    return resource;
}

manifest::ObjectKey key_of_row(const Value& row) {
    return {.group = std::string(row.text("group")),
            .kind = std::string(row.text("kind")),
            .namespace_ = std::string(row.text("namespace")),
            .name = std::string(row.text("name"))};
}

std::set<std::string> sync_options(const Value& object) {
    const auto entries = list_entries(manifest::annotation(object, kSyncOptions), ',');
    return {entries.begin(), entries.end()};
}

bool ignores_extraneous(const Value& object) {
    const auto options =
        list_entries(manifest::annotation(object, "argocd.argoproj.io/compare-options"), ',');
    return std::ranges::count(options, std::string_view("IgnoreExtraneous")) > 0;
}

Consent consent(const std::set<std::string>& options, std::string_view option, Consent fallback) {
    const std::string prefix = std::string(option) + "=";
    for (const std::string& entry : options) {
        if (entry.starts_with(prefix)) {
            return parse_consent(std::string_view(entry).substr(prefix.size())).value_or(fallback);
        }
    }
    return fallback;
}

}  // namespace sealer::app
