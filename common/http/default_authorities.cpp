// SPDX-License-Identifier: Apache-2.0
#include "common/http/default_authorities.h"

#include <cstdlib>
#include <optional>

#include <openssl/x509.h>

namespace sealer::http {
namespace {

struct Hidden {
    bool is_hidden = false;
    std::optional<std::string> variable;  // what it was; unset: it was not set
};

// Made when it is first used, which is before main.
Hidden& hidden() {
    static Hidden hidden;
    return hidden;
}

}  // namespace

std::string hide_default_authorities() {
    const char* const name = X509_get_default_cert_file_env();
    Hidden& state = hidden();
    state.is_hidden = true;
    if (const char* const set = std::getenv(name)) {  // NOLINT(concurrency-mt-unsafe)
        state.variable = set;
    }
    setenv(name, "/dev/null", 1);  // NOLINT(concurrency-mt-unsafe)
    return state.variable.value_or(X509_get_default_cert_file());
}

void restore_default_authorities(std::map<std::string, std::string>& environment) {
    const Hidden& state = hidden();
    const char* const name = X509_get_default_cert_file_env();
    if (state.is_hidden && state.variable) {
        environment[name] = *state.variable;
    } else if (state.is_hidden) {
        environment.erase(name);
    }
}

}  // namespace sealer::http
