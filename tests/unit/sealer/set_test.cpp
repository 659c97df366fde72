// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli_test.h"
#include "common/manifest/object.h"

namespace sealer::cli {
namespace {

using manifest::Object;
using manifest::Value;
using testing::HasSubstr;

class Set : public CliTest {
  protected:
    Set() { write("sealed.yaml", sealed("strict")); }

    [[nodiscard]] std::string sealed(const std::string& scope) const {
        return "# kept\n" + seal({"-o", "yaml", "--scope", scope}, kSecret).out;
    }

    [[nodiscard]] Ran set(std::vector<std::string> arguments, std::string_view input = {}) const {
        arguments.insert(arguments.begin(), {"set", path("sealed.yaml")});
        arguments.insert(arguments.end(), {"--cert", path("cert.pem")});
        return run_cli(std::move(arguments), input);
    }

    [[nodiscard]] Value data() const {
        return *recover(read("sealed.yaml")).at(0).value.get("data");
    }
};

TEST_F(Set, TakesValuesFromArgumentsFilesAndStdin) {
    write("value", "from file\n");
    const Ran ran =
        set({"a=b=c", "empty=", "file=@" + path("value"), "in=-", "password=new"}, "x\n");
    ASSERT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_EQ(ran.out, "");
    EXPECT_TRUE(data() == Value(Object{{"a", "Yj1j"},
                                       {"empty", ""},
                                       {"file", "ZnJvbSBmaWxlCg=="},
                                       {"in", "eAo="},
                                       {"password", "bmV3"}}));
    EXPECT_THAT(read("sealed.yaml"), testing::StartsWith("# kept\n---\napiVersion"));
}

TEST_F(Set, ScopeComesFromTheFile) {
    for (const char* scope : {"namespace-wide", "cluster-wide"}) {
        write("sealed.yaml", sealed(scope));
        ASSERT_EQ(set({"a=b"}).exit_code, 0);
        EXPECT_EQ(data().text("a"), "Yg==");
    }
}

TEST_F(Set, OfSeveralOneIsNamed) {
    std::string other = sealed("strict");
    other.replace(other.find("  name: db"), 10, "  name: y");
    write("sealed.yaml", read("sealed.yaml") + other);
    EXPECT_THAT(set({"a=b"}).err, HasSubstr("--name"));
    EXPECT_THAT(set({"--name", "z", "a=b"}).err, HasSubstr("no such SealedSecret"));
    ASSERT_EQ(set({"--name", "db", "a=b"}).exit_code, 0);
    const auto documents = manifest::parse_yaml(read("sealed.yaml")).value();
    EXPECT_NE(documents[0].value.get("spec", "encryptedData", "a"), nullptr);
    EXPECT_EQ(documents[1].value.get("spec", "encryptedData", "a"), nullptr);
}

TEST_F(Set, InListsToo) {
    const Ran list = seal({}, kSecret);
    write("sealed.yaml", "{\"kind\": \"List\", \"items\": [" + list.out + "]}\n");
    ASSERT_EQ(set({"a=b"}).exit_code, 0);
    const auto document = manifest::parse_yaml_document(read("sealed.yaml")).value();
    EXPECT_NE(elements(document.get("items"))[0].get("spec", "encryptedData", "a"), nullptr);
}

TEST_F(Set, MistakesChangeNothingAndQuoteNoValue) {
    const std::string before = read("sealed.yaml");
    const std::vector<std::string> cases[] = {{},
                                              {"canary"},
                                              {"=canary"},
                                              {"a b=canary"},
                                              {"a=1", "a=canary"},
                                              {"a=-", "b=-"},
                                              {"a=@/nonexistent"},
                                              {"a=b", "--scope", "strict"}};
    for (const std::vector<std::string>& arguments : cases) {
        const Ran ran = set(arguments);
        EXPECT_NE(ran.exit_code, 0);
        EXPECT_THAT(ran.err, testing::StartsWith("error: "));
        EXPECT_THAT(ran.err, testing::Not(HasSubstr("canary")));
        EXPECT_EQ(read("sealed.yaml"), before);
    }
}

}  // namespace
}  // namespace sealer::cli
