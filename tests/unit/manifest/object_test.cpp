// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/object.h"

#include <gtest/gtest.h>

#include "common/manifest/json.h"

namespace sealer::manifest {
namespace {

Value object(std::string_view text) {
    return parse_json(text).value();
}

TEST(ObjectIdentity, ComesFromTypeAndMetadata) {
    const Value deployment = object(
        R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"shop","uid":"u","resourceVersion":"7"}})");
    EXPECT_EQ(type_of(deployment), (GroupVersionKind{"apps", "v1", "Deployment"}));
    EXPECT_EQ(key_of(deployment), (ObjectKey{"apps", "Deployment", "shop", "web"}));
    EXPECT_EQ(to_string(key_of(deployment)), "apps/Deployment shop/web");
    EXPECT_EQ(uid_of(deployment), "u");
    EXPECT_EQ(resource_version_of(deployment), "7");
    const Value space =
        object(R"({"apiVersion":"v1","kind":"Namespace","metadata":{"name":"web"}})");
    EXPECT_EQ(type_of(space), (GroupVersionKind{"", "v1", "Namespace"}));
    EXPECT_EQ(to_string(key_of(space)), "Namespace web");
    EXPECT_EQ(join_api_version("apps", "v1"), "apps/v1");
    EXPECT_EQ(join_api_version("", "v1"), "v1");
    EXPECT_EQ(key_of(Value("no object")), ObjectKey());
}

TEST(ObjectMetadata, AnnotationsComeAndGo) {
    Value value = object(R"({"metadata":{"annotations":null}})");
    set_annotation(value, "a.b/c", "1");
    set_label(value, "app", "web");
    EXPECT_EQ(annotation(value, "a.b/c"), "1");
    EXPECT_EQ(annotation(value, "none"), "");
    EXPECT_EQ(label(value, "app"), "web");
    remove_annotation(value, "a.b/c");
    remove_label(value, "none");
    EXPECT_EQ(write_json(value), R"({"metadata":{"labels":{"app":"web"}}})");
}

TEST(ExpandLists, FlattensListsOfLists) {
    const auto items = expand_lists(object(R"({"apiVersion":"v1","kind":"List","items":[
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}},
        {"apiVersion":"v1","kind":"ConfigMapList","items":[
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"generateName":"b-"}}]},
        {"apiVersion":"v1","kind":"List","items":null}]})"));
    ASSERT_TRUE(items.has_value());
    ASSERT_EQ(items->size(), 2U);
    EXPECT_EQ(name_of((*items)[0]), "a");
}

TEST(ExpandLists, RefusesWhatIsNoObject) {
    std::string deep = R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}})";
    for (int i = 0; i < 9; ++i) {
        deep = R"({"apiVersion":"v1","kind":"List","items":[)" + deep + "]}";
    }
    const std::pair<std::string, std::string_view> cases[] = {
        {R"([])", "not a Kubernetes object: expected a mapping"},
        {R"({"kind":"ConfigMap"})", "not a Kubernetes object: apiVersion or kind is missing"},
        {R"({"apiVersion":"v1","kind":"ConfigMap"})", "ConfigMap without metadata.name"},
        {R"({"apiVersion":"v1","kind":"List","items":[3]})",
         "item 0 of the list: not a Kubernetes object: expected a mapping"},
        {deep, "lists nested too deep"},
    };
    for (const auto& [text, message] : cases) {
        SCOPED_TRACE(text);
        const auto items = expand_lists(object(text));
        ASSERT_FALSE(items.has_value());
        EXPECT_EQ(items.error().code, Code::kInvalid);
        EXPECT_TRUE(items.error().message.ends_with(message)) << items.error().message;
    }
}

TEST(ControllerOf, IsTheOwnerMarkedSo) {
    const Value value = object(
        R"({"metadata":{"ownerReferences":[{"name":"a"},{"name":"b","controller":false},{"name":"c","controller":true}]}})");
    ASSERT_NE(controller_of(value), nullptr);
    EXPECT_EQ(controller_of(value)->text("name"), "c");
    EXPECT_EQ(controller_of(Value(Object())), nullptr);
}

struct SelectorCase {
    std::string_view selector;
    std::string_view labels;
    bool matches;
};

TEST(Selector, MatchesLabels) {
    const SelectorCase cases[] = {
        {"", R"({"a":"b"})", true},
        {"a=b", R"({"a":"b"})", true},
        {"a==b", R"({"a":"c"})", false},
        {"a = b , c!=d", R"({"a":"b"})", true},
        {"a!=b", R"({"a":"b"})", false},
        {"a=", R"({"a":""})", true},
        {"a=", R"({})", false},
        {"a", R"({"a":"x"})", true},
        {"a", R"({})", false},
        {"!a", R"({})", true},
        {"! a", R"({"a":""})", false},
        {"a in (b,c)", R"({"a":"c"})", true},
        {"a in (b, c)", R"({"a":"d"})", false},
        {"a in ()", R"({"a":""})", true},
        {"a notin (b,c)", R"({})", true},
        {"a notin (b,c),x", R"({"a":"b","x":"1"})", false},
        {"app.kubernetes.io/name=web,in=notin", R"({"app.kubernetes.io/name":"web","in":"notin"})",
         true},
    };
    for (const SelectorCase& c : cases) {
        SCOPED_TRACE(c.selector);
        const auto selector = Selector::parse(c.selector);
        ASSERT_TRUE(selector.has_value()) << selector.error().message;
        const Value labels = object(c.labels);
        EXPECT_EQ(selector->matches(&labels), c.matches);
    }
    EXPECT_TRUE(Selector::parse("!a").value().matches(nullptr));
    EXPECT_FALSE(Selector::parse("a=b").value().matches(nullptr));
    EXPECT_TRUE(Selector::parse(" ").value().empty());
}

TEST(Selector, RefusesMalformedText) {
    for (const std::string_view text :
         {"a=b,", ",a", "a in b", "a in (b", "=b", "a b", "a=b c", "!", "a>1", "a=b=c", "(a)"}) {
        SCOPED_TRACE(text);
        const auto selector = Selector::parse(text);
        ASSERT_FALSE(selector.has_value());
        EXPECT_EQ(selector.error().code, Code::kInvalid);
    }
}

TEST(Selector, ReadsLabelSelectorObjects) {
    const auto selector = Selector::from_object(object(
        R"({"matchLabels":{"app":"web"},"matchExpressions":[{"key":"tier","operator":"In","values":["a","b"]},
            {"key":"env","operator":"NotIn","values":["prod"]},{"key":"x","operator":"Exists"},
            {"key":"y","operator":"DoesNotExist"}]})"));
    ASSERT_TRUE(selector.has_value());
    const Value good = object(R"({"app":"web","tier":"b","x":""})");
    const Value bad = object(R"({"app":"web","tier":"b","x":"","y":""})");
    EXPECT_TRUE(selector->matches(&good));
    EXPECT_FALSE(selector->matches(&bad));
    for (const std::string_view text :
         {R"({"matchLabels":{"a":1}})",
          R"({"matchExpressions":[{"key":"a","operator":"Gt","values":["1"]}]})",
          R"({"matchExpressions":[{"key":"a","operator":"In"}]})",
          R"({"matchExpressions":[{"operator":"Exists"}]})",
          R"({"matchExpressions":[{"key":"a","operator":"Exists","values":["1"]}]})"}) {
        SCOPED_TRACE(text);
        EXPECT_FALSE(Selector::from_object(object(text)).has_value());
    }
}

}  // namespace
}  // namespace sealer::manifest
