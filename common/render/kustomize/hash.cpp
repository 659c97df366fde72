// SPDX-License-Identifier: Apache-2.0
// The hash behind a generated object's name: new contents make a new name.
// Source of the recipe: kustomize 5.5, api/hasher.
#include "common/base/text.h"
#include "common/crypto/digest.h"
#include "common/manifest/json.h"
#include "common/render/kustomize/transformers.h"

namespace sealer::kustomize {
namespace {

using manifest::Object;
using manifest::Value;

// A member as it is hashed: nothing and null count as an empty text.
Value or_empty_text(const Value* member) {
    return member == nullptr || member->is_null() ? Value("") : *member;
}

void add_mapping(Object& into, std::string_view name, const Value& object) {
    if (const Value* member = object.get(name); member != nullptr && member->is_object()) {
        into[name] = *member;
    }
}

// What of the object counts: of ConfigMaps and Secrets their contents.
Value hashed_part(const Value& object) {
    const std::string_view kind = object.text("kind");
    if (kind != "ConfigMap" && kind != "Secret") {
        return object;
    }
    // The name is always empty: kustomize looks it up under a key that no object has.
    Object part{{"kind", kind}, {"name", ""}, {"data", or_empty_text(object.get("data"))}};
    if (kind == "ConfigMap") {
        add_mapping(part, "binaryData", object);
    } else {
        part["type"] = or_empty_text(object.get("type"));
        add_mapping(part, "stringData", object);
    }
    return part;
}

// Ten hexadecimal digits, those that could spell a word replaced by consonants.
std::string short_hash(std::string_view text) {
    std::string digits = to_hex(crypto::sha256(text)).substr(0, 10);
    constexpr std::string_view kFrom = "013ae";
    constexpr std::string_view kTo = "ghkmt";
    for (char& digit : digits) {
        if (const std::size_t at = kFrom.find(digit); at != std::string_view::npos) {
            digit = kTo[at];
        }
    }
    return digits;
}

}  // namespace

Status append_hashes(Resources& resources, render::Budget& budget) {
    for (ResourcePtr& slot : resources) {
        if (!slot->wants_hash) {
            continue;
        }
        Resource& resource = edit(slot);
        const std::string hash = short_hash(manifest::write_json(
            hashed_part(resource.object), {.indent = 0, .sort_keys = true, .escape_html = true}));
        TRY(resource.remember_id(budget));
        resource.object["metadata"]["name"] =
            std::string(manifest::name_of(resource.object)) + "-" + hash;
    }
    return {};
}

}  // namespace sealer::kustomize
