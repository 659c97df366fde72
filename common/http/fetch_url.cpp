// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string>

#include "common/base/text.h"
#include "common/http/client.h"
#include "common/http/libcurl.h"
#include "common/http/status_text.h"

namespace sealer::http {
namespace {

constexpr long kMaxRedirects = 5;

struct Download {
    std::size_t max_bytes = 0;
    std::string body;
    bool too_large = false;
};

std::size_t receive(char* data, std::size_t size, std::size_t count, void* context) {
    auto& download = *static_cast<Download*>(context);
    const std::size_t bytes = size * count;
    if (download.body.size() + bytes > download.max_bytes) {
        download.too_large = true;
        return 0;
    }
    download.body.append(data, bytes);
    return bytes;
}

}  // namespace

Result<std::string> fetch_url(const std::string& url, std::size_t max_bytes,
                              std::chrono::milliseconds timeout) {
    const std::string scheme = to_lower(std::string_view(url).substr(0, url.find("://")));
    if (scheme != "http" && scheme != "https") {
        return fail(Code::kInvalid,
                    "Get \"" + url + "\": unsupported protocol scheme \"" + scheme + "\"");
    }
    TRY(load_libcurl());
    const std::unique_ptr<CURL, decltype(curl_easy_cleanup)> easy(curl_easy_init(),
                                                                  curl_easy_cleanup);
    if (easy == nullptr) {
        return fail(Code::kInternal, "libcurl gave no handle");
    }
    Download download{max_bytes, {}, false};
    curl_easy_setopt(easy.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(easy.get(), CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy.get(), CURLOPT_REDIR_PROTOCOLS_STR,
                     scheme == "https" ? "https" : "http,https");
    curl_easy_setopt(easy.get(), CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(easy.get(), CURLOPT_MAXREDIRS, kMaxRedirects);
    curl_easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy.get(), CURLOPT_TIMEOUT_MS, timeout.count());
    curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, &receive);
    curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, &download);
    const CURLcode code = curl_easy_perform(easy.get());
    if (download.too_large) {
        return fail(Code::kInvalid, "cannot fetch \"" + url + "\": more than " +
                                        std::to_string(max_bytes) + " bytes");
    }
    if (code != CURLE_OK) {
        return fail(Code::kUnavailable, "Get \"" + url + "\": " + curl_easy_strerror(code));
    }
    long status = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status != 200) {
        return fail(status == 404 ? Code::kNotFound : Code::kUnavailable,
                    "cannot fetch \"" + url + "\": " + status_text(static_cast<int>(status)));
    }
    return std::move(download.body);
}

}  // namespace sealer::http
