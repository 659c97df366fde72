// SPDX-License-Identifier: Apache-2.0
// Whether a SealedSecret may write an existing Secret, and what it makes of it (reference:
// sealed-secrets.md 3.4).
#pragma once

#include <string_view>

#include "common/manifest/secret.h"
#include "common/manifest/value.h"

namespace sealer::unseal {

enum class Claim {
    kReplace,  // ours, annotated `managed`, or left behind by a deleted SealedSecret of the same
               // name, be it as its owner or with `skip-set-owner-references`
    kPatch,    // annotated `patch`: add and overwrite, remove nothing
    kForeign,  // somebody else's: hands off
};

// `existing` is the live Secret, or just its view: only metadata is read.
[[nodiscard]] Claim claim_on(const manifest::Value& existing, const manifest::Value& sealed);

// Whether `existing` was not made by the SealedSecret: foreign, or merely patched. Such a Secret
// that goes may come again from whoever made it.
[[nodiscard]] bool is_strangers(const manifest::Value& existing, const manifest::Value& sealed);

// The Secret to write over `existing` so that it becomes what `unsealed` says, under that claim.
[[nodiscard]] manifest::Secret merge_secret(const manifest::Secret& existing,
                                            const manifest::Secret& unsealed, Claim claim);

// The UID of the SealedSecret of its own name that controls `secret`; empty if none does.
[[nodiscard]] std::string_view owning_uid(const manifest::Value& secret);

[[nodiscard]] bool same_items(const manifest::Secret& a, const manifest::Secret& b);
// Whether writing would change nothing.
[[nodiscard]] bool same_secret(const manifest::Secret& a, const manifest::Secret& b);

// Whether labels, annotations and owner in `view` are those that the SealedSecret's template asks
// for; further labels and annotations, put there by others, are fine.
[[nodiscard]] bool metadata_in_place(const manifest::Value& view, const manifest::Value& sealed);

}  // namespace sealer::unseal
