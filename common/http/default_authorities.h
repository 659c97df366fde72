// SPDX-License-Identifier: Apache-2.0
// The file of authorities that OpenSSL trusts where nobody names others, as SSL_CERT_FILE or its
// build has it. cpprestsdk has OpenSSL read it for every connection, 25 ms of a core, whatever that
// connection is to trust.
#pragma once

#include <map>
#include <string>

namespace sealer::http {

// From now on OpenSSL finds an empty file, by this process's environment. The path of the real
// one. Call it once, before there are threads.
[[nodiscard]] std::string hide_default_authorities();

// Undoes that in what is to be a child's environment; does nothing where nothing is hidden.
void restore_default_authorities(std::map<std::string, std::string>& environment);

}  // namespace sealer::http
