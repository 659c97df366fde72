// SPDX-License-Identifier: Apache-2.0
#include "controller/app/approval.h"

#include <gtest/gtest.h>

#include "controller/app/operation_notes.h"
#include "values.h"

namespace sealer::app {
namespace {

using manifest::Value;

constexpr std::string_view kBefore = "2026-01-01T00:00:00Z";
constexpr std::string_view kAfter = "2026-01-01T00:00:02Z";
constexpr std::string_view kLater = "2026-01-01T00:00:03Z";

Value state() {
    return yaml(
        "{startedAt: '2026-01-01T00:00:01Z', operation: {sync: {prune: true}, info: "
        "[{name: reason, value: cleaning}]}}");
}

kube::ObjectPtr living(const std::string& name, const std::string& uid) {
    return std::make_shared<const Value>(
        yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name +
             ", namespace: default, uid: " + uid + "}}"));
}

Comparison doomed(const std::vector<kube::ObjectPtr>& objects) {
    Comparison comparison;
    for (const kube::ObjectPtr& object : objects) {
        comparison.items.push_back({.key = manifest::key_of(*object), .live = object});
    }
    return comparison;
}

const kube::ObjectPtr kOld = living("old", "u1");
const kube::ObjectPtr kOlder = living("older", "u2");

TEST(Approval, IsAboutWhatIsToBePrunedWhenItIsGiven) {
    Value operation = state();
    EXPECT_FALSE(Approval::take(operation, "", doomed({kOld})).covers(*kOld));
    EXPECT_FALSE(Approval::take(operation, kBefore, doomed({kOld})).covers(*kOld));
    EXPECT_EQ(operation, state());
    EXPECT_TRUE(Approval::take(operation, kAfter, doomed({kOld})).covers(*kOld));
    const Approval now = Approval::take(operation, kAfter, doomed({kOld, kOlder}));
    EXPECT_TRUE(now.covers(*kOld));
    EXPECT_FALSE(now.covers(*kOlder));
    EXPECT_FALSE(now.covers(*living("old", "u3")));
    EXPECT_EQ(manifest::elements(operation.get("operation", "info")).size(), 2U);
}

TEST(Approval, IsTakenBackOrReplaced) {
    Value operation = state();
    EXPECT_TRUE(Approval::take(operation, kAfter, doomed({kOld})).covers(*kOld));
    EXPECT_FALSE(Approval::take(operation, "", doomed({kOld})).covers(*kOld));
    EXPECT_TRUE(Approval::take(operation, kLater, doomed({kOld, kOlder})).covers(*kOlder));
    EXPECT_EQ(manifest::elements(operation.get("operation", "info")).size(), 2U);
}

TEST(Approval, MakesNoOtherOperationOfTheOneThatWasAskedFor) {
    for (const char* asked :
         {"{sync: {prune: true}}", "{sync: {prune: true}, info: [{name: reason, value: a}]}"}) {
        Value operation = state();
        operation["operation"] = yaml(asked);
        EXPECT_TRUE(Approval::take(operation, kAfter, doomed({kOld})).covers(*kOld));
        EXPECT_TRUE(is_same_operation(operation["operation"], yaml(asked)));
        EXPECT_FALSE(is_same_operation(operation["operation"], yaml("{sync: {}}")));
    }
}

TEST(Approval, IsNotAboutAnOperationThatBeginsAfterIt) {
    Value operation = state();
    Approval::begin(operation, kBefore);
    EXPECT_EQ(operation, state());
    Approval::begin(operation, kAfter);
    EXPECT_FALSE(Approval::take(operation, kAfter, doomed({kOld})).covers(*kOld));
    EXPECT_TRUE(Approval::take(operation, kLater, doomed({kOld})).covers(*kOld));
}

TEST(Approval, HoldsForTheNextTry) {
    Value operation = state();
    EXPECT_TRUE(Approval::take(operation, kAfter, doomed({kOld})).covers(*kOld));
    Value next = state();
    next["startedAt"] = "2026-01-01T00:01:00Z";
    EXPECT_FALSE(Approval::take(next, kAfter, doomed({kOld})).covers(*kOld));
    Approval::carry_over(operation, next);
    const Approval now = Approval::take(next, kAfter, doomed({kOld, kOlder}));
    EXPECT_TRUE(now.covers(*kOld));
    EXPECT_FALSE(now.covers(*kOlder));
}

}  // namespace
}  // namespace sealer::app
