// SPDX-License-Identifier: Apache-2.0
#include "common/crypto/scope.h"

namespace sealer::crypto {

Result<Scope> parse_scope(std::string_view text) {
    if (text.empty()) {
        return Scope::kStrict;
    }
    for (const Scope scope : {Scope::kStrict, Scope::kNamespaceWide, Scope::kClusterWide}) {
        if (text == to_string(scope)) {
            return scope;
        }
    }
    return fail(Code::kInvalid, "must be one of: strict, namespace-wide, cluster-wide");
}

std::string_view to_string(Scope scope) {
    switch (scope) {
        case Scope::kStrict:
            return "strict";
        case Scope::kNamespaceWide:
            return "namespace-wide";
        case Scope::kClusterWide:
            return "cluster-wide";
    }
    return "unknown";
}

std::string scope_label(Scope scope, std::string_view namespace_, std::string_view name) {
    switch (scope) {
        case Scope::kStrict:
            return std::string(namespace_) + "/" + std::string(name);
        case Scope::kNamespaceWide:
            return std::string(namespace_);
        case Scope::kClusterWide:
            return "";
    }
    return "";
}

}  // namespace sealer::crypto
