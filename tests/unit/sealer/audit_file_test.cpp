// SPDX-License-Identifier: Apache-2.0
#include "sealer/audit_file.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit_fixture.h"

namespace sealer::cli {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct FileCase {
    std::string name;
    std::string path;
    std::string text;
    std::vector<std::string> rules;
};

class PlaintextIn : public testing::TestWithParam<FileCase> {};

TEST_P(PlaintextIn, IsFoundAndNotQuoted) {
    const FileReport report = audit_file(GetParam().path, GetParam().text, test_context());
    EXPECT_THAT(rules_of(report.findings), ElementsAreArray(GetParam().rules));
    for (const Finding& finding : report.findings) {
        EXPECT_EQ(finding.path, GetParam().path);
        EXPECT_THAT(finding.message, Not(HasSubstr(kCanary)));
    }
}

INSTANTIATE_TEST_SUITE_P(
    Audit, PlaintextIn,
    testing::Values(
        FileCase{"Data",
                 "a.yaml",
                 "kind: Secret\nmetadata: {name: a}\ndata:\n  k: canary-7c1d\n",
                 {"plaintext-secret:4"}},
        FileCase{"StringData",
                 "a.yml",
                 "apiVersion: v1\nkind: Secret\nstringData:\n  empty: ''\n  k: canary-7c1d\n",
                 {"plaintext-secret:5"}},
        FileCase{"OneFindingForAll",
                 "a.yaml",
                 "kind: Secret\nstringData: {a: canary-7c1d}\ndata: {b: canary-7c1d}\n",
                 {"plaintext-secret:3"}},
        FileCase{"SecondDocument",
                 "a.yaml",
                 "kind: ConfigMap\n---\nkind: Secret\ndata:\n  k: canary-7c1d\n",
                 {"plaintext-secret:5"}},
        FileCase{"List",
                 "a.yaml",
                 "kind: List\nitems:\n- kind: Pod\n- kind: Secret\n  data:\n    k: canary-7c1d\n",
                 {"plaintext-secret:6"}},
        FileCase{
            "NestedLists",
            "a.yaml",
            "kind: List\nitems:\n- kind: SecretList\n  items:\n  - kind: Secret\n    data: {k: "
            "canary-7c1d}\n",
            {"plaintext-secret:6"}},
        FileCase{"Json",
                 "a.json",
                 "{\n\"kind\": \"Secret\",\n\"data\": {\n\"k\": \"canary-7c1d\"}}",
                 {"plaintext-secret:4"}},
        FileCase{"JsonStream",
                 "a.json",
                 "{\"kind\": \"Pod\"}\n{\"kind\": \"Secret\",\n\"data\": {\"k\": \"canary-7c1d\"}}",
                 {"plaintext-secret:3"}},
        FileCase{"JsonInYaml",
                 "a.yaml",
                 "{\"kind\": \"Secret\", \"stringData\": {\"k\": \"canary-7c1d\"}}",
                 {"plaintext-secret:1"}},
        FileCase{"WrongForm",
                 "a.yaml",
                 "kind: Secret\nstringData: [canary-7c1d]\n",
                 {"plaintext-secret:2"}},
        FileCase{
            "Number", "a.yaml", "kind: Secret\nstringData: {pin: 1234}\n", {"plaintext-secret:2"}},
        FileCase{"Empty", "a.yaml", "kind: Secret\ndata: {}\nstringData:\n", {}},
        FileCase{"NoData", "a.yaml", "kind: Secret\ntype: Opaque\n", {}},
        FileCase{"SomebodyElsesSecret",
                 "a.yaml",
                 "apiVersion: x.io/v1\nkind: Secret\ndata: {k: v}\n",
                 {}},
        FileCase{"Sops", "a.yaml", "kind: Secret\nstringData: {k: 'ENC[AES256_GCM,data:x]'}\n", {}},
        FileCase{"Generator",
                 "base/kustomization.yaml",
                 "secretGenerator:\n- name: a\n  files: [x]\n- name: b\n  literals:\n  - "
                 "k=canary-7c1d\n",
                 {"plaintext-secret:5"}},
        FileCase{"ConfigMapGenerator",
                 "kustomization.yaml",
                 "configMapGenerator:\n- literals: [a=b]\nnamespace: Secret\n",
                 {}},
        FileCase{
            "Unreadable", "a.yaml", "kind: Secret\ndata:\n  k: [canary-7c1d\n", {"unreadable:4"}},
        FileCase{"UnreadableJson",
                 "a.json",
                 R"({"kind": "Secret", "data": {"k": "canary-7c1d)",
                 {"unreadable:1"}},
        FileCase{"TwiceTheSameKey",
                 "a.yaml",
                 "kind: Secret\ndata: {k: canary-7c1d}\ndata: {}\n",
                 {"unreadable:3"}},
        FileCase{"NoManifest", "values.yaml", "{{ if .Secret }}\n", {}},
        FileCase{
            "LastApplied",
            "a.yaml",
            "kind: SealedSecret\nmetadata: {name: a, namespace: b, annotations: {sealer.dev/"
            "sealed-with: x}}\nspec:\n  encryptedData: {}\n  template:\n    metadata:\n      "
            "annotations:\n        kubectl.kubernetes.io/last-applied-configuration: canary-7c1d\n",
            {"plaintext-secret:8"}},
        FileCase{
            "PrivateKey",
            "backup/tls.key",
            "# text\n-----BEGIN RSA PRIVATE KEY-----\nY2FuYXJ5\n-----END RSA PRIVATE KEY-----\n",
            {"private-key:2"}},
        FileCase{"PrivateKeyWithPassphrase",
                 "tls.pem",
                 "-----BEGIN ENCRYPTED PRIVATE KEY-----\nY2FuYXJ5\n-----END ENCRYPTED PRIVATE "
                 "KEY-----\n",
                 {}}),
    [](const auto& c) { return c.param.name; });

