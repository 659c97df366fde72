// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/decoder.h"

#include <gmock/gmock.h>

#include "resources.h"

namespace sealer::kustomize {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Settings {
    std::string name = "unset";
    bool ready = false;
    std::int64_t count = 0;
    std::vector<std::string> items;
    std::map<std::string, std::string> pairs;
    std::map<std::string, bool> flags;
    std::vector<std::string> inner;
};

// Empty, or the fault.
std::string decode_settings(std::string_view text, Settings& into,
                            Strictness strictness = Strictness::kStrict) {
    const manifest::Value value = yaml(text);
    Decoder decoder(value, "file.yaml", strictness);
    decoder.text("name", into.name)
        .flag("ready", into.ready)
        .integer("count", into.count)
        .texts("items", into.items)
        .text_map("pairs", into.pairs)
        .flag_map("flags", into.flags)
        .objects("list", [&into](Decoder& d) { d.text("inner", into.inner.emplace_back()); });
    const Status done = decoder.done();
    return done ? "" : done.error().message;
}

TEST(Decoder, ReadsMembersWhateverTheirCase) {
    Settings settings;
    EXPECT_EQ(decode_settings("{NAME: a, ready: true, count: 5, items: [x, null], pairs: {k: v}, "
                              "flags: {f: true}, list: [{inner: z}, null]}",
                              settings),
              "");
    EXPECT_EQ(settings.name, "a");
    EXPECT_TRUE(settings.ready);
    EXPECT_EQ(settings.count, 5);
    EXPECT_THAT(settings.items, ElementsAre("x", ""));
    EXPECT_EQ(settings.pairs.at("k"), "v");
    EXPECT_TRUE(settings.flags.at("f"));
    EXPECT_THAT(settings.inner, ElementsAre("z", ""));
}

TEST(Decoder, TakesNullForNothing) {
    Settings settings;
    EXPECT_EQ(decode_settings("{name: null, ready: null, items: null, list: null}", settings), "");
    EXPECT_EQ(settings.name, "unset");
    EXPECT_TRUE(Decoder(manifest::Value(), "file.yaml").done());
}

TEST(Decoder, TellsTheFirstFault) {
    const std::pair<const char*, const char*> cases[] = {
        {"[]", "file.yaml: expected a mapping, not a list"},
        {"{name: true}", "file.yaml: name must be text, not a boolean (quote it"},
        {"{name: 5}", "name must be text, not a number"},
        {"{ready: 'true'}", "ready must be true or false"},
        {"{count: 1.5}", "count must be an integer"},
        {"{items: x}", "items must be a list"},
        {"{items: [{}]}", "items must be a list of texts"},
        {"{pairs: [x]}", "pairs must be a mapping"},
        {"{pairs: {k: 5}}", "pairs.k must be text, not a number"},
        {"{flags: {f: x}}", "flags.f must be true or false"},
        {"{list: {}}", "list must be a list"},
        {"{list: [{}, {inner: 5}]}", "file.yaml.list[1]: inner must be text"},
        {"{list: [{iner: x}]}",
         "file.yaml.list[0]: unknown field \"iner\": did you mean \"inner\"?"},
        {"{elsewhere: x}", "file.yaml: unknown field \"elsewhere\""},
        {"{ready: 5, nam: x}", "ready must be true or false"},
    };
    for (const auto& [text, fault] : cases) {
        Settings settings;
        EXPECT_THAT(decode_settings(text, settings), HasSubstr(fault)) << text;
    }
}

TEST(Decoder, IsLenientIfAsked) {
    Settings settings;
    EXPECT_EQ(decode_settings("{name: true, items: [5, 1500000.5], unknown: x}", settings,
                              Strictness::kLenient),
              "");
    EXPECT_EQ(settings.name, "true");
    EXPECT_THAT(settings.items, ElementsAre("5", "1.5000005e+06"));
    EXPECT_THAT(decode_settings("{name: []}", settings, Strictness::kLenient),
                HasSubstr("name must be text, not a list"));
}

TEST(NearestName, IsAMisspellingNotAnotherWord) {
    const std::vector<std::string> names{"resources", "replicas", "images"};
    EXPECT_EQ(nearest_name("resource", names), "resources");
    EXPECT_EQ(nearest_name("imagse", names), "images");
    EXPECT_EQ(nearest_name("namespace", names), "");
    EXPECT_EQ(nearest_name(std::string(1000, 'x'), names), "");
}

}  // namespace
}  // namespace sealer::kustomize
