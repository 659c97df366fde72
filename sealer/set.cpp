// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/base/file.h"
#include "common/manifest/object.h"
#include "sealer/certificate.h"
#include "sealer/commands.h"
#include "sealer/input.h"
#include "sealer/sealed_file.h"

namespace sealer::cli {
namespace {

constexpr std::size_t kMaxKeyLength = 253;

// What Kubernetes takes for a key of a Secret.
bool is_key(std::string_view key) {
    return !key.empty() && key.size() <= kMaxKeyLength && key != "." && key != ".." &&
           std::ranges::all_of(key, [](unsigned char c) {
               return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.';
           });
}

class Set : public Subcommand {
  public:
    void define(CommandLine& line) override {
        line.operands("FILE KEY=VALUE…", operands_);
        line.group("Sealing");
        line.text("--cert", cert_, "FILE",
                  "Certificate to seal with, a file or a URL; no cluster needed");
        line.text("--name", name_, "NAME", "Which SealedSecret of the file, if it holds several");
        add_controller_flags(line, cluster_);
        add_connection_flags(line, cluster_);
        line.footer(
            "KEY=@FILE takes the content of a file, KEY=- all of stdin, as they are. Scope, name "
            "and\nnamespace are the SealedSecret's; all else in the file stays as it is. For "
            "images in a "
            "kustomization.yaml,\nsee sealer set image --help.\n\n"
            "Example:\n  printf %s \"$password\" | sealer set db-sealed.yaml password=- "
            "user=app\n");
    }

    Result<int> run(const World& world) override {
        if (operands_.size() < 2) {
            return fail(Code::kInvalid, "give a file and what to set in it: FILE KEY=VALUE…");
        }
        const std::string& path = operands_.front();
        TRY_ASSIGN(const std::string text, read_file(path));
        auto edited = edit(text, world);
        if (!edited) {
            return fail(edited.error().with(path));
        }
        TRY(rewrite_file(path, *edited));
        return 0;
    }

  private:
    [[nodiscard]] Result<std::string> edit(std::string_view text, const World& world) const {
        TRY_ASSIGN(const std::vector<keys::SealedDocument> documents, keys::sealed_documents(text));
        TRY_ASSIGN(const keys::SealedDocument* target, find(documents));
        manifest::Secret secret;
        TRY_ASSIGN(secret.items, read_items(world));
        TRY_ASSIGN(const crypto::PublicKey key, sealing_key(cert_, cluster_, world));
        TRY_ASSIGN(const manifest::Value sealed,
                   seal_for(*target, std::move(secret), key, cluster_, world));
        std::map<std::string, std::string> values;
        for (const manifest::Member& item : members(sealed.get("spec", "encryptedData"))) {
            values[item.key] = item.value.as_string();
        }
        return manifest::edit_yaml(text, keys::put_ciphertext(*target, values, key.fingerprint()));
    }

    [[nodiscard]] Result<const keys::SealedDocument*> find(
        const std::vector<keys::SealedDocument>& documents) const {
        const keys::SealedDocument* found = nullptr;
        for (const keys::SealedDocument& document : documents) {
            if (!name_.empty() && manifest::name_of(document.object) != name_) {
                continue;
            }
            if (found != nullptr) {
                return fail(Code::kInvalid,
                            "it holds several such SealedSecrets: say which with --name");
            }
            found = &document;
        }
        if (found == nullptr) {
            return fail(Code::kInvalid, "there is no such SealedSecret in it");
        }
        return found;
    }

    [[nodiscard]] Result<std::vector<manifest::SecretItem>> read_items(const World& world) const {
        std::map<std::string, crypto::SecretBytes> items;
        bool has_read_stdin = false;
        for (std::size_t i = 1; i < operands_.size(); ++i) {
            const std::string_view operand = operands_[i];
            const std::size_t equals = std::min(operand.find('='), operand.size());
            const std::string key(operand.substr(0, equals));
            if (equals == operand.size() || !is_key(key) || items.contains(key)) {
                // Not quoted: it may hold a value.
                return fail(Code::kInvalid, "argument " + std::to_string(i + 1) +
                                                " must be KEY=VALUE, the key of letters, digits, "
                                                "'-', '_' and '.', each key once");
            }
            const std::string_view value = operand.substr(equals + 1);
            if (value == "-" && std::exchange(has_read_stdin, true)) {
                return fail(Code::kInvalid, "only one value can be read from stdin");
            }
            TRY_ASSIGN(items[key], read_value(value, world));
        }
        std::vector<manifest::SecretItem> result;
        result.reserve(items.size());
        for (auto& [key, value] : items) {
            result.push_back({.key = key, .value = std::move(value)});
        }
        return result;
    }

    static Result<crypto::SecretBytes> read_value(std::string_view value, const World& world) {
        if (value == "-") {
            return read_stdin(world, "a secret to encrypt");
        }
        if (value.starts_with('@')) {
            return read_secret_file(std::string(value.substr(1)));
        }
        return crypto::SecretBytes(value);
    }

    std::vector<std::string> operands_;
    std::string cert_;
    std::string name_;
    ClusterOptions cluster_;
};

}  // namespace

std::unique_ptr<Subcommand> make_set() {
    return std::make_unique<Set>();
}

}  // namespace sealer::cli
