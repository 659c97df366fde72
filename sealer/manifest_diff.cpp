// SPDX-License-Identifier: Apache-2.0
#include "sealer/manifest_diff.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "common/git/line_diff.h"
#include "common/manifest/yaml.h"
#include "sealer/matching.h"

namespace sealer::cli {
namespace {

using manifest::Member;
using manifest::ObjectKey;
using manifest::Value;

constexpr const char* kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";

// Each value becomes a word; the new one tells when it is not the old one.
void hide(Value* before, Value* after, const std::string& word) {
    for (Value* side : {before, after}) {
        if (side != nullptr && !side->is_object() && !side->is_null()) {
            *side = "<" + word + ">";  // not what belongs there, and perhaps a secret
        }
    }
    if (after != nullptr && after->is_object()) {
        for (Member& member : after->as_object()) {
            const Value* old = before == nullptr ? nullptr : before->get(member.key);
            const bool is_changed = old != nullptr && !(*old == member.value);
            member.value = "<" + word + (is_changed ? ", changed>" : ">");
        }
    }
    if (before != nullptr && before->is_object()) {
        for (Member& member : before->as_object()) {
            member.value = "<" + word + ">";
        }
    }
}

template <class... Keys>
void hide_at(Value& before, Value& after, const std::string& word, Keys... keys) {
    hide(before.get(keys...), after.get(keys...), word);
}

std::string yaml_of(const Value& object) {
    return object.is_null() ? "" : manifest::write_yaml(object);
}

Result<Change> change_of(const Pair<Value>& pair) {
    Change change;
    change.kind = pair.before == nullptr  ? ChangeKind::kAdded
                  : pair.after == nullptr ? ChangeKind::kRemoved
                                          : ChangeKind::kChanged;
    change.object = manifest::key_of(pair.any());
    if (change.kind == ChangeKind::kChanged &&
        manifest::name_of(*pair.before) != change.object.name) {
        change.old_name = manifest::name_of(*pair.before);
    }
    Value before = pair.before == nullptr ? Value() : *pair.before;
    Value after = pair.after == nullptr ? Value() : *pair.after;
    hide_secrets(before, after);
    TRY_ASSIGN(change.lines, git::line_diff(yaml_of(before), yaml_of(after)));
    return change;
}

// "settings" of "settings-7dfc9h2k4m": without what kustomize makes of a ConfigMap's or Secret's
// content. The name itself where there is no such end.
std::string stem(const ObjectKey& key) {
    constexpr std::size_t kHashLength = 10;
    constexpr std::string_view kHashLetters = "2456789bcdfghkmt";
    const std::string& name = key.name;
    const bool may_have_one =
        key.group.empty() && (key.kind == "ConfigMap" || key.kind == "Secret");
    if (!may_have_one || name.size() < kHashLength + 2 ||
        name[name.size() - kHashLength - 1] != '-' ||
        name.find_first_not_of(kHashLetters, name.size() - kHashLength) != std::string::npos) {
        return name;
    }
    return name.substr(0, name.size() - kHashLength - 1);
}

}  // namespace

void hide_secrets(Value& before, Value& after) {
    const std::string_view kind = before.is_null() ? after.text("kind") : before.text("kind");
    if (kind == "Secret") {
        hide_at(before, after, "hidden", "data");
        hide_at(before, after, "hidden", "stringData");
    } else if (kind == "SealedSecret") {
        hide_at(before, after, "ciphertext", "spec", "encryptedData");
        hide_at(before, after, "ciphertext", "spec", "data");
    } else {
        return;
    }
    manifest::remove_annotation(before, kLastApplied);  // holds the values once more
    manifest::remove_annotation(after, kLastApplied);
}

Result<std::vector<Change>> compare_manifests(const std::vector<Value>& before,
                                              const std::vector<Value>& after) {
    Matching<Value> matching(before, after);
    matching.match([](const Value& object) { return std::optional(manifest::key_of(object)); });
    matching.match([](const Value& object) {
        ObjectKey key = manifest::key_of(object);
        key.name = stem(key);
        return std::optional(std::move(key));
    });
    std::vector<Change> changes;
    for (const Pair<Value>& pair : matching.result()) {
        if (pair.before != nullptr && pair.after != nullptr && *pair.before == *pair.after) {
            continue;
        }
        TRY_ASSIGN(Change change, change_of(pair));
        changes.push_back(std::move(change));
    }
    std::ranges::stable_sort(changes, {}, &Change::object);
    return changes;
}

}  // namespace sealer::cli
