// SPDX-License-Identifier: Apache-2.0
// One file -> findings; and what can only be seen of several.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/time.h"
#include "common/crypto/rsa.h"
#include "common/manifest/value.h"
#include "sealer/finding.h"

namespace sealer::cli {

struct AuditContext {
    std::vector<crypto::Certificate> certificates;  // the cluster's, newest first
    WallTime now;
    std::chrono::seconds expiry_notice = std::chrono::hours(30 * 24);
};

// A SealedSecret and where it stands.
struct AuditedSecret {
    manifest::Value sealed;
    std::string path;
    int line = 1;
};

struct FileReport {
    std::vector<Finding> findings;
    std::vector<AuditedSecret> sealed;
    std::vector<manifest::Value> kustomizations;
};

// Whether an audit looks into a file, by its name: YAML, JSON, kustomizations and PEM.
[[nodiscard]] bool is_audited(std::string_view path);

// What is wrong in the file `path` with the content `text`, which is hostile.
[[nodiscard]] FileReport audit_file(const std::string& path, std::string_view text,
                                    const AuditContext& context);

// SealedSecrets of the same namespace and name, but for the first of each.
[[nodiscard]] std::vector<Finding> find_duplicates(const std::vector<AuditedSecret>& sealed);

// SealedSecrets that a kustomization of the same tree moves or renames away from what they were
// sealed for. `path` of a kustomization is its file's.
struct Kustomization {
    std::string path;
    manifest::Value content;
};
[[nodiscard]] std::vector<Finding> find_moved(const std::vector<AuditedSecret>& sealed,
                                              const std::vector<Kustomization>& kustomizations);

// Whether the certificate has expired, or will within the context's notice.
[[nodiscard]] std::vector<Finding> check_expiry(const crypto::Certificate& certificate,
                                                const std::string& path, int line,
                                                const AuditContext& context);

}  // namespace sealer::cli
