// SPDX-License-Identifier: Apache-2.0
#include "common/template/word_case.h"

#include <algorithm>
#include <vector>

#include "common/template/literal.h"

namespace sealer::tmpl {
namespace {

enum class Class { kConnector, kPunctuation, kUpper, kLetter, kNumber, kOther };

Class class_of(char32_t rune) {
    constexpr std::u32string_view kPunctuation = U"!\"#%&'()*,./:;?@[\\]{}";
    if (rune == U'-' || rune == U'_' || is_space(rune)) {
        return Class::kConnector;
    }
    if (kPunctuation.find(rune) != std::u32string_view::npos) {
        return Class::kPunctuation;
    }
    if (is_upper(rune)) {
        return Class::kUpper;
    }
    if (is_digit(rune)) {
        return Class::kNumber;
    }
    return is_letter(rune) ? Class::kLetter : Class::kOther;
}

struct Word {
    Class kind;  // kUpper: begins with a capital
    std::u32string runes;
};

// Where the word that begins at `start` ends. "HTTPServer" is two words, the last capital of a run
// being the first letter of what follows.
std::size_t word_end(const std::u32string& runes, std::size_t start) {
    const auto run = [&](std::size_t from, Class kind) {
        while (from < runes.size() && class_of(runes[from]) == kind) {
            ++from;
        }
        return from;
    };
    const Class kind = class_of(runes[start]);
    if (kind != Class::kUpper) {
        return run(start, kind);
    }
    const std::size_t capitals = run(start, Class::kUpper);
    const bool letter_follows =
        capitals < runes.size() && class_of(runes[capitals]) == Class::kLetter;
    if (capitals == start + 1) {
        return letter_follows ? run(capitals, Class::kLetter) : capitals;
    }
    return letter_follows ? capitals - 1 : capitals;
}

std::vector<Word> words_of(const std::u32string& runes) {
    std::vector<Word> words;
    for (std::size_t start = 0; start < runes.size();) {
        const std::size_t end = word_end(runes, start);
        words.push_back({class_of(runes[start]), runes.substr(start, end - start)});
        start = end;
    }
    return words;
}

class Joiner {
  public:
    Joiner(const std::vector<Word>& words, char32_t connector)
        : words_(words), connector_(connector) {}

    std::string run() {
        while (next_ + 1 < words_.size()) {
            const Word& word = words_[next_];
            ++next_;
            if (word.kind == Class::kNumber) {
                write(word);
                write_name();
            } else if (word.kind == Class::kConnector) {
                out_.append(word.runes.size(), connector_);
            } else {
                write(word);
                if (word.kind != Class::kPunctuation) {
                    part();
                }
            }
        }
        if (next_ < words_.size()) {
            write(words_[next_]);
        }
        return text_of(out_);
    }

  private:
    [[nodiscard]] bool at(Class kind) const {
        return next_ < words_.size() && words_[next_].kind == kind;
    }

    void write(const Word& word) {
        for (const char32_t rune : word.runes) {
            out_.push_back(word.kind == Class::kConnector ? connector_ : to_lower(rune));
        }
    }

    void write_connector() {
        if (next_ < words_.size() && !at(Class::kConnector) && !at(Class::kPunctuation)) {
            out_.push_back(connector_);
        }
    }

    // Lower-case letters and digits that follow a number belong to it.
    void write_name() {
        while (at(Class::kLetter) || at(Class::kNumber)) {
            write(words_[next_++]);
        }
        write_connector();
    }

    // Parts a word from what follows. A number belongs to the word before it, unless lower-case
    // letters follow: "Bld4Floor" is bld4_floor, "HTTP2xx" http_2xx.
    void part() {
        if (!at(Class::kNumber)) {
            write_connector();
            return;
        }
        if (next_ + 1 >= words_.size()) {
            return;
        }
        const Word& number = words_[next_++];
        if (!at(Class::kLetter)) {
            write(number);
            write_connector();
            return;
        }
        out_.push_back(connector_);
        write(number);
        write_name();
    }

    const std::vector<Word>& words_;
    char32_t connector_;
    std::size_t next_ = 0;
    std::u32string out_;
};

bool is_connector(char32_t rune) {
    return class_of(rune) == Class::kConnector;
}

}  // namespace

std::string to_lower_words(std::string_view text, char32_t connector) {
    const std::vector<Word> words = words_of(runes_of(text));
    return Joiner(words, connector).run();
}

std::string to_pascal_case(std::string_view text) {
    const std::u32string runes = runes_of(text);
    const auto first = std::ranges::find_if_not(runes, is_connector);
    std::u32string out(runes.begin(), first);
    if (first == runes.end() && !runes.empty()) {
        out.push_back(runes.back());  // as there: connectors alone become one more
    }
    // Connectors in front and all but one of those in a row stay; words begin with a capital, and
    // of the capitals behind it only those after a small letter stay.
    bool starts = true;
    bool in_capitals = false;
    for (auto rune = first; rune != runes.end(); ++rune) {
        const bool more = rune + 1 != runes.end();
        if (is_connector(*rune)) {
            if (!more || is_connector(*(rune + 1))) {
                out.push_back(*rune);
            }
            starts = true;
        } else if (starts) {
            in_capitals = is_upper(*rune);
            out.push_back(to_upper(*rune));
            starts = false;
        } else {
            in_capitals = in_capitals && is_upper(*rune);
            out.push_back(in_capitals ? to_lower(*rune) : *rune);
        }
    }
    return text_of(out);
}

}  // namespace sealer::tmpl
