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

// What the document stands for where it has to be taken apart: itself, or a list's items; nothing
// where no Secret is in it.
std::vector<const Value*> objects_with_secrets(const Value& document) {
    if (is_secret(document)) {
        return {&document};
    }
    const std::string_view kind = document.text("kind");
    const manifest::Array& items = elements(document.get("items"));
    if ((kind != "List" && kind != "SecretList") || std::ranges::none_of(items, is_secret)) {
        return {};
    }
    std::vector<const Value*> objects;
    for (const Value& item : items) {
        objects.push_back(&item);
    }
    return objects;
}

Result<std::string> print_sealed(const Value& object, Format format, const SealOne& seal,
                                 SealedText& result) {
    if (!is_secret(object)) {
        return print(object, format);
    }
    TRY_ASSIGN(manifest::Secret secret, secret_from_yaml(object, result.warnings));
    TRY_ASSIGN(const Value sealed, seal(std::move(secret)));
    ++result.sealed;
    return print(sealed, format);
}

Result<std::string> print_all_sealed(const std::vector<const Value*>& objects, Format format,
                                     const SealOne& seal, SealedText& result) {
    std::string text;
    for (const Value* object : objects) {
        TRY_ASSIGN(const std::string printed, print_sealed(*object, format, seal, result));
        text += printed;
    }
    return text;
}

Result<SealedText> seal_yaml(std::string_view text, const SealOne& seal) {
    TRY_ASSIGN(const std::vector<manifest::Document> documents,
               manifest::parse_yaml(text, {.duplicate_keys = manifest::DuplicateKeys::kLastWins}));
    SealedText result;
    std::size_t at = 0;
    for (const manifest::Document& document : documents) {
        const std::vector<const Value*> objects = objects_with_secrets(document.value);
        if (objects.empty()) {
            continue;
        }
        auto sealed = print_all_sealed(objects, Format::kYaml, seal, result);
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
        auto sealed =
            object ? print_all_sealed(objects_with_secrets(*object), Format::kJson, seal, result)
                   : Result<std::string>(fail(object.error()));
        if (!sealed) {
            return fail(sealed.error().with("document " + std::to_string(i + 1)));
        }
        if (sealed->empty()) {
            continue;
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
