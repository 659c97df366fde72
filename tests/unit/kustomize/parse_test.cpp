// SPDX-License-Identifier: Apache-2.0
// Expectations are what kustomize 5.5 does.
#include "common/render/kustomize/parse.h"

#include <gmock/gmock.h>

#include "resources.h"

namespace sealer::kustomize {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(ParseResources, ReadsDocumentsAndLists) {
    const Resources list = resources(
        "# nothing\n---\n"
        "{apiVersion: v1, kind: A, metadata: {name: a}}\n"
        "---\n"
        "apiVersion: v1\nkind: List\nitems:\n"
        "- {apiVersion: v1, kind: B, metadata: {name: b}}\n"
        "- {apiVersion: v1, kind: BList, items: [{apiVersion: v1, kind: B, metadata: {name: "
        "c}}]}\n");
    EXPECT_THAT(ids_of(list), ElementsAre("A a", "B b", "B c"));
    EXPECT_EQ(list[0]->line, 3);
    EXPECT_EQ(list[1]->line, 5);
    EXPECT_EQ(list[0]->file, "test.yaml");
    EXPECT_THAT(resources(""), IsEmpty());
    EXPECT_THAT(resources("{apiVersion: v1, kind: List, items: null}"), IsEmpty());
}

TEST(ParseResources, TakesWhatKustomizeNotesInAnnotations) {
    const ResourcePtr resource = resources(R"(
apiVersion: v1
kind: Secret
metadata:
  name: p-a
  annotations:
    internal.config.kubernetes.io/previousNames: a,a
    internal.config.kubernetes.io/previousKinds: Secret,Secret
    internal.config.kubernetes.io/previousNamespaces: default,x
    internal.config.kubernetes.io/prefixes: p-
    internal.config.kubernetes.io/needsHashSuffix: enabled
)")[0];
    ASSERT_EQ(resource->previous.size(), 2U);
    EXPECT_EQ(to_string(resource->previous[1]), "Secret.v1 a/x");
    EXPECT_THAT(resource->prefixes, ElementsAre("p-"));
    EXPECT_TRUE(resource->wants_hash);
}

TEST(ParseResources, NamesFileAndLine) {
    const std::pair<const char*, const char*> cases[] = {
        {"text", "f.yaml: line 1: not an object"},
        {"a: b", "f.yaml: line 1: the object has no kind"},
        {"{kind: A}\n", "the object has no metadata.name"},
        {"{kind: A, metadata: {name: a}}\n---\n\n{kind: B}",
         "f.yaml: line 4: the object has no metadata.name"},
        {"{kind: List, items: {}}", "the items of a List must be a list"},
        {"kind: [", "f.yaml: "},
    };
    for (const auto& [text, message] : cases) {
        const auto parsed = parse_resources(text, "f.yaml", ample_budget());
        ASSERT_FALSE(parsed) << text;
        EXPECT_THAT(parsed.error().message, HasSubstr(message)) << text;
    }
    std::string nested = "{kind: A, metadata: {name: a}}";
    for (int i = 0; i < 9; ++i) {
        nested = "{kind: List, items: [" + nested + "]}";
    }
    EXPECT_FALSE(parse_resources(nested, "f.yaml", ample_budget()));
}

}  // namespace
}  // namespace sealer::kustomize
