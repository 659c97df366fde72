// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "common/manifest/yaml.h"
#include "common/render/kustomize/generators.h"
#include "common/render/kustomize/transformers.h"
#include "resources.h"

namespace sealer::kustomize {
namespace {

using testing::HasSubstr;

Result<std::string> read_file(const std::string& path) {
    if (path == "app.env") {
        return "\xEF\xBB\xBF"
               "A=1\r\n# no\n\n  B = \"two\" # kept\nC\n=ignored\nexport D=4\n";
    }
    if (path == "bad.env") {
        return "A=\xFF\n";
    }
    if (path == "dir/app.txt") {
        return "line\n";
    }
    if (path == "bytes") {
        return std::string(100, '\xFF');
    }
    if (path == "controls") {
        return std::string("a\x7F");
    }
    return fail(Code::kNotFound, "no file " + path);
}

Generator entry(std::vector<std::string> literals, std::vector<std::string> files = {},
                std::vector<std::string> envs = {}) {
    Generator generator;
    generator.name = "made";
    generator.literals = std::move(literals);
    generator.files = std::move(files);
    generator.envs = std::move(envs);
    return generator;
}

std::string generated(GeneratedKind kind, const Generator& generator) {
    const Result<Resource> made = generate(kind, generator, nullptr, read_file);
    return made ? manifest::write_yaml(made->object) : "error: " + made.error().message;
}

std::string config_map(const Generator& generator) {
    return generated(GeneratedKind::kConfigMap, generator);
}

TEST(Generate, ReadsLiterals) {
    struct Case {
        std::string literal, value;
    };
    for (const Case& c : std::vector<Case>{
             {"k=v", "v"},
             {"k=", "\"\""},
             {"k=a=b", "a=b"},
             {"k='a b'", "a b"},
             {"k=\"a'\"", "a'"},
             {"k='a\"", "'''a\"'"},
             {"k=\"", "'\"'"},
         }) {
        EXPECT_EQ(config_map(entry({c.literal})),
                  "apiVersion: v1\ndata:\n  k: " + c.value +
                      "\nkind: ConfigMap\nmetadata:\n  name: made\n")
            << c.literal;
    }
    for (const std::string literal : {"k", "=v", ""}) {
        EXPECT_THAT(config_map(entry({literal})), HasSubstr("literals[0]: expected KEY=VALUE"));
    }
    EXPECT_THAT(config_map(entry({"k=1", "k=2"})), HasSubstr("the key \"k\" comes twice"));
}

TEST(Generate, ReadsFilesAndEnvs) {
    EXPECT_EQ(config_map(entry({}, {"dir/app.txt", "k=dir/app.txt"}, {"app.env"})),
              "apiVersion: v1\n"
              "data:\n"
              "  A: \"1\"\n"
              "  'B ': ' \"two\" # kept'\n"
              "  C: \"\"\n"
              "  app.txt: |\n    line\n"
              "  export D: \"4\"\n"
              "  k: |\n    line\n"
              "kind: ConfigMap\nmetadata:\n  name: made\n");
    EXPECT_THAT(config_map(entry({}, {"a=b=c"})), HasSubstr("files: a=b=c: expected PATH"));
    EXPECT_THAT(config_map(entry({}, {"=b"})), HasSubstr("expected PATH"));
    EXPECT_THAT(config_map(entry({}, {"nowhere"})), HasSubstr("no file nowhere"));
    EXPECT_THAT(config_map(entry({}, {}, {"bad.env"})), HasSubstr("line 1 is not UTF-8"));
    EXPECT_THAT(config_map(Generator()), HasSubstr("must have a name"));
}

TEST(Generate, BreaksBase64AfterSeventyCharacters) {
    const std::string lines =
        "  bytes: |\n    " + std::string(70, '/') + "\n    " + std::string(63, '/') + "w==\n";
    EXPECT_EQ(config_map(entry({}, {"bytes"})), "apiVersion: v1\nbinaryData:\n" + lines +
                                                    "kind: ConfigMap\nmetadata:\n  name: made\n");
    EXPECT_EQ(generated(GeneratedKind::kSecret, entry({"a=b"}, {"bytes"})),
              "apiVersion: v1\ndata:\n  a: Yg==\n" + lines +
                  "kind: Secret\nmetadata:\n  name: made\ntype: Opaque\n");
}

// kustomize does, when it writes them; of a Secret it writes base64.
TEST(Generate, RefusesControlCharacters) {
    EXPECT_THAT(config_map(entry({}, {"controls"})),
                HasSubstr("configMapGenerator made: controls: control characters are not allowed"));
    EXPECT_THAT(generated(GeneratedKind::kSecret, entry({}, {"controls"})),
                HasSubstr("controls: YX8="));
}

TEST(Generate, MergesSharedOptions) {
    Generator generator = entry({});
    generator.namespace_ = "web";
    generator.type = "example.com/t";
    generator.options.labels = {{"a", "own"}};
    GeneratorOptions shared;
    shared.labels = {{"a", "shared"}, {"b", "true"}};
    shared.immutable = true;
    shared.disable_name_suffix_hash = true;
    const Result<Resource> made = generate(GeneratedKind::kSecret, generator, &shared, read_file);
    ASSERT_TRUE(made);
    EXPECT_FALSE(made->wants_hash);
    EXPECT_EQ(manifest::write_yaml(made->object),
              "apiVersion: v1\ndata: {}\nimmutable: true\nkind: Secret\nmetadata:\n  labels:\n"
              "    a: own\n    b: \"true\"\n  name: made\n  namespace: web\n"
              "type: example.com/t\n");
}

// The names were made by kustomize 5.5.
TEST(AppendHashes, NameContents) {
    struct Case {
        GeneratedKind kind;
        std::vector<std::string> literals;
        std::string name;
    };
    for (const Case& c : std::vector<Case>{
             {GeneratedKind::kConfigMap, {}, "made-6ct58987ht"},
             {GeneratedKind::kSecret, {}, "made-46f8b28mk5"},
             {GeneratedKind::kConfigMap, {"a=<&>\xE2\x80\xA8"}, "made-9g6cht7g7f"},
             {GeneratedKind::kSecret, {"a=b", "c=d"}, "made-t2c9d6t2h7"},
         }) {
        Resources list;
        list.push_back(
            make_resource(generate(c.kind, entry(c.literals), nullptr, read_file).value()));
        ASSERT_TRUE(append_hashes(list, ample_budget()));
        EXPECT_EQ(list[0]->id().name, c.name);
        EXPECT_EQ(list[0]->first_id().name, "made");
    }
}

class Absorb : public testing::Test {
  protected:
    std::string absorb_into(std::string_view present, std::string_view behavior,
                            std::string_view prefix = "") {
        list_ = resources(present);
        for (ResourcePtr& resource : list_) {
            edit(resource).wants_hash = true;
            rename(resource, prefix);
        }
        Generator generator = entry({"a=new"});
        generator.options.labels = {{"l", "new"}};
        const Status status = absorb(
            list_, generate(GeneratedKind::kConfigMap, generator, nullptr, read_file).value(),
            behavior, *Schemas::builtin(), ample_budget());
        return status ? yaml_of(list_.back()) : "error: " + status.error().message;
    }

