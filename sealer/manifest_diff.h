// SPDX-License-Identifier: Apache-2.0
// What differs between two renders, object by object, for people to read: without secrets.
#pragma once

#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/object.h"
#include "common/manifest/value.h"

namespace sealer::cli {

enum class ChangeKind { kAdded, kChanged, kRemoved };

struct Change {
    ChangeKind kind = ChangeKind::kChanged;
    manifest::ObjectKey object;
    std::string old_name;  // of one whose name ends with a hash of its content; else empty
    std::string lines;     // hunks of a unified diff of the objects as YAML
    std::vector<std::string> reasons;  // of live objects: why each field counts, on one line
};

// Sorted by object. Of a Secret's values, and of a SealedSecret's ciphertext, `lines` tell whether
// they are there and whether they changed, not what or how long they are. A ConfigMap or Secret
// whose name changed in its hash alone, is one that changed. Fails only for want of memory.
[[nodiscard]] Result<std::vector<Change>> compare_manifests(
    const std::vector<manifest::Value>& before, const std::vector<manifest::Value>& after);

// The values of a Secret, and the ciphertext of a SealedSecret, become words, as there. For two
// objects of one kind: the second tells what changed. Either may be null.
void hide_secrets(manifest::Value& before, manifest::Value& after);

}  // namespace sealer::cli
