// SPDX-License-Identifier: Apache-2.0
// Sets of field paths: what metadata.managedFields[].fieldsV1 holds, and what a manifest mentions.
// Source of the format: sigs.k8s.io/structured-merge-diff, "fieldpath" (f:name, k:{…}, v:…, i:n,
// ".").
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/schema.h"
#include "common/manifest/value.h"

namespace sealer::manifest {

using FieldPath = std::vector<std::string>;  // as elements

// A trie of path elements. An element is written as in fieldsV1: "f:spec", "k:{\"name\":\"web\"}"
// (compact JSON, keys sorted), "v:\"x\"", "i:0". Value semantics.
class FieldSet {
  public:
    // kInvalid for what is no fieldsV1 object; at most kMaxDepth deep.
    [[nodiscard]] static Result<FieldSet> parse(const Value& fields_v1);
    [[nodiscard]] Value to_value() const;  // sorted as the API server writes it

    // Every leaf that `object` sets, keyed as the schema says: atomic lists and maps are one leaf,
    // maps and sets of items are entered by key; elements of map lists are members themselves
    // ("."). apiVersion, kind, metadata.name, namespace and the like are left out as the API server
    // does. `schema` null: deduced (objects granular, lists atomic). A list whose items lack keys
    // is one leaf.
    [[nodiscard]] static FieldSet of(const Value& object, const Schema* schema);

    void insert(const FieldPath& path);
    [[nodiscard]] bool contains(const FieldPath& path) const;
    // The set below `path`; null if nothing is there.
    [[nodiscard]] const FieldSet* find(const FieldPath& path) const;
    [[nodiscard]] bool empty() const { return !member_ && children_.empty(); }

    [[nodiscard]] FieldSet united(const FieldSet& other) const;
    [[nodiscard]] FieldSet minus(const FieldSet& other) const;
    // Less the members of `roots` and all that is below them.
    [[nodiscard]] FieldSet without(const FieldSet& roots) const;
    [[nodiscard]] FieldSet intersected(const FieldSet& other) const;
    friend bool operator==(const FieldSet&, const FieldSet&) = default;

    // Each path that is a member, as its elements, in order.
    [[nodiscard]] std::vector<FieldPath> paths() const;

    // For walking beside a tree.
    [[nodiscard]] bool is_member() const { return member_; }
    [[nodiscard]] const std::map<std::string, FieldSet>& children() const { return children_; }
    FieldSet& child(const std::string& element) { return children_[element]; }
    void set_member(bool member) { member_ = member; }
    void prune_empty();
    // Takes apiVersion, kind and what the server itself keeps in metadata out.
    void drop_untracked();

  private:
    bool member_ = false;
    std::map<std::string, FieldSet> children_;
};

// ".spec.template.spec.containers[name=\"web\"].image": a path as people write it.
[[nodiscard]] std::string to_string(const FieldPath& path);

// The path element of `item` in a list of that schema: "k:{…}" for a map list, "v:…" for a set;
// empty for an atomic list, or where an item lacks a key that has no default.
[[nodiscard]] std::string list_element(const Schema& list, const Value& item);

// The sub-value of `root` at `path`; null if it is not there.
[[nodiscard]] const Value* resolve(const Value& root, const FieldPath& path);

}  // namespace sealer::manifest
