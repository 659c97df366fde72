// SPDX-License-Identifier: Apache-2.0
// Changing single values of a YAML or JSON text in place.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/value.h"

namespace sealer::manifest {

struct YamlEdit {
    std::size_t document = 0;  // index among the documents that parse_yaml returns
    // Keys from the root; in sequences, indices. At the end, "-" is a new element of a sequence,
    // which is made if need be.
    std::vector<std::string> path;
    // A null, boolean, number or text; of what is new, anything; nullopt removes the entry,
    // once the others are set.
    std::optional<Value> value;
};

// The text with just these changes. Values that are there are replaced, in their style of quoting
// where it can say the new value; others join the mapping they belong to, made if need be: in
// order where its keys are, else, and at the root, at its end. All else stays as it is, byte for
// byte: comments, order, indentation, line endings, other documents. The result has been read back
// and found to be what the edits mean. kInvalid when it is not (aliases of an edited value would
// change with it), for what the text does not let be edited
// ("line 3: …"), and for what is no well-formed YAML.
[[nodiscard]] Result<std::string> edit_yaml(std::string_view text,
                                            const std::vector<YamlEdit>& edits);

}  // namespace sealer::manifest
