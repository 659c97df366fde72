// SPDX-License-Identifier: Apache-2.0
#include "sealer/manifest_diff.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>

#include "common/git/line_diff.h"
#include "common/manifest/yaml.h"

namespace sealer::cli {
namespace {

using manifest::Member;
using manifest::ObjectKey;
using manifest::Value;

constexpr const char* kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";

// An object of the one render and what became of it in the other; null where it is not.
struct Pair {
    const Value* before = nullptr;
    const Value* after = nullptr;
};

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

// For objects of one kind; either may be null.
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

std::string text_of(const Value& object) {
    return object.is_null() ? "" : manifest::write_yaml(object);
}

Result<Change> describe(const Pair& pair) {
    Change change;
    change.kind = pair.before == nullptr  ? ChangeKind::kAdded
                  : pair.after == nullptr ? ChangeKind::kRemoved
                                          : ChangeKind::kChanged;
    change.object = manifest::key_of(pair.after == nullptr ? *pair.before : *pair.after);
    if (change.kind == ChangeKind::kChanged &&
        manifest::name_of(*pair.before) != change.object.name) {
        change.old_name = manifest::name_of(*pair.before);
    }
    Value before = pair.before == nullptr ? Value() : *pair.before;
    Value after = pair.after == nullptr ? Value() : *pair.after;
    hide_secrets(before, after);
    TRY_ASSIGN(change.lines, git::line_diff(text_of(before), text_of(after)));
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

using Objects = std::map<ObjectKey, std::vector<const Value*>>;

template <class Key>
Objects by_key(const std::vector<const Value*>& objects, const Key& key) {
    Objects result;
    for (const Value* object : objects) {
        result[key(*object)].push_back(object);
    }
    return result;
}

struct Matching {
    std::vector<Pair> pairs;
    std::vector<const Value*> only_before;
    std::vector<const Value*> only_after;
};

// Pairs what has the same key, in order where several have it.
template <class Key>
void match(Matching& matching, const Key& key) {
    const Objects before = by_key(matching.only_before, key);
    Objects after = by_key(matching.only_after, key);
    matching.only_before.clear();
    matching.only_after.clear();
    for (const auto& [name, objects] : before) {
        std::vector<const Value*>& others = after[name];
        const std::size_t common = std::min(objects.size(), others.size());
        for (std::size_t i = 0; i < objects.size(); ++i) {
            if (i < common) {
                matching.pairs.push_back({objects[i], others[i]});
            } else {
                matching.only_before.push_back(objects[i]);
            }
        }
        others.erase(others.begin(), others.begin() + static_cast<std::ptrdiff_t>(common));
    }
    for (const auto& [name, objects] : after) {
        std::ranges::copy(objects, std::back_inserter(matching.only_after));
    }
}

std::vector<const Value*> pointers(const std::vector<Value>& objects) {
    std::vector<const Value*> result;
    result.reserve(objects.size());
    for (const Value& object : objects) {
        result.push_back(&object);
    }
    return result;
}

}  // namespace

Result<std::vector<Change>> compare_manifests(const std::vector<Value>& before,
                                              const std::vector<Value>& after) {
    Matching matching{.pairs = {}, .only_before = pointers(before), .only_after = pointers(after)};
    match(matching, [](const Value& object) { return manifest::key_of(object); });
    match(matching, [](const Value& object) {
        ObjectKey key = manifest::key_of(object);
        key.name = stem(key);
        return key;
    });
    std::vector<Pair> pairs;
    std::ranges::copy_if(matching.pairs, std::back_inserter(pairs),
                         [](const Pair& pair) { return !(*pair.before == *pair.after); });
    for (const Value* object : matching.only_before) {
        pairs.push_back({.before = object, .after = nullptr});
    }
    for (const Value* object : matching.only_after) {
        pairs.push_back({.before = nullptr, .after = object});
    }
    std::vector<Change> changes;
    for (const Pair& pair : pairs) {
        TRY_ASSIGN(Change change, describe(pair));
        changes.push_back(std::move(change));
    }
    std::ranges::stable_sort(changes, {}, &Change::object);
    return changes;
}

}  // namespace sealer::cli
