// SPDX-License-Identifier: Apache-2.0
#include "sealer/input.h"

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "common/base/descriptor.h"
#include "common/base/file.h"
#include "common/manifest/json.h"
#include "common/manifest/yaml.h"
#include "sealer/json_stream.h"
#include "sealer/output.h"
#include "sealer/yaml_secret.h"

namespace sealer::cli {
namespace {

constexpr std::size_t kMaxInputBytes = std::size_t{64} << 20;
constexpr std::string_view kNothingFound =
    "no secrets found. Ensure the input is valid and UTF-8 encoded";

Result<crypto::SecretBytes> read_all(int descriptor) {
    crypto::SecretBytes content;
    TRY(read_descriptor(descriptor, kMaxInputBytes,
                        [&](std::string_view piece) { content.append(piece); }));
    return content;
}

bool is_secret_list(const manifest::Secret& secret) {
    const std::string_view kind = secret.object.text("kind");
    return kind == "List" || kind == "SecretList";
}

bool is_json(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    return begin != std::string_view::npos && text[begin] == '{';
}

struct PlacedDocument {
    std::string place;  // for messages
    manifest::Value value;
};

Result<std::vector<PlacedDocument>> read_json_documents(std::string_view text) {
    TRY_ASSIGN(const std::vector<std::string_view> documents, split_json_stream(text));
    std::vector<PlacedDocument> placed;
    for (const std::string_view document : documents) {
        std::string place = "document " + std::to_string(placed.size() + 1);
        auto value = manifest::parse_json(document);
        if (!value) {
            return fail(value.error().with(place));
        }
        placed.push_back({.place = std::move(place), .value = *std::move(value)});
    }
    return placed;
}

Result<std::vector<PlacedDocument>> read_yaml_documents(std::string_view text) {
    TRY_ASSIGN(std::vector<manifest::Document> documents,
               manifest::parse_yaml(text, {.duplicate_keys = manifest::DuplicateKeys::kLastWins}));
    std::vector<PlacedDocument> placed;
    placed.reserve(documents.size());
    for (manifest::Document& document : documents) {
        placed.push_back({.place = "document at line " + std::to_string(document.line),
                          .value = std::move(document.value)});
    }
    return placed;
}

Status add_sealed(const manifest::Value& object, const std::string& place,
                  std::vector<manifest::Value>& sealed) {
    const std::string kind(object.text("kind"));
    if (kind != "SealedSecret") {
        return fail(Code::kInvalid, place + ": it is " +
                                        (kind.empty() ? "of no kind" : "a " + kind) +
                                        ", not a SealedSecret");
    }
    sealed.push_back(object);
    return {};
}

Status add_sealed_of(const PlacedDocument& document, std::vector<manifest::Value>& sealed) {
    const std::string_view kind = document.value.text("kind");
    if (kind != "List" && kind != "SealedSecretList") {
        return add_sealed(document.value, document.place, sealed);
    }
    for (const manifest::Value& item : elements(document.value.get("items"))) {
        TRY(add_sealed(item, document.place, sealed));
    }
    return {};
}

Status add_checked(manifest::Secret secret, Input& input) {
    const std::string_view kind = secret.object.text("kind");
    if (!kind.empty() && kind != "Secret") {
        return fail(Code::kInvalid, "it is a " + std::string(kind) + ", not a secret");
    }
    input.secrets.push_back(std::move(secret));
    return {};
}

Status add_yaml(const manifest::Value& document, Input& input) {
    TRY_ASSIGN(manifest::Secret secret, secret_from_yaml(document, input.warnings));
    if (!is_secret_list(secret)) {
        return add_checked(std::move(secret), input);
    }
    for (const manifest::Value& item : elements(document.get("items"))) {
        TRY_ASSIGN(manifest::Secret one, secret_from_yaml(item, input.warnings));
        TRY(add_checked(std::move(one), input));
    }
    return {};
}

Status add_json_stream(std::string_view text, Input& input) {
    TRY_ASSIGN(const std::vector<std::string_view> documents, split_json_stream(text));
    for (std::size_t i = 0; i < documents.size(); ++i) {
        auto secrets = manifest::parse_secrets_json(documents[i]);
        if (!secrets) {
            return fail(secrets.error().with("document " + std::to_string(i + 1)));
        }
        std::ranges::move(*secrets, std::back_inserter(input.secrets));
    }
    return {};
}

Status add_yaml_stream(std::string_view text, Input& input) {
    TRY_ASSIGN(const std::vector<manifest::Document> documents,
               manifest::parse_yaml(text, {.duplicate_keys = manifest::DuplicateKeys::kLastWins}));
    for (const manifest::Document& document : documents) {
        if (const Status added = add_yaml(document.value, input); !added) {
            return fail(added.error().with("document at line " + std::to_string(document.line)));
        }
    }
    return {};
}

}  // namespace

Result<crypto::SecretBytes> read_secret_file(const std::string& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.valid()) {
        return fail(Code::kNotFound,
                    "open " + path + ": " + std::generic_category().message(errno));
    }
    auto content = read_all(file.get());
    if (!content) {
        return fail(content.error().with(path));
    }
    return content;
}

Result<crypto::SecretBytes> read_stdin(const World& world, std::string_view expected) {
    if (::isatty(world.standard_input) == 1) {
        TRY(write_all(world.standard_error,
                      "(tty detected: expecting " + std::string(expected) + " in stdin)\n"));
    }
    return read_all(world.standard_input);
}

Result<crypto::SecretBytes> read_input(const Options& options, const World& world) {
    if (options.secret_file.empty()) {
        return read_stdin(world, "json/yaml k8s resource");
    }
    auto content = read_secret_file(options.secret_file);
    if (!content) {
        return fail(content.error().with("Could not read file specified with --secret-file"));
    }
    return content;
}

Result<Input> read_secrets(std::string_view text) {
    Input input;
    TRY(is_json(text) ? add_json_stream(text, input) : add_yaml_stream(text, input));
    if (input.secrets.empty()) {
        return fail(Code::kInvalid, std::string(kNothingFound));
    }
    return input;
}

Result<std::vector<manifest::Value>> read_sealed_secrets(std::string_view text) {
    TRY_ASSIGN(const std::vector<PlacedDocument> documents,
               is_json(text) ? read_json_documents(text) : read_yaml_documents(text));
    std::vector<manifest::Value> sealed;
    for (const PlacedDocument& document : documents) {
        TRY(add_sealed_of(document, sealed));
    }
    if (sealed.empty()) {
        return fail(Code::kInvalid, "no SealedSecret found in the input");
    }
    return sealed;
}

}  // namespace sealer::cli
