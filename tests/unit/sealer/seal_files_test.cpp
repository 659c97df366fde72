// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli_test.h"
#include "common/manifest/object.h"

namespace sealer::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kConfigMap =
    "# shop\nkind:   ConfigMap\napiVersion: v1\nmetadata: {name: c} # odd\n";
constexpr const char* kYamlSecret =
    "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\n  namespace: shop\n"
    "  labels: {app: shop}\n  annotations: {note: here}\nstringData: {password: s3cret}\n";

class SealFiles : public CliTest {
  protected:
    SealFiles() { std::filesystem::create_directories(path("in/deep")); }

    [[nodiscard]] Ran seal_files(std::vector<std::string> arguments,
                                 std::string_view input = {}) const {
        arguments.insert(arguments.begin(), "seal");
        return run_cli(std::move(arguments), input);
    }
    [[nodiscard]] Ran with_cert(std::vector<std::string> arguments,
                                std::string_view input = {}) const {
        arguments.insert(arguments.end(), {"--cert", path("cert.pem")});
        return seal_files(std::move(arguments), input);
    }
};

TEST_F(SealFiles, WhatIsNoSecretStaysByteForByte) {
    const std::string input =
        std::string(kConfigMap) + "--- # the database\n" + kYamlSecret + "---\n" + kConfigMap;
    const Ran ran = with_cert({}, input);
    ASSERT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_THAT(ran.out, StartsWith(std::string(kConfigMap) + "---\napiVersion: bitnami.com"));
    EXPECT_THAT(ran.out, testing::EndsWith("---\n" + std::string(kConfigMap)));
    EXPECT_THAT(ran.out, testing::Not(HasSubstr("s3cret")));
    const auto documents = manifest::parse_yaml(ran.out).value();
    ASSERT_EQ(documents.size(), 3U);
    EXPECT_EQ(
        recover(manifest::write_yaml(documents[1].value)).at(0).value.text("data", "password"),
        "czNjcmV0");

    const Ran json = with_cert({}, R"({ "kind" : "X" } )" + std::string(kSecret) + "\n");
    EXPECT_THAT(json.out, StartsWith("{ \"kind\" : \"X\" } {\n  \"kind\": \"SealedSecret\""));
    EXPECT_EQ(json.out.substr(json.out.size() - 3), "\n}\n");
}

TEST_F(SealFiles, ListsStayListsWithTheirSecretsSealed) {
    const std::string list =
        R"({"kind":"List","items":[{"kind":"X","apiVersion":"v1"},)" + std::string(kSecret) + "]}";
    for (const std::string& input : {list, "# In a flow.\n" + list + "\n"}) {
        const Ran ran = with_cert({}, input);
        ASSERT_EQ(ran.exit_code, 0) << ran.err;
        const auto documents = manifest::parse_yaml(ran.out).value();
        ASSERT_EQ(documents.size(), 1U) << ran.out;
        EXPECT_EQ(documents[0].value.text("kind"), "List");
        const manifest::Array& items = manifest::elements(documents[0].value.get("items"));
        ASSERT_EQ(items.size(), 2U);
        EXPECT_EQ(items[0].text("kind"), "X");
        EXPECT_EQ(recover(manifest::write_yaml(items[1])).at(0).value.text("data", "password"),
                  "czNjcmV0");
    }
}

TEST_F(SealFiles, NoListHidesASecret) {
    const Ran ran = with_cert(
        {}, R"({"kind":"List","items":[{"kind":"List","items":[)" + std::string(kSecret) + "]}]}");
    ASSERT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("\"kind\": \"SealedSecret\""));
    EXPECT_THAT(ran.out, testing::Not(HasSubstr("czNjcmV0")));
}

TEST_F(SealFiles, ASecretListBecomesAList) {
    std::string secret(kSecret);
    secret.replace(secret.find(R"("kind":"Secret")"), 15, R"("type":"Opaque")");
    const Ran ran = with_cert({}, R"({"kind":"SecretList","items":[)" + secret + "]}");
    ASSERT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("\"kind\": \"List\""));
    EXPECT_THAT(ran.out, HasSubstr("\"kind\": \"SealedSecret\""));
    EXPECT_THAT(ran.out, testing::Not(HasSubstr("SecretList")));
}

TEST_F(SealFiles, AFolderIsSealedIntoAnother) {
    write("in/a.yaml", kYamlSecret);
    write("in/deep/b.json", kSecret);
    write("in/c.yml", kConfigMap);
    write("in/notes.txt", "no manifest");
    const Ran ran = with_cert({path("in"), "-d", path("out")});
    ASSERT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_EQ(ran.out, "");
    EXPECT_EQ(ran.err, "2 Secrets sealed into 3 files\n");
    EXPECT_THAT(read("out/a.yaml"), StartsWith("---\napiVersion: bitnami.com"));
    EXPECT_THAT(read("out/deep/b.json"), StartsWith("{\n  \"kind\": \"SealedSecret\""));
    EXPECT_EQ(read("out/c.yml"), kConfigMap);
    EXPECT_FALSE(std::filesystem::exists(path("out/notes.txt")));
    EXPECT_EQ(recover(read("out/a.yaml")).at(0).value.text("data", "password"), "czNjcmV0");
}

