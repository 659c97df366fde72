// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/associative_list.h"

#include <gmock/gmock.h>

#include "resources.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;
using testing::ElementsAre;
using testing::HasSubstr;
using Texts = std::vector<std::string>;

// A list whose elements can be moved about.
class List {
  public:
    explicit List(std::string_view text) : value_(yaml(text)) {
        for (Value& element : value_.as_array()) {
            nodes.push_back(&element);
        }
    }
    [[nodiscard]] std::string json() const {
        manifest::Array elements;
        for (const Value* node : nodes) {
            elements.push_back(*node);
        }
        return manifest::canonical_json(elements);
    }

    Nodes nodes;

  private:
    Value value_;
};

TEST(ElementTexts, AreEachCombinationOnce) {
    const List ports("[{port: 80, name: a}, {port: 80, protocol: TCP}, {port: 80}, {name: b}]");
    EXPECT_THAT(element_texts({&ports.nodes}, {"port", "protocol"}),
                ElementsAre(Texts{"80", ""}, Texts{"80", "TCP"}, Texts{"", ""}));
    const List plain("[a, 5, a]");
    EXPECT_THAT(element_texts({&plain.nodes}, {""}), ElementsAre(Texts{"a"}, Texts{"5"}));
}

TEST(UniteTexts, FillsWhatIsMissingFromWhoAgrees) {
    std::vector<Texts> ports{{"80", ""}, {"80", "TCP"}, {"53", "UDP"}, {"53", "TCP"}};
    unite_texts(ports);
    EXPECT_THAT(ports, ElementsAre(Texts{"80", "TCP"}, Texts{"80", "TCP"}, Texts{"53", "UDP"},
                                   Texts{"53", "TCP"}));
    std::vector<Texts> strangers{{"80", ""}, {"", "UDP"}};
    unite_texts(strangers);
    EXPECT_THAT(strangers, ElementsAre(Texts{"80", ""}, Texts{"", "UDP"}));
}

TEST(NarrowKey, KeepsTheNamesThatAreInUse) {
    const ElementKey key{.names = {"port", "protocol"}, .texts = {"80", ""}};
    EXPECT_THAT(narrow_key(key, {{"80", ""}, {"81", ""}}).names, ElementsAre("port"));
    EXPECT_THAT(narrow_key(key, {{"80", ""}, {"81", "UDP"}}).names,
                ElementsAre("port", "protocol"));
    EXPECT_THAT(narrow_key(key, {{"", ""}}).names, ElementsAre("port", "protocol"));
}

TEST(FindElement, NeedsAllOfTheKey) {
    const List list("[{a: 1}, {a: 1, b: x}, {a: null}]");
    EXPECT_EQ(find_element(list.nodes, {.names = {"a", "b"}, .texts = {"1", "x"}}), list.nodes[1]);
    EXPECT_EQ(find_element(list.nodes, {.names = {"a"}, .texts = {"1"}}), list.nodes[0]);
    EXPECT_EQ(find_element(list.nodes, {.names = {"a"}, .texts = {""}}), nullptr);
    const List plain("[a, b]");
    EXPECT_EQ(find_element(plain.nodes, {.names = {""}, .texts = {"b"}}), plain.nodes[1]);
}

TEST(SetElement, ReplacesAppendsAndRemoves) {
    Value added = yaml("{id: z, v: new}");
    const auto after = [](const char* text, const std::string& name, Value* element) {
        List list(text);
        const Status set = set_element(list.nodes, {.names = {"id"}, .texts = {name}}, element);
        return set ? list.json() : set.error().message;
    };
    EXPECT_EQ(after("[{id: a}, {id: z}, {id: b}]", "z", &added),
              R"([{"id":"a"},{"id":"z","v":"new"},{"id":"b"}])");
    EXPECT_EQ(after("[{id: a}]", "z", &added), R"([{"id":"a"},{"id":"z","v":"new"}])");
    EXPECT_EQ(after("[{id: a}, {id: z}, null, {}]", "z", nullptr), R"([{"id":"a"}])");
    EXPECT_EQ(after("[plain, {id: z}]", "z", nullptr), R"(["plain"])");
}

TEST(SetElements, RefusesElementsOfTheWrongKind) {
    List list("[{id: a}]");
    List texts("[text]");
    EXPECT_THAT(set_elements(list.nodes, texts.nodes, {"id"}).error().message,
                HasSubstr("expected mappings with \"id\" in the list"));
    List mappings("[{id: b}]");
    EXPECT_THAT(set_elements(mappings.nodes, texts.nodes, {""}).error().message,
                HasSubstr("expected plain values"));
}

TEST(SetElements, MovesThoseWithSeveralKeysToTheEnd) {
    List list("[{p: 1, q: x}, {p: 2, q: x}]");
    List changed("[{p: 1, q: x, v: new}]");
    ASSERT_TRUE(set_elements(list.nodes, changed.nodes, {"p", "q"}));
    EXPECT_EQ(list.json(), R"([{"p":2,"q":"x"},{"p":1,"q":"x","v":"new"}])");
}

}  // namespace
}  // namespace sealer::kustomize
