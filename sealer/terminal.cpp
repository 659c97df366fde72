// SPDX-License-Identifier: Apache-2.0
#include "sealer/terminal.h"

#include <algorithm>

#include <unistd.h>

namespace sealer::cli {
namespace {

bool starts_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

}  // namespace

std::string printable(std::string text) {
    std::ranges::replace_if(
        text, [](unsigned char c) { return c < ' ' || c == 0x7f; }, '?');
    return text;
}

bool wants_colour(const World& world) {
    return ::isatty(world.standard_output) == 1 && !world.environment("NO_COLOR");
}

std::string painted(const std::string& text, std::string_view colour) {
    return colour.empty() ? text : "\x1b[" + std::string(colour) + "m" + text + "\x1b[0m";
}

std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, starts_character));
}

std::string cut_to(std::string text, std::size_t width) {
    std::size_t characters = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (starts_character(text[i]) && ++characters > width) {
            text.resize(i);
        }
    }
    return text;
}

std::string print_table(const std::vector<Row>& rows, std::size_t gap, ColourOf colour_of) {
    std::vector<std::size_t> widths;
    for (const Row& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], width_of(row[i]));
        }
    }
    std::string text;
    for (const Row& row : rows) {
        std::size_t blanks = 0;
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (!row[i].empty()) {
                text.append(blanks, ' ');
                blanks = 0;
                text += painted(printable(row[i]), colour_of == nullptr ? "" : colour_of(row[i]));
            }
            blanks += widths[i] - width_of(row[i]) + gap;
        }
        text += '\n';
    }
    return text;
}

}  // namespace sealer::cli
