// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <string>

#include <simdjson.h>

#include "common/crypto/base64.h"
#include "common/manifest/json_dom.h"
#include "common/manifest/object_builder.h"
#include "common/manifest/secret.h"

namespace sealer::manifest {

namespace {

namespace dom = simdjson::dom;

using Items = std::map<std::string, crypto::SecretBytes, std::less<>>;

// A parser whose copies of the text's strings are wiped with it.
class WipedParser {
  public:
    explicit WipedParser(std::string_view json) : size_(json.size()) {
        text_.reserve(size_ + kJsonPadding);
        text_.append(json);
        text_.resize(size_ + kJsonPadding);
    }
    ~WipedParser() { wipe_strings(parser_); }
    WipedParser(const WipedParser&) = delete;
    WipedParser& operator=(const WipedParser&) = delete;

    [[nodiscard]] Result<dom::object> parse() {
        TRY_ASSIGN(const dom::element root, parse_dom(parser_, text_.expose().substr(0, size_)));
        if (!root.is_object()) {
            return fail(Code::kInvalid, "not a Kubernetes object: expected a JSON object");
        }
        return root.get_object().value_unsafe();
    }

  private:
    std::size_t size_;
    crypto::SecretBytes text_;
    dom::parser parser_;
};

// What `kubectl apply` keeps there is the whole Secret.
bool may_hold_plaintext(std::string_view annotation) {
    return annotation == "kubectl.kubernetes.io/last-applied-configuration";
}

// Converted member by member, so that no copy of plaintext is ever made in ordinary memory.
Value read_metadata(const dom::element& element) {
    if (!element.is_object()) {
        return to_value(element);
    }
    ObjectBuilder metadata;
    const dom::object members = element.get_object().value_unsafe();
    for (const dom::key_value_pair member : members) {
        if (member.key == "managedFields") {
            continue;
        }
        if (member.key != "annotations" || !member.value.is_object()) {
            metadata.set(std::string(member.key), to_value(member.value));
            continue;
        }
        ObjectBuilder annotations;
        const dom::object entries = member.value.get_object().value_unsafe();
        for (const dom::key_value_pair annotation : entries) {
            if (!may_hold_plaintext(annotation.key)) {
                annotations.set(std::string(annotation.key), to_value(annotation.value));
            }
        }
        metadata.set("annotations", annotations.take());
    }
    return metadata.take();
}

Status read_items(const dom::element& element, std::string_view field, bool is_base64,
                  Items& items) {
    if (element.is_null()) {
        return {};
    }
    if (!element.is_object()) {
        return fail(Code::kInvalid, std::string(field) + ": expected an object");
    }
    const dom::object members = element.get_object().value_unsafe();
    for (const dom::key_value_pair member : members) {
        std::string key(member.key);
        if (!member.value.is_string() && !member.value.is_null()) {
            return fail(Code::kInvalid, std::string(field) + "." + key + ": expected a string");
        }
        const std::string_view text =
            member.value.is_null() ? "" : member.value.get_string().value_unsafe();
        if (!is_base64) {
            items.insert_or_assign(std::move(key), crypto::SecretBytes(text));
            continue;
        }
        auto decoded = crypto::base64_decode_secret(text);
        if (!decoded) {
            return fail(decoded.error().with(std::string(field) + "." + key));
        }
        items.insert_or_assign(std::move(key), *std::move(decoded));
    }
    return {};
}

Status read_field(const dom::object& source, std::string_view field, bool is_base64, Items& items) {
    for (const dom::key_value_pair member : source) {
        if (member.key != field) {
            continue;
        }
        TRY(read_items(member.value, field, is_base64, items));
    }
    return {};
}

Result<Secret> read_secret(const dom::object& source) {
    ObjectBuilder object;
    for (const dom::key_value_pair member : source) {
        if (member.key == "metadata") {
            object.set("metadata", read_metadata(member.value));
        } else if (member.key == "apiVersion" || member.key == "kind" || member.key == "type" ||
                   member.key == "immutable") {
            object.set(std::string(member.key), to_value(member.value));
        }
    }
    Secret secret;
    secret.object = object.take();
    Items items;
    TRY(read_field(source, "data", true, items));
    // Last, wherever it stands: it goes before data.
    TRY(read_field(source, "stringData", false, items));
    secret.items.reserve(items.size());
    while (!items.empty()) {
        auto item = items.extract(items.begin());
        secret.items.push_back({.key = std::move(item.key()), .value = std::move(item.mapped())});
    }
    return secret;
}

std::string_view text_of(const dom::object& object, std::string_view key) {
    std::string_view text;
    const bool found = object[key].get_string().get(text) == simdjson::SUCCESS;
    return found ? text : std::string_view();
}

bool is_list(const dom::object& object) {
    const std::string_view kind = text_of(object, "kind");
    return kind == "List" || kind == "SecretList";
}

Status append_checked(const dom::object& object, std::vector<Secret>& secrets) {
    const std::string_view kind = text_of(object, "kind");
    if (!kind.empty() && kind != "Secret") {
        return fail(Code::kInvalid, "it is a " + std::string(kind) + ", not a secret");
    }
    TRY_ASSIGN(Secret secret, read_secret(object));
    secrets.push_back(std::move(secret));
    return {};
}

}  // namespace

Result<std::vector<Secret>> parse_secrets_json(std::string_view json) {
    WipedParser parser(json);
    TRY_ASSIGN(const dom::object root, parser.parse());
    std::vector<Secret> secrets;
    if (!is_list(root)) {
        TRY(append_checked(root, secrets));
        return secrets;
    }
    dom::array items;
    if (root["items"].get_array().get(items) != simdjson::SUCCESS) {
        return secrets;
    }
    for (const dom::element item : items) {
        dom::object object;
        if (item.get_object().get(object) != simdjson::SUCCESS) {
            return fail(Code::kInvalid, "items: expected objects");
        }
        TRY(append_checked(object, secrets));
    }
    return secrets;
}

Result<Secret> parse_secret_json(std::string_view json) {
    WipedParser parser(json);
    TRY_ASSIGN(const dom::object root, parser.parse());
    TRY_ASSIGN(Secret secret, read_secret(root));
    if (secret.object.text("kind") != "Secret" || secret.object.text("apiVersion") != "v1") {
        return fail(Code::kInvalid, "not a Secret: expected apiVersion v1 and kind Secret");
    }
    return secret;
}

Result<Secret> parse_secret_item_json(std::string_view json) {
    TRY_ASSIGN(std::vector<Secret> secrets, parse_secrets_json(json));
    if (secrets.size() != 1) {
        return fail(Code::kInvalid, "expected one Secret");
    }
    return std::move(secrets.front());
}

Result<SecretList> parse_secret_list_json(std::string_view json) {
    WipedParser parser(json);
    TRY_ASSIGN(const dom::object root, parser.parse());
    SecretList list;
    for (const dom::key_value_pair member : root) {
        if (member.key == "metadata") {
            list.metadata = to_value(member.value);
            continue;
        }
        if (member.key != "items" || !member.value.is_array()) {
            continue;
        }
        const dom::array secrets = member.value.get_array().value_unsafe();
        for (const dom::element item : secrets) {
            if (!item.is_object()) {
                return fail(Code::kInvalid, "items: expected objects");
            }
            auto secret = read_secret(item.get_object().value_unsafe());
            if (!secret) {
                return fail(
                    secret.error().with("items[" + std::to_string(list.items.size()) + "]"));
            }
            // The API server leaves out in lists what the list itself says.
            secret->object["apiVersion"] = "v1";
            secret->object["kind"] = "Secret";
            list.items.push_back(*std::move(secret));
        }
    }
    return list;
}

}  // namespace sealer::manifest
