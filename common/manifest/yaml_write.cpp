// SPDX-License-Identifier: Apache-2.0
// YAML as sigs.k8s.io/yaml prints it: layout, quoting and folding of libyaml's emitter with its
// default width.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/text.h"
#include "common/manifest/number.h"
#include "common/manifest/utf8.h"
#include "common/manifest/yaml.h"
#include "common/manifest/yaml_scalar.h"
#include "common/manifest/yaml_style.h"

namespace sealer::manifest {

namespace {

constexpr int kIndent = 2;
constexpr int kWidth = 80;
constexpr std::size_t kMaxSimpleKey = 128;
constexpr int kNoIndent = -1;  // outside of all collections

std::string escape(char32_t code) {
    using namespace std::string_view_literals;
    // Pairs: the code point and its letter.
    constexpr std::string_view kShort =
        "\0000\aa\bb\tt\nn\vv\ff\rr\x1B"
        "e\"\"\\\\"sv;
    constexpr std::string_view kHex = "0123456789ABCDEF";
    for (std::size_t i = 0; i < kShort.size(); i += 2) {
        if (code == static_cast<unsigned char>(kShort[i])) {
            return {'\\', kShort[i + 1]};
        }
    }
    switch (code) {
        case 0x85:
            return "\\N";
        case 0xA0:
            return "\\_";
        case 0x2028:
            return "\\L";
        case 0x2029:
            return "\\P";
        default:
            break;
    }
    const int digits = code <= 0xFF ? 2 : code <= 0xFFFF ? 4 : 8;
    std::string out = {'\\', digits == 2 ? 'x' : digits == 4 ? 'u' : 'U'};
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
        out += kHex[code >> static_cast<unsigned>(shift) & 0xFU];
    }
    return out;
}

class YamlWriter {
  public:
    std::string document(const Value& value) {
        node(value, kNoIndent, false);
        start_line(0);
        return std::move(out_);
    }

