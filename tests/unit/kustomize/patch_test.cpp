// SPDX-License-Identifier: Apache-2.0
// Expectations are what kustomize 5.5 prints.
#include <gmock/gmock.h>

#include "common/render/kustomize/transformers.h"
#include "resources.h"

namespace sealer::kustomize {
namespace {

using testing::HasSubstr;

constexpr char kTwo[] = R"(
{apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {app: x}}, data: {k: 1}}
---
{apiVersion: v1, kind: Secret, metadata: {name: b, namespace: n}, data: {k: 1}}
)";

LoadedPatch loaded_patch(std::string text, std::optional<Selector> target = {}) {
    return {.text = std::make_shared<PatchText>(std::move(text), "patches[0]"),
            .where = "patches[0]",
            .target = std::move(target)};
}

Selector named(std::string name) {
    Selector selector;
    selector.name = std::move(name);
    return selector;
}

// "kind name key=value…" of each resource, or the error.
std::string patched_objects(const LoadedPatch& patch, Resources list = resources(kTwo)) {
    if (const Status status = apply_patches(list, {patch}, *Schemas::builtin(), ample_budget());
        !status) {
        return status.error().message;
    }
    std::string text;
    for (const ResourcePtr& resource : list) {
        text += std::string(text.empty() ? "" : " ") + std::string(resource->object.text("kind")) +
                " " + std::string(manifest::name_of(resource->object)) + " " +
                manifest::canonical_json(*resource->object.get("data"));
    }
    return text;
}

TEST(Patches, MergeIntoWhatTheyName) {
    EXPECT_EQ(patched_objects(loaded_patch(
                  "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {l: 2}}\n"
                  "---\n"
                  "{apiVersion: v1, kind: Secret, metadata: {name: b, namespace: n}, "
                  "data: {l: 3}}\n")),
              R"(ConfigMap a {"k":1,"l":2} Secret b {"k":1,"l":3})");
    EXPECT_EQ(patched_objects(loaded_patch("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, "
                                           "$patch: delete}")),
              R"(Secret b {"k":1})");
    EXPECT_THAT(
        patched_objects(loaded_patch("{apiVersion: v1, kind: ConfigMap, metadata: {name: b}}")),
        HasSubstr("patches[0]: there is no resource ConfigMap.v1 b to patch"));
    EXPECT_THAT(
        patched_objects(loaded_patch("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}"),
                        resources("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n---\n"
                                  "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}")),
        HasSubstr("more than one resource is ConfigMap.v1 a"));
}

TEST(Patches, MergeIntoWhatTheNameOnceWas) {
    Resources list = resources(kTwo);
    Resource& renamed = edit(list[0]);
    ASSERT_TRUE(renamed.remember_id(ample_budget()));
    renamed.object["metadata"]["name"] = "x-a";
    EXPECT_EQ(
        patched_objects(
            loaded_patch("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {l: 2}}"),
            list),
        R"(ConfigMap x-a {"k":1,"l":2} Secret b {"k":1})");
}

TEST(Patches, MergeIntoAllThatTheTargetSelects) {
    const char* text = "{apiVersion: any/v1, kind: Any, metadata: {name: any}, data: {l: 2}}";
    EXPECT_EQ(patched_objects(loaded_patch(text, Selector())),
              R"(ConfigMap a {"k":1,"l":2} Secret b {"k":1,"l":2})");
    EXPECT_EQ(patched_objects(loaded_patch(text, named("[bc]"))),
              R"(ConfigMap a {"k":1} Secret b {"k":1,"l":2})");
    EXPECT_EQ(patched_objects(loaded_patch(text, named("no"))),
              R"(ConfigMap a {"k":1} Secret b {"k":1})");
    EXPECT_THAT(patched_objects(loaded_patch(text, named("("))),
                HasSubstr("no regular expression"));
    Selector labelled;
    labelled.label_selector = "app in (x, y)";
    EXPECT_EQ(patched_objects(loaded_patch(text, labelled)),
              R"(ConfigMap a {"k":1,"l":2} Secret b {"k":1})");
    labelled.label_selector = "a b";
    EXPECT_THAT(patched_objects(loaded_patch(text, labelled)), HasSubstr("labelSelector"));
    Selector spaced;
    spaced.namespace_ = "default";
    EXPECT_EQ(patched_objects(loaded_patch(text, spaced)),
              R"(ConfigMap a {"k":1,"l":2} Secret b {"k":1})");
    EXPECT_THAT(patched_objects(loaded_patch(std::string(text) + "\n---\n" + text, Selector())),
                HasSubstr("one document, not 2"));
}

TEST(Patches, ChangeNamesAndKindsIfAllowed) {
    LoadedPatch renames =
        loaded_patch("{apiVersion: v1, kind: Thing, metadata: {name: c}}", named("a"));
    renames.allow_name_change = true;
    EXPECT_EQ(patched_objects(renames), R"(ConfigMap c {"k":1} Secret b {"k":1})");
    renames.allow_kind_change = true;
    Resources list = resources(kTwo);
    ASSERT_TRUE(apply_patches(list, {renames}, *Schemas::builtin(), ample_budget()));
    EXPECT_EQ(list[0]->object.text("kind"), "Thing");
    EXPECT_EQ(list[0]->first_id().name, "a");
    renames.target = Selector();
    EXPECT_THAT(
        patched_objects(renames, resources("{apiVersion: v1, kind: A, metadata: {name: a}}\n---\n"
                                           "{apiVersion: v1, kind: B, metadata: {name: b}}")),
        HasSubstr("there are two resources Thing.v1 c now"));
}

