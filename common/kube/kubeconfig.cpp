// SPDX-License-Identifier: Apache-2.0
#include "common/kube/kubeconfig.h"

#include <utility>

#include "common/base/file.h"
#include "common/manifest/yaml.h"

namespace sealer::kube {
namespace {

namespace fs = std::filesystem;
using manifest::Value;

// The members that are names of files. What an exec plugin's command is, its own code knows.
void resolve_paths(Value& value, const fs::path& directory) {
    for (const char* member :
         {"certificate-authority", "client-certificate", "client-key", "tokenFile"}) {
        Value* const path = value.get(member);
        if (path != nullptr && path->is_string() && !path->as_string().empty()) {
            path->as_string() = (directory / path->as_string()).lexically_normal().string();
        }
    }
}

void collect(const Value& document, std::string_view list, std::string_view member,
             const fs::path& directory, std::map<std::string, Kubeconfig::Entry>& into) {
    for (const Value& item : manifest::elements(document.get(list))) {
        const Value* const found = item.get(member);
        Kubeconfig::Entry entry{
            found != nullptr && found->is_object() ? *found : Value(manifest::Object()), directory};
        resolve_paths(entry.value, directory);
        into.try_emplace(std::string(item.text("name")), std::move(entry));
    }
}

}  // namespace

Result<Kubeconfig> parse_kubeconfig(std::string_view text, const fs::path& directory) {
    TRY_ASSIGN(const std::vector<manifest::Document> documents, manifest::parse_yaml(text));
    Kubeconfig config;
    if (documents.empty()) {
        return config;
    }
    const Value& document = documents.front().value;
    if (documents.size() > 1 || !document.is_object()) {
        return fail(Code::kInvalid, "a kubeconfig is one YAML mapping");
    }
    if (const std::string_view kind = document.text("kind"); !kind.empty() && kind != "Config") {
        return fail(Code::kInvalid, "kind is \"" + std::string(kind) + "\", not \"Config\"");
    }
    collect(document, "clusters", "cluster", directory, config.clusters);
    collect(document, "users", "user", directory, config.users);
    collect(document, "contexts", "context", directory, config.contexts);
    config.current_context = document.text("current-context");
    return config;
}

void merge_into(Kubeconfig& base, Kubeconfig other) {
    base.clusters.merge(other.clusters);
    base.users.merge(other.users);
    base.contexts.merge(other.contexts);
    if (base.current_context.empty()) {
        base.current_context = std::move(other.current_context);
    }
}

Result<Kubeconfig> read_kubeconfigs(const std::vector<std::string>& files, bool must_exist) {
    Kubeconfig merged;
    for (const std::string& file : files) {
        auto text = read_file(file);
        if (!text.has_value() && text.error().code == Code::kNotFound && !must_exist) {
            continue;
        }
        TRY_ASSIGN(const std::string content, std::move(text));
        auto config = parse_kubeconfig(content, fs::absolute(file).parent_path());
        if (!config.has_value()) {
            return fail(config.error().with("error loading config file \"" + file + "\""));
        }
        merge_into(merged, *std::move(config));
    }
    return merged;
}

}  // namespace sealer::kube
