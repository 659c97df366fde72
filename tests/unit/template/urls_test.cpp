// SPDX-License-Identifier: Apache-2.0
// What sprig 3 makes of the same templates, but for words in errors that quote values.
#include <gtest/gtest.h>

#include "render_test.h"

namespace sealer::tmpl {
namespace {

TEST(Urls, AreAsInGo) {
    expect_all({
        {R"({{ urlJoin (dict "scheme" "http" "host" "h:80" "path" "/a b" "query" "q=1" "fragment" "f g" "userinfo" "u:p") }})",
         "http://u:p@h:80/a%20b?q=1#f%20g"},
        {R"({{ urlJoin (urlParse "https://u@h/p?q#f") }})", "https://u@h/p?q#f"},
        {R"({{ urlJoin (dict "scheme" "mailto" "opaque" "x@y") }})", "mailto:x@y"},
        {R"({{ urlJoin (dict "path" "a:b") }})", "./a:b"},
        {R"({{ urlJoin (dict "host" "h" "path" "p") }})", "//h/p"},
        {R"({{ urlParse "http://us%20er:pw@host.com:80/p%20ath?q=1#frag" }})",
         "map[fragment:frag host:host.com:80 hostname:host.com opaque: path:/p ath query:q=1 "
         "scheme:http userinfo:us%20er:pw]"},
        {R"({{ urlParse "mailto:a@b" }})",
         "map[fragment: host: hostname: opaque:a@b path: query: scheme:mailto userinfo:]"},
        {R"({{ urlParse "/rel/path?x" }})",
         "map[fragment: host: hostname: opaque: path:/rel/path query:x scheme: userinfo:]"},
        {R"({{ urlParse "http://[::1]:80/" }})",
         "map[fragment: host:[::1]:80 hostname:::1 opaque: path:/ query: scheme:http userinfo:]"},
        {R"({{ (urlParse "http://[::1]:80/").hostname }})", "::1"},
    });
}

}  // namespace
}  // namespace sealer::tmpl
