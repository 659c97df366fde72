// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <string>
#include <system_error>

#include <simdjson.h>
#include <string.h>  // explicit_bzero

#include "common/base/check.h"
#include "common/crypto/secret_bytes.h"
#include "common/manifest/json.h"
#include "common/manifest/json_dom.h"
#include "common/manifest/json_fault.h"
#include "common/manifest/object_builder.h"
#include "common/manifest/simdjson_library.h"

namespace sealer::manifest {

static_assert(kJsonPadding >= simdjson::SIMDJSON_PADDING);

namespace {

namespace dom = simdjson::dom;

template <class Integer>
bool overflows(std::string_view token) {
    Integer number = 0;
    return std::from_chars(token.data(), token.data() + token.size(), number).ec ==
           std::errc::result_out_of_range;
}

bool is_wide_integer(std::string_view token) {
    return token.find_first_not_of("-0123456789") == std::string_view::npos &&
           (token[0] == '-' ? overflows<std::int64_t>(token) : overflows<std::uint64_t>(token));
}

// simdjson refuses integers beyond 64 bits, which Go reads as floats: give them the form of a
// float. A text that is no JSON may be mangled, and stays no JSON. Padded.
crypto::SecretBytes with_wide_integers_as_floats(std::string_view text) {
    crypto::SecretBytes out;
    out.reserve(text.size() + 64 + kJsonPadding);
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t end = at + 1;
        if (text[at] == '"') {
            while (end < text.size() && text[end] != '"') {
                end += text[end] == '\\' ? 2 : 1;
            }
            end = std::min(end + 1, text.size());
        } else if (text[at] == '-' || (text[at] >= '0' && text[at] <= '9')) {
            end = std::min(text.find_first_not_of("0123456789+-.eE", end), text.size());
        }
        const std::string_view token = text.substr(at, end - at);
        out.append(token);
        if (is_wide_integer(token)) {
            out.append(".0");
        }
        at = end;
    }
    out.resize(out.size() + kJsonPadding);
    return out;
}

Error syntax_error(std::string_view text) {
    const auto fault = find_json_fault(text);
    if (!fault) {
        return Error{Code::kInvalid, "invalid JSON"};
    }
    return Error{Code::kInvalid, "invalid JSON at byte " + std::to_string(fault->offset) + ": " +
                                     std::string(fault->reason)};
}

// As parse_dom, of integers within 64 bits.
Result<dom::element> parse_narrow(dom::parser& parser, std::string_view text) {
    if (text.size() > kMaxJsonBytes) {
        return fail(Code::kInvalid, "JSON of more than 64 MiB");
    }
    // simdjson counts the document itself as a level.
    if (parser.allocate(text.size(), kMaxDepth + 1) != simdjson::SUCCESS) {
        return fail(Code::kInternal, "out of memory for JSON");
    }
    dom::element root;
    if (parser.parse(text.data(), text.size(), false).get(root) != simdjson::SUCCESS) {
        return fail(syntax_error(text));
    }
    return root;
}

}  // namespace

Result<dom::element> parse_dom(dom::parser& parser, std::string_view text) {
    TRY(load_simdjson());
    auto root = parse_narrow(parser, text);
    if (!root) {
        const crypto::SecretBytes widened = with_wide_integers_as_floats(text);
        const std::size_t size = widened.size() - kJsonPadding;
        if (size != text.size()) {
            wipe_strings(parser);  // they move to a larger place
            if (auto retried = parse_narrow(parser, widened.expose().substr(0, size))) {
                return retried;
            }
        }
    }
    return root;
}

void wipe_strings(dom::parser& parser) {
    if (parser.doc.string_buf) {
        // simdjson allocates 5/3 of the text, its worst case ("" takes five bytes), and some
        // padding.
        explicit_bzero(parser.doc.string_buf.get(),
                       5 * parser.doc.capacity() / 3 + simdjson::SIMDJSON_PADDING);
    }
}

Value to_value(const dom::element& element) {
    switch (element.type()) {
        case dom::element_type::NULL_VALUE:
            return nullptr;
        case dom::element_type::BOOL:
            return element.get_bool().value_unsafe();
        case dom::element_type::INT64:
            return element.get_int64().value_unsafe();
        case dom::element_type::UINT64:
            return element.get_uint64().value_unsafe();
        case dom::element_type::DOUBLE:
            return element.get_double().value_unsafe();
        case dom::element_type::STRING:
            return element.get_string().value_unsafe();
        case dom::element_type::ARRAY: {
            Array array;
            const dom::array items = element.get_array().value_unsafe();
            for (const dom::element item : items) {
                array.push_back(to_value(item));
            }
            return array;
        }
        case dom::element_type::OBJECT: {
            ObjectBuilder object;
            const dom::object members = element.get_object().value_unsafe();
            for (const dom::key_value_pair member : members) {
                object.set(std::string(member.key), to_value(member.value));
            }
            return object.take();
        }
    }
    CHECK(false);
    return {};  // g++ under ThreadSanitizer does not see that CHECK ends it
}

Result<Value> parse_json(std::string_view text) {
    dom::parser parser;
    std::string padded(text);
    padded.append(kJsonPadding, '\0');
    TRY_ASSIGN(const dom::element root,
               parse_dom(parser, std::string_view(padded).substr(0, text.size())));
    return to_value(root);
}

}  // namespace sealer::manifest
