// SPDX-License-Identifier: Apache-2.0
// What sprig 3 makes of the same templates, but for words in errors that quote values.
#include <gtest/gtest.h>

#include "render_test.h"

namespace sealer::tmpl {
namespace {

TEST(Paths, AreAsInGo) {
    expect_all({
        {R"({{ base "/a/b.c" }})", "b.c"},
        {R"({{ base "" }})", "."},
        {R"({{ base "/" }})", "/"},
        {R"({{ base "a/b/" }})", "b"},
        {R"({{ clean "/a/../b/./c//" }})", "/b/c"},
        {R"({{ clean "" }})", "."},
        {R"({{ clean "../../a" }})", "../../a"},
        {R"({{ clean "/../a" }})", "/a"},
        {R"({{ dir "/a/b.c" }})", "/a"},
        {R"({{ dir "" }})", "."},
        {R"({{ dir "/" }})", "/"},
        {R"({{ dir "a/b/" }})", "a/b"},
        {R"({{ ext "a/b.tar.gz" }})", ".gz"},
        {R"({{ ext "a.b/c" }})", ""},
        {R"({{ ext "a" }})", ""},
        {R"({{ isAbs "/a" }})", "true"},
        {R"({{ osBase "/x/y" }})", "y"},
        {R"({{ osBase "/a/b" }})", "b"},
        {R"({{ osClean "a//b" }})", "a/b"},
        {R"({{ osDir "/a/b" }})", "/a"},
        {R"({{ osExt "a.b" }})", ".b"},
        {R"({{ osIsAbs "a" }})", "false"},
    });
}

}  // namespace
}  // namespace sealer::tmpl