TEST(Patches, TellOperationsFromMerges) {
    EXPECT_EQ(patched_objects(loaded_patch("- {op: remove, path: /data/k}", named("b"))),
              R"(ConfigMap a {"k":1} Secret b {})");
    EXPECT_THAT(patched_objects(loaded_patch("- {op: remove, path: /data/k}")),
                HasSubstr("need a `target`"));
    EXPECT_THAT(patched_objects(loaded_patch("- {op: remove, path: /data/x}", named("b"))),
                HasSubstr("patches[0]: Secret.v1 b/n: remove /data/x: there is no such path"));
    EXPECT_THAT(patched_objects(loaded_patch("# only a comment")), HasSubstr("the patch is empty"));
    EXPECT_THAT(patched_objects(loaded_patch("{op: remove, path: /data}")), HasSubstr("neither"));
    EXPECT_THAT(patched_objects(loaded_patch("")), HasSubstr("need a `target`"));
}

TEST(Patches, AddToAnnotationsThatAreNotThere) {
    const std::string add = "- {op: add, path: /metadata/annotations/x, value: z}";
    Resources list = resources(kTwo);
    ASSERT_TRUE(
        apply_patches(list, {loaded_patch(add, named("a"))}, *Schemas::builtin(), ample_budget()));
    EXPECT_EQ(manifest::annotation(list[0]->object, "x"), "z");
}

TEST(MergePatches, AreRefusedIfThereIsNoneAtAll) {
    Resources list = resources(kTwo);
    const Schemas& schemas = *Schemas::builtin();
    EXPECT_FALSE(apply_merge_patches(list, {loaded_patch(""), loaded_patch("# nothing")}, schemas,
                                     ample_budget()));
    EXPECT_TRUE(apply_merge_patches(
        list,
        {loaded_patch(""), loaded_patch("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}")},
        schemas, ample_budget()));
}

TEST(Json6902Patches, NeedATargetsName) {
    Resources list = resources(kTwo);
    const Schemas& schemas = *Schemas::builtin();
    const std::string operations = "- {op: replace, path: /metadata/name, value: z}";
    EXPECT_FALSE(apply_json6902_patch(list, loaded_patch(operations), schemas, ample_budget()));
    EXPECT_FALSE(
        apply_json6902_patch(list, loaded_patch(operations, Selector()), schemas, ample_budget()));
    EXPECT_FALSE(
        apply_json6902_patch(list, loaded_patch("[]", named("a")), schemas, ample_budget()));
    ASSERT_TRUE(
        apply_json6902_patch(list, loaded_patch(operations, named("a")), schemas, ample_budget()));
    EXPECT_EQ(manifest::name_of(list[0]->object), "z");
    EXPECT_TRUE(list[0]->previous.empty());
}

TEST(Patches, DropFieldsLeftEmpty) {
    const std::string text = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {l: 1}}";
    const std::string base = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n";
    EXPECT_EQ(patched_objects(loaded_patch(text), resources(base + "  k:\n")),
              R"(ConfigMap a {"l":1})");
    EXPECT_EQ(patched_objects(loaded_patch(text), resources(base + "  k: null\n")),
              R"(ConfigMap a {"k":null,"l":1})");
    EXPECT_EQ(patched_objects(loaded_patch(text), resources(base + "  k: [b, {c: ~}]\n")),
              R"(ConfigMap a {"k":["b",{"c":null}],"l":1})");
    EXPECT_EQ(patched_objects(loaded_patch(text),
                              resources(base + "  k:\n  nullable: not null\n  m: ~/x\n")),
              R"(ConfigMap a {"l":1,"m":"~/x","nullable":"not null"})");
}

TEST(Patches, WithATargetHaveTextsForLabelsAndAnnotations) {
    const std::string text =
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n"
        "  labels: {app: null, v: 1.5}\n  annotations: {}\n";
    const auto metadata = [](const Resources& list) {
        return manifest::canonical_json(*list[0]->object.get("metadata"));
    };
    Resources list = resources(kTwo);
    ASSERT_TRUE(
        apply_patches(list, {loaded_patch(text, named("a"))}, *Schemas::builtin(), ample_budget()));
    EXPECT_EQ(metadata(list), R"({"labels":{"app":"null","v":"1.5"},"name":"a"})");
    list = resources(kTwo);
    ASSERT_TRUE(
        apply_merge_patches(list, {loaded_patch(text)}, *Schemas::builtin(), ample_budget()));
    EXPECT_EQ(metadata(list), R"({"labels":{"app":"null","v":"1.5"},"name":"a"})");
    list = resources(kTwo);
    ASSERT_TRUE(apply_patches(list, {loaded_patch(text)}, *Schemas::builtin(), ample_budget()));
    EXPECT_EQ(metadata(list), R"({"annotations":{},"labels":{"v":1.5},"name":"a"})");
}

TEST(Patches, OfOperationsShowNumbersInAnnotationsAsFloats) {
    Resources list = resources(kTwo);
    const LoadedPatch operations = loaded_patch(
        "[{\"op\": \"add\", \"path\": \"/metadata/annotations\", \"value\": "
        "{\"a\": 8080, \"b\": 1500000, \"c\": 1.50}}]",
        named("a"));
    ASSERT_TRUE(apply_patches(list, {operations}, *Schemas::builtin(), ample_budget()));
    EXPECT_EQ(manifest::canonical_json(*list[0]->object.get("metadata", "annotations")),
              R"({"a":"8080","b":"1.5e+06","c":"1.5"})");
}

}  // namespace
}  // namespace sealer::kustomize
