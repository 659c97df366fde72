// SPDX-License-Identifier: Apache-2.0
#include "sealer/manifest_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/manifest/yaml.h"
#include "sealer/diff_report.h"

namespace sealer::cli {
namespace {

using manifest::Value;
using testing::HasSubstr;
using testing::Not;

std::vector<Value> objects(std::string_view yaml) {
    std::vector<Value> result;
    std::vector<manifest::Document> documents = manifest::parse_yaml(yaml).value();
    for (manifest::Document& document : documents) {
        result.push_back(std::move(document.value));
    }
    return result;
}

// The changes, as text for a terminal without colours.
std::string diff(std::string_view before, std::string_view after) {
    return diff_as_text({{.application = "",
                          .path = "p",
                          .changes = compare_manifests(objects(before), objects(after)).value()}},
                        false);
}

constexpr const char* kConfig =
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: ns}\ndata: {a: '1'}\n";

TEST(ManifestDiff, ObjectByObject) {
    const std::string two =
        std::string(kConfig) + "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\n";
    std::string changed = two;
    changed.replace(changed.find("'1'"), 3, "'2'");
    struct Case {
        const char* what;
        std::string before;
        std::string after;
        const char* expected;
    };
    const Case cases[] = {
        {"nothing", two, two, ""},
        {"another order", kConfig,
         "kind: ConfigMap\ndata: {a: '1'}\nmetadata: {namespace: ns, name: c}\napiVersion: v1\n",
         ""},
        {"changed", two, changed,
         "=== p: 1 changed\n--- ConfigMap ns/c\n+++ ConfigMap ns/c\n@@ -1,6 +1,6 @@\n"
         " apiVersion: v1\n data:\n-  a: \"1\"\n+  a: \"2\"\n kind: ConfigMap\n metadata:\n"
         "   name: c\n"},
        {"added", kConfig, two,
         "=== p: 1 added\n--- /dev/null\n+++ apps/Deployment d\n@@ -0,0 +1,4 @@\n"
         "+apiVersion: apps/v1\n+kind: Deployment\n+metadata:\n+  name: d\n"},
        {"removed", two, kConfig,
         "=== p: 1 removed\n--- apps/Deployment d\n+++ /dev/null\n@@ -1,4 +0,0 @@\n"
         "-apiVersion: apps/v1\n-kind: Deployment\n-metadata:\n-  name: d\n"},
        {"another version of the kind",
         "apiVersion: apps/v1beta1\nkind: Deployment\nmetadata: {name: d}\n",
         "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\n",
         "=== p: 1 changed\n--- apps/Deployment d\n+++ apps/Deployment d\n@@ -1,4 +1,4 @@\n"
         "-apiVersion: apps/v1beta1\n+apiVersion: apps/v1\n kind: Deployment\n metadata:\n"
         "   name: d\n"},
        {"a hash in the name", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c-7dfc9h2k4m}\n",
         "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c-m4k2h9cfd7}\n",
         "=== p: 1 changed\n--- ConfigMap c-7dfc9h2k4m\n+++ ConfigMap c-m4k2h9cfd7\n"
         "@@ -1,4 +1,4 @@\n apiVersion: v1\n kind: ConfigMap\n metadata:\n"
         "-  name: c-7dfc9h2k4m\n+  name: c-m4k2h9cfd7\n"},
        {"control characters", "", "apiVersion: v1\nkind: \"A\\e[2J\"\nmetadata: {name: a}\n",
         "=== p: 1 added\n--- /dev/null\n+++ A?[2J a\n@@ -0,0 +1,4 @@\n+apiVersion: v1\n"
         "+kind: \"A\\e[2J\"\n+metadata:\n+  name: a\n"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.what);
        EXPECT_EQ(diff(c.before, c.after), c.expected);
    }
}

