// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/decoder.h"

#include <algorithm>
#include <cctype>

#include "common/base/text.h"
#include "common/render/kustomize/scalar_text.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(
        a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::string_view type_name(const Value& value) {
    switch (value.kind()) {
        case Value::Kind::kNull:
            return "null";
        case Value::Kind::kBool:
            return "a boolean (quote it if it is meant as text)";
        case Value::Kind::kString:
            return "text";
        case Value::Kind::kArray:
            return "a list";
        case Value::Kind::kObject:
            return "a mapping";
        default:
            return "a number (quote it if it is meant as text)";
    }
}

}  // namespace

Decoder::Decoder(const Value& value, std::string where, Strictness strictness)
    : value_(value), where_(std::move(where)), strictness_(strictness) {
    if (value.is_object()) {
        taken_.resize(value.as_object().size());
    } else if (!value.is_null()) {
        reject("expected a mapping, not " + std::string(type_name(value)));
    }
}

const Value* Decoder::take(std::string_view name) {
    known_.emplace_back(name);
    const Value* found = nullptr;
    std::size_t index = 0;
    for (const manifest::Member& member : manifest::members(&value_)) {
        if (equal_ignoring_case(member.key, name)) {
            taken_[index] = true;
            if (!member.value.is_null()) {
                found = &member.value;
            }
        }
        ++index;
    }
    return found;
}

void Decoder::reject(const std::string& message) {
    if (!fault_) {
        fault_ = Error{Code::kInvalid, where_ + ": " + message};
    }
}

void Decoder::expect(bool is_right, std::string_view name, std::string_view type) {
    if (!is_right) {
        reject(std::string(name) + " must be " + std::string(type));
    }
}

std::optional<std::string> Decoder::as_text(const Value& value) const {
    const bool is_text = value.is_string() || value.is_null();
    const bool is_scalar = !value.is_array() && !value.is_object();
    if (!is_text && (strictness_ == Strictness::kStrict || !is_scalar)) {
        return std::nullopt;
    }
    return printed_by_go(value);
}

Decoder& Decoder::text(std::string_view name, std::string& into) {
    if (const Value* found = take(name)) {
        if (auto text = as_text(*found)) {
            into = *std::move(text);
        } else {
            reject(std::string(name) + " must be text, not " + std::string(type_name(*found)));
        }
    }
    return *this;
}

Decoder& Decoder::flag(std::string_view name, bool& into) {
    if (const Value* found = take(name)) {
        expect(found->is_bool(), name, "true or false");
        into = found->is_bool() && found->as_bool();
    }
    return *this;
}

Decoder& Decoder::integer(std::string_view name, std::int64_t& into) {
    if (const Value* found = take(name)) {
        const bool fits = found->kind() == Value::Kind::kInt;
        expect(fits, name, "an integer");
        into = fits ? found->as_int() : into;
    }
    return *this;
}

Decoder& Decoder::texts(std::string_view name, std::vector<std::string>& into) {
    const Value* found = take(name);
    if (found == nullptr) {
        return *this;
    }
    expect(found->is_array(), name, "a list");
    for (const Value& element : manifest::elements(found)) {
        const std::optional<std::string> text = as_text(element);
        expect(text.has_value(), name, "a list of texts");
        into.emplace_back(text.value_or(""));
    }
    return *this;
}

Decoder& Decoder::text_map(std::string_view name, std::map<std::string, std::string>& into) {
    const Value* found = take(name);
    if (found == nullptr) {
        return *this;
    }
    expect(found->is_object(), name, "a mapping");
    for (const manifest::Member& member : manifest::members(found)) {
        if (auto text = as_text(member.value)) {
            into[member.key] = *std::move(text);
        } else {
            reject(std::string(name) + "." + member.key + " must be text, not " +
                   std::string(type_name(member.value)));
        }
    }
    return *this;
}

Decoder& Decoder::flag_map(std::string_view name, std::map<std::string, bool>& into) {
    const Value* found = take(name);
    if (found == nullptr) {
        return *this;
    }
    expect(found->is_object(), name, "a mapping");
    for (const manifest::Member& member : manifest::members(found)) {
        expect(member.value.is_bool(), std::string(name) + "." + member.key, "true or false");
        into[member.key] = member.value.is_bool() && member.value.as_bool();
    }
    return *this;
}

Decoder& Decoder::value(std::string_view name, Value& into) {
    if (const Value* found = take(name)) {
        into = *found;
    }
    return *this;
}

void Decoder::read_object(const Value& value, const std::string& where,
                          const std::function<void(Decoder&)>& read) {
    Decoder decoder(value, where, strictness_);
    read(decoder);
    const Status done = decoder.done();
    if (!done && !fault_) {
        fault_ = done.error();
    }
}

Decoder& Decoder::object(std::string_view name, const std::function<void(Decoder&)>& read) {
    if (const Value* found = take(name)) {
        read_object(*found, where_ + "." + std::string(name), read);
    }
    return *this;
}

Decoder& Decoder::objects(std::string_view name, const std::function<void(Decoder&)>& read) {
    const Value* found = take(name);
    if (found == nullptr) {
        return *this;
    }
    expect(found->is_array(), name, "a list");
    std::size_t index = 0;
    for (const Value& element : manifest::elements(found)) {
        read_object(element, where_ + "." + std::string(name) + "[" + std::to_string(index++) + "]",
                    read);
    }
    return *this;
}

Status Decoder::done() {
    if (fault_ || strictness_ == Strictness::kLenient) {
        return fault_ ? fail(*fault_) : Status();
    }
    std::size_t index = 0;
    for (const manifest::Member& member : manifest::members(&value_)) {
        if (!taken_[index++]) {
            const std::string meant = nearest_name(member.key, known_);
            return fail(Code::kInvalid,
                        where_ + ": unknown field \"" + member.key + "\"" +
                            (meant.empty() ? "" : ": did you mean \"" + meant + "\"?"));
        }
    }
    return {};
}

std::string nearest_name(std::string_view name, const std::vector<std::string>& names) {
    std::string nearest;
    // Further away than a third of the name is another word, not a misspelling.
    std::size_t least = std::max<std::size_t>(name.size() / 3, 1) + 1;
    for (const std::string& candidate : names) {
        const std::size_t distance = name.size() > 64 ? least : edit_distance(name, candidate);
        if (distance < least) {
            least = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

}  // namespace sealer::kustomize
