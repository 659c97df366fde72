// SPDX-License-Identifier: Apache-2.0
// Texts to lists of texts and back, for the functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/template/functions.h"

namespace sealer::tmpl {

// A list's elements as texts, nils left out; of any other value its text alone (sprig's strslice).
[[nodiscard]] Result<std::vector<std::string>> texts_of(const Call& call, const Value& value);
[[nodiscard]] Result<Value> give_texts(const Call& call, const std::vector<std::string>& texts);

// strings.SplitN: at most `count` parts, all if negative; an empty separator parts code points. The
// parts are views of `text`.
[[nodiscard]] Result<std::vector<std::string_view>> split_text(const Call& call,
                                                               std::string_view text,
                                                               std::string_view separator,
                                                               std::int64_t count);
// As text.find(part), in linear time whatever they are.
[[nodiscard]] std::size_t find_text(std::string_view text, std::string_view part);
// Bytes of the first code point of `text`, which is not empty.
[[nodiscard]] std::size_t first_rune_size(std::string_view text);

}  // namespace sealer::tmpl
