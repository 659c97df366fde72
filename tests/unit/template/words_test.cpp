// SPDX-License-Identifier: Apache-2.0
// What sprig 3 makes of the same templates, but for words in errors that quote values.
#include <gtest/gtest.h>

#include "render_test.h"

namespace sealer::tmpl {
namespace {

TEST(Words, AreAsInGo) {
    expect_all({
        {R"({{ camelcase "http_server" }})", "HttpServer"},
        {R"({{ camelcase "foo-bar baz" }})", "FooBarBaz"},
        {R"({{ camelcase "_foo__bar_" }})", "_Foo_Bar_"},
        {R"({{ camelcase "a" }})", "A"},
        {R"({{ camelcase "" }})", ""},
        {R"({{ camelcase "foo bar2 x" }})", "FooBar2X"},
        {R"({{ camelcase "_" }})", "__"},
        {R"({{ camelcase "__" }})", "___"},
        {R"({{ camelcase "a_" }})", "A_"},
        {R"({{ camelcase "a__" }})", "A__"},
        {R"({{ camelcase "a__b" }})", "A_B"},
        {R"({{ camelcase "a___b" }})", "A__B"},
        {R"({{ initials "First Last" }})", "FL"},
        {R"({{ kebabcase "FirstName" }})", "first-name"},
        {R"({{ kebabcase "fooBar_baz Qux" }})", "foo-bar-baz-qux"},
        {R"({{ lower "AÉ" }})", "aé"},
        {R"({{ nospace " a b  c" }})", "abc"},
        {R"({{ snakecase "FirstName" }})", "first_name"},
        {R"({{ snakecase "HTTPServer" }})", "http_server"},
        {R"({{ snakecase "Bld4Floor" }})", "bld4_floor"},
        {R"({{ snakecase "HTTP2xx" }})", "http_2xx"},
        {R"({{ snakecase "a-b c_d" }})", "a_b_c_d"},
        {R"({{ snakecase "http2server" }})", "http_2server"},
        {R"({{ snakecase "4a5B" }})", "4a5_b"},
        {R"({{ snakecase "abc.DEF" }})", "abc.def"},
        {R"({{ snakecase "" }})", ""},
        {R"({{ snakecase "ABC" }})", "abc"},
        {R"({{ snakecase "A" }})", "a"},
        {R"({{ snakecase "aBC1d2" }})", "a_bc_1d2"},
        {R"({{ snakecase "x$Y" }})", "x_$_y"},
        {R"({{ snakecase "A2" }})", "a2"},
        {R"({{ snakecase "__a__B" }})", "__a__b"},
        {R"({{ snakecase "ID3v2Tag" }})", "id_3v2_tag"},
        {R"({{ snakecase "1B" }})", "1_b"},
        {R"({{ snakecase "a1 b" }})", "a1_b"},
        {R"({{ snakecase "AB12CD" }})", "ab12_cd"},
        {R"({{ snakecase "x12." }})", "x12."},
        {R"({{ swapcase "Hello World" }})", "hELLO wORLD"},
        {R"({{ title "hello world foo-bar it's" }})", "Hello World Foo-Bar It'S"},
        {R"({{ title "ǆ ßa" }})", "Ǆ ßa"},
        {R"({{ untitle "Hello World" }})", "hello world"},
        {"{{ .username | upper | quote }}", R"("ADMIN")"},
        {R"({{ upper "aé" }})", "AÉ"},
        {"{{ upper 5 }}",
         R"(error: template: k:1:9: executing "k" at <5>: expected string; found 5)"},
        {"{{ upper .nosuch }}",
         R"(error: template: k:1:9: executing "k" at <.nosuch>: invalid value; expected string)"},
        {"{{ upper nil }}",
         R"(error: template: k:1:9: executing "k" at <nil>: cannot assign nil to string)"},
        {R"({{ upper "ß" }})", "ß"},
        {R"({{ wrap 5 "hello world foo bar" }})", "hello\nworld\nfoo\nbar"},
        {R"({{ wrap 3 "abcdefgh ij" }})", "abcdefgh\nij"},
        {R"({{ wrap 0 "a b" }})", "a\nb"},
        {R"({{ wrap 10 "" }})", ""},
        {R"({{ wrapWith 5 "\t" "helloworld foo" }})", "hello\tworld\tfoo"},
        {R"({{ wrapWith 3 "" "abcdefgh ij" }})", "abc\ndef\ngh\nij"},
    });
}

}  // namespace
}  // namespace sealer::tmpl