TEST(Audit, NamesKeysButNotMoreThanAFew) {
    const FileReport report =
        audit_file("a.yaml",
                   "kind: Secret\nmetadata: {name: db, namespace: shop}\n"
                   "data: {a: x, b: x, c: x, d: x}\nstringData: {e: x, f: x, g: x}\n",
                   test_context());
    ASSERT_EQ(report.findings.size(), 1U);
    EXPECT_EQ(report.findings[0].message,
              "Secret shop/db is in plain text: data.a, data.b, data.c, data.d, stringData.e and 2 "
              "more");
}

TEST(Audit, LooksAtManifestsAndPem) {
    for (const std::string path : {"a.yaml", "b/a.yml", "a.json", "b/Kustomization", "cert.pem"}) {
        EXPECT_TRUE(is_audited(path)) << path;
    }
    for (const std::string path : {"a.yaml.txt", "yaml", "README.md", "MyKustomization/x"}) {
        EXPECT_FALSE(is_audited(path)) << path;
    }
}

TEST(Audit, CertificatesAreDatedOnceTheyNearTheirEnd) {
    const TestKey key = make_audit_key(0);
    const auto findings_in = [&](int days) {
        AuditContext context = test_context();
        context.now += std::chrono::hours(24 * days);
        return rules_of(audit_file("pub-cert.pem", "\n" + key.certificate.pem, context).findings);
    };
    EXPECT_THAT(findings_in(0), IsEmpty());
    EXPECT_THAT(findings_in(3619), IsEmpty());
    EXPECT_THAT(findings_in(3621), ElementsAre("certificate-expires:2"));
    EXPECT_THAT(findings_in(3651), ElementsAre("certificate-expired:2"));
}

FileReport sealed_file(const std::string& path, const std::string& namespace_,
                       const std::string& name, const std::string& annotations = {}) {
    return audit_file(path,
                      "kind: SealedSecret\nmetadata:\n  name: " + name + "\n  namespace: " +
                          namespace_ + "\n  annotations: {sealer.dev/sealed-with: x" + annotations +
                          "}\nspec: {encryptedData: {}}\n",
                      test_context());
}

std::vector<AuditedSecret> all_of(const std::vector<FileReport>& reports) {
    std::vector<AuditedSecret> sealed;
    for (const FileReport& report : reports) {
        EXPECT_THAT(report.findings, IsEmpty());
        sealed.insert(sealed.end(), report.sealed.begin(), report.sealed.end());
    }
    return sealed;
}

TEST(Audit, DuplicatesAreFoundWhereverTheyAre) {
    const auto findings = find_duplicates(
        all_of({sealed_file("a.yaml", "shop", "db"), sealed_file("b.yaml", "other", "db"),
                sealed_file("c/d.yaml", "shop", "db")}));
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].path, "c/d.yaml");
    EXPECT_EQ(findings[0].message, "SealedSecret shop/db is also at a.yaml:1");
}

TEST(Audit, KustomizationsMayNotMoveWhatIsBoundToItsPlace) {
    constexpr const char* kWide = ", sealedsecrets.bitnami.com/cluster-wide: \"true\"";
    const std::vector<AuditedSecret> sealed =
        all_of({sealed_file("base/db.yaml", "shop", "db"),
                sealed_file("base/wide.yaml", "shop", "w", kWide),
                sealed_file("other/db.yaml", "shop", "db")});
    const auto kustomization = [](const std::string& path, const std::string& text) {
        return Kustomization{path, audit_file(path, text, test_context()).kustomizations.at(0)};
    };
    const Kustomization base =
        kustomization("base/kustomization.yaml", "resources: [db.yaml, ./wide.yaml, ../../x]\n");
    const auto paths = [&](const std::string& overlay) {
        std::vector<std::string> result;
        for (const Finding& finding :
             find_moved(sealed, {base, kustomization("dev/kustomization.yaml", overlay)})) {
            EXPECT_EQ(finding.rule, Rule::kWrongTarget);
            result.push_back(finding.path);
        }
        return result;
    };
    EXPECT_THAT(paths("resources: [../base]\n"), IsEmpty());
    EXPECT_THAT(paths("resources: [../base]\nnamespace: shop\n"), IsEmpty());
    EXPECT_THAT(paths("resources: [../base]\nnamespace: dev\n"), ElementsAre("base/db.yaml"));
    EXPECT_THAT(paths("resources: [../base]\nnamePrefix: dev-\n"), ElementsAre("base/db.yaml"));
    EXPECT_THAT(paths("resources: [../other]\nnamespace: dev\n"), IsEmpty());
    EXPECT_THAT(paths("resources: [../dev, ../base]\nnameSuffix: -x\nnamespace: dev\n"),
                ElementsAre("base/db.yaml", "base/db.yaml"));
}

TEST(Audit, KustomizationsAreFollowedWhereverTheTreeStands) {
    for (const std::string root : {"/srv/repo/", "../repo/", ""}) {
        const std::vector<AuditedSecret> sealed =
            all_of({sealed_file(root + "a/db.yaml", "shop", "db")});
        const auto kustomization = [&](const std::string& path, const std::string& text) {
            return Kustomization{path, audit_file(path, text, test_context()).kustomizations.at(0)};
        };
        EXPECT_EQ(
            find_moved(
                sealed,
                {kustomization(root + "kustomization.yaml", "resources: [./a/]\nnamespace: dev\n"),
                 kustomization(root + "a/kustomization.yaml", "resources: [db.yaml, '..']\n")})
                .size(),
            1U)
            << root;
    }
}

}  // namespace
}  // namespace sealer::cli
