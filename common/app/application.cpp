// SPDX-License-Identifier: Apache-2.0
#include "common/app/application.h"

#include <algorithm>
#include <array>
#include <charconv>
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

// Empty maps, lists and texts are as good as absent.
bool is_set(const Value* value) {
    if (value == nullptr || value->is_null()) {
        return false;
    }
    return !(value->is_object() && value->as_object().empty()) &&
           !(value->is_array() && value->as_array().empty()) &&
           !(value->is_string() && value->as_string().empty());
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

// Whether an object has any option that is not as if it were missing.
bool has_options(const Value* options) {
    return std::ranges::any_of(manifest::members(options), [](const manifest::Member& member) {
        return is_set(&member.value) && !(member.value.is_bool() && !member.value.as_bool());
    });
}

Status parse_directory(const Value& directory, Source& source) {
    TRY(refuse_any(directory, "spec.source.directory", {"jsonnet"}));
    if (directory.flag("disableExtensionFilter")) {
        return unsupported("spec.source.directory.disableExtensionFilter");
    }
    source.directory = {.recurse = directory.flag("recurse"),
                        .include = std::string(directory.text("include")),
                        .exclude = std::string(directory.text("exclude"))};
    return {};
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
        return unsupported("spec.syncPolicy.syncOptions: " + std::string(option));
    }
    return {};
}

Result<std::chrono::milliseconds> duration_or(const Value& backoff, std::string_view field,
                                              std::chrono::milliseconds fallback) {
    std::string text(backoff.text(field));
    if (text.empty()) {
        return fallback;
    }
    if (std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })) {
        text += "s";
    }
    const auto duration = parse_duration(text);
    if (!duration || *duration < std::chrono::nanoseconds(0)) {
        return invalid("spec.syncPolicy.retry.backoff." + std::string(field) +
                       ": not a duration such as 5s or 3m");
    }
    return std::chrono::duration_cast<std::chrono::milliseconds>(*duration);
}

void parse_automated(const Value& automated, Spec& spec) {
    const Value* enabled = automated.get("enabled");
    spec.automated = enabled == nullptr || !enabled->is_bool() || enabled->as_bool();
    spec.prune = automated.flag("prune");
    spec.self_heal = automated.flag("selfHeal");
    spec.allow_empty = automated.flag("allowEmpty");
}

Result<Retry> parse_retry(const Value& backoff) {
    Retry retry;
    TRY_ASSIGN(retry.initial, duration_or(backoff, "duration", retry.initial));
    TRY_ASSIGN(retry.cap, duration_or(backoff, "maxDuration", retry.cap));
    retry.factor = static_cast<double>(std::max<std::int64_t>(1, backoff.integer_or(2, "factor")));
    return retry;
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
        TRY_ASSIGN(spec.retry, parse_retry(*backoff));
    }
    return {};
}

}  // namespace

std::chrono::milliseconds Retry::delay(int failures) const {
    // A cap, even where the spec wants none: an endless wait would be giving up.
    const auto longest = cap.count() > 0 ? cap : std::chrono::milliseconds(std::chrono::hours(1));
    const double wanted =
        static_cast<double>(initial.count()) * std::pow(factor, std::clamp(failures - 1, 0, 60));
    return wanted < static_cast<double>(longest.count())
               ? std::chrono::milliseconds(static_cast<std::int64_t>(wanted))
               : longest;
}

Result<Source> parse_source(const Value& json) {
    TRY(refuse_any(json, "spec.source", {"chart", "helm", "plugin", "ref", "tagPrefix"}));
    Source source;
    source.json = json;
    source.repo_url = json.text("repoURL");
    source.path = json.text("path");
    source.target_revision = json.text("targetRevision");
    if (source.repo_url.empty() || source.path.empty()) {
        return invalid("spec.source.repoURL and spec.source.path are required");
    }
    if (source.repo_url.starts_with("oci://")) {
        return unsupported("spec.source.repoURL with oci://");
    }
    if (source.target_revision.empty()) {
        source.target_revision = "HEAD";
    }
    const bool is_directory = has_options(json.get("directory"));
    const bool is_kustomize = has_options(json.get("kustomize"));
    if (is_directory && is_kustomize) {
        return invalid("spec.source: multiple application sources defined: Kustomize,Directory");
    }
    if (is_directory) {
        source.type = render::SourceType::kDirectory;
        TRY(parse_directory(*json.get("directory"), source));
    }
    if (is_kustomize) {
        source.type = render::SourceType::kKustomize;
        TRY_ASSIGN(source.kustomize,
                   parse_kustomize_options(*json.get("kustomize"), "spec.source.kustomize"));
    }
    return source;
}

Result<Spec> parse_spec(const Value& application) {
    const Value* json = application.get("spec");
    if (json == nullptr || !json->is_object()) {
        return invalid("spec is missing");
    }
    TRY(refuse_any(*json, "spec", {"sourceHydrator"}));
    Spec spec;
    if (is_set(json->get("sources"))) {
        return unsupported("spec.sources (more than one source)");
    }
    const Value* source = json->get("source");
    if (source == nullptr || !source->is_object()) {
        return invalid("spec.source is missing");
    }
    TRY_ASSIGN(spec.source, parse_source(*source));
    TRY(check_destination(*json));
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
    spec.judges_children = manifest::annotation(application, kChildHealth) != "false";
    if (spec.create_namespace && spec.namespace_.empty()) {
        return invalid("CreateNamespace=true needs spec.destination.namespace");
    }
    spec.history_limit = static_cast<std::size_t>(
        std::clamp<std::int64_t>(json->integer_or(10, "revisionHistoryLimit"), 0, 1000));
    return spec;
}

std::set<std::string> sync_options(const Value& object) {
    std::set<std::string> options;
    for (const std::string_view option : split(manifest::annotation(object, kSyncOptions), ',')) {
        options.emplace(trim(option));
    }
    return options;
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
