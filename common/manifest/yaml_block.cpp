// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/yaml_block.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "common/manifest/yaml_builder.h"

namespace sealer::manifest {

namespace {

constexpr int kMaxNesting = 100;  // the whole parser's own bounds lie far beyond
constexpr std::size_t kMaxKey = 256;

// Thrown at what is not read here.
struct Unusual {};

[[noreturn]] void give_up() {
    throw Unusual{};
}

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
        : text_(text), options_(options), builder_(options) {}

    // Throws Unusual, and YamlFault like its builder.
    std::vector<Document> read() {
        next_line();
        if (!at_end_) {
            document(0);
        }
        while (pos_ < text_.size()) {
            const std::size_t begin = pos_ + 3;
            pos_ = begin;
            finish_line();
            document(begin);
        }
        return std::move(documents_);
    }

  private:
    void document(std::size_t begin) {
        if (++started_ > options_.limits.max_documents) {
            give_up();
        }
        const int line = line_;
        builder_.begin_document();
        if (at_end_) {
            null();
        } else {
            block(column());
        }
        if (!at_end_) {
            give_up();
        }
        Value value = builder_.end_document();
        if (!value.is_null()) {
            documents_.push_back(
                {.value = std::move(value), .line = line, .begin = begin, .end = pos_});
        }
    }

    // --- lines ---

    [[nodiscard]] int column() const { return static_cast<int>(pos_ - line_begin_); }
    [[nodiscard]] bool at(char c) const { return pos_ < line_end_ && text_[pos_] == c; }
    [[nodiscard]] bool is_blank_at(std::size_t at) const {
        return at >= line_end_ || text_[at] == ' ';
    }
    // At a dash that begins an element.
    [[nodiscard]] bool at_dash() const { return at('-') && is_blank_at(pos_ + 1); }

    void skip_spaces() {
        while (at(' ')) {
            ++pos_;
        }
    }

    // At the end of the line, but for a comment.
    [[nodiscard]] bool rest_is_blank() {
        const std::size_t from = pos_;
        skip_spaces();
        return pos_ == line_end_ || (at('#') && pos_ > from);
    }

    void finish_line() {
        if (!rest_is_blank()) {
            give_up();
        }
        next_line();
    }

    // Goes to the first character of the next line that has anything but a comment; `at_end_` where
    // the document ends before that, at its separator or the end of the text.
    void next_line() {
        at_end_ = false;
        while (next_begin_ < text_.size()) {
            start_line();
            skip_spaces();
            if (pos_ == line_end_ || at('#')) {
                continue;
            }
            if (column() > 0) {
                return;
            }
            const std::string_view line = text_.substr(pos_, line_end_ - pos_);
            if (line[0] == '%' || line.starts_with("...")) {
                give_up();
            }
            at_end_ = line.starts_with("---") && is_blank_at(pos_ + 3);
            return;
        }
        pos_ = text_.size();
        at_end_ = true;
    }

    void start_line() {
        line_begin_ = next_begin_;
        pos_ = line_begin_;
        line_end_ = std::min(text_.find('\n', line_begin_), text_.size());
        next_begin_ = line_end_ + 1;
        ++line_;
    }

    // --- collections ---

