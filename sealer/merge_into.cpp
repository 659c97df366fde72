// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/base/file.h"
#include "common/manifest/object.h"
#include "keys/sealed_secret.h"
#include "sealer/certificate.h"
#include "sealer/commands.h"
#include "sealer/input.h"
#include "sealer/output.h"
#include "sealer/sealed_file.h"
#include "sealer/sealing.h"

namespace sealer::cli {
namespace {

using manifest::Member;
using manifest::Secret;
using manifest::Value;
using manifest::YamlEdit;

using Texts = std::map<std::string, std::string>;

// What all input Secrets for one SealedSecret come to, once sealed; of the same keys, the last.
struct Merge {
    Texts ciphertext;
    Texts annotations;  // of the template
    Texts labels;
};

// The only SealedSecret takes any Secret, as with kubeseal; of several, the one of its name.
Result<const keys::SealedDocument*> find_target(const std::vector<keys::SealedDocument>& documents,
                                                const Value& secret) {
    if (documents.size() == 1) {
        return &documents.front();
    }
    const std::string_view name = manifest::name_of(secret);
    const std::string_view own_namespace = manifest::namespace_of(secret);
    const keys::SealedDocument* found = nullptr;
    for (const keys::SealedDocument& document : documents) {
        if (manifest::name_of(document.object) != name ||
            (!own_namespace.empty() && own_namespace != manifest::namespace_of(document.object))) {
            continue;
        }
        if (found != nullptr) {
            return fail(Code::kInvalid,
                        "more than one SealedSecret is named \"" + std::string(name) + "\"");
        }
        found = &document;
    }
    if (found == nullptr) {
        return fail(Code::kInvalid, "no SealedSecret is named \"" + std::string(name) + "\"");
    }
    return found;
}

Status check(const Options& options, const Secret& secret, const Value& target) {
    TRY(check_has_data(secret, options.sealing.allow_empty_data));
    if (const std::string_view own = manifest::namespace_of(target); !own.empty()) {
        TRY(check_namespace(own, options.cluster.connection.namespace_));
    }
    const crypto::Scope scope = keys::scope_of(target);
    if (options.sealing.scope != crypto::Scope::kStrict && options.sealing.scope != scope) {
        return fail(Code::kInvalid, "the scope is " + std::string(crypto::to_string(scope)) +
                                        ": what is sealed in another could not be opened there");
    }
    return {};
}

void collect_texts(const Value* from, Texts& to) {
    for (const Member& member : members(from)) {
        if (member.value.is_string()) {
            to[member.key] = member.value.as_string();
        }
    }
}

void add_metadata_edits(const keys::SealedDocument& document, const std::string& field,
                        const Texts& texts, std::vector<YamlEdit>& edits) {
    const Value* old = document.object.get("spec", "template", "metadata", field);
    for (const auto& [key, text] : texts) {
        const Value* was = old == nullptr ? nullptr : old->get(key);
        if (was == nullptr || *was != Value(text)) {
            edits.push_back(
                keys::edit_at(document, {"spec", "template", "metadata", field, key}, Value(text)));
        }
    }
}

Result<std::string> merged(const Options& options, const World& world, std::string_view file,
                           std::vector<Secret> secrets) {
    TRY_ASSIGN(const crypto::PublicKey key, sealing_key(options.cert, options.cluster, world));
    TRY_ASSIGN(const std::vector<keys::SealedDocument> documents, keys::sealed_documents(file));
    if (documents.empty()) {
        return fail(Code::kInvalid, "there is no SealedSecret in it");
    }
    std::map<const keys::SealedDocument*, Merge> merges;
    for (Secret& secret : secrets) {
        TRY_ASSIGN(const keys::SealedDocument* target, find_target(documents, secret.object));
        TRY(check(options, secret, target->object));
        TRY_ASSIGN(const Value sealed,
                   seal_for(*target, std::move(secret), key, options.cluster, world));
        Merge& merge = merges[target];
        collect_texts(sealed.get("spec", "encryptedData"), merge.ciphertext);
        collect_texts(sealed.get("spec", "template", "metadata", "annotations"), merge.annotations);
        collect_texts(sealed.get("spec", "template", "metadata", "labels"), merge.labels);
    }
    std::vector<YamlEdit> all;
    for (const auto& [document, merge] : merges) {
        std::vector<YamlEdit> edits =
            keys::put_ciphertext(*document, merge.ciphertext, key.fingerprint());
        add_metadata_edits(*document, "annotations", merge.annotations, edits);
        add_metadata_edits(*document, "labels", merge.labels, edits);
        all.insert(all.end(), edits.begin(), edits.end());
    }
    return manifest::edit_yaml(file, all);
}

}  // namespace

Status merge_into(const Options& options, const World& world) {
    TRY_ASSIGN(const std::string file, read_file(options.merge_into));
    TRY_ASSIGN(const crypto::SecretBytes text, read_input(options, world));
    TRY_ASSIGN(Input input, read_secrets(text.expose()));
    const auto result = merged(options, world, file, std::move(input.secrets));
    if (!result) {
        return fail(result.error().with(options.merge_into));
    }
    TRY(print_warnings(input.warnings, world));
    return rewrite_file(options.merge_into, *result);
}

}  // namespace sealer::cli
