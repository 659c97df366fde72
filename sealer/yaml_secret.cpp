// SPDX-License-Identifier: Apache-2.0
#include "sealer/yaml_secret.h"

#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "common/crypto/base64.h"
#include "common/manifest/json.h"

namespace sealer::cli {
namespace {

using manifest::Member;
using manifest::Object;
using manifest::Value;

template <class Number, class... Style>
std::string to_text(Number number, Style... style) {
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, style...);
    return {buffer.data(), end.ptr};
}

// As sigs.k8s.io/yaml does: Go's strconv.FormatFloat(f, 'g', -1, 32).
std::string float_text(double number) {
    const auto value = static_cast<float>(number);
    const int exponent =
        value == 0 ? 0 : static_cast<int>(std::floor(std::log10(std::fabs(value))));
    const bool scientific = exponent < -4 || exponent >= 6;
    return to_text(value, scientific ? std::chars_format::scientific : std::chars_format::fixed);
}

// What a field of type string holds after it was read from YAML; nullopt for lists and objects.
std::optional<std::string> scalar_text(const Value& value) {
    switch (value.kind()) {
        case Value::Kind::kNull:
            return "";
        case Value::Kind::kBool:
            return value.as_bool() ? "true" : "false";
        case Value::Kind::kInt:
            return to_text(value.as_int());
        case Value::Kind::kUint:
            return manifest::write_json(value);
        case Value::Kind::kDouble:
            return float_text(value.as_double());
        case Value::Kind::kString:
            return value.as_string();
        case Value::Kind::kArray:
        case Value::Kind::kObject:
            return std::nullopt;
    }
    return std::nullopt;
}

tl::unexpected<Error> wrong_type(const std::string& field, std::string_view expected) {
    return fail(Code::kInvalid, field + " must be " + std::string(expected));
}

Result<Value> text_field(const Value& value, const std::string& field) {
    auto text = scalar_text(value);
    if (!text) {
        return wrong_type(field, "text");
    }
    return Value(*std::move(text));
}

Result<Value> text_map(const Value& value, const std::string& field) {
    if (value.is_null()) {
        return Value();
    }
    if (!value.is_object()) {
        return wrong_type(field, "a map of texts");
    }
    Object texts;
    for (const Member& member : value.as_object()) {
        TRY_ASSIGN(Value text, text_field(member.value, field + "." + member.key));
        texts.append(member.key, std::move(text));
    }
    return Value(std::move(texts));
}

Result<Value> read_metadata(const Value& metadata) {
    Object result;
    for (const Member& member : members(&metadata)) {
        const std::string field = "metadata." + member.key;
        if (member.key == "name" || member.key == "namespace" || member.key == "generateName") {
            TRY_ASSIGN(Value text, text_field(member.value, field));
            result.append(member.key, std::move(text));
        } else if (member.key == "labels" || member.key == "annotations") {
            TRY_ASSIGN(Value texts, text_map(member.value, field));
            result.append(member.key, std::move(texts));
        } else if (member.key == "finalizers") {
            result.append(member.key, member.value);
        }
    }
    return Value(std::move(result));
}

using Items = std::map<std::string, crypto::SecretBytes>;

Status read_data(const Value& data, Items& items) {
    if (!data.is_object()) {
        return data.is_null() ? Status() : wrong_type("data", "a map");
    }
    for (const Member& member : data.as_object()) {
        const std::string field = "data." + member.key;
        if (!member.value.is_string() && !member.value.is_null()) {
            return wrong_type(field, "base64 text");
        }
        const std::string_view text = member.value.is_null()
                                          ? std::string_view()
                                          : std::string_view(member.value.as_string());
        auto decoded = crypto::base64_decode_secret(text);
        if (!decoded) {
            return fail(decoded.error().with(field));
        }
        items.insert_or_assign(member.key, *std::move(decoded));
    }
    return {};
}

Status read_string_data(const Value& data, Items& items, std::vector<std::string>& warnings) {
    if (!data.is_object()) {
        return data.is_null() ? Status() : wrong_type("stringData", "a map");
    }
    for (const Member& member : data.as_object()) {
        const std::string field = "stringData." + member.key;
        const auto text = scalar_text(member.value);
        if (!text) {
            return wrong_type(field, "text");
        }
        if (!member.value.is_string() && !member.value.is_null()) {
            warnings.push_back(field + " is not quoted: it is sealed as YAML prints the " +
                               (member.value.is_bool() ? "boolean" : "number") +
                               ", which may differ from how it is written");
        }
        items.insert_or_assign(member.key, crypto::SecretBytes(std::string_view(*text)));
    }
    return {};
}

}  // namespace

Result<manifest::Secret> secret_from_yaml(const Value& document,
                                          std::vector<std::string>& warnings) {
    if (!document.is_object()) {
        return fail(Code::kInvalid, "not a secret, nor any other object");
    }
    manifest::Secret secret;
    for (const std::string_view key : {"apiVersion", "kind", "type"}) {
        if (const Value* value = document.get(key); value != nullptr) {
            TRY_ASSIGN(secret.object[key], text_field(*value, std::string(key)));
        }
    }
    if (const Value* metadata = document.get("metadata"); metadata != nullptr) {
        TRY_ASSIGN(secret.object["metadata"], read_metadata(*metadata));
    }
    if (const Value* immutable = document.get("immutable"); immutable != nullptr) {
        if (!immutable->is_bool() && !immutable->is_null()) {
            return wrong_type("immutable", "true or false");
        }
        secret.object["immutable"] = *immutable;
    }
    Items items;
    const auto field = [&](std::string_view key) -> const Value& {
        static const Value kAbsent;
        const Value* value = document.get(key);
        return value == nullptr ? kAbsent : *value;
    };
    TRY(read_data(field("data"), items));
    TRY(read_string_data(field("stringData"), items, warnings));
    for (auto& [key, value] : items) {
        secret.items.push_back({.key = key, .value = std::move(value)});
    }
    return secret;
}

}  // namespace sealer::cli
