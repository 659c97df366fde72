// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "cli_test.h"
#include "common/manifest/object.h"

namespace sealer::cli {
namespace {

using manifest::Value;
using testing::HasSubstr;

class MergeInto : public CliTest {
  protected:
    // A file with comments, and a SealedSecret of two values in it.
    [[nodiscard]] std::string sealed_file(const std::string& scope) const {
        const Ran ran = seal(
            {"-o", "yaml", "--scope", scope},
            R"({"metadata":{"name":"db","namespace":"shop"},"stringData":{"keep":"k","over":"old"}})");
        EXPECT_EQ(ran.exit_code, 0) << ran.err;
        return "# the shop's\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n" + ran.out;
    }

    [[nodiscard]] Ran merge(const std::string& input, std::vector<std::string> flags = {}) const {
        flags.insert(flags.end(), {"--merge-into", path("sealed.yaml")});
        return seal(flags, input);
    }

    // The data of the SealedSecret `name`, recovered.
    [[nodiscard]] Value data(const std::string& name = "db") const {
        const auto documents = manifest::parse_yaml(read("sealed.yaml")).value();
        for (const manifest::Document& document : documents) {
            if (manifest::name_of(document.value) == name) {
                return *recover(manifest::write_yaml(document.value)).at(0).value.get("data");
            }
        }
        return {};
    }
};

constexpr const char* kTwoValues = R"({"kind":"Secret","metadata":{"name":"other",)"
                                   R"("namespace":"shop"},"stringData":{"over":"new","twin":"a"}})";

TEST_F(MergeInto, KeepsAllElseAndTakesTheScopeFromTheFile) {
    for (const char* scope : {"strict", "namespace-wide", "cluster-wide"}) {
        SCOPED_TRACE(scope);
        const std::string before = sealed_file(scope);
        write("sealed.yaml", before);
        chmod(path("sealed.yaml").c_str(), 0640);
        const Ran ran = merge(kTwoValues);
        ASSERT_EQ(ran.exit_code, 0) << ran.err;
        EXPECT_EQ(ran.out, "");
        EXPECT_EQ(data(),
                  Value(manifest::Object{{"keep", "aw=="}, {"over", "bmV3"}, {"twin", "YQ=="}}));
        const std::string after = read("sealed.yaml");
        EXPECT_THAT(after, testing::StartsWith(before.substr(0, before.find("    over:"))));
        EXPECT_EQ(std::filesystem::status(path("sealed.yaml")).permissions(),
                  std::filesystem::perms(0640));
    }
}

TEST_F(MergeInto, LabelsAndAnnotationsGoToTheTemplate) {
    write("sealed.yaml", sealed_file("strict"));
    const Ran ran = merge(R"({"metadata":{"name":"db","labels":{"a":"b"},"annotations":{"c":"d"}},)"
                          R"("data":{"x":""}})");
    ASSERT_EQ(ran.exit_code, 0) << ran.err;
    const auto documents = manifest::parse_yaml(read("sealed.yaml")).value();
    EXPECT_EQ(documents[1].value.text("spec", "template", "metadata", "labels", "a"), "b");
    EXPECT_EQ(documents[1].value.text("spec", "template", "metadata", "annotations", "c"), "d");
}

TEST_F(MergeInto, EverySecretIsMergedOrNone) {
    write("sealed.yaml", sealed_file("strict"));
    const std::string second = R"({"metadata":{"name":"y"},"stringData":{"twin":"last"}})";
    ASSERT_EQ(merge(std::string(kTwoValues) + second).exit_code, 0);
    EXPECT_EQ(data().text("twin"), "bGFzdA==");

    std::string other = sealed_file("strict");
    other.replace(other.find("name: db"), 8, "name: y");
    const std::string two = read("sealed.yaml") + "---\n" + other;
    write("sealed.yaml", two);
    const Ran unknown = merge(kTwoValues);
    EXPECT_EQ(unknown.exit_code, 1);
    EXPECT_THAT(unknown.err, HasSubstr("no SealedSecret is named \"other\""));
    EXPECT_EQ(read("sealed.yaml"), two);
}

TEST_F(MergeInto, OfSeveralTheOneOfThatNameIsTaken) {
    std::string other = sealed_file("strict");
    other.replace(other.find("  name: db"), 10, "  name: other");
    write("sealed.yaml", sealed_file("strict") + "---\n" + other);
    ASSERT_EQ(merge(R"({"metadata":{"name":"db"},"stringData":{"twin":"a"}})").exit_code, 0);
    EXPECT_EQ(data().text("twin"), "YQ==");
}

TEST_F(MergeInto, MistakesLeaveTheFileAsItWas) {
    const std::string before = sealed_file("strict");
    const std::tuple<std::vector<std::string>, std::string, const char*> cases[] = {
        {{"-n", "x"}, kTwoValues, "namespace mismatch"},
        {{"--scope", "cluster-wide"}, kTwoValues, "the scope is strict"},
        {{}, "", "no secrets found"},
        {{}, std::string(kTwoValues) + "{", "truncated"},
        {{}, R"({"metadata":{"name":"db"}})", "secret.data is empty"},
    };
    for (const auto& [flags, input, message] : cases) {
        SCOPED_TRACE(message);
        write("sealed.yaml", before);
        const Ran ran = merge(input, flags);
        EXPECT_EQ(ran.exit_code, 1);
        EXPECT_THAT(ran.err, HasSubstr(message));
        EXPECT_EQ(read("sealed.yaml"), before);
    }
    write("sealed.yaml", "kind: Secret\n");
    EXPECT_THAT(merge(kTwoValues).err, HasSubstr("there is no SealedSecret in it"));
    std::filesystem::remove(path("sealed.yaml"));
    EXPECT_THAT(merge(kTwoValues).err, HasSubstr("no such file or directory"));
}

TEST_F(MergeInto, ALinkStaysALink) {
    write("target.yaml", sealed_file("strict"));
    std::filesystem::create_symlink("target.yaml", path("sealed.yaml"));
    ASSERT_EQ(merge(kTwoValues).exit_code, 0);
    EXPECT_TRUE(std::filesystem::is_symlink(path("sealed.yaml")));
    EXPECT_THAT(read("target.yaml"), HasSubstr("twin: AQ"));
}

TEST_F(MergeInto, TheFingerprintSaysWhichKeysAreInUse) {
    std::string before = sealed_file("strict");
    const std::string own = "sealer.dev/sealed-with: " + key().public_key().fingerprint();
    ASSERT_THAT(before, HasSubstr(own));
    before.replace(before.find(own), own.size(), "sealer.dev/sealed-with: SHA256:old");
    write("sealed.yaml", before);
    ASSERT_EQ(merge(kTwoValues).exit_code, 0);
    EXPECT_THAT(read("sealed.yaml"), HasSubstr("SHA256:old," + key().public_key().fingerprint()));

    write("sealed.yaml", before);
    ASSERT_EQ(merge(R"({"stringData":{"over":"1","keep":"2"}})").exit_code, 0);
    EXPECT_THAT(read("sealed.yaml"), HasSubstr(own));
}

}  // namespace
}  // namespace sealer::cli
