// SPDX-License-Identifier: Apache-2.0
// YAML as Kubernetes means it: the typing rules of sigs.k8s.io/yaml (YAML 1.1 scalars, keys become
// strings).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/json.h"
#include "common/manifest/value.h"

namespace sealer::manifest {

struct YamlLimits {
    std::size_t max_bytes = std::size_t{32} << 20;
    std::size_t max_nodes = 4'000'000;
    std::size_t max_alias_nodes = 100'000;  // nodes made by expanding aliases and merge keys
    std::size_t max_documents = 100'000;
    std::size_t max_depth = kMaxDepth;  // of mappings and sequences; no more than that
};

enum class DuplicateKeys { kError, kLastWins };

// What scalars and keys mean.
enum class YamlTyping {
    // sigs.k8s.io/yaml: YAML 1.1 (yes, no, on, off, y, n are booleans), any scalar may be a key and
    // becomes text, "<<" overrides the keys above it.
    kKubernetes,
    // As kustomize reads resources (go-yaml 3): of the words only true and false are booleans,
    // points in time become RFC 3339 strings, values of metadata.annotations stay as they are
    // written, keys below the top are strings, "<<" stands once in a mapping; directives, text
    // behind "---" and JSON's "\\/" are refused. Use DuplicateKeys::kError.
    kKustomize,
};

struct YamlOptions {
    DuplicateKeys duplicate_keys = DuplicateKeys::kError;
    YamlTyping typing = YamlTyping::kKubernetes;
    bool refuse_controls = false;  // also where escaped, as kKustomize does: see json_in_yaml.h
    YamlLimits limits = {};
};

struct Document {
    Value value;
    int line = 1;           // 1-based line where the document's content starts
    std::size_t begin = 0;  // byte range of the document in the text, separators excluded
    std::size_t end = 0;
};

// Every document of a stream, null and empty ones left out. JSON text is YAML too and takes the
// same way. A BOM is skipped. Anchors, aliases and merge keys (<<) are resolved. Errors are
// kInvalid: "line 3, column 5: …"; they quote keys but never values.
[[nodiscard]] Result<std::vector<Document>> parse_yaml(std::string_view text,
                                                       const YamlOptions& options = {});

// Just one document; kInvalid when there is none or more than one.
[[nodiscard]] Result<Value> parse_yaml_document(std::string_view text,
                                                const YamlOptions& options = {});

// As sigs.k8s.io/yaml.Marshal: keys sorted, block style, sequences at their key's indent, one
// trailing newline.
[[nodiscard]] std::string write_yaml(const Value& value);

}  // namespace sealer::manifest
