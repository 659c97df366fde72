// SPDX-License-Identifier: Apache-2.0
// What the store holds and tells: objects at a revision, and the changes between revisions.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/manifest/value.h"

namespace sealer::standalone {

struct ObjectId {
    std::string resource;    // Resource::id()
    std::string namespace_;  // empty for cluster-wide objects
    std::string name;
    auto operator<=>(const ObjectId&) const = default;  // NOLINT(modernize-use-nullptr)
};

// One object at one revision, with its JSON made once. Immutable and shared.
struct Entry {
    ObjectId id;
    std::uint64_t revision = 0;
    manifest::Value object;   // in the storage version
    std::string json;         // of `object`, its kind and apiVersion first
    std::size_t tail_at = 0;  // where `json` goes on after them

    // The JSON of the object in another version: custom types convert by name alone.
    [[nodiscard]] std::string json_as(std::string_view kind, std::string_view api_version) const;
    // The same without kind and apiVersion, as typed lists hold their items.
    void append_bare_json(std::string& out) const;
};
using EntryPtr = std::shared_ptr<const Entry>;

// Orders kind, apiVersion and metadata first and writes the JSON.
[[nodiscard]] EntryPtr make_entry(ObjectId id, std::uint64_t revision, manifest::Value object);

struct Event {
    enum class Type { kAdded, kModified, kDeleted };
    Type type = Type::kAdded;
    std::uint64_t revision = 0;
    EntryPtr now;     // of a deleted object: its last state, at the revision of its deletion
    EntryPtr before;  // null for added ones
};
using EventPtr = std::shared_ptr<const Event>;

struct Listing {
    std::vector<EntryPtr> entries;  // by namespace and name
    std::uint64_t revision = 0;
};

}  // namespace sealer::standalone
