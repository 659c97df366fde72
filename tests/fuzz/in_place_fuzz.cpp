// SPDX-License-Identifier: Apache-2.0
// What the command line changes in a hostile file. Re-sealing touches ciphertext and fingerprint
// alone, sealing leaves no Secret; both, done again, have nothing left to do.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/check.h"
#include "common/manifest/json.h"
#include "common/manifest/object.h"
#include "common/manifest/yaml.h"
#include "common/manifest/yaml_edit.h"
#include "fuzz_key.h"
#include "keys/resealing.h"
#include "keys/sealed_secret.h"
#include "keys/sealed_text.h"
#include "sealer/seal_text.h"

using namespace sealer::cli;  // NOLINT(google-build-using-namespace)
using sealer::Result;
using sealer::manifest::Member;
using sealer::manifest::Value;

namespace manifest = sealer::manifest;

namespace {

constexpr std::string_view kCiphertext = "AgBzZWFsZWQ=";
constexpr std::string_view kFingerprint = "SHA256:new";

// A stand-in for keys, which cost time.
Result<Value> renew(const Value& sealed) {
    Value renewed = sealed;
    for (const Member& member : members(sealed.get("spec", "encryptedData"))) {
        renewed["spec"]["encryptedData"][member.key] = kCiphertext;
    }
    manifest::set_annotation(renewed, sealer::keys::kSealedWithAnnotation, kFingerprint);
    return renewed;
}

void erase_if_empty(Value* holder, std::string_view key) {
    const Value* value = holder == nullptr ? nullptr : holder->get(key);
    if (value != nullptr && (value->is_null() || (value->is_object() && members(value).empty()))) {
        holder->as_object().erase(key);
    }
}

std::ptrdiff_t count_hashes(std::string_view text) {
    return std::ranges::count(text, '#');
}

// A text's values without what re-sealing may touch, and the '#'s that do not stand in the latter:
// those of comments among them.
struct AllElse {
    std::vector<std::string> documents;
    std::ptrdiff_t hashes = 0;
};

void blank(Value& sealed, AllElse& rest) {
    rest.hashes -= count_hashes(manifest::annotation(sealed, sealer::keys::kSealedWithAnnotation));
    if (Value* items = sealed.get("spec", "encryptedData"); items != nullptr) {
        for (const Member& member : members(items)) {
            rest.hashes -= count_hashes(items->text(member.key));
            (*items)[member.key] = nullptr;
        }
    }
    if (Value* annotations = sealed.get("metadata", "annotations");
        annotations != nullptr && annotations->is_object()) {
        annotations->as_object().erase(sealer::keys::kSealedWithAnnotation);
    }
    erase_if_empty(sealed.get("metadata"), "annotations");
    erase_if_empty(&sealed, "metadata");
}

AllElse all_else(std::string_view text) {
    auto documents = manifest::parse_yaml(text);
    CHECK(documents.has_value());
    AllElse rest{.documents = {}, .hashes = count_hashes(text)};
    for (manifest::Document& document : *documents) {
        if (document.value.text("kind") == "SealedSecret") {
            blank(document.value, rest);
        } else if (Value* items = document.value.get("items");
                   items != nullptr && items->is_array()) {
            for (Value& item : items->as_array()) {
                if (item.text("kind") == "SealedSecret") {
                    blank(item, rest);
                }
            }
        }
        rest.documents.push_back(manifest::canonical_json(document.value));
    }
    return rest;
}

void check_reseal(std::string_view text) {
    const std::string fingerprint(kFingerprint);
    const auto once = sealer::keys::reseal_text(text, fingerprint, "shop", renew);
    if (!once || once->text.empty()) {
        return;
    }
    const AllElse before = all_else(text);
    const AllElse after = all_else(once->text);
    CHECK(after.documents == before.documents);
    CHECK(after.hashes >= before.hashes);
    const auto twice = sealer::keys::reseal_text(once->text, fingerprint, "shop", renew);
    CHECK(twice && twice->text.empty() && twice->resealed.empty());
}

void check_set(std::string_view text) {
    const auto documents = sealer::keys::sealed_documents(text);
    if (!documents || documents->empty()) {
        return;
    }
    const auto edits = sealer::keys::put_ciphertext(
        documents->front(), {{"new.key", std::string(kCiphertext)}}, std::string(kFingerprint));
    if (const auto edited = manifest::edit_yaml(text, edits)) {
        const auto again = sealer::keys::sealed_documents(*edited);
        CHECK(again && again->size() == documents->size());
        CHECK(again->front().object.text("spec", "encryptedData", "new.key") == kCiphertext);
    }
}

void check_seal(std::string_view text) {
    const SealOne seal = [](const manifest::Secret& secret) {
        return sealer::keys::seal_secret(secret, sealer::fuzz::fuzz_key().certificate.public_key);
    };
    const auto once = seal_text(text, seal);
    if (!once) {
        return;
    }
    CHECK(once->sealed > 0 || once->text == text);
    const auto twice = seal_text(once->text, seal);
    CHECK(twice && twice->sealed == 0 && twice->text == once->text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > (1U << 16U)) {
        return 0;
    }
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    check_reseal(text);
    check_set(text);
    check_seal(text);
    return 0;
}
