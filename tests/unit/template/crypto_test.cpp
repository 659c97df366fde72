// SPDX-License-Identifier: Apache-2.0
// What sprig 3 makes of the same templates, but for words in errors that quote values.
#include <gtest/gtest.h>

#include "render_test.h"

namespace sealer::tmpl {
namespace {

TEST(Crypto, AreAsInGo) {
    expect_all({
        {"{{ .password | adler32sum }}", "312476548"},
        {R"({{ decryptAES "secretkey" "30tEfhuJSVRhpG97XCuWgz2okj7L8vQ1s6V9zVUPeDQ=" }})",
         "plaintext"},
        {R"({{ derivePassword 1 "long" "password" "user" "example.com" }})", "ZedaFaxcZaso9*"},
        {R"({{ derivePassword 1 "pin" "password" "user" "example.com" }})", "6685"},
        {R"({{ derivePassword 2 "maximum" "p" "u" "s" }})", "GVrMlwPINBRhIcQLa58%"},
        {R"({{ encryptAES "k" "" }})", ""},
        {R"({{ encryptAES "secretkey" "plaintext" | decryptAES "secretkey" }})", "plaintext"},
        {"{{ .username | sha1sum }}", "d033e22ae348aeb5660fc2140aec35850c4da997"},
        {"{{ .password | sha256sum }}",
         "f1d935bcff45e5edf7ff3149710b5a3289ebce407e7dc6ebd3a49449b78fb4c8"},
    });
}

}  // namespace
}  // namespace sealer::tmpl