  private:
    void put(std::string_view text) {
        out_ += text;
        // Columns are code points: continuation bytes do not count.
        column_ += static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) {
            return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
        }));
    }

    void break_line() {
        out_ += '\n';
        column_ = 0;
    }

    // Goes to column `indent`, on the same line where only indicators stand before it.
    void start_line(int indent) {
        if (!only_indicators_ || column_ > indent || (column_ == indent && !after_space_)) {
            break_line();
        }
        while (column_ < indent) {
            put(" ");
        }
        after_space_ = true;
        only_indicators_ = true;
    }

    // "-", "?" and ":" of a long key: the node that follows may stand on the same line.
    void indicator(std::string_view text) {
        if (!after_space_) {
            put(" ");
        }
        put(text);
        after_space_ = false;
    }

    void token(std::string_view text) {
        indicator(text);
        only_indicators_ = false;
    }

    void node(const Value& value, int indent, bool in_mapping) {
        switch (value.kind()) {
            case Value::Kind::kNull:
                token("null");
                break;
            case Value::Kind::kBool:
                token(value.as_bool() ? "true" : "false");
                break;
            case Value::Kind::kString:
                string(value.as_string(), indent, false);
                break;
            case Value::Kind::kArray:
                sequence(value.as_array(), indent, in_mapping);
                break;
            case Value::Kind::kObject:
                mapping(value.as_object(), indent);
                break;
            default:
                number(value);
        }
    }

    // The original passes through JSON, where a whole double turns into an integer.
    void number(const Value& value) {
        const Result<Value> read = as_json_value(value);
        token(read->kind() == Value::Kind::kDouble ? go_general(read->as_double())
                                                   : json_number(*read));
    }

    void sequence(const Array& array, int indent, bool in_mapping) {
        if (array.empty()) {
            token("[]");
            return;
        }
        const bool at_key = in_mapping && !only_indicators_;
        const int inner = indent == kNoIndent ? 0 : at_key ? indent : indent + kIndent;
        for (const Value& element : array) {
            start_line(inner);
            indicator("-");
            node(element, inner, false);
        }
    }

    void mapping(const Object& object, int indent) {
        if (object.empty()) {
            token("{}");
            return;
        }
        std::vector<const Member*> members;
        members.reserve(object.size());
        for (const Member& member : object) {
            members.push_back(&member);
        }
        // Stable, because it stays within bounds whatever the order: key_less is the original's,
        // which in far corners is no strict weak order.
        std::stable_sort(members.begin(), members.end(),
                         [](const Member* a, const Member* b) { return key_less(a->key, b->key); });
        const int inner = indent == kNoIndent ? 0 : indent + kIndent;
        for (const Member* member : members) {
            start_line(inner);
            key(member->key, inner);
            node(member->value, inner, true);
        }
    }

    void key(const std::string& text, int indent) {
        if (text.size() <= kMaxSimpleKey && !holds_break(text)) {
            string(text, indent, true);
            put(":");
            after_space_ = false;
            only_indicators_ = false;
            return;
        }
        indicator("?");
        string(text, indent, false);
        start_line(indent);
        indicator(":");
    }

    void string(const std::string& text, int indent, bool is_key) {
        if (!is_utf8(text)) {
            string(valid_utf8(text), indent, is_key);
            return;
        }
        const int inner = indent == kNoIndent ? kIndent : indent + kIndent;
        switch (choose_form(text, is_key).style) {
            case ScalarStyle::kPlain:
                plain(text, inner, !is_key);
                break;
            case ScalarStyle::kSingleQuoted:
                single_quoted(text, inner, !is_key);
                break;
            case ScalarStyle::kDoubleQuoted:
                double_quoted(text, inner, !is_key);
                break;
            case ScalarStyle::kLiteral:
                literal(text, inner);
                break;
        }
    }

    // Whether the space at `at` may become a line break: a lone one, past the width, within the
    // text.
    [[nodiscard]] bool may_fold(std::string_view text, std::size_t at) const {
        return column_ > kWidth && at > 0 && at + 1 < text.size() && text[at - 1] != ' ';
    }

    void plain(std::string_view text, int indent, bool foldable) {
        token("");
        for (std::size_t i = 0; i < text.size();) {
            std::size_t end = i + 1;
            if (text[i] == ' ' && foldable && may_fold(text, i) && text[end] != ' ') {
                start_line(indent);
            } else {
                end = std::min(text.find(' ', end), text.size());
                put(text.substr(i, end - i));
            }
            only_indicators_ = false;
            i = end;
        }
        after_space_ = false;
    }

    void single_quoted(std::string_view text, int indent, bool foldable) {
        token("'");
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == ' ' && foldable && may_fold(text, i) && text[i + 1] != ' ') {
                start_line(indent);
            } else {
                put(text[i] == '\'' ? "''" : text.substr(i, 1));
            }
            only_indicators_ = false;
        }
        put("'");
        after_space_ = false;
    }

    void double_quoted(std::string_view text, int indent, bool foldable) {
        // go-yaml takes every character for a byte order mark once the first is one.
        const bool escapes_all = text.starts_with("\xEF\xBB\xBF");
        token("\"");
        for (std::size_t i = 0; i < text.size();) {
            const Rune rune = first_rune(text.substr(i));
            if (escapes_all || needs_escape(rune.code) || rune.code == '"' || rune.code == '\\') {
                put(escape(rune.code));
            } else if (rune.code == ' ' && foldable && may_fold(text, i)) {
                start_line(indent);
                put(text[i + 1] == ' ' ? "\\" : "");
            } else {
                put(text.substr(i, rune.size));
            }
            only_indicators_ = false;
            i += rune.size;
        }
        put("\"");
        after_space_ = false;
    }

    void literal(std::string_view text, int indent) {
        token("|");
        if (text[0] == ' ' || text[0] == '\n') {
            put(std::to_string(kIndent));
        }
        if (!text.ends_with('\n')) {
            put("-");
        } else if (text.size() == 1 || text.ends_with("\n\n")) {
            put("+");
        }
        break_line();
        after_space_ = true;
        bool at_line_start = true;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '\n') {
                break_line();
                at_line_start = true;
                continue;
            }
            if (at_line_start) {
                put(std::string(static_cast<std::size_t>(indent), ' '));
                at_line_start = false;
            }
            put(text.substr(i, 1));
        }
        only_indicators_ = at_line_start;
    }

    std::string out_;
    int column_ = 0;
    bool after_space_ = true;      // white space, or nothing, was written last
    bool only_indicators_ = true;  // nothing but indicators stands on the line
};

}  // namespace

std::string write_yaml(const Value& value) {
    return YamlWriter().document(value);
}

}  // namespace sealer::manifest
