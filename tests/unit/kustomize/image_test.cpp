// SPDX-License-Identifier: Apache-2.0
// Expectations are what kustomize 5.5 prints.
#include <gmock/gmock.h>

#include "common/render/kustomize/transformers.h"
#include "resources.h"

namespace sealer::kustomize {
namespace {

using testing::HasSubstr;

ImageRule rule(std::string name, std::string new_name, std::string new_tag = "") {
    ImageRule made;
    made.name = std::move(name);
    made.new_name = std::move(new_name);
    made.new_tag = std::move(new_tag);
    return made;
}

// What becomes of a container's image, or the error.
std::string changed(const std::string& image, const std::vector<ImageRule>& rules) {
    Resources list =
        resources("{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{image: '" +
                  image + "'}]}}");
    const Status set = set_images(list, rules, TransformerConfig::builtin().images, ample_budget());
    if (!set) {
        return set.error().message;
    }
    return std::string(list[0]->object.get("spec", "containers")->as_array()[0].text("image"));
}

TEST(Images, ChangeByTheirName) {
    ImageRule digest = rule("web", "");
    digest.digest = "sha256:ab";
    struct Case {
        const char* image;
        ImageRule rule;
        const char* changed;
    };
    const Case cases[] = {
        {"web", rule("web", "", "2"), "web:2"},
        {"web:1", rule("web", "", "2"), "web:2"},
        {"web@sha256:cd", rule("web", "", "2"), "web:2"},
        {"web:1@sha256:cd", rule("web", "", "2"), "web:2"},
        {"web:1", rule("web", "shop/web"), "shop/web:1"},
        {"web:1@sha256:cd", rule("web", "shop/web"), "shop/web:1@sha256:cd"},
        {"web:1", digest, "web@sha256:ab"},
        {"h:5000/web:1", rule("h:5000/web", "", "2"), "h:5000/web:2"},
        {"website:1", rule("web", "", "2"), "website:1"},
        {"shop/web:1", rule("web", "", "2"), "shop/web:1"},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(changed(c.image, {c.rule}), c.changed) << c.image;
    }
}

TEST(Images, AreNamedByExpressionsPutTogetherAsText) {
    const ImageRule either = rule("a|b", "", "2");
    EXPECT_EQ(changed("abc:1", {either}), "abc:2");
    EXPECT_EQ(changed("x/b:1", {either}), "x/b:2");
    EXPECT_EQ(changed("bc:1", {either}), "bc:1");
    EXPECT_EQ(changed("x/y:1", {rule("*", "", "2")}), "x/y:2");
    EXPECT_EQ(changed("axb:1", {rule("a.b", "", "2")}), "axb:2");
    EXPECT_EQ(changed("a\u00e9b:1", {rule("a.b", "", "2")}), "a\u00e9b:2");
    EXPECT_THAT(changed("web", {rule("(", "")}), HasSubstr("name \"(\" is no regular expression"));
}

TEST(Images, ChangeByOneRuleAfterTheOther) {
    EXPECT_EQ(changed("a:1", {rule("a", "b"), rule("b", "c", "2"), rule("a", "never")}), "c:2");
    EXPECT_EQ(changed("a:1", {rule("z", "no"), rule("a", "shop"), rule("shop", "x/y")}), "x/y:1");
    EXPECT_EQ(changed("a:1", {rule("a", "", "2"), rule("a:2", "b")}), "b:2");
    EXPECT_EQ(changed("a:1", {rule("a", "", "2"), rule("a.2", "b")}), "b:2");
    EXPECT_EQ(changed("a:1", {rule("a", "b:5/c"), rule("b.5/c", "d")}), "d:1");
}

TEST(Images, GetATagsSuffixEachTimeKustomizeComesAcross) {
    ImageRule suffix = rule("web", "");
    suffix.tag_suffix = "-x";
    EXPECT_EQ(changed("web:1", {suffix}), "web:1-x-x");
}

TEST(Images, AreFoundInAnyContainersAndWhereConfigured) {
    Resources list = resources(R"(
apiVersion: e.com/v1
kind: Thing
metadata: {name: a}
deep: [{initContainers: [{image: web}, {image: 5}, {}]}]
spec: {image: web, other: web, containers: web}
)");
    const FieldSpecs fields{{"", "", "Thing", "spec/image", false},
                            {"", "", "Thing", "spec/made", true},
                            {"", "", "Else", "spec/other", false}};
    ASSERT_TRUE(set_images(list, {rule("web", "", "2")}, fields, ample_budget()));
    EXPECT_EQ(field_of(list, "deep"), R"([{"initContainers":[{"image":"web:2"},{"image":5},{}]}])");
    EXPECT_EQ(field_of(list, "spec"), R"({"containers":"web","image":"web:2","other":"web"})");
}

TEST(Images, OfDefinitionsStay) {
    Resources list = resources(
        "{apiVersion: v1, kind: CustomResourceDefinition, metadata: {name: a}, containers: "
        "[{image: web}]}");
    ASSERT_TRUE(set_images(list, {rule("web", "", "2")}, {}, ample_budget()));
    EXPECT_EQ(field_of(list, "containers"), R"([{"image":"web"}])");
}

}  // namespace
}  // namespace sealer::kustomize
