// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "common/manifest/json.h"
#include "common/manifest/number.h"
#include "common/manifest/utf8.h"

namespace sealer::manifest {

namespace {

std::string_view short_escape(char c) {
    switch (c) {
        case '"':
            return "\\\"";
        case '\\':
            return "\\\\";
        case '\b':
            return "\\b";
        case '\f':
            return "\\f";
        case '\n':
            return "\\n";
        case '\r':
            return "\\r";
        case '\t':
            return "\\t";
        default:
            return "";
    }
}

class JsonWriter {
  public:
    explicit JsonWriter(const JsonStyle& style) : style_(style) {}

    void write(const Value& value) {
        switch (value.kind()) {
            case Value::Kind::kNull:
                out_ += "null";
                break;
            case Value::Kind::kBool:
                out_ += value.as_bool() ? "true" : "false";
                break;
            case Value::Kind::kString:
                write_string(value.as_string());
                break;
            case Value::Kind::kArray:
                write_array(value.as_array());
                break;
            case Value::Kind::kObject:
                write_object(value.as_object());
                break;
            default:
                out_ += !style_.signed_zero && value.as_double() == 0 ? "0" : json_number(value);
        }
    }

    std::string take() { return std::move(out_); }

  private:
    void break_line() {
        if (style_.indent > 0) {
            out_ += '\n';
            out_.append(depth_ * static_cast<std::size_t>(style_.indent), ' ');
        }
    }

    // `write_item(i)` for each i below `count`, between brackets.
    template <class WriteItem>
    void write_items(std::string_view brackets, std::size_t count, WriteItem write_item) {
        out_ += brackets[0];
        if (count > 0) {
            ++depth_;
            for (std::size_t i = 0; i < count; ++i) {
                if (i > 0) {
                    out_ += ',';
                }
                break_line();
                write_item(i);
            }
            --depth_;
            break_line();
        }
        out_ += brackets[1];
    }

    void write_array(const Array& array) {
        write_items("[]", array.size(), [&](std::size_t i) { write(array[i]); });
    }

    void write_object(const Object& object) {
        std::vector<const Member*> members;
        members.reserve(object.size());
        for (const Member& member : object) {
            members.push_back(&member);
        }
        if (style_.sort_keys) {
            std::sort(members.begin(), members.end(),
                      [](const Member* a, const Member* b) { return a->key < b->key; });
        }
        write_items("{}", members.size(), [&](std::size_t i) {
            write_string(members[i]->key);
            out_ += style_.indent > 0 ? ": " : ":";
            write(members[i]->value);
        });
    }

    void write_string(std::string_view text) {
        out_ += '"';
        while (!text.empty()) {
            const Rune rune = first_rune(text);
            if (rune.code < 0x80) {
                write_ascii(text[0]);
            } else if (!rune.valid) {
                out_ += "\\ufffd";
            } else if (rune.code == 0x2028 || rune.code == 0x2029) {
                out_ += rune.code == 0x2028 ? "\\u2028" : "\\u2029";
            } else {
                out_ += text.substr(0, rune.size);
            }
            text.remove_prefix(rune.size);
        }
        out_ += '"';
    }

    void write_ascii(char c) {
        constexpr std::string_view kHex = "0123456789abcdef";
        const bool html = style_.escape_html && (c == '<' || c == '>' || c == '&');
        if (const std::string_view escape = short_escape(c); !escape.empty()) {
            out_ += escape;
        } else if (static_cast<unsigned char>(c) < 0x20 || html) {
            out_ += "\\u00";
            out_ += kHex[static_cast<unsigned char>(c) >> 4U];
            out_ += kHex[static_cast<unsigned char>(c) & 0xFU];
        } else {
            out_ += c;
        }
    }

    JsonStyle style_;
    std::string out_;
    std::size_t depth_ = 0;
};

}  // namespace

std::string write_json(const Value& value, JsonStyle style) {
    JsonWriter writer(style);
    writer.write(value);
    return writer.take();
}

}  // namespace sealer::manifest
