// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/yaml_block.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "common/manifest/yaml_builder.h"
#include "common/manifest/yaml_cursor.h"

namespace sealer::manifest {

namespace {

constexpr int kMaxNesting = 100;  // the whole parser's own bounds lie far beyond
constexpr std::size_t kMaxKey = 256;

using CharSet = std::array<bool, 256>;

constexpr CharSet chars(std::string_view listed, bool with_alphanumerics) {
    CharSet set{};
    for (const char c : listed) {
        set.at(static_cast<unsigned char>(c)) = true;
    }
    for (std::size_t c = 0; with_alphanumerics && c < set.size(); ++c) {
        set.at(c) =
            set.at(c) || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    return set;
}

constexpr CharSet kKeyStarts = chars("_./", true);
constexpr CharSet kKeyChars = chars("_./-", true);
constexpr CharSet kFlowChars = chars("_./-@=+", true);
constexpr CharSet kIndicators = chars("-?:,[]{}#&*!|>'\"%@`\t", false);
constexpr CharSet kEndsPlain = chars(":#\t", false);  // perhaps

bool is_in(const CharSet& set, char c) {
    return set[static_cast<unsigned char>(c)];
}

class BlockReader {
  public:
    BlockReader(std::string_view text, const YamlOptions& options)
        : in_(text), options_(options), builder_(options) {}

    // Throws Unusual, and YamlFault like its builder.
    std::vector<Document> read() {
        in_.next_line();
        if (!in_.at_end) {
            document(0);
        }
        while (in_.pos < in_.text.size()) {
            const std::size_t begin = in_.pos + 3;
            in_.pos = begin;
            in_.finish_line();
            document(begin);
        }
        return std::move(documents_);
    }

  private:
    void document(std::size_t begin) {
        if (++started_ > options_.limits.max_documents) {
            give_up();
        }
        const int line = in_.line;
        builder_.begin_document();
        if (in_.at_end) {
            null();
        } else {
            block(in_.column());
        }
        if (!in_.at_end) {
            give_up();
        }
        Value value = builder_.end_document();
        if (!value.is_null()) {
            documents_.push_back(
                {.value = std::move(value), .line = line, .begin = begin, .end = in_.pos});
        }
    }

    // --- collections ---

    // The node that begins at `in_.pos`, in column `indent`.
    void block(int indent) {
        if (in_.at_dash()) {
            sequence(indent);
        } else if (at_key()) {
            mapping(indent);
        } else {
            give_up();
        }
    }

    void enter() {
        if (++nesting_ > kMaxNesting) {
            give_up();
        }
    }

    void leave() {
        --nesting_;
        builder_.end_collection();
    }

    // Whether the collection at `indent` goes on behind one of its nodes.
    [[nodiscard]] bool goes_on(int indent) const {
        if (!in_.at_end && in_.column() > indent) {
            give_up();
        }
        return !in_.at_end && in_.column() == indent;
    }

    void mapping(int indent) {
        enter();
        builder_.begin_mapping({}, 0);
        do {
            if (!at_key()) {
                give_up();
            }
            builder_.scalar({}, key_tag_, 0, key_);
            in_.pos = behind_key_;
            if (!in_.rest_is_blank()) {
                inline_value(indent);
                continue;
            }
            in_.next_line();
            if (!in_.at_end && in_.column() == indent && in_.at_dash()) {
                sequence(indent);
            } else {
                nested(indent);
            }
        } while (goes_on(indent));
        leave();
    }

    void sequence(int indent) {
        enter();
        builder_.begin_sequence({}, 0);
        do {
            ++in_.pos;
            if (in_.rest_is_blank()) {
                in_.next_line();
                nested(indent);
            } else if (in_.at_dash() || at_key()) {
                block(in_.column());
            } else {
                inline_value(indent);
            }
        } while (goes_on(indent) && in_.at_dash());
        leave();
    }

    // What stands below a key or dash in column `indent`, if anything does.
    void nested(int indent) {
        if (in_.at_end || in_.column() <= indent) {
            null();
        } else {
            block(in_.column());
        }
    }

    void null() { builder_.scalar({}, "?", 0, ""); }

    // --- scalars ---

    // Whether a key and its colon stand here; takes note of them.
    [[nodiscard]] bool at_key() {
        const char quote = in_.at('"') || in_.at('\'') ? in_.text[in_.pos] : '\0';
        const std::size_t begin = quote == '\0' ? in_.pos : in_.pos + 1;
        std::size_t end = begin;
        if (quote != '\0') {
            end = std::min(in_.text.find_first_of("\\\"'", begin), in_.line_end);
        } else if (begin < in_.line_end && is_in(kKeyStarts, in_.text[begin])) {
            end = static_cast<std::size_t>(
                std::find_if_not(in_.text.begin() + static_cast<std::ptrdiff_t>(begin),
                                 in_.text.begin() + static_cast<std::ptrdiff_t>(in_.line_end),
                                 [](char c) { return is_in(kKeyChars, c); }) -
                in_.text.begin());
        }
        behind_key_ = quote == '\0' ? end + 1 : end + 2;
        if (end == begin || end - begin > kMaxKey || behind_key_ > in_.line_end ||
            (quote != '\0' && in_.text[end] != quote) || in_.text[behind_key_ - 1] != ':' ||
            !in_.is_blank_at(behind_key_)) {
            return false;
        }
        key_ = in_.text.substr(begin, end - begin);
        key_tag_ = quote == '\0' ? "?" : "!";
        return true;
    }

    // A value on the line of its key or dash, which is in column `indent`.
    void inline_value(int indent) {
        switch (in_.text[in_.pos]) {
            case '|':
                literal(indent);
                return;
            case '"':
            case '\'':
                quoted();
                break;
            case '[':
            case '{':
                flow();
                break;
            default:
                plain();
        }
        in_.finish_line();
        if (!in_.at_end && in_.column() > indent) {
            give_up();
        }
    }

    void plain() {
        const char first = in_.text[in_.pos];
        if (is_in(kIndicators, first) && (first != '-' || in_.is_blank_at(in_.pos + 1))) {
            give_up();
        }
        std::size_t end = in_.pos;
        for (; end < in_.line_end; ++end) {
            if (!is_in(kEndsPlain, in_.text[end])) {
                continue;
            }
            if (in_.text[end] == '\t' || (in_.text[end] == ':' && in_.is_blank_at(end + 1))) {
                give_up();
            }
            if (in_.text[end] == '#' && in_.text[end - 1] == ' ') {
                break;
            }
        }
        const std::size_t comment = end;
        while (in_.text[end - 1] == ' ') {
            --end;
        }
        builder_.scalar({}, "?", 0, in_.text.substr(in_.pos, end - in_.pos));
        in_.pos = end == comment ? end : comment - 1;
    }

    void quoted() {
        const char quote = in_.text[in_.pos++];
        buffer_.clear();
        while (true) {
            if (in_.pos >= in_.line_end) {
                give_up();
            }
            const char c = in_.text[in_.pos++];
            if (c == '\\' && quote == '"') {
                buffer_ += escaped();
            } else if (c != quote) {
                buffer_ += c;
            } else if (c == '\'' && in_.at('\'')) {
                buffer_ += in_.text[in_.pos++];
            } else {
                break;
            }
        }
        builder_.scalar({}, "!", 0, buffer_);
    }

    char escaped() {
        constexpr std::string_view kLetters = "nt\"\\";
        constexpr std::string_view kMeanings = "\n\t\"\\";
        const std::size_t which =
            in_.pos < in_.line_end ? kLetters.find(in_.text[in_.pos++]) : std::string_view::npos;
        if (which == std::string_view::npos) {
            give_up();
        }
        return kMeanings[which];
    }

    void literal(int indent) {
        ++in_.pos;
        const char chomping = in_.at('-') || in_.at('+') ? in_.text[in_.pos++] : '\0';
        in_.skip_spaces();
        if (in_.pos != in_.line_end) {
            give_up();
        }
        const std::size_t kept = in_.read_literal(indent, buffer_);
        if (kept == 0) {
            give_up();
        }
        if (chomping != '+') {
            buffer_.resize(chomping == '-' ? kept - 1 : kept);
        }
        builder_.scalar({}, "!", 0, buffer_);
        in_.next_line();
        if (!in_.at_end && in_.column() > indent) {
            give_up();
        }
    }

    // --- flow collections on one line ---

    void flow() {
        enter();
        const bool is_mapping = in_.text[in_.pos] == '{';
        const char close = is_mapping ? '}' : ']';
        if (is_mapping) {
            builder_.begin_mapping({}, 0);
        } else {
            builder_.begin_sequence({}, 0);
        }
        skip_indicator();
        while (!in_.at(close)) {
            if (is_mapping) {
                flow_scalar();
                if (!in_.at(':') || !in_.is_blank_at(in_.pos + 1)) {
                    give_up();
                }
                skip_indicator();
            }
            if (in_.at('[') || in_.at('{')) {
                flow();
            } else {
                flow_scalar();
            }
            in_.skip_spaces();
            if (in_.at(',')) {
                skip_indicator();
            } else if (!in_.at(close)) {
                give_up();
            }
        }
        ++in_.pos;
        leave();
    }

    void skip_indicator() {
        ++in_.pos;
        in_.skip_spaces();
    }

    void flow_scalar() {
        if (in_.at('"') || in_.at('\'')) {
            quoted();
            return;
        }
        const std::size_t begin = in_.pos;
        while (in_.pos < in_.line_end &&
               (is_in(kFlowChars, in_.text[in_.pos]) || colon_goes_on())) {
            ++in_.pos;
        }
        if (in_.pos == begin || is_in(kIndicators, in_.text[begin])) {
            give_up();
        }
        builder_.scalar({}, "?", 0, in_.text.substr(begin, in_.pos - begin));
    }

    // At a colon within a scalar, as in image:tag.
    [[nodiscard]] bool colon_goes_on() const {
        return in_.at(':') && in_.pos + 1 < in_.line_end &&
               is_in(kKeyStarts, in_.text[in_.pos + 1]);
    }

    LineCursor in_;
    YamlOptions options_;
    YamlBuilder builder_;
    std::vector<Document> documents_;
    std::size_t started_ = 0;
    int nesting_ = 0;
    // What at_key found.
    std::string_view key_;
    std::string_view key_tag_;
    std::size_t behind_key_ = 0;
    std::string buffer_;
};

}  // namespace

std::optional<std::vector<Document>> parse_block_yaml(std::string_view text,
                                                      const YamlOptions& options) {
    if (text.find('\r') != std::string_view::npos) {
        return std::nullopt;
    }
    try {
        return BlockReader(text, options).read();
    } catch (const Unusual&) {
        return std::nullopt;
    } catch (const YamlFault&) {
        return std::nullopt;
    }
}

}  // namespace sealer::manifest
