// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "common/base/text.h"
#include "common/base/time.h"
#include "common/http/client.h"
#include "common/http/libcurl.h"
#include "common/http/status_text.h"

namespace sealer::http {
namespace {

constexpr int kMaxRedirects = 5;

using EasyPtr = std::unique_ptr<CURL, decltype(curl_easy_cleanup)>;

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

std::string scheme_of(std::string_view url) {
    return to_lower(url.substr(0, url.find("://")));
}

Status check_scheme(const std::string& url) {
    const std::string scheme = scheme_of(url);
    if (scheme != "http" && scheme != "https") {
        return fail(Code::kInvalid,
                    "Get \"" + url + "\": unsupported protocol scheme \"" + scheme + "\"");
    }
    return {};
}

// One exchange; the status.
Result<int> get(CURL* easy, const std::string& url, Download& download,
                std::chrono::milliseconds timeout) {
    download.body.clear();
    curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, std::max<long>(timeout.count(), 1));
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &receive);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &download);
    const CURLcode code = curl_easy_perform(easy);
    if (download.too_large) {
        return fail(Code::kInvalid, "cannot fetch \"" + url + "\": more than " +
                                        std::to_string(download.max_bytes) + " bytes");
    }
    if (code != CURLE_OK) {
        return fail(Code::kUnavailable, "Get \"" + url + "\": " + curl_easy_strerror(code));
    }
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    return static_cast<int>(status);
}

// Where the last answer sends us; empty if nowhere.
std::string redirect_of(CURL* easy) {
    const char* url = nullptr;
    curl_easy_getinfo(easy, CURLINFO_REDIRECT_URL, &url);
    return url == nullptr ? "" : url;
}

Status check_redirect(const std::string& from, const std::string& to,
                      const std::function<bool(const std::string& url)>& may_visit) {
    TRY(check_scheme(to));
    const bool is_downgrade = scheme_of(from) == "https" && scheme_of(to) != "https";
    if (is_downgrade || (may_visit && !may_visit(to))) {
        return fail(Code::kDenied, "cannot fetch \"" + from + "\": it redirects to \"" + to +
                                       "\", which is not allowed");
    }
    return {};
}

}  // namespace

Result<std::string> fetch_url(const std::string& url, std::size_t max_bytes,
                              const std::function<bool(const std::string& url)>& may_visit,
                              std::chrono::milliseconds timeout) {
    TRY(check_scheme(url));
    TRY(load_libcurl());
    const EasyPtr easy(curl_easy_init(), curl_easy_cleanup);
    if (easy == nullptr) {
        return fail(Code::kInternal, "libcurl gave no handle");
    }
    const Clock::time_point deadline = Clock::now() + timeout;
    Download download{max_bytes, {}, false};
    std::string at = url;
    for (int redirects = 0; redirects <= kMaxRedirects; ++redirects) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
        TRY_ASSIGN(const int status, get(easy.get(), at, download, left));
        const std::string next = redirect_of(easy.get());
        if (status == 200) {
            return std::move(download.body);
        }
        if (next.empty()) {
            return fail(status == 404 ? Code::kNotFound : Code::kUnavailable,
                        "cannot fetch \"" + at + "\": " + status_text(status));
        }
        TRY(check_redirect(at, next, may_visit));
        at = next;
    }
    return fail(Code::kUnavailable, "cannot fetch \"" + url + "\": too many redirects");
}

}  // namespace sealer::http
