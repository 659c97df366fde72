// SPDX-License-Identifier: Apache-2.0
// The functions of libcurl that this folder calls, loaded when it first does. They have their own
// names and types: in our namespace they hide those of <curl/curl.h>, which are linked nowhere.
#pragma once

#include <curl/curl.h>

#include "common/base/result.h"

// NOLINTBEGIN(bugprone-macro-parentheses)
#define SEALER_LIBCURL_FUNCTIONS(DO) \
    DO(curl_easy_cleanup)            \
    DO(curl_easy_getinfo)            \
    DO(curl_easy_init)               \
    DO(curl_easy_perform)            \
    DO(curl_easy_reset)              \
    DO(curl_easy_setopt)             \
    DO(curl_easy_strerror)           \
    DO(curl_multi_add_handle)        \
    DO(curl_multi_cleanup)           \
    DO(curl_multi_info_read)         \
    DO(curl_multi_init)              \
    DO(curl_multi_perform)           \
    DO(curl_multi_poll)              \
    DO(curl_multi_remove_handle)     \
    DO(curl_multi_wakeup)            \
    DO(curl_slist_append)            \
    DO(curl_slist_free_all)
#define SEALER_DECLARE(function) extern decltype(&::function) function;
// NOLINTEND(bugprone-macro-parentheses)

namespace sealer::http {

SEALER_LIBCURL_FUNCTIONS(SEALER_DECLARE)

// To be called before any of them. Thread-safe.
[[nodiscard]] Status load_libcurl();

}  // namespace sealer::http

#undef SEALER_DECLARE
