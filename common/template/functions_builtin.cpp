// SPDX-License-Identifier: Apache-2.0
// The functions of text/template itself, but for comparisons.
#include <array>
#include <string>

#include "common/manifest/utf8.h"
#include "common/template/functions.h"
#include "common/template/literal.h"
#include "common/template/query_escape.h"

namespace sealer::tmpl {
namespace {

tl::unexpected<Error> wrong(std::string message) {
    return fail(Code::kInvalid, std::move(message));
}

// The evaluator does these two itself, since they leave arguments unevaluated.
Result<Value> and_or(const Call& call) {
    return call[call.size() - 1];
}

Result<Value> negate(const Call& call) {
    return Value::boolean(!is_true(call[0]));
}

Result<Value> call_function(const Call& call) {
    if (call[0].is_nil()) {
        return wrong("call of nil");
    }
    return wrong("non-function of type " + std::string(type_name(call[0].type())));
}

Result<std::string> printed(const Call& call) {
    Sink sink = call.sink();
    if (call.size() == 1 && call[0].is_nil()) {
        sink.append("<no value>");
    } else {
        print_all(call.arguments, sink);
    }
    if (sink.full()) {
        return call.budget.out_of_memory();
    }
    return sink.take();
}

Result<Value> print(const Call& call) {
    Sink sink = call.sink();
    print_all(call.arguments, sink);
    return call.give(sink);
}

Result<Value> print_line(const Call& call) {
    Sink sink = call.sink();
    for (std::size_t i = 0; i < call.size(); ++i) {
        sink.append(i == 0 ? "" : " ");
        print_value(call[i], sink);
    }
    sink.append("\n");
    return call.give(sink);
}

Result<Value> print_formatted(const Call& call) {
    Sink sink = call.sink();
    print_format(call.text(0), call.arguments.subspan(1), sink);
    return call.give(sink);
}

Result<Value> html(const Call& call) {
    TRY_ASSIGN(const std::string text, printed(call));
    Sink sink = call.sink();
    for (const char c : text) {
        switch (c) {
            case '\0':
                sink.append("\xef\xbf\xbd");
                break;
            case '"':
                sink.append("&#34;");
                break;
            case '\'':
                sink.append("&#39;");
                break;
            case '&':
                sink.append("&amp;");
                break;
            case '<':
                sink.append("&lt;");
                break;
            case '>':
                sink.append("&gt;");
                break;
            default:
                sink.append(1, c);
        }
    }
    return call.give(sink);
}

void append_js(char32_t rune, Sink& sink) {
    constexpr std::string_view kHexDigits = "0123456789ABCDEF";
    if (rune == U'\\' || rune == U'\'' || rune == U'"') {
        sink.append("\\" + encode_rune(rune));
    } else if (is_printable(rune) && std::u32string_view(U"<>&=").find(rune) == std::string::npos) {
        sink.append(encode_rune(rune));
    } else {
        std::string hex;
        for (char32_t rest = rune; rest != 0 || hex.size() < 4; rest >>= 4U) {
            hex.insert(hex.begin(), kHexDigits[rest & 0xfU]);
        }
        sink.append("\\u" + hex);
    }
}

Result<Value> js(const Call& call) {
    TRY_ASSIGN(const std::string text, printed(call));
    Sink sink = call.sink();
    for (std::string_view rest = text; !rest.empty();) {
        const manifest::Rune rune = manifest::first_rune(rest);
        append_js(rune.valid ? rune.code : U'\ufffd', sink);
        rest.remove_prefix(rune.size);
    }
    return call.give(sink);
}

Result<Value> url_query(const Call& call) {
    TRY_ASSIGN(const std::string text, printed(call));
    return call.give(query_escape(text));
}

Result<Value> length(const Call& call) {
    const Value& value = call[0];
    if (value.is_text()) {
        return Value::integer(static_cast<std::int64_t>(value.as_text().size()));
    }
    if (value.is_list()) {
        return Value::integer(static_cast<std::int64_t>(value.as_list().size()));
    }
    if (value.is_dict()) {
        return Value::integer(static_cast<std::int64_t>(value.as_dict().size()));
    }
    return wrong(value.is_nil() ? "reflect: call of reflect.Value.Type on zero Value"
                                : "len of type " + std::string(type_name(value.type())));
}

Result<Value> index_dict(const Value& dict, const Value& key) {
    if (!key.is_text()) {
        return wrong(key.is_nil() ? std::string("value is nil; should be of type string")
                                  : "value has type " + std::string(type_name(key.type())) +
                                        "; should be string");
    }
    const auto found = dict.as_dict().find(key.as_text());
    if (found != dict.as_dict().end()) {
        return found->second;
    }
    return dict.type() == Type::kStringDict ? Value::text("") : Value();
}

Result<Value> index_sequence(const Value& sequence, const Value& position) {
    if (!position.is_integer()) {
        return wrong(position.is_nil() ? std::string("cannot index slice/array with nil")
                                       : "cannot index slice/array with type " +
                                             std::string(type_name(position.type())));
    }
    const std::size_t size =
        sequence.is_text() ? sequence.as_text().size() : sequence.as_list().size();
    const std::int64_t at = position.as_integer();
    if (at < 0 || static_cast<std::size_t>(at) >= size) {
        return wrong("index out of range: " + shown(position));
    }
    const auto i = static_cast<std::size_t>(at);
    return sequence.is_text()
               ? Value::integer(static_cast<unsigned char>(sequence.as_text()[i]), Type::kUint8)
               : sequence.as_list()[i];
}

Result<Value> index(const Call& call) {
    Value item = call[0];
    if (item.is_nil()) {
        return wrong("index of untyped nil");
    }
    for (const Value& key : call.arguments.subspan(1)) {
        if (item.is_nil()) {
            return wrong("index of nil pointer");
        }
        if (item.is_dict()) {
            TRY_ASSIGN(item, index_dict(item, key));
        } else if (item.is_list() || item.is_text()) {
            TRY_ASSIGN(item, index_sequence(item, key));
        } else {
            return wrong("can't index item of type " + std::string(type_name(item.type())));
        }
    }
    return item;
}

constexpr auto kBuiltinFunctions = std::to_array<Function>({
    {"and", "vv*", and_or},
    {"call", "vv*", call_function},
    {"html", "v*", html},
    {"index", "vv*", index},
    {"js", "v*", js},
    {"len", "v", length},
    {"not", "v", negate},
    {"or", "vv*", and_or},
    {"print", "v*", print},
    {"printf", "sv*", print_formatted},
    {"println", "v*", print_line},
    {"urlquery", "v*", url_query},
});

}  // namespace

std::span<const Function> builtin_functions() {
    return kBuiltinFunctions;
}

}  // namespace sealer::tmpl