    static constexpr std::string_view kPresent =
        "{apiVersion: v1, kind: ConfigMap, immutable: true, data: {a: old, b: 1},"
        " metadata: {name: made, labels: {l: old, m: old}}}";

    Resources list_;
};

TEST_F(Absorb, CreatesWhatIsNotThere) {
    EXPECT_THAT(absorb_into("", ""), HasSubstr("a: new"));
    EXPECT_THAT(absorb_into("{apiVersion: v1, kind: Secret, metadata: {name: made}}", "any"),
                HasSubstr("kind: ConfigMap"));
    EXPECT_THAT(absorb_into(kPresent, "create"), HasSubstr("is there already"));
    EXPECT_THAT(absorb_into("", "merge"), HasSubstr("is not there to merge"));
    EXPECT_THAT(absorb_into("", "replace"), HasSubstr("is not there to replace"));
}

TEST_F(Absorb, MergesByAnyEarlierName) {
    EXPECT_EQ(absorb_into(kPresent, "merge", "p-"),
              "apiVersion: v1\ndata:\n  a: new\n  b: \"1\"\nkind: ConfigMap\nmetadata:\n"
              "  labels:\n    l: new\n    m: old\n  name: p-made\n");
    EXPECT_EQ(list_[0]->first_id().name, "made");
    EXPECT_TRUE(list_[0]->wants_hash);
}

TEST_F(Absorb, ReplacesContentsButNotLabels) {
    EXPECT_EQ(absorb_into(kPresent, "replace"),
              "apiVersion: v1\ndata:\n  a: new\nkind: ConfigMap\nmetadata:\n"
              "  labels:\n    l: new\n    m: old\n  name: made\n");
}

}  // namespace
}  // namespace sealer::kustomize
