// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "sealer/commands.h"
#include "sealer/controller.h"
#include "sealer/input.h"
#include "sealer/output.h"
#include "sealer/sealed_file.h"

namespace sealer::cli {
namespace {

// `text` with the controller's ciphertext for each of `documents`, and nothing else changed: the
// original's controller would give metadata and template back in another form.
Result<std::string> rotated(Controller& controller, std::string_view text,
                            const std::vector<keys::SealedDocument>& documents) {
    std::vector<manifest::YamlEdit> all;
    for (const keys::SealedDocument& document : documents) {
        TRY_ASSIGN(const manifest::Value answer, controller.rotate(document.object));
        TRY_ASSIGN(const std::vector<manifest::YamlEdit> edits,
                   keys::replace_ciphertext(document, answer));
        all.insert(all.end(), edits.begin(), edits.end());
    }
    return manifest::edit_yaml(text, all);
}

Status rotate_file(Controller& controller, const std::string& path, std::string_view text) {
    TRY_ASSIGN(const std::vector<keys::SealedDocument> documents, keys::sealed_documents(text));
    const auto result = rotated(controller, text, documents);
    if (!result) {
        return fail(result.error().with(path));
    }
    return rewrite_file(path, *result);
}

}  // namespace

Status re_encrypt(const Options& options, const World& world) {
    TRY_ASSIGN(const Format format, output_format(options));
    TRY_ASSIGN(const crypto::SecretBytes text, read_input(options, world));
    TRY_ASSIGN(const std::vector<manifest::Value> sealed, read_sealed_secrets(text.expose()));
    TRY_ASSIGN(Controller controller, Controller::find(options.cluster, world));
    if (!options.secret_file.empty() && options.sealed_secret_file.empty()) {
        return rotate_file(controller, options.secret_file, text.expose());
    }
    std::string output;
    for (const manifest::Value& one : sealed) {
        TRY_ASSIGN(const std::string document,
                   rotated(controller, print(one, format), {{.object = one}}));
        output += document;
    }
    return write_output(options.sealed_secret_file, output, world);
}

}  // namespace sealer::cli
