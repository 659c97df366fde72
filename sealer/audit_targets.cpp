// SPDX-License-Identifier: Apache-2.0
// What shows only when all files of a tree are seen together.
#include <filesystem>
#include <map>
#include <set>
#include <utility>

#include "common/crypto/scope.h"
#include "common/manifest/object.h"
#include "keys/sealed_secret.h"
#include "sealer/audit_file.h"

namespace sealer::cli {
namespace {

using crypto::Scope;
using manifest::Value;

std::string directory_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

// As the paths of audited files are written.
std::string normalize(const std::string& directory, const std::string& path) {
    std::string normal = (std::filesystem::path(directory) / path).lexically_normal().string();
    if (normal.size() > 1 && normal.ends_with('/')) {
        normal.pop_back();
    }
    return normal == "." ? "" : normal;
}

// What the kustomization of `directory` takes in from the same tree: files and directories.
std::vector<std::string> resources_of(const Value& kustomization, const std::string& directory) {
    std::vector<std::string> paths;
    for (const std::string_view field : {"resources", "bases", "components"}) {
        for (const Value& resource : elements(kustomization.get(field))) {
            if (resource.is_string()) {
                paths.push_back(normalize(directory, resource.as_string()));
            }
        }
    }
    return paths;
}

// Kustomizations by the directory that they are for.
class Tree {
  public:
    explicit Tree(const std::vector<Kustomization>& kustomizations) {
        for (const Kustomization& one : kustomizations) {
            by_directory_.emplace(directory_of(one.path), &one);
        }
    }

    // The files that a kustomization takes in, by way of others too.
    [[nodiscard]] std::set<std::string> files_of(const Kustomization& kustomization) const {
        std::set<std::string> files;
        std::set<std::string> seen;
        collect(directory_of(kustomization.path), files, seen);
        return files;
    }

  private:
    // No deeper than there are kustomizations, as each is seen once.
    void collect(const std::string& directory, std::set<std::string>& files,
                 std::set<std::string>& seen) const {
        std::vector<std::string> open = {directory};
        while (!open.empty()) {
            const std::string current = std::move(open.back());
            open.pop_back();
            const auto found = by_directory_.find(current);
            if (found == by_directory_.end() || !seen.insert(current).second) {
                continue;
            }
            for (std::string& path : resources_of(found->second->content, current)) {
                files.insert(path);
                open.push_back(std::move(path));
            }
        }
    }

    std::map<std::string, const Kustomization*> by_directory_;
};

Finding moved(const AuditedSecret& secret, std::string message) {
    return {.rule = Rule::kWrongTarget,
            .path = secret.path,
            .line = secret.line,
            .message = std::move(message),
            .commit = {}};
}

Finding duplicate(const AuditedSecret& secret, const AuditedSecret& first) {
    std::string message = "SealedSecret ";
    message += manifest::namespace_of(secret.sealed);
    message += "/";
    message += manifest::name_of(secret.sealed);
    message += " is also at " + first.path + ":" + std::to_string(first.line);
    return {.rule = Rule::kDuplicateTarget,
            .path = secret.path,
            .line = secret.line,
            .message = std::move(message),
            .commit = {}};
}

void check_moved(const AuditedSecret& secret, const Kustomization& by,
                 std::vector<Finding>& findings) {
    const Scope scope = keys::scope_of(secret.sealed);
    const std::string scope_name(crypto::to_string(scope));
    const std::string_view to = by.content.text("namespace");
    const std::string_view from = manifest::namespace_of(secret.sealed);
    if (scope != Scope::kClusterWide && !to.empty() && !from.empty() && to != from) {
        findings.push_back(moved(secret, by.path + " moves it to namespace \"" + std::string(to) +
                                             "\", but it was sealed for \"" + std::string(from) +
                                             "\" (scope " + scope_name + ")"));
    }
    const bool renames =
        !by.content.text("namePrefix").empty() || !by.content.text("nameSuffix").empty();
    if (scope == Scope::kStrict && renames) {
        findings.push_back(moved(secret, by.path + " renames it, but scope strict binds it to \"" +
                                             std::string(manifest::name_of(secret.sealed)) + "\""));
    }
}

}  // namespace

std::vector<Finding> find_duplicates(const std::vector<AuditedSecret>& sealed) {
    std::map<std::pair<std::string, std::string>, const AuditedSecret*> first;
    std::vector<Finding> findings;
    for (const AuditedSecret& secret : sealed) {
        const std::string own_namespace(manifest::namespace_of(secret.sealed));
        const std::string name(manifest::name_of(secret.sealed));
        const auto [found, is_new] = first.try_emplace({own_namespace, name}, &secret);
        if (is_new || name.empty()) {
            continue;
        }
        findings.push_back(duplicate(secret, *found->second));
    }
    return findings;
}

std::vector<Finding> find_moved(const std::vector<AuditedSecret>& sealed,
                                const std::vector<Kustomization>& kustomizations) {
    const Tree tree(kustomizations);
    std::vector<Finding> findings;
    for (const Kustomization& kustomization : kustomizations) {
        const std::set<std::string> files = tree.files_of(kustomization);
        for (const AuditedSecret& secret : sealed) {
            if (files.contains(secret.path)) {
                check_moved(secret, kustomization, findings);
            }
        }
    }
    return findings;
}

}  // namespace sealer::cli
