// SPDX-License-Identifier: Apache-2.0
#include "sealer/certificate.h"

#include <cctype>
#include <chrono>
#include <ctime>
#include <string_view>

#include "common/base/file.h"
#include "common/base/text.h"
#include "common/http/client.h"
#include "sealer/controller.h"

namespace sealer::cli {
namespace {

constexpr std::size_t kMaxCertificateBytes = std::size_t{1} << 20;

// The scheme of a URL; empty for a path. A single letter is a drive of Windows.
std::string url_scheme(std::string_view source) {
    const std::size_t colon = source.find(':');
    if (colon == std::string_view::npos || colon < 2 ||
        std::isalpha(static_cast<unsigned char>(source.front())) == 0) {
        return "";
    }
    for (const char c : source.substr(0, colon)) {
        if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '+' && c != '-' && c != '.') {
            return "";
        }
    }
    return to_lower(source.substr(0, colon));
}

Result<std::string> open_source(const std::string& source) {
    const std::string scheme = url_scheme(source);
    if (scheme.empty()) {
        return read_file(source, kMaxCertificateBytes);
    }
    if (scheme == "file") {
        constexpr std::string_view kPrefix = "file://";
        const std::string_view rest = std::string_view(source).substr(
            source.starts_with(kPrefix) ? kPrefix.size() : scheme.size() + 1);
        return read_file(percent_decode(rest), kMaxCertificateBytes);
    }
    return http::fetch_url(source, kMaxCertificateBytes);
}

// "January 2, 2006": kubeseal's way to print a day.
std::string written_day_of(WallTime time) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char month[16] = {};
    std::strftime(month, sizeof month, "%B", &parts);
    return std::string(month) + " " + std::to_string(parts.tm_mday) + ", " +
           std::to_string(parts.tm_year + 1900);
}

}  // namespace

Result<std::string> load_certificate(const std::string& cert, const ClusterOptions& cluster,
                                     const World& world) {
    if (!cert.empty()) {
        return open_source(cert);
    }
    TRY_ASSIGN(Controller controller, Controller::find(cluster, world));
    auto pem = controller.certificate();
    if (!pem) {
        return fail(pem.error().with("cannot fetch certificate"));
    }
    return pem;
}

Result<crypto::PublicKey> sealing_key(const std::string& cert, const ClusterOptions& cluster,
                                      const World& world) {
    TRY_ASSIGN(const std::string pem, load_certificate(cert, cluster, world));
    TRY_ASSIGN(const crypto::Certificate certificate, crypto::parse_certificate(pem));
    if (certificate.not_after < world.now) {
        return fail(Code::kInvalid, "failed to encrypt using an expired certificate on " +
                                        written_day_of(certificate.not_after));
    }
    return certificate.public_key;
}

}  // namespace sealer::cli