TEST(ManifestDiff, SecretsAreHidden) {
    const auto secret = [](const std::string& rest) {
        return "apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n  annotations:\n"
               "    kubectl.kubernetes.io/last-applied-configuration: 'c2VjcmV0'\n" +
               rest;
    };
    const std::string before = secret("data: {a: c2VjcmV0, b: c2VjcmV0, c: c2VjcmV0}\n");
    const std::string after =
        secret("data: {a: c2VjcmV0, b: c2VjcmV0Mg==, d: c2VjcmV0}\nstringData: {e: secret}\n");
    EXPECT_EQ(diff(before, after),
              "=== p: 1 changed\n--- Secret s\n+++ Secret s\n@@ -1,8 +1,10 @@\n apiVersion: v1\n"
              " data:\n   a: <hidden>\n-  b: <hidden>\n-  c: <hidden>\n+  b: <hidden, changed>\n"
              "+  d: <hidden>\n kind: Secret\n metadata:\n   name: s\n+stringData:\n"
              "+  e: <hidden>\n");
    for (const std::string& text :
         {diff("", before), diff(after, ""), diff(secret("data: c2VjcmV0\n"), before),
          diff(secret("stringData: [secret]\n"), after)}) {
        EXPECT_THAT(text, HasSubstr("<hidden>"));
        EXPECT_THAT(text, Not(HasSubstr("c2VjcmV0")));
        EXPECT_THAT(text, Not(HasSubstr("secret\n")));
    }
}

TEST(ManifestDiff, CiphertextIsNotWorthReading) {
    const auto sealed = [](const std::string& text) {
        return "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: s}\n"
               "spec: {encryptedData: {a: " +
               text + "}, template: {type: Opaque}}\n";
    };
    EXPECT_THAT(diff(sealed("AgA"), sealed("AgB")),
                HasSubstr("-    a: <ciphertext>\n+    a: <ciphertext, changed>\n"));
}

TEST(DiffReport, ColoursLines) {
    const std::vector<UnitDiff> diffs = {
        {.application = "shop",
         .path = "",
         .changes = {{.object = {.kind = "A", .name = "a"}, .lines = "@@ @@\n-x\n+y\n z\n"}}}};
    EXPECT_EQ(diff_as_text(diffs, true),
              "\x1b[1m=== shop (.): 1 changed\x1b[0m\n\x1b[1m--- A a\x1b[0m\n\x1b[1m+++ A "
              "a\x1b[0m\n\x1b[36m@@ @@\x1b[0m\n\x1b[31m-x\x1b[0m\n\x1b[32m+y\x1b[0m\n z\n");
}

TEST(DiffReport, MarkdownCannotBeBrokenOutOf) {
    EXPECT_EQ(diff_as_markdown({{.application = "", .path = "p", .changes = {}}}),
              "No rendered manifest changes.\n");
    const std::vector<UnitDiff> diffs = {{.application = "<b>",
                                          .path = "p",
                                          .changes = {{.kind = ChangeKind::kAdded,
                                                       .object = {.kind = "A", .name = "a&\n"},
                                                       .lines = "+```\n+````x\n"}}}};
    EXPECT_EQ(diff_as_markdown(diffs),
              "### <code>&lt;b&gt; (p)</code>: 1 added\n\n<details><summary>added <code>A "
              "a&amp;?</code></summary>\n\n`````diff\n+```\n+````x\n`````\n\n</details>\n\n");
}

TEST(DiffReport, Json) {
    const std::vector<UnitDiff> diffs = {
        {.application = "none", .path = "", .changes = {}},
        {.application = "shop",
         .path = "p",
         .changes = {{.kind = ChangeKind::kRemoved,
                      .object = {.group = "g", .kind = "A", .namespace_ = "ns", .name = "a"},
                      .old_name = "",
                      .lines = "-x\n"}}}};
    EXPECT_TRUE(manifest::parse_yaml_document(diff_as_json(diffs)).value() ==
                objects("- application: shop\n  path: p\n  changes:\n  - {change: removed, group: "
                        "g, kind: A, namespace: ns, name: a, diff: \"-x\\n\"}\n")
                    .at(0));
}

}  // namespace
}  // namespace sealer::cli
