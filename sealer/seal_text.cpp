// SPDX-License-Identifier: Apache-2.0
#include "sealer/seal_text.h"

#include <algorithm>
#include <utility>

#include "common/manifest/json.h"
#include "common/manifest/yaml.h"
#include "sealer/json_stream.h"
#include "sealer/output.h"
#include "sealer/yaml_secret.h"

namespace sealer::cli {
namespace {

using manifest::Value;

bool is_secret(const Value& object) {
    return object.text("kind") == "Secret" &&
           (object.text("apiVersion") == "v1" || object.get("apiVersion") == nullptr);
}

bool is_list(const Value& document) {
    return document.text("kind") == "List" || document.text("kind") == "SecretList";
}

// The items of a SecretList, as the API has it, need not say what they are.
bool is_secret_in(const Value& list, const Value& item) {
    return is_secret(item) || (list.text("kind") == "SecretList" && item.get("kind") == nullptr);
}

bool holds_secrets(const Value& document) {
    return is_secret(document) ||
           (is_list(document) &&
            std::ranges::any_of(elements(document.get("items")), [&](const Value& item) {
                return is_secret_in(document, item) || holds_secrets(item);
            }));
}

Result<Value> seal_object(const Value& object, const SealOne& seal, SealedText& result) {
    TRY_ASSIGN(manifest::Secret secret, secret_from_yaml(object, result.warnings));
    TRY_ASSIGN(Value sealed, seal(std::move(secret)));
    ++result.sealed;
    return sealed;
}

// A list, with SealedSecrets in the place of its Secrets.
Result<Value> seal_list(const Value& list, const SealOne& seal, SealedText& result) {
    Value sealed = list;
    sealed["apiVersion"] = "v1";
    sealed["kind"] = "List";  // a SecretList has no room for SealedSecrets
    for (Value& item : sealed["items"].as_array()) {
        if (!is_secret_in(list, item) && !holds_secrets(item)) {
            continue;
        }
        TRY_ASSIGN(item, is_secret_in(list, item) ? seal_object(item, seal, result)
                                                  : seal_list(item, seal, result));
    }
    return sealed;
}

// Only for what holds Secrets.
Result<std::string> print_sealed(const Value& document, Format format, const SealOne& seal,
                                 SealedText& result) {
    TRY_ASSIGN(const Value sealed, is_secret(document) ? seal_object(document, seal, result)
                                                       : seal_list(document, seal, result));
    return print(sealed, format);
}

Result<SealedText> seal_yaml(std::string_view text, const SealOne& seal) {
    TRY_ASSIGN(const std::vector<manifest::Document> documents,
               manifest::parse_yaml(text, {.duplicate_keys = manifest::DuplicateKeys::kLastWins}));
    SealedText result;
    std::size_t at = 0;
    for (const manifest::Document& document : documents) {
        if (!holds_secrets(document.value)) {
            continue;
        }
        auto sealed = print_sealed(document.value, Format::kYaml, seal, result);
        if (!sealed) {
            return fail(sealed.error().with("document at line " + std::to_string(document.line)));
        }
        result.text += text.substr(at, document.begin - at);
        // The separator is there already, but before a text's first document.
        result.text += document.begin == 0 ? *sealed : sealed->substr(sealed->find('\n'));
        at = document.end;
    }
    result.text += text.substr(at);
    return result;
}

Result<SealedText> seal_json(std::string_view text, const SealOne& seal) {
    TRY_ASSIGN(const std::vector<std::string_view> documents, split_json_stream(text));
    SealedText result;
    std::size_t at = 0;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        const auto object = manifest::parse_json(documents[i]);
        if (object && !holds_secrets(*object)) {
            continue;
        }
        auto sealed = object ? print_sealed(*object, Format::kJson, seal, result)
                             : Result<std::string>(fail(object.error()));
        if (!sealed) {
            return fail(sealed.error().with("document " + std::to_string(i + 1)));
        }
        sealed->pop_back();  // the line break that follows in the text, or does not
        const auto begin = static_cast<std::size_t>(documents[i].data() - text.data());
        result.text += text.substr(at, begin - at);
        result.text += *sealed;
        at = begin + documents[i].size();
    }
    result.text += text.substr(at);
    return result;
}

}  // namespace

Result<SealedText> seal_text(std::string_view text, const SealOne& seal) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    const bool is_json = begin != std::string_view::npos && text[begin] == '{';
    return is_json ? seal_json(text, seal) : seal_yaml(text, seal);
}

}  // namespace sealer::cli
