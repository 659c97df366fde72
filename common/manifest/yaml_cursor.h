// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sealer::manifest {

// Thrown at what only the whole YAML parser reads or refuses.
struct Unusual {};

[[noreturn]] inline void give_up() {
    throw Unusual{};
}

// Goes through YAML text line by line. Whoever reads a line moves `pos` along it.
struct LineCursor {
    explicit LineCursor(std::string_view all) : text(all) {}

    std::string_view text;
    std::size_t pos = 0;
    // The line at hand: its number from 1, where it begins and ends (before its break), and where
    // the next one begins.
    int line = 0;
    std::size_t line_begin = 0;
    std::size_t line_end = 0;
    std::size_t next_begin = 0;
    bool at_end = false;  // of the document: at its separator or at the end of the text

    [[nodiscard]] int column() const { return static_cast<int>(pos - line_begin); }
    [[nodiscard]] bool at(char c) const { return pos < line_end && text[pos] == c; }
    [[nodiscard]] bool is_blank_at(std::size_t offset) const {
        return offset >= line_end || text[offset] == ' ';
    }
    // At a dash that begins an element of a sequence.
    [[nodiscard]] bool at_dash() const { return at('-') && is_blank_at(pos + 1); }

    void skip_spaces();
    // Skips spaces; whether nothing but a comment follows them on the line.
    [[nodiscard]] bool rest_is_blank();
    // To the first character of the next line that has anything but a comment, or to the document's
    // end. Throws Unusual for directives and "...".
    void next_line();
    // The same, from a line that has nothing more to say. Throws Unusual where it has.
    void finish_line();
    // Reads the text of a literal block scalar from the lines below, which are indented by more
    // than `indent`, and leaves the cursor on the last of them. Returns how much of the text comes
    // before empty lines at its end. Throws Unusual for indentation that takes rules to tell.
    [[nodiscard]] std::size_t read_literal(int indent, std::string& into);

  private:
    void start_line();
};

}  // namespace sealer::manifest
