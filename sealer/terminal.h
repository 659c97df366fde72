// SPDX-License-Identifier: Apache-2.0
// What people see: text that a terminal may be given, colours, columns.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sealer/world.h"

namespace sealer::cli {

// Without what a terminal would act on: what comes from repositories and clusters may hold
// anything.
[[nodiscard]] std::string printable(std::string text);

// Whether what goes to stdout is for a terminal that wants colours (https://no-color.org).
[[nodiscard]] bool wants_colour(const World& world);

// `text` in a colour by its number in ECMA-48 ("31" is red); as it is where `colour` is empty.
[[nodiscard]] std::string painted(const std::string& text, std::string_view colour);

// Characters of UTF-8 text, which are taken to be one column wide each.
[[nodiscard]] std::size_t width_of(std::string_view text);
// The first `width` of them.
[[nodiscard]] std::string cut_to(std::string text, std::size_t width);

using Row = std::vector<std::string>;
// Picks the colour of a cell, see painted().
using ColourOf = std::string_view (*)(std::string_view cell);

// Rows in columns, `gap` blanks between them, none at the ends of lines. Cells are made printable.
// Without `colour_of` there are no colours.
[[nodiscard]] std::string print_table(const std::vector<Row>& rows, std::size_t gap = 2,
                                      ColourOf colour_of = nullptr);

}  // namespace sealer::cli
