// SPDX-License-Identifier: Apache-2.0
#include "controller/unseal/ownership.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "common/crypto/secret_bytes.h"
#include "common/manifest/object.h"

namespace sealer::unseal {
namespace {

using manifest::Value;

constexpr std::string_view kManaged = "sealedsecrets.bitnami.com/managed";
constexpr std::string_view kPatch = "sealedsecrets.bitnami.com/patch";
constexpr std::string_view kSkipOwner = "sealedsecrets.bitnami.com/skip-set-owner-references";

bool template_says(const Value& sealed, std::string_view annotation) {
    return sealed.text("spec", "template", "metadata", "annotations", annotation) == "true";
}

bool is_sealed_secret(const Value& owner) {
    return owner.text("kind") == "SealedSecret" &&
           owner.text("apiVersion").starts_with("bitnami.com/");
}

// Every member of `wanted` is in `present` with the same value.
bool includes(const Value* present, const Value* wanted) {
    for (const manifest::Member& member : manifest::members(wanted)) {
        const Value* value = present == nullptr ? nullptr : present->get(member.key);
        if (value == nullptr || !(*value == member.value)) {
            return false;
        }
    }
    return true;
}

void overlay(Value& object, const Value& from, std::string_view field) {
    for (const manifest::Member& member : manifest::members(from.get("metadata", field))) {
        object["metadata"][field][member.key] = member.value;
    }
}

void replace_field(Value& object, const Value& from, std::string_view field) {
    const Value* wanted = from.get("metadata", field);
    if (wanted == nullptr) {
        object["metadata"].as_object().erase(field);
    } else {
        object["metadata"][field] = *wanted;
    }
}

std::vector<manifest::SecretItem> clone_items(const manifest::Secret& secret) {
    std::vector<manifest::SecretItem> items;
    for (const manifest::SecretItem& item : secret.items) {
        items.push_back({item.key, item.value.clone()});
    }
    return items;
}

}  // namespace

Claim claim_on(const Value& existing, const Value& sealed) {
    if (manifest::annotation(existing, kPatch) == "true") {
        return Claim::kPatch;
    }
    if (manifest::annotation(existing, kManaged) == "true") {
        return Claim::kReplace;
    }
    // The template's annotations are the Secret's: it came from a SealedSecret that does not own
    // it.
    if (manifest::annotation(existing, kSkipOwner) == "true") {
        return Claim::kReplace;
    }
    const Value* owner = manifest::controller_of(existing);
    if (owner == nullptr) {
        // Somebody took the annotation away: ours if we have unsealed into it before.
        const bool written_before = sealed.get("status", "unsealed") != nullptr;
        return template_says(sealed, kSkipOwner) && written_before ? Claim::kReplace
                                                                   : Claim::kForeign;
    }
    // An owner of our name but another UID is a SealedSecret that was deleted and made anew: the
    // garbage collector would take the Secret away with it, so it is adopted.
    const bool ours = is_sealed_secret(*owner) && owner->text("name") == manifest::name_of(sealed);
    return ours ? Claim::kReplace : Claim::kForeign;
}

bool is_strangers(const Value& existing, const Value& sealed) {
    switch (claim_on(existing, sealed)) {
        case Claim::kForeign:
            return true;
        case Claim::kReplace:
            return false;
        case Claim::kPatch:
            break;
    }
    const Value* owner = manifest::controller_of(existing);
    return manifest::annotation(existing, kManaged) != "true" &&
           (owner == nullptr || owner->text("uid") != manifest::uid_of(sealed));
}

manifest::Secret merge_secret(const manifest::Secret& existing, const manifest::Secret& unsealed,
                              Claim claim) {
    manifest::Secret merged{existing.object, {}};
    // The API server fills in the type of a Secret that names none.
    const Value* type = unsealed.object.get("type");
    merged.object["type"] = type == nullptr || !type->is_string() || type->as_string().empty()
                                ? Value("Opaque")
                                : *type;
    if (claim == Claim::kPatch) {
        merged.items = clone_items(existing);
        for (const manifest::SecretItem& item : unsealed.items) {
            std::erase_if(merged.items,
                          [&item](const manifest::SecretItem& old) { return old.key == item.key; });
            merged.items.push_back({item.key, item.value.clone()});
        }
        std::sort(merged.items.begin(), merged.items.end(),
                  [](const auto& a, const auto& b) { return a.key < b.key; });
        overlay(merged.object, unsealed.object, "labels");
        overlay(merged.object, unsealed.object, "annotations");
        if (manifest::annotation(existing.object, kManaged) == "true") {
            replace_field(merged.object, unsealed.object, "ownerReferences");
        }
        return merged;
    }
    merged.items = clone_items(unsealed);
    for (const char* field : {"labels", "annotations", "ownerReferences"}) {
        replace_field(merged.object, unsealed.object, field);
    }
    return merged;
}

std::string_view owning_uid(const Value& secret) {
    const Value* owner = manifest::controller_of(secret);
    return owner != nullptr && is_sealed_secret(*owner) &&
                   owner->text("name") == manifest::name_of(secret)
               ? owner->text("uid")
               : std::string_view();
}

bool same_items(const manifest::Secret& a, const manifest::Secret& b) {
    return std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(),
                      [](const manifest::SecretItem& x, const manifest::SecretItem& y) {
                          return x.key == y.key &&
                                 crypto::equal_in_constant_time(x.value.expose(), y.value.expose());
                      });
}

bool same_secret(const manifest::Secret& a, const manifest::Secret& b) {
    return a.object == b.object && same_items(a, b);
}

bool metadata_in_place(const Value& view, const Value& sealed) {
    const Value* wanted = sealed.get("spec", "template", "metadata");
    if (wanted != nullptr &&
        (!includes(view.get("metadata", "labels"), wanted->get("labels")) ||
         !includes(view.get("metadata", "annotations"), wanted->get("annotations")))) {
        return false;
    }
    if (template_says(sealed, kSkipOwner) || manifest::annotation(view, kPatch) == "true") {
        return true;
    }
    const Value* owner = manifest::controller_of(view);
    return owner != nullptr && owner->text("uid") == manifest::uid_of(sealed);
}

}  // namespace sealer::unseal
