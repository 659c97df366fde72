// SPDX-License-Identifier: Apache-2.0
#include "sealer/audit_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "common/base/text.h"
#include "common/crypto/pem.h"
#include "common/manifest/json.h"
#include "common/manifest/object.h"
#include "common/manifest/yaml.h"
#include "common/manifest/yaml_lines.h"
#include "common/render/kustomize/file_names.h"
#include "sealer/json_stream.h"
#include "sealer/sealed_check.h"

namespace sealer::cli {
namespace {

using manifest::Document;
using manifest::Member;
using manifest::NodePath;
using manifest::Value;

constexpr int kMaxListDepth = 8;
constexpr std::size_t kMaxNamedKeys = 5;

std::string_view file_name(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

bool has_extension(std::string_view path, std::initializer_list<std::string_view> extensions) {
    return std::ranges::any_of(extensions,
                               [&](std::string_view one) { return path.ends_with(one); });
}

bool is_pem_file(std::string_view path) {
    return has_extension(path, {".pem", ".crt", ".cert", ".key"});
}

bool is_kustomization_file(std::string_view path) {
    const std::string_view name = file_name(path);
    return std::ranges::count(kustomize::kFileNames, name) > 0;
}

int line_at(std::string_view text, const char* position) {
    return 1 + static_cast<int>(std::count(text.data(), position, '\n'));
}

// Parsers say "line 3, column 5: …".
int line_in(std::string_view message) {
    constexpr std::string_view kLine = "line ";
    int line = 1;
    if (message.starts_with(kLine)) {
        std::from_chars(message.data() + kLine.size(), message.data() + message.size(), line);
    }
    return line;
}

// What Mozilla's SOPS has encrypted in place.
bool is_encrypted(const Value& value) {
    return value.is_string() && value.as_string().starts_with("ENC[");
}

bool is_plaintext(const Value& value) {
    return !value.is_null() && !is_encrypted(value) &&
           !(value.is_string() && value.as_string().empty());
}

// A text of several documents of which one was cut out, and where.
struct Piece {
    std::string_view text;
    int lines_before = 0;
    std::vector<Document> documents;
};

class FileAudit {
  public:
    FileAudit(const std::string& path, const AuditContext& context)
        : path_(path), context_(context) {}

    void add_piece(const Piece& piece) {
        piece_ = &piece;
        for (const Document& document : piece.documents) {
            document_line_ = document.line;
            visit(document.value, {}, 0);
        }
        resolve_lines();
    }

    FileReport take() { return std::move(report_); }

  private:
    void visit(const Value& object, const std::vector<std::string>& steps, int depth) {
        const std::string_view kind = object.text("kind");
        const Value* items = object.get("items");
        if (kind.ends_with("List") && items != nullptr && depth < kMaxListDepth) {
            std::size_t index = 0;
            for (const Value& item : elements(items)) {
                std::vector<std::string> below = steps;
                below.insert(below.end(), {"items", std::to_string(index++)});
                visit(item, below, depth + 1);
            }
            return;
        }
        const manifest::GroupVersionKind type = manifest::type_of(object);
        if (kind == "Secret" && type.group.empty()) {
            check_secret(object, steps);
        } else if (kind == "SealedSecret") {
            for (Flaw& flaw : check_sealed(object, context_.certificates)) {
                add(flaw.rule, steps, std::move(flaw.steps), std::move(flaw.message));
            }
            nodes_of_sealed_.push_back({document_line_, steps});
            report_.sealed.push_back({.sealed = object, .path = path_, .line = 1});
        } else if (is_kustomization_file(path_)) {
            check_generators(object, steps);
            report_.kustomizations.push_back(object);
        }
    }

    void add(Rule rule, const std::vector<std::string>& object, std::vector<std::string> below,
             std::string message) {
        below.insert(below.begin(), object.begin(), object.end());
        nodes_.push_back({document_line_, std::move(below)});
        report_.findings.push_back(
            {.rule = rule, .path = path_, .line = 1, .message = std::move(message), .commit = {}});
    }

    void check_secret(const Value& secret, const std::vector<std::string>& steps) {
        std::vector<std::string> keys;
        std::vector<std::string> first;
        for (const std::string field : {"data", "stringData"}) {
            const Value* values = secret.get(field);
            if (values == nullptr || values->is_null()) {
                continue;
            }
            if (!values->is_object() && is_plaintext(*values)) {
                keys.push_back(field);
                first = first.empty() ? std::vector{field} : first;
            }
            for (const Member& member : members(values)) {
                if (is_plaintext(member.value)) {
                    keys.push_back(field + "." + member.key);
                    first = first.empty() ? std::vector{field, member.key} : first;
                }
            }
        }
        if (keys.empty()) {
            return;
        }
        std::string message = "Secret " + name_of_target(secret) + " is in plain text: ";
        const std::size_t more = keys.size() - std::min(keys.size(), kMaxNamedKeys);
        keys.resize(keys.size() - more);
        message += join(keys, ", ");
        if (more > 0) {
            message += " and " + std::to_string(more) + " more";
        }
        add(Rule::kPlaintextSecret, steps, std::move(first), std::move(message));
    }

    static std::string name_of_target(const Value& object) {
        const std::string own_namespace(manifest::namespace_of(object));
        return (own_namespace.empty() ? "" : own_namespace + "/") +
               std::string(manifest::name_of(object));
    }

    void check_generators(const Value& kustomization, const std::vector<std::string>& steps) {
        std::size_t index = 0;
        for (const Value& generator : elements(kustomization.get("secretGenerator"))) {
            const std::string at = std::to_string(index++);
            if (!elements(generator.get("literals")).empty()) {
                add(Rule::kPlaintextSecret, steps, {"secretGenerator", at, "literals"},
                    "secretGenerator " + std::string(generator.text("name")) +
                        " holds values in plain text");
            }
        }
    }

    void resolve_lines() {
        std::vector<NodePath> nodes = std::exchange(nodes_, {});
        const std::size_t findings = nodes.size();
        std::ranges::move(std::exchange(nodes_of_sealed_, {}), std::back_inserter(nodes));
        const std::vector<int> lines = manifest::find_lines(piece_->text, nodes);
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const int line = lines[i] + piece_->lines_before;
            if (i < findings) {
                report_.findings[report_.findings.size() - findings + i].line = line;
            } else {
                report_.sealed[report_.sealed.size() - nodes.size() + i].line = line;
            }
        }
    }

    const std::string& path_;
    const AuditContext& context_;
    const Piece* piece_ = nullptr;
    int document_line_ = 1;
    std::vector<NodePath> nodes_;  // of this piece's findings, and of its SealedSecrets
    std::vector<NodePath> nodes_of_sealed_;
    FileReport report_;
};

// JSON is told by how the text begins, whatever the file is called, as kubectl does.
Result<std::vector<Piece>> parse_pieces(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    std::vector<Piece> pieces;
    if (begin == std::string_view::npos || text[begin] != '{') {
        TRY_ASSIGN(std::vector<Document> documents, manifest::parse_yaml(text));
        pieces.push_back({.text = text, .lines_before = 0, .documents = std::move(documents)});
        return pieces;
    }
    TRY_ASSIGN(const std::vector<std::string_view> objects, split_json_stream(text));
    for (const std::string_view object : objects) {
        const int lines_before = line_at(text, object.data()) - 1;
        auto value = manifest::parse_json(object);
        if (!value) {
            return fail(
                value.error().with("JSON document at line " + std::to_string(lines_before + 1)));
        }
        Piece piece{.text = object, .lines_before = lines_before, .documents = {}};
        piece.documents.resize(1);
        piece.documents.front().value = *std::move(value);
        pieces.push_back(std::move(piece));
    }
    return pieces;
}

FileReport audit_manifests(const std::string& path, std::string_view text,
                           const AuditContext& context) {
    const bool speaks_of_secrets = text.find("Secret") != std::string_view::npos;
    if (!speaks_of_secrets && !is_kustomization_file(path)) {
        return {};
    }
    const Result<std::vector<Piece>> pieces = parse_pieces(text);
    if (!pieces) {
        FileReport report;
        if (text.find("kind") != std::string_view::npos) {
            report.findings.push_back({.rule = Rule::kUnreadable,
                                       .path = path,
                                       .line = line_in(pieces.error().message),
                                       .message = "it cannot be checked: " + pieces.error().message,
                                       .commit = {}});
        }
        return report;
    }
    FileAudit audit(path, context);
    for (const Piece& piece : *pieces) {
        audit.add_piece(piece);
    }
    return audit.take();
}

bool is_plain_private_key(const crypto::PemBlock& block) {
    constexpr std::array<std::string_view, 3> kLabels = {"PRIVATE KEY", "RSA PRIVATE KEY",
                                                         "EC PRIVATE KEY"};
    return std::ranges::find(kLabels, block.label) != kLabels.end() &&
           block.body.find("ENCRYPTED") == std::string_view::npos;
}

FileReport audit_pem(const std::string& path, std::string_view text, const AuditContext& context) {
    FileReport report;
    std::vector<crypto::PemBlock> certificates;
    std::string_view rest = text;
    while (const auto block = crypto::next_pem_block(rest)) {
        if (is_plain_private_key(*block)) {
            report.findings.push_back({.rule = Rule::kPrivateKey,
                                       .path = path,
                                       .line = line_at(text, block->whole.data()),
                                       .message = "a private key without a passphrase",
                                       .commit = {}});
        } else if (block->label == "CERTIFICATE") {
            certificates.push_back(*block);
        }
    }
    // Several make a chain or a bundle: those are somebody else's.
    if (certificates.size() == 1) {
        if (const auto certificate = crypto::parse_certificate(text)) {
            std::ranges::move(
                check_expiry(*certificate, path, line_at(text, certificates.front().whole.data()),
                             context),
                std::back_inserter(report.findings));
        }
    }
    return report;
}

}  // namespace

bool is_audited(std::string_view path) {
    return has_extension(path, {".yaml", ".yml", ".json"}) || is_pem_file(path) ||
           is_kustomization_file(path);
}

FileReport audit_file(const std::string& path, std::string_view text, const AuditContext& context) {
    return is_pem_file(path) ? audit_pem(path, text, context)
                             : audit_manifests(path, text, context);
}

std::vector<Finding> check_expiry(const crypto::Certificate& certificate, const std::string& path,
                                  int line, const AuditContext& context) {
    const bool expired = certificate.not_after < context.now;
    if (!expired && certificate.not_after - context.now > context.expiry_notice) {
        return {};
    }
    return {{.rule = expired ? Rule::kCertificateExpired : Rule::kCertificateExpires,
             .path = path,
             .line = line,
             .message = "the certificate of " + certificate.public_key.fingerprint() +
                        (expired ? " expired on " : " expires on ") +
                        format_time(certificate.not_after),
             .commit = {}}};
}

}  // namespace sealer::cli
