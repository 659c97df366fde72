// SPDX-License-Identifier: Apache-2.0
#include "controller/app/comparison.h"
#include "operation_fixture.h"

namespace sealer::app {
namespace {

using manifest::Value;

class IgnoringTest : public OperationTest {
  protected:
    // "Synced" or so, of the only object.
    std::string compared(const std::string& text) {
        Comparer comparer(*live_, *writer_, pool_);
        const auto comparison = comparer.compare(basis({text}), verdicts_);
        return comparison ? std::string(to_string(comparison->items.at(0).sync))
                          : comparison.error().message;
    }
    void ignore(std::string_view rule) {
        const Value list = manifest::Array{yaml(rule)};
        spec_.ignore = parse_ignore_rules(&list).value();
    }
    void sync(const std::string& text) {
        advance({text});
        EXPECT_EQ(state_.text("phase"), "Succeeded") << state_.text("message");
        begin("{sync: {}}");
    }
    // As somebody else would, and waits until the store has seen it.
    void change(const Value& object, std::string_view how) {
        patch(object, how);
        const auto now = client_->get(resource_of(object), "default", manifest::name_of(object));
        ASSERT_TRUE(now);
        eventually([&] {
            const auto seen = live_->get(manifest::type_of(object), manifest::key_of(object));
            return seen &&
                   manifest::resource_version_of(*seen) == manifest::resource_version_of(*now);
        });
    }
    [[nodiscard]] Value live_object(const Value& object) {
        return client_->get(resource_of(object), "default", manifest::name_of(object))
            .value_or(Value());
    }

    Verdicts verdicts_;
};

TEST_F(IgnoringTest, LeavesOutWhatRulesSay) {
    const std::string git =
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: "
        "default}, data: {a: one, b: two}}";
    sync(git);
    EXPECT_EQ(compared(git), "Synced");
    change(yaml(git), "{data: {b: other}}");
    EXPECT_EQ(compared(git), "OutOfSync");
    for (const char* lists : {"jsonPointers: [/data/b]", "jqPathExpressions: [.data.b]",
                              "managedFieldsManagers: [sealer-test]", "jsonPointers: [/data]"}) {
        ignore("kind: ConfigMap\n" + std::string(lists));
        const std::string expected =
            std::string_view(lists).find("managed") == 0 ? "OutOfSync" : "Synced";
        EXPECT_EQ(compared(git), expected) << lists;
    }
    const Value live = live_object(yaml(git));
    const auto& managers = live.get("metadata", "managedFields")->as_array();
    ignore("{kind: ConfigMap, managedFieldsManagers: ['" +
           std::string(managers.back().text("manager")) + "']}");
    EXPECT_EQ(compared(git), "Synced");
    ignore("{kind: ConfigMap, jsonPointers: [/data/a]}");
    EXPECT_EQ(compared(git), "OutOfSync");
    ignore("{kind: ConfigMap, jqPathExpressions: ['.data[']}");
    EXPECT_NE(compared(git).find(".data["), std::string::npos) << compared(git);
}

TEST_F(IgnoringTest, RespectedRulesKeepWhatOthersHaveSet) {
    const std::string git =
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: "
        "default}, data: {a: one, b: two}}";
    const std::string next =
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: "
        "default}, data: {a: next, b: three}}";
    ignore("{kind: ConfigMap, jsonPointers: [/data/b]}");
    spec_.respect_ignored = true;
    sync(git);
    change(yaml(git), "{data: {b: other}}");
    sync(next);
    EXPECT_EQ(live_object(yaml(git)).text("data", "a"), "next");
    EXPECT_EQ(live_object(yaml(git)).text("data", "b"), "other");
    EXPECT_EQ(compared(next), "Synced");
    spec_.respect_ignored = false;
    sync(git);
    EXPECT_EQ(live_object(yaml(git)).text("data", "b"), "two");
}

}  // namespace
}  // namespace sealer::app
