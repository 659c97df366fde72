// SPDX-License-Identifier: Apache-2.0
#include "common/app/explanation.h"

#include <algorithm>
#include <map>

#include "common/app/ownership.h"
#include "common/app/secret_mask.h"
#include "common/manifest/field_path.h"
#include "common/manifest/json.h"
#include "common/manifest/patch.h"

namespace sealer::app {
namespace {

using manifest::FieldPath;
using manifest::Value;

constexpr std::size_t kMaxShown = 120;  // bytes of a value in a sentence

// Puts plus signs in the place of what must not be shown.
class Veil {
  public:
    explicit Veil(const ToExplain& object)
        : is_secret_(is_secret(object.live)), annotations_(object.sensitive_annotations) {}

    std::optional<Value> shown(const FieldPath& path, const Value* value) {
        if (value == nullptr) {
            return std::nullopt;
        }
        return hides(path) ? plus_signs(*value) : *value;
    }

  private:
    [[nodiscard]] bool hides(const FieldPath& path) const {
        if (is_secret_ && (path[0] == "f:data" || path[0] == "f:stringData")) {
            return true;
        }
        const bool is_annotation =
            path.size() >= 3 && path[0] == "f:metadata" && path[1] == "f:annotations";
        const std::string key = is_annotation ? path[2].substr(2) : "";
        return is_annotation && ((is_secret_ && key == kLastApplied) || annotations_.contains(key));
    }

    Value plus_signs(const Value& value) {
        const std::size_t known = signs_.size();
        const auto [place, is_new] = signs_.emplace(manifest::write_json(value), "");
        if (is_new) {
            place->second = std::string(8 + 4 * known, '+');
        }
        return place->second;
    }

    const bool is_secret_;
    const std::set<std::string>& annotations_;
    std::map<std::string, std::string> signs_;
};

bool is_identifier(std::string_view name) {
    constexpr std::string_view kAllowed =
        "_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    return !name.empty() && name.find_first_not_of(kAllowed) == name.npos &&
           (name[0] < '0' || name[0] > '9');
}

// Of an item, how jq picks it: "[] | select(.name == \"web\")".
std::string jq_selection(const std::string& element) {
    const Value content = manifest::parse_json(element.substr(2)).value_or(Value());
    if (element[0] == 'i') {
        return "[" + element.substr(2) + "]";
    }
    if (element[0] == 'v') {
        return "[] | select(. == " + manifest::write_json(content) + ")";
    }
    std::string condition;
    for (const manifest::Member& part : manifest::members(&content)) {
        condition += (condition.empty() ? "." : " and .") + part.key +
                     " == " + manifest::write_json(part.value);
    }
    return "[] | select(" + condition + ")";
}

std::string jq_expression(const FieldPath& path) {
    std::string expression;
    bool follows_pipe = true;
    for (const std::string& element : path) {
        const std::string name = element.substr(2);
        if (!element.starts_with("f:")) {
            expression += (follows_pipe ? "." : "") + jq_selection(element);
            if (element[0] != 'i') {
                expression += " | ";
            }
        } else if (is_identifier(name)) {
            expression += "." + name;
        } else {
            expression += (follows_pipe ? ".[" : "[") + manifest::write_json(name) + "]";
        }
        follows_pipe = expression.ends_with("| ");
    }
    return follows_pipe ? expression.substr(0, expression.size() - 3) : expression;
}

// Where the path is one of names alone.
std::optional<std::string> pointer(const FieldPath& path) {
    std::string text;
    for (const std::string& element : path) {
        if (!element.starts_with("f:")) {
            return std::nullopt;
        }
        text += "/" + manifest::escape_pointer_token(std::string_view(element).substr(2));
    }
    return text;
}

std::string ignore_rule(const manifest::ObjectKey& key, const FieldPath& path) {
    Value rule;
    if (!key.group.empty()) {
        rule["group"] = key.group;
    }
    rule["kind"] = key.kind;
    rule["name"] = key.name;
    if (!key.namespace_.empty()) {
        rule["namespace"] = key.namespace_;
    }
    if (const auto text = pointer(path)) {
        rule["jsonPointers"] = manifest::Array{Value(*text)};
    } else {
        rule["jqPathExpressions"] = manifest::Array{Value(jq_expression(path))};
    }
    return manifest::write_json(rule);
}

std::string reason(const Difference& difference) {
    if (!difference.live) {
        return "it is missing from the cluster";
    }
    if (!difference.desired) {
        return "it has been applied before, and Git does not have it any more";
    }
    std::string others;
    for (const std::string& manager : difference.managers) {
        if (manager != kFieldManager) {
            others += (others.empty() ? "" : ", ") + manager;
        }
    }
    return others.empty() ? "Git has changed it" : others + " has set it";
}

std::string shown(const std::optional<Value>& value) {
    if (!value) {
        return "none";
    }
    std::string text = manifest::write_json(*value);
    if (text.size() > kMaxShown) {
        std::size_t end = kMaxShown;
        while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {  // within a code point
            --end;
        }
        text = text.substr(0, end) + "…";
    }
    return text;
}

}  // namespace

Result<std::vector<Difference>> explain(const ToExplain& object) {
    const Desired& desired = object.desired;
    TRY_ASSIGN(const std::vector<FieldPath> paths,
               object.predicted == nullptr
                   ? local_differences(desired, object.live, object.ignored)
                   : differences(desired, object.live, *object.predicted, object.ignored));
    std::vector<Difference> result;
    Veil veil(object);
    const FieldManagers managers(object.live);
    for (const FieldPath& path : paths) {
        Difference difference;
        difference.path = manifest::to_string(path);
        difference.desired = veil.shown(path, manifest::resolve(desired.object, path));
        difference.live = veil.shown(path, manifest::resolve(object.live, path));
        difference.managers = managers.of(path);
        difference.reason = reason(difference);
        difference.ignore_rule = ignore_rule(object.key, path);
        result.push_back(std::move(difference));
    }
    return result;
}

std::string to_string(const Difference& difference) {
    return difference.path + ": Git has " + shown(difference.desired) + ", the cluster " +
           shown(difference.live) + ": " + difference.reason;
}

}  // namespace sealer::app
