// SPDX-License-Identifier: Apache-2.0
// Repositories that want to take all memory or time: little in them becomes much, were it not for
// the limits.
#include "common/render/limits.h"

#include <chrono>
#include <functional>
#include <map>
#include <string>

#include <gmock/gmock.h>

#include "../render/memory_tree.h"
#include "common/render/kustomize/pipeline.h"
#include "memory_build.h"

namespace sealer::kustomize {
namespace {

using testing::HasSubstr;

const std::string kTop = "o/kustomization.yaml";
const std::string kConfigMap = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
const std::string kBig(20'000, 'x');

std::string times(int count, const std::function<std::string(const std::string& i)>& text) {
    std::string all;
    for (int i = 0; i < count; ++i) {
        all += text(std::to_string(i));
    }
    return all;
}

std::string config_maps(int count) {
    return times(count, [](const std::string& i) {
        return "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a" + i + "}\n";
    });
}

// A kustomization of one file.
Files with(const std::string& fields, const std::string& objects) {
    return {{kTop, "resources: [a.yaml]\n" + fields}, {"o/a.yaml", objects}};
}

// The error, or "" and how many objects there are.
std::string built_within(const Files& files, const render::Limits& limits) {
    const auto built = build(std::make_shared<render::MemoryTree>(files), "o", {.limits = limits});
    return built ? std::to_string(built->resources.size()) + " objects" : built.error().message;
}

struct LimitCase {
    std::string name;
    Files files;
    std::string message;
};

void expect(const std::vector<LimitCase>& cases) {
    // A hundred times the text of any of these repositories, or less.
    const render::Limits limits{.max_bytes = 500'000,
                                .max_files = 200,
                                .max_objects = 1'000,
                                .max_memory = std::size_t{2} << 20,
                                .max_alias_nodes = 1'000,
                                .max_depth = 100,
                                .max_time = std::chrono::minutes(10)};
    for (const LimitCase& c : cases) {
        EXPECT_THAT(built_within(c.files, limits), HasSubstr(c.message)) << c.name;
    }
}

constexpr const char* kTooBig =
    "the objects become too big: more than 2097152 bytes in all; --render-limit memory=…";
constexpr const char* kTooDeep = "more than 100 levels; --render-limit depth=… allows more";

TEST(Limits, BoundWhatTransformersMake) {
    const std::string copies = times(60, [](const std::string& i) {
        return "    - {op: copy, from: /data, path: /data/" + i + "}\n";
    });
    expect({
        {"labels", with("labels: [{pairs: {a: " + kBig + "}}]\n", config_maps(200)), kTooBig},
        {"annotations", with("commonAnnotations: {a: " + kBig + "}\n", config_maps(200)), kTooBig},
        {"prefixes", with("namePrefix: " + kBig + "\n", config_maps(200)), kTooBig},
        {"namespaces", with("namespace: " + kBig + "\n", config_maps(200)), kTooBig},
        {"merges",
         with("patches:\n- target: {kind: ConfigMap}\n  patch: '{apiVersion: v1, kind: ConfigMap, "
              "metadata: {name: b}, data: {a: " +
                  kBig + "}}'\n",
              config_maps(200)),
         kTooBig},
        {"operations",
         with("patches:\n- target: {kind: ConfigMap}\n  patch: '[{\"op\": \"add\", \"path\": "
              "\"/data\", \"value\": \"" +
                  kBig + "\"}]'\n",
              config_maps(200)),
         kTooBig},
        {"copies",
         with("patches:\n- target: {kind: ConfigMap}\n  patch: |\n" + copies,
              kConfigMap + "data: {a: b}\n"),
         kTooBig},
        {"copies into themselves",
         with("patches:\n- target: {kind: ConfigMap}\n  patch: |\n" +
                  times(
                      120,
                      [](const auto&) { return "    - {op: copy, from: /data, path: /data/a}\n"; }),
              kConfigMap + "data: {a: b}\n"),
         kTooDeep},
        {"remembered names",
         with("patches:\n" + times(200,
                                   [](const auto&) {
                                       return "- {target: {kind: ConfigMap}, patch: '[{\"op\": "
                                              "\"test\", \"path\": "
                                              "\"/kind\", \"value\": \"ConfigMap\"}]'}\n";
                                   }),
              "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + kBig + "}\n"),
         kTooBig},
    });
}

TEST(Limits, BoundWhatIsCopiedBetweenFields) {
    const std::string doubling = times(30, [](const std::string& i) {
        const bool even = (i.back() - '0') % 2 == 0;
        return std::string("- source: {kind: ConfigMap, fieldPath: data.") + (even ? "a" : "b") +
               "}\n  targets: [{select: {kind: ConfigMap}, fieldPaths: [data." +
               (even ? "b" : "a") + "], options: {delimiter: '-', index: -1}}]\n";
    });
    expect({
        {"texts", with("replacements:\n" + doubling, kConfigMap + "data: {a: aaaa, b: bbbb}\n"),
         kTooBig},
        {"mappings",
         with("replacements:\n" + times(120,
                                        [](const std::string&) {
                                            return "- source: {kind: ConfigMap, fieldPath: data}\n "
                                                   " targets: [{select: "
                                                   "{kind: ConfigMap}, fieldPaths: [data.a], "
                                                   "options: {create: true}}]\n";
                                        }),
              kConfigMap + "data: {a: {}, b: c}\n"),
         kTooDeep},
        {"made paths",
         with("replacements:\n- source: {kind: ConfigMap, fieldPath: kind}\n  targets: [{select: "
              "{kind: ConfigMap}, fieldPaths: ['l.*." +
                  kBig + "'], options: {create: true}}]\n",
              kConfigMap + "l:\n" + times(200, [](const auto&) { return "- {}\n"; })),
         kTooBig},
        {"deep paths",
         with("replacements:\n- source: {kind: ConfigMap, fieldPath: kind}\n  targets: [{select: "
              "{kind: ConfigMap}, fieldPaths: [a" +
                  times(1'000, [](const auto&) { return ".a"; }) + "], options: {create: true}}]\n",
              kConfigMap),
         kTooDeep},
        {"annotations of transformers",
         with("buildMetadata: [transformerAnnotations]\nlabels:\n" +
                  times(200, [](const auto&) { return "- {pairs: {a: b}}\n"; }),
              config_maps(200)),
         kTooBig},
    });
}

TEST(Limits, BoundVariablesAndReferences) {
    Files variables = with(
        "vars: [{name: V, objref: {apiVersion: v1, kind: ConfigMap, name: a}, fieldref: "
        "{fieldPath: data.a}}]\nconfigurations: [c.yaml]\n",
        kConfigMap + "data: {a: " + kBig + ", b: '" +
            times(200, [](const auto&) { return "$(V)"; }) + "'}\n");
    variables["o/c.yaml"] = "varReference: [{path: data, kind: ConfigMap}]\n";
    Files unclosed = with(
        "vars: [{name: V, objref: {apiVersion: v1, kind: ConfigMap, name: a}}]\nconfigurations: "
        "[c.yaml]\n",
        kConfigMap + "data: {a: " + times(150'000, [](const auto&) { return "$("; }) + "}\n");
    unclosed["o/c.yaml"] = "varReference: [{path: data, kind: ConfigMap}]\n";
    Files specs = with("configurations: [c.yaml]\n", kConfigMap);
    specs["o/c.yaml"] = "namePrefix:\n" +
                        times(5'001, [](const std::string& i) { return "- {path: f" + i + "}\n"; });
    const std::string references =
        "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n"
        "  volumes:\n" +
        times(200, [](const std::string& i) {
            return "  - {name: v" + i + ", configMap: {name: a}}\n";
        });
    expect({
        {"variables", variables, kTooBig},
        {"variables that do not end", unclosed, "1 objects"},
        {"field specs", specs, "more than 5000 field specs in one list"},
        {"references", with("namePrefix: " + kBig + "\n", kConfigMap + references), kTooBig},
    });
}

// Each layer uses the one below it twice, under other names.
Files diamonds(int layers) {
    Files files{{"l0/kustomization.yaml", "resources: [a.yaml]\n"}, {"l0/a.yaml", kConfigMap}};
    for (int i = 1; i <= layers; ++i) {
        const std::string below = std::to_string(i - 1);
        const std::string name = i == layers ? "o" : "l" + std::to_string(i);
        files[name + "/kustomization.yaml"] = "resources: [../a" + below + ", ../b" + below + "]\n";
        files["a" + below + "/kustomization.yaml"] =
            "namePrefix: a-\nresources: [../l" + below + "]\n";
        files["b" + below + "/kustomization.yaml"] =
            "namePrefix: b-\nresources: [../l" + below + "]\n";
    }
    return files;
}

TEST(Limits, BoundWhatIsReadAgainAndAgain) {
    const auto list = [](const std::string& entry) {
        return times(1'000, [&](const std::string& i) { return "  - k" + i + "=" + entry + "\n"; });
    };
    Files chain;
    for (int i = 0; i < 90; ++i) {
        const std::string name = i == 0 ? "o" : "l" + std::to_string(i);
        chain[name + "/kustomization.yaml"] = "namePrefix: " + std::string(1'000, 'p') +
                                              "\nresources: [../l" + std::to_string(i + 1) + "]\n";
    }
    chain["l90/kustomization.yaml"] = "resources: [a.yaml]\n";
    chain["l90/a.yaml"] = config_maps(20);
    Files too_long = chain;
    too_long["l90/kustomization.yaml"] = "resources: [" + kBig + "]\n";
    expect({
        {"a diamond of bases", diamonds(20),
         "more than 200 files are read; --render-limit files=…"},
        {"one file in many keys",
         {{kTop, "configMapGenerator:\n- name: a\n  files:\n" + list("f")}, {"o/f", kBig}},
         "o/f: the files that are read hold more than 500000 bytes; --render-limit bytes=…"},
        {"one file in many files",
         {{kTop, "configMapGenerator:\n- name: a\n  files:\n" + list("f")}, {"o/f", "1"}},
         "o/f: more than 200 files are read; --render-limit files=…"},
        {"objects", with("", config_maps(1'001)),
         "o/a.yaml: more than 1000 objects; --render-limit objects=…"},
        {"generated objects",
         {{kTop, "configMapGenerator:\n" +
                     times(1'001, [](const std::string& i) { return "- {name: a" + i + "}\n"; })}},
         "more than 1000 objects"},
        {"labels of generators",
         {{kTop, "generatorOptions: {labels: {a: " + kBig + "}}\nconfigMapGenerator:\n" +
                     times(200, [](const std::string& i) { return "- {name: a" + i + "}\n"; })}},
         kTooBig},
        {"a chain of prefixes", chain, kTooBig},
        {"long paths", too_long, "the path is longer than 4096 bytes"},
    });
}

TEST(Limits, BoundYaml) {
    const auto bomb = [](int lines) {
        std::string text = "x0: &x0 [a, b]\n";
        for (int i = 1; i < lines; ++i) {
            const std::string below = std::to_string(i - 1);
            text += "x" + std::to_string(i) + ": &x" + std::to_string(i) + " [*x" + below + ", *x" +
                    below + "]\n";
        }
        return text;
    };
    Files small_bombs{{kTop, "resources: [" + times(100, [](const std::string& i) {
                                 return "b" + i + ".yaml, ";
                             }) + "]\n"}};
    for (int i = 0; i < 100; ++i) {
        small_bombs["o/b" + std::to_string(i) + ".yaml"] =
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a" + std::to_string(i) +
            "}\nx: &x " + std::string(2'000, 'x') + "\ny: [" +
            times(200, [](const auto&) { return "*x, "; }) + "]\n";
    }
    std::string deeper = "x0: &x0 [a]\n";
    for (int i = 1; i < 10; ++i) {
        deeper += "x" + std::to_string(i) + ": &x" + std::to_string(i) + " " +
                  std::string(30, '[') + "*x" + std::to_string(i - 1) + std::string(30, ']') + "\n";
    }
    expect({
        {"aliases", with("", kConfigMap + bomb(30)),
         "anchors and aliases expand to too much; --render-limit aliases=…"},
        {"aliases in a kustomization",
         {{kTop, bomb(30)}},
         "anchors and aliases expand to too much; --render-limit aliases=…"},
        {"many files with aliases", small_bombs, kTooBig},
        {"depth",
         with("", kConfigMap + "x: " + std::string(200, '[') + std::string(200, ']') + "\n"),
         "nested too deep; --render-limit depth=…"},
        {"depth by aliases", with("", kConfigMap + deeper),
         "nested too deep; --render-limit depth=…"},
        {"keys", with("", kConfigMap + "? " + kBig + "\n: 1\n"), "1 objects"},
        {"regular expressions",
         with("patches: [{target: {name: '((a{100}){100}){100}'}, patch: '[]'}]\n", kConfigMap),
         "is no regular expression"},
    });
}

TEST(Limits, BasesDoNotGoInCircles) {
    const std::string component = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n";
    expect({
        {"itself", {{kTop, "resources: [.]\n"}}, "a cycle"},
        {"its parent",
         {{"kustomization.yaml", "resources: [o]\n"}, {kTop, "resources: [..]\n"}},
         "a cycle"},
        {"by another",
         {{kTop, "resources: [../b]\n"}, {"b/kustomization.yaml", "resources: [../o]\n"}},
         "a cycle"},
        {"components",
         {{kTop, "components: [../b]\n"},
          {"b/kustomization.yaml", component + "components: [../c]\n"},
          {"c/kustomization.yaml", component + "components: [../b]\n"}},
         "a cycle"},
        {"links",
         {{kTop, "resources: [../l]\n"},
          {"l", "-> b"},
          {"b/kustomization.yaml", "resources: [../m]\n"},
          {"m", "-> o"}},
         "a cycle"},
        {"links to each other",
         {{kTop, "resources: [../l]\n"}, {"l", "-> m"}, {"m", "-> l"}},
         "too many links"},
        {"transformers",
         {{kTop, "transformers: [../b]\n"}, {"b/kustomization.yaml", "transformers: [../o]\n"}},
         "a cycle"},
    });
}

TEST(Limits, BoundTime) {
    EXPECT_THAT(built_within(diamonds(2), {.max_time = std::chrono::milliseconds(0)}),
                HasSubstr("o/kustomization.yaml: rendering takes longer than 0 ms; --render-limit "
                          "time=… allows more"));
}

TEST(Limits, AreNoneForWhatIsOrdinary) {
    EXPECT_EQ(built_within(diamonds(5), {}), "32 objects");
}

}  // namespace
}  // namespace sealer::kustomize