    // The node that begins at `pos_`, in column `indent`.
    void block(int indent) {
        if (at_dash()) {
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
        if (!at_end_ && column() > indent) {
            give_up();
        }
        return !at_end_ && column() == indent;
    }

    void mapping(int indent) {
        enter();
        builder_.begin_mapping({}, 0);
        do {
            if (!at_key()) {
                give_up();
            }
            builder_.scalar({}, key_tag_, 0, key_);
            pos_ = behind_key_;
            if (!rest_is_blank()) {
                inline_value(indent);
                continue;
            }
            next_line();
            if (!at_end_ && column() == indent && at_dash()) {
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
            ++pos_;
            if (rest_is_blank()) {
                next_line();
                nested(indent);
            } else if (at_dash() || at_key()) {
                block(column());
            } else {
                inline_value(indent);
            }
        } while (goes_on(indent) && at_dash());
        leave();
    }

    // What stands below a key or dash in column `indent`, if anything does.
    void nested(int indent) {
        if (at_end_ || column() <= indent) {
            null();
        } else {
            block(column());
        }
    }

    void null() { builder_.scalar({}, "?", 0, ""); }

    // --- scalars ---

    // Whether a key and its colon stand here; takes note of them.
    [[nodiscard]] bool at_key() {
        const char quote = at('"') || at('\'') ? text_[pos_] : '\0';
        const std::size_t begin = quote == '\0' ? pos_ : pos_ + 1;
        std::size_t end = begin;
        if (quote != '\0') {
            end = std::min(text_.find_first_of("\\\"'", begin), line_end_);
        } else if (begin < line_end_ && is_in(kKeyStarts, text_[begin])) {
            end = static_cast<std::size_t>(
                std::find_if_not(text_.begin() + static_cast<std::ptrdiff_t>(begin),
                                 text_.begin() + static_cast<std::ptrdiff_t>(line_end_),
                                 [](char c) { return is_in(kKeyChars, c); }) -
                text_.begin());
        }
        behind_key_ = quote == '\0' ? end + 1 : end + 2;
        if (end == begin || end - begin > kMaxKey || behind_key_ > line_end_ ||
            (quote != '\0' && text_[end] != quote) || text_[behind_key_ - 1] != ':' ||
            !is_blank_at(behind_key_)) {
            return false;
        }
        key_ = text_.substr(begin, end - begin);
        key_tag_ = quote == '\0' ? "?" : "!";
        return true;
    }

    // A value on the line of its key or dash, which is in column `indent`.
    void inline_value(int indent) {
        switch (text_[pos_]) {
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
        finish_line();
        if (!at_end_ && column() > indent) {
            give_up();
        }
    }

    void plain() {
        const char first = text_[pos_];
        if (is_in(kIndicators, first) && (first != '-' || is_blank_at(pos_ + 1))) {
            give_up();
        }
        std::size_t end = pos_;
        for (; end < line_end_; ++end) {
            if (!is_in(kEndsPlain, text_[end])) {
                continue;
            }
            if (text_[end] == '\t' || (text_[end] == ':' && is_blank_at(end + 1))) {
                give_up();
            }
            if (text_[end] == '#' && text_[end - 1] == ' ') {
                break;
            }
        }
        const std::size_t comment = end;
        while (text_[end - 1] == ' ') {
            --end;
        }
        builder_.scalar({}, "?", 0, text_.substr(pos_, end - pos_));
        pos_ = end == comment ? end : comment - 1;
    }

    void quoted() {
        const char quote = text_[pos_++];
        buffer_.clear();
        while (true) {
            if (pos_ >= line_end_) {
                give_up();
            }
            const char c = text_[pos_++];
            if (c == '\\' && quote == '"') {
                buffer_ += escaped();
            } else if (c != quote) {
                buffer_ += c;
            } else if (c == '\'' && at('\'')) {
                buffer_ += text_[pos_++];
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
            pos_ < line_end_ ? kLetters.find(text_[pos_++]) : std::string_view::npos;
        if (which == std::string_view::npos) {
            give_up();
        }
        return kMeanings[which];
    }

    void literal(int indent) {
        ++pos_;
        const char chomping = at('-') || at('+') ? text_[pos_++] : '\0';
        skip_spaces();
        if (pos_ != line_end_) {
            give_up();
        }
        const std::size_t kept = literal_lines(indent);
        if (kept == 0) {
            give_up();
        }
        if (chomping != '+') {
            buffer_.resize(chomping == '-' ? kept - 1 : kept);
        }
        builder_.scalar({}, "!", 0, buffer_);
        next_line();
        if (!at_end_ && column() > indent) {
            give_up();
        }
    }

    // Reads all lines that are indented by more than `indent` or empty into the buffer; how much of
    // it comes before trailing empty lines.
    std::size_t literal_lines(int indent) {
        buffer_.clear();
        std::size_t kept = 0;
        int inner = -1;  // the text's own indentation, once known
        while (next_begin_ < text_.size()) {
            const std::size_t begin = next_begin_;
            start_line();
            skip_spaces();
            const bool is_blank = pos_ == line_end_;
            if (inner < 0 && (is_blank ? column() > 0 : column() <= indent || at('\t'))) {
                give_up();
            }
            if (inner < 0 && !is_blank) {
                inner = column();
            }
            if (!is_blank && column() < inner) {
                next_begin_ = begin;
                --line_;
                break;
            }
            if (line_end_ == text_.size()) {
                give_up();  // without a line break the rules differ
            }
            if (inner >= 0 && column() >= inner) {
                const std::size_t text_begin = begin + static_cast<std::size_t>(inner);
                buffer_ += text_.substr(text_begin, line_end_ - text_begin);
            }
            const bool is_empty = buffer_.empty() || buffer_.back() == '\n';
            buffer_ += '\n';
            kept = is_empty ? kept : buffer_.size();
        }
        return kept;
    }

    // --- flow collections on one line ---

    void flow() {
        enter();
        const bool is_mapping = text_[pos_] == '{';
        const char close = is_mapping ? '}' : ']';
        if (is_mapping) {
            builder_.begin_mapping({}, 0);
        } else {
            builder_.begin_sequence({}, 0);
        }
        skip_indicator();
        while (!at(close)) {
            if (is_mapping) {
                flow_scalar();
                if (!at(':') || !is_blank_at(pos_ + 1)) {
                    give_up();
                }
                skip_indicator();
            }
            if (at('[') || at('{')) {
                flow();
            } else {
                flow_scalar();
            }
            skip_spaces();
            if (at(',')) {
                skip_indicator();
            } else if (!at(close)) {
                give_up();
            }
        }
        ++pos_;
        leave();
    }

    void skip_indicator() {
        ++pos_;
        skip_spaces();
    }

    void flow_scalar() {
        if (at('"') || at('\'')) {
            quoted();
            return;
        }
        const std::size_t begin = pos_;
        while (pos_ < line_end_ && (is_in(kFlowChars, text_[pos_]) || colon_goes_on())) {
            ++pos_;
        }
        if (pos_ == begin || is_in(kIndicators, text_[begin])) {
            give_up();
        }
        builder_.scalar({}, "?", 0, text_.substr(begin, pos_ - begin));
    }

    // At a colon within a scalar, as in image:tag.
    [[nodiscard]] bool colon_goes_on() const {
        return at(':') && pos_ + 1 < line_end_ && is_in(kKeyStarts, text_[pos_ + 1]);
    }

    std::string_view text_;
    YamlOptions options_;
    YamlBuilder builder_;
    std::vector<Document> documents_;
    std::size_t started_ = 0;
    int nesting_ = 0;
    // The line at hand, without its break, and where the next one begins.
    std::size_t line_begin_ = 0;
    std::size_t line_end_ = 0;
    std::size_t next_begin_ = 0;
    int line_ = 0;
    std::size_t pos_ = 0;
    bool at_end_ = false;
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
