// SPDX-License-Identifier: Apache-2.0
#include "common/app/ignore_rules.h"

#include <algorithm>
#include <utility>

#include "common/base/text.h"
#include "common/crypto/digest.h"
#include "common/manifest/json.h"
#include "common/manifest/patch.h"
#include "common/manifest/yaml.h"
#include "common/render/render.h"

namespace sealer::app {
namespace {

using manifest::Value;

constexpr std::string_view kCustomizations = "resource.customizations";
constexpr std::string_view kIgnoreDifferences = "resource.customizations.ignoreDifferences.";

// What one Application or ConfigMap may ask for; each costs time at every comparison.
constexpr std::size_t kMaxRules = 1000;
constexpr std::size_t kMaxEntries = 1000;  // of a list of one rule

tl::unexpected<Error> invalid(const std::string& where, std::string_view what) {
    return fail(Code::kInvalid, where + ": " + std::string(what));
}

Result<std::vector<std::string>> parse_texts(const Value& rule, std::string_view field,
                                             const std::string& where) {
    std::vector<std::string> texts;
    const Value* list = rule.get(field);
    if (list != nullptr && !list->is_null() && !list->is_array()) {
        return invalid(where + "." + std::string(field), "not a list");
    }
    for (const Value& text : manifest::elements(list)) {
        if (!text.is_string() || texts.size() == kMaxEntries) {
            return invalid(where + "." + std::string(field), "not a list of at most 1000 texts");
        }
        texts.push_back(text.as_string());
    }
    return texts;
}

Result<std::vector<manifest::Array>> parse_pointers(const std::vector<std::string>& texts,
                                                    const std::string& where) {
    std::vector<manifest::Array> pointers;
    for (const std::string& text : texts) {
        const auto tokens = manifest::parse_pointer(text);
        if (!tokens || tokens->empty()) {
            return invalid(std::string(where).append(".jsonPointers: ").append(text),
                           tokens ? "names the whole object" : tokens.error().message);
        }
        pointers.emplace_back(tokens->begin(), tokens->end());
    }
    return pointers;
}

// The three lists, which all forms have.
Result<IgnoreRule> parse_lists(const Value& json, const std::string& where) {
    if (!json.is_object()) {
        return invalid(where, "not an object");
    }
    IgnoreRule rule;
    TRY_ASSIGN(const auto pointers, parse_texts(json, "jsonPointers", where));
    TRY_ASSIGN(rule.pointers, parse_pointers(pointers, where));
    TRY_ASSIGN(rule.expressions, parse_texts(json, "jqPathExpressions", where));
    TRY_ASSIGN(rule.managers, parse_texts(json, "managedFieldsManagers", where));
    return rule;
}

// YAML in a text, as settings have it, or what stands there itself.
Result<Value> parse_setting(const Value& setting, const std::string& where) {
    if (!setting.is_string()) {
        return setting;
    }
    Result<Value> parsed = manifest::parse_yaml_document(setting.as_string());
    return parsed ? std::move(parsed) : Result<Value>(fail(parsed.error().with(where)));
}

Status add_setting(std::string_view group, std::string_view kind, const Value& setting,
                   const std::string& where, IgnoreRules& into) {
    TRY_ASSIGN(const Value json, parse_setting(setting, where));
    TRY_ASSIGN(IgnoreRule rule, parse_lists(json, where));
    rule.group = group;
    rule.kind = kind;
    into.rules.push_back(std::move(rule));
    return {};
}

// `name` is what follows the prefix of the key: "all", "<kind>" of the core group, or
// "<group>_<kind>".
Status add_key(std::string_view name, const std::string& text, IgnoreRules& into) {
    const std::string where = std::string(kIgnoreDifferences) + std::string(name);
    if (name == "all") {
        return add_setting("*", "*", text, where, into);
    }
    const auto parts = split(name, '_');
    if (parts.size() > 2) {
        return invalid(where, "the key is to end in <group>_<kind>");
    }
    return add_setting(parts.size() == 2 ? parts[0] : "", parts.back(), text, where, into);
}

// The older form: one text that maps "<group glob>/<kind glob>" to customizations.
Status add_map(const std::string& text, IgnoreRules& into) {
    TRY_ASSIGN(const Value map, parse_setting(text, std::string(kCustomizations)));
    for (const manifest::Member& member : manifest::members(&map)) {
        const Value* setting = member.value.get("ignoreDifferences");
        if (setting == nullptr) {
            continue;
        }
        const std::size_t slash = member.key.rfind('/');
        const bool has_group = slash != std::string::npos;
        TRY(add_setting(has_group ? member.key.substr(0, slash) : "",
                        has_group ? member.key.substr(slash + 1) : member.key, *setting,
                        std::string(kCustomizations) + ": " + member.key, into));
    }
    return {};
}

}  // namespace

bool IgnoreRule::matches(const manifest::ObjectKey& key) const {
    return render::glob_match(group, key.group) && render::glob_match(kind, key.kind) &&
           (namespace_.empty() || namespace_ == key.namespace_) &&
           (name.empty() || name == key.name);
}

void IgnoreRules::add(const IgnoreRules& more) {
    rules.insert(rules.end(), more.rules.begin(), more.rules.end());
    digest += more.digest;
}

bool IgnoreRules::concern(const manifest::ObjectKey& key) const {
    return std::ranges::any_of(rules, [&](const IgnoreRule& rule) { return rule.matches(key); });
}

Result<IgnoreRules> parse_ignore_rules(const Value* list) {
    const std::string where = "spec.ignoreDifferences";
    IgnoreRules ignore;
    if (list == nullptr || list->is_null()) {
        return ignore;
    }
    if (!list->is_array() || list->as_array().size() > kMaxRules) {
        return invalid(where, "not a list of at most 1000 rules");
    }
    for (const Value& json : list->as_array()) {
        const std::string place = where + "[" + std::to_string(ignore.rules.size()) + "]";
        TRY_ASSIGN(IgnoreRule rule, parse_lists(json, place));
        rule.group = json.text("group");
        rule.kind = json.text("kind");
        rule.namespace_ = json.text("namespace");
        rule.name = json.text("name");
        if (rule.kind.empty()) {
            return invalid(place + ".kind", "missing; \"*\" is every kind");
        }
        ignore.rules.push_back(std::move(rule));
    }
    if (!ignore.rules.empty()) {
        ignore.digest = crypto::sha256(manifest::canonical_json(*list));
    }
    return ignore;
}

Result<IgnoreRules> parse_system_ignore_rules(const SettingTexts& config) {
    IgnoreRules ignore;
    std::string said;
    for (const auto& [key, text] : config) {
        if (key.starts_with(kIgnoreDifferences)) {
            TRY(add_key(std::string_view(key).substr(kIgnoreDifferences.size()), text, ignore));
        } else if (key == kCustomizations) {
            TRY(add_map(text, ignore));
        } else {
            continue;
        }
        said.append(key).append("=").append(text).append("\n");
    }
    if (!said.empty()) {
        ignore.digest = crypto::sha256(said);
    }
    return ignore;
}

}  // namespace sealer::app
