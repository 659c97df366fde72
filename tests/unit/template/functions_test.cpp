// SPDX-License-Identifier: Apache-2.0
// Which functions there are, and those whose results are new each time.
#include "common/template/functions.h"

#include <gtest/gtest.h>

#include "common/base/text.h"
#include "common/crypto/rsa.h"
#include "render_test.h"

namespace sealer::tmpl {
namespace {

// Of the original, as it lists them.
constexpr std::string_view kSprig =
    "abbrev abbrevboth add add1 add1f addf adler32sum ago all any append atoi b32dec b32enc "
    "b64dec b64enc base bcrypt biggest buildCustomCert camelcase cat ceil chunk clean "
    "coalesce compact concat contains date dateInZone dateModify date_in_zone date_modify "
    "decryptAES deepCopy deepEqual default derivePassword dict dig dir div divf duration "
    "durationRound empty encryptAES ext fail first float64 floor fromJson genCA genCAWithKey "
    "genPrivateKey genSelfSignedCert genSelfSignedCertWithKey genSignedCert "
    "genSignedCertWithKey get has hasKey hasPrefix hasSuffix hello htmlDate htmlDateInZone "
    "htpasswd indent initial initials int int64 isAbs join kebabcase keys kindIs kindOf last "
    "list lower max maxf merge mergeOverwrite min minf mod mul mulf mustAppend mustChunk "
    "mustCompact mustDateModify mustDeepCopy mustFirst mustFromJson mustHas mustInitial "
    "mustLast mustMerge mustMergeOverwrite mustPrepend mustPush mustRegexFind "
    "mustRegexFindAll mustRegexMatch mustRegexReplaceAll mustRegexReplaceAllLiteral "
    "mustRegexSplit mustRest mustReverse mustSlice mustToDate mustToJson mustToPrettyJson "
    "mustToRawJson mustUniq mustWithout must_date_modify nindent nospace now omit osBase "
    "osClean osDir osExt osIsAbs pick pluck plural prepend push quote randAlpha randAlphaNum "
    "randAscii randBytes randInt randNumeric regexFind regexFindAll regexMatch regexQuoteMeta "
    "regexReplaceAll regexReplaceAllLiteral regexSplit repeat replace rest reverse round "
    "semver semverCompare seq set sha1sum sha256sum sha512sum shuffle slice snakecase "
    "sortAlpha split splitList splitn squote sub subf substr swapcase ternary title toDate "
    "toDecimal toJson toPrettyJson toRawJson toString toStrings trim trimAll trimPrefix "
    "trimSuffix trimall trunc tuple typeIs typeIsLike typeOf uniq unixEpoch unset until "
    "untilStep untitle upper urlJoin urlParse uuidv4 values without wrap wrapWith";

TEST(Functions, AreThoseOfTheOriginal) {
    std::size_t count = 0;
    for (const std::string_view name : split(kSprig, ' ')) {
        EXPECT_NE(find_function(name), nullptr) << name;
        ++count;
    }
    EXPECT_EQ(count, 208U);
    for (const std::string_view name :
         split("and call eq ge gt html index js le len lt ne not or print printf println urlquery",
               ' ')) {
        EXPECT_NE(find_function(name), nullptr) << name;
    }
    for (const char* name : {"env", "expandenv", "getHostByName", "include", "tpl", ""}) {
        EXPECT_EQ(find_function(name), nullptr) << name;
    }
}

TEST(Random, HasTheShapeItSays) {
    expect_all({
        {R"({{ regexMatch "^[A-Za-z]{20}$" (randAlpha 20) }})", "true"},
        {R"({{ regexMatch "^[A-Za-z0-9]{20}$" (randAlphaNum 20) }})", "true"},
        {R"({{ regexMatch "^[0-9]{20}$" (randNumeric 20) }})", "true"},
        {R"({{ regexMatch "^[ -~]{20}$" (randAscii 20) }})", "true"},
        {R"({{ len (b64dec (randBytes 20)) }})", "20"},
        {R"({{ randAlpha 0 }}{{ randAlpha -1 }})", ""},
        {R"({{ randInt 3 4 }})", "3"},
        {R"({{ sortAlpha (splitList "" (shuffle "abc")) | join "" }})", "abc"},
        {"{{ uuidv4 }}", "00010203-0405-4607-8809-0a0b0c0d0e0f"},
        {"{{ ne (randAlphaNum 20) (randAlphaNum 20) }}", "true"},
    });
}

TEST(Clock, IsTheHosts) {
    expect_all({
        {"{{ now }}", "2026-01-02 03:04:05 +0000 UTC"},
        {"{{ now.Year }} {{ now.Weekday }} {{ now.Unix }}", "2026 Friday 1767323045"},
        {"{{ ago 1767323000 }}", "45s"},
        {"{{ date \"15:04\" nil }}", "03:04"},
    });
}

TEST(Passwords, AreHashedByBcrypt) {
    expect_all({
        {R"({{ regexMatch "^\\$2a\\$10\\$[./A-Za-z0-9]{53}$" (bcrypt "secret") }})", "true"},
        {R"({{ hasPrefix "user:$2a$10$" (htpasswd "user" "secret") }})", "true"},
        {R"({{ htpasswd "a:b" "x" }})", "invalid username: a:b"},
        {R"({{ bcrypt (repeat 73 "x") }})",
         "failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes"},
        {R"({{ encryptAES "key" "text" | decryptAES "key" }})", "text"},
        {R"({{ sha512sum "" | trunc 8 }})", "cf83e135"},
    });
}

TEST(Keys, AreOfTheTypeAskedFor) {
    expect_all({
        {R"({{ genPrivateKey "ecdsa" | splitList "\n" | first }})",
         "-----BEGIN EC PRIVATE KEY-----"},
        {R"({{ genPrivateKey "ed25519" | splitList "\n" | first }})",
         "-----BEGIN PRIVATE KEY-----"},
        {R"({{ genPrivateKey "foo" }})", "Unknown type foo"},
    });
}

TEST(Certificates, AreSignedByTheirAuthority) {
    const std::string text = outcome(R"(
        {{- $ca := genCA "my-ca" 365 -}}
        {{- $cert := genSignedCert "db" (list "10.0.0.1") (list "db.svc") 30 $ca -}}
        {{- $same := buildCustomCert (b64enc $cert.Cert) (b64enc $cert.Key) -}}
        {{ eq $same.Key $cert.Key }}
{{ $cert.Cert }}{{ $cert.Key }})");
    ASSERT_TRUE(text.starts_with("true\n-----BEGIN CERTIFICATE-----")) << text;
    const auto certificate = crypto::parse_certificate(text);
    const auto key = crypto::PrivateKey::parse(text);
    ASSERT_TRUE(certificate && key);
    EXPECT_EQ(certificate->public_key.fingerprint(), key->public_key().fingerprint());
    EXPECT_EQ(format_time(certificate->not_before), "2026-01-02T03:04:05Z");
    EXPECT_EQ(format_time(certificate->not_after), "2026-02-01T03:04:05Z");
}

TEST(Certificates, TakeKeysThatAreThere) {
    expect_all({
        {R"({{ $k := genPrivateKey "ecdsa" }}{{ $c := genSelfSignedCertWithKey "x" nil (list "a") 1 $k }}{{ eq $c.Key $k }})",
         "true"},
        {R"({{ $k := genPrivateKey "ed25519" }}{{ $c := genCAWithKey "x" 1 $k }}{{ eq $c.Key $k }})",
         "true"},
        {R"({{ genSelfSignedCertWithKey "x" (list "nope") nil 1 (genPrivateKey "ecdsa") }})",
         R"(error: template: k:1:3: executing "k" at <genSelfSignedCertWithKey "x" (list "nope") nil 1 (genPrivateKey "ecdsa")>: error calling genSelfSignedCertWithKey: error parsing ip)"},
        {R"({{ genCAWithKey "x" 1 "nope" }})",
         R"(error: template: k:1:3: executing "k" at <genCAWithKey "x" 1 "nope">: error calling genCAWithKey: error parsing private key: no PEM data in input, or none that is a key)"},
    });
}

}  // namespace
}  // namespace sealer::tmpl