TEST_F(SealFiles, AFileThatFailsIsReportedAndTheOthersAreDone) {
    write("in/a.yaml", "kind: Secret\nmetadata: {name: x, namespace: y}\ndata: {a: canary!}\n");
    write("in/b.yaml", kYamlSecret);
    const Ran ran = with_cert({path("in"), "-d", path("out")});
    EXPECT_EQ(ran.exit_code, 1);
    EXPECT_THAT(ran.err,
                StartsWith("error: " + path("in/a.yaml") + ": document at line 1: data.a"));
    EXPECT_THAT(ran.err, HasSubstr("1 Secrets sealed into 1 files, 1 failed\n"));
    EXPECT_THAT(ran.err, testing::Not(HasSubstr("canary")));
    EXPECT_FALSE(std::filesystem::exists(path("out/a.yaml")));
    EXPECT_TRUE(std::filesystem::exists(path("out/b.yaml")));
}

TEST_F(SealFiles, SeveralClustersAtOnce) {
    const crypto::PrivateKey other = *crypto::PrivateKey::generate(2048);
    write("us.pem", crypto::make_self_signed_certificate(
                        other, "", std::chrono::system_clock::now(), std::chrono::hours(1))
                        ->pem);
    const Ran ran = seal_files({"--cert", "eu=" + path("cert.pem"), "--cert",
                                "us=" + path("us.pem"), "-w", path("{cluster}/db.yaml")},
                               kYamlSecret);
    ASSERT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_THAT(read("eu/db.yaml"), HasSubstr(key().public_key().fingerprint()));
    EXPECT_THAT(read("us/db.yaml"), HasSubstr(other.public_key().fingerprint()));
    EXPECT_THAT(recover(read("eu/db.yaml")), testing::SizeIs(1));

    EXPECT_THAT(seal_files({"--cert", "eu=" + path("cert.pem"), "--cert", "us=" + path("us.pem")},
                           kYamlSecret)
                    .err,
                HasSubstr("{cluster}"));
    EXPECT_THAT(with_cert({"--cert", path("us.pem")}, kYamlSecret).err,
                HasSubstr("name of its own"));
    EXPECT_EQ(run_cli({"seal", "--cert", path("cert.pem")}, kYamlSecret,
                      {{"SEALED_SECRETS_CERT", path("us.pem")}})
                  .exit_code,
              0);
    EXPECT_THAT(seal_files({"--cert", "../x=" + path("cert.pem")}, kYamlSecret).err,
                HasSubstr("cannot be the name"));
}

TEST_F(SealFiles, MetadataIsCopiedWhereAskedFor) {
    const auto plain = manifest::parse_yaml_document(with_cert({}, kYamlSecret).out).value();
    EXPECT_EQ(manifest::label(plain, "app"), "");
    for (const Ran& ran :
         {with_cert({"--copy-metadata"}, kYamlSecret), seal({"--copy-metadata"}, kYamlSecret)}) {
        ASSERT_EQ(ran.exit_code, 0) << ran.err;
        const auto copied = manifest::parse_yaml_document(ran.out).value();
        EXPECT_EQ(manifest::label(copied, "app"), "shop");
        EXPECT_EQ(manifest::annotation(copied, "note"), "here");
        EXPECT_EQ(manifest::annotation(copied, "sealer.dev/sealed-with"),
                  key().public_key().fingerprint());
        EXPECT_EQ(copied.text("spec", "template", "metadata", "labels", "app"), "shop");
    }
    EXPECT_EQ(run_cli({"--copy-metadata"}, kYamlSecret, {}, "kubeseal").exit_code, 2);
}

TEST_F(SealFiles, NothingIsOverwrittenByMistake) {
    write("in/a.yaml", kYamlSecret);
    write("b.yaml", kYamlSecret);
    write("in/b.yaml", kYamlSecret);
    const std::pair<std::vector<std::string>, const char*> cases[] = {
        {{path("in"), "-d", path("in")}, "is an input"},
        {{path("in/b.yaml"), path("b.yaml"), "-d", path("out")}, "written twice"},
        {{path("in/a.yaml"), "-w", path("in/a.yaml")}, "is an input"},
        {{path("in")}, "several files need --output-dir"},
        {{"-d", path("out")}, "needs files"},
        {{path("nonexistent")}, "no such file"},
    };
    for (const auto& [arguments, message] : cases) {
        SCOPED_TRACE(message);
        const Ran ran = with_cert(arguments);
        EXPECT_EQ(ran.exit_code, 1);
        EXPECT_THAT(ran.err, HasSubstr(message));
    }
    EXPECT_EQ(read("in/a.yaml"), kYamlSecret);
    EXPECT_EQ(with_cert({}, kConfigMap).err, "error: there is no Secret in the input\n");
}

}  // namespace
}  // namespace sealer::cli
