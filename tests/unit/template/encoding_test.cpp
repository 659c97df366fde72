// SPDX-License-Identifier: Apache-2.0
// What sprig 3 makes of the same templates, but for words in errors that quote values.
#include <gtest/gtest.h>

#include "render_test.h"

namespace sealer::tmpl {
namespace {

TEST(Encoding, AreAsInGo) {
    expect_all({
        {R"({{ b32dec "NBSWY3DP" }})", "hello"},
        {R"({{ b32dec "nope" }})", "illegal base32 data at input byte 0"},
        {R"({{ b32dec "ME======" }})", "a"},
        {R"({{ b32enc "hello" }})", "NBSWY3DP"},
        {R"({{ b32enc "" }})", ""},
        {R"({{ b32enc "a" }})", "ME======"},
        {R"({{ b64dec "!!" }})", "illegal base64 data at input byte 0"},
        {R"({{ b64dec "YQ" }})", "illegal base64 data at input byte 0"},
        {"{{ .password | b64enc }}", "YnZ6dHNsNDJ4"},
        {"{{ .username | b64enc | b64dec }}", "admin"},
    });
}

}  // namespace
}  // namespace sealer::tmpl
