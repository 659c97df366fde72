// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli_test.h"
#include "common/render/kustomize/overrides.h"
#include "sealer/image_edit.h"

namespace sealer::cli {
namespace {

using testing::HasSubstr;

std::string set(std::string_view text, const std::vector<std::string>& arguments) {
    std::vector<kustomize::ImageRule> settings;
    for (const std::string& argument : arguments) {
        settings.push_back(kustomize::parse_image(argument).value());
    }
    const auto result = set_images(text, settings);
    return result ? *result : "error: " + result.error().message;
}

TEST(SetImages, ChangesJustTheEntriesLines) {
    constexpr const char* kText =
        "# the shop\n"
        "resources: [ ../base ]   # one\n"
        "\n"
        "images:  # by CI\n"
        "  # the front\n"
        "  - name: web\n"
        "    newTag: \"1.0\"  # build\n"
        "  - newName: r/db\n"
        "    name: db\n"
        "    digest: sha256:0\n"
        "    tagSuffix: -x\n"
        "\n"
        "namespace: shop\n"
        "# the end";
    struct Case {
        const char* what;
        std::vector<std::string> arguments;
        const char* from;
        const char* to;
    };
    const Case cases[] = {
        {"a tag", {"web:1.1"}, "\"1.0\"", "\"1.1\""},
        {"as it is", {"web:1.0"}, "", ""},
        {"a new name",
         {"web=r/web:1.0"},
         "    newTag: \"1.0\"",
         "    newName: r/web\n    newTag: \"1.0\""},
        {"what is not given goes",
         {"db:2"},
         "  - newName: r/db\n    name: db\n    digest: sha256:0\n    tagSuffix: -x\n",
         "  - name: db\n    newTag: \"2\"\n"},
        {"a star keeps", {"db=*@sha256:1"}, "sha256:0\n    tagSuffix: -x\n", "sha256:1\n"},
        {"a star keeps nothing", {"web=*:3"}, "\"1.0\"", "\"3\""},
        {"new ones come last",
         {"z=y:1.0.0", "a@sha256:2", "z=y:2.0.0"},
         "-x\n",
         "-x\n  - name: z\n    newName: \"y\"\n    newTag: 2.0.0\n  - digest: sha256:2\n    name: "
         "a\n"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.what);
        std::string expected = kText;
        expected.replace(expected.find(c.from), std::string(c.from).size(), c.to);
        EXPECT_EQ(set(kText, c.arguments), expected);
    }
}

TEST(SetImages, MakesTheList) {
    EXPECT_EQ(set("apiVersion: v1\nkind: Kustomization\nresources:\n- a\n", {"a=b:1.2.3"}),
              "apiVersion: v1\nkind: Kustomization\nresources:\n- a\n"
              "images:\n- name: a\n  newName: b\n  newTag: 1.2.3\n");
    EXPECT_EQ(set("images: []\r\n", {"a:v1"}), "images:\r\n- name: a\r\n  newTag: v1\r\n");
    EXPECT_THAT(set("images: x\n", {"a:1"}), HasSubstr("not a list"));
    EXPECT_THAT(set("- a\n", {"a:1"}), HasSubstr("is a mapping"));
    EXPECT_THAT(set("images: &x\n- name: a\n  newTag: b\nc: *x\n", {"a:1"}), HasSubstr("aliases"));
}

class SetImage : public CliTest {};

TEST_F(SetImage, EditsTheFileInAFolder) {
    write("kustomization.yml", "# kept\nimages:\n- name: a\n  newTag: v1\n");
    const Ran ran = run_cli({"set", "image", "a:v2", "-C", path("")});
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_EQ(ran.out, "");
    EXPECT_EQ(read("kustomization.yml"), "# kept\nimages:\n- name: a\n  newTag: v2\n");

    write("Kustomization", "");
    EXPECT_THAT(run_cli({"set", "image", "a:v2", "-C", path("")}).err, HasSubstr("keep one"));
    EXPECT_THAT(run_cli({"set", "image", "a:v2", "-C", path("none")}).err, HasSubstr("-C"));
    const std::string too_long(5000, 'x');
    EXPECT_THAT(run_cli({"set", "image", "a:v2", "-C", too_long}).err, HasSubstr("cannot read"));
    EXPECT_THAT(run_cli({"set", "image"}).err, HasSubstr("NAME=NEWNAME:TAG"));
    EXPECT_THAT(run_cli({"set", "image", "--help"}).out, HasSubstr("Usage: sealer set image"));
    EXPECT_THAT(run_cli({"set", "--help"}).out, HasSubstr("Usage: sealer set [flags] FILE"));
}

}  // namespace
}  // namespace sealer::cli
