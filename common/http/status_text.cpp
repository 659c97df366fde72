// SPDX-License-Identifier: Apache-2.0
#include "common/http/status_text.h"

#include <ostream>  // Beast 1.74 forgets it

#include <boost/beast/http/status.hpp>

namespace sealer::http {

std::string status_text(int status) {
    namespace http = boost::beast::http;
    const http::status known = http::int_to_status(static_cast<unsigned>(status));
    std::string text = std::to_string(status);
    if (known != http::status::unknown) {
        const auto reason = http::obsolete_reason(known);
        text.append(" ").append(reason.data(), reason.size());
    }
    return text;
}

}  // namespace sealer::http
