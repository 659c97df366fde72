// SPDX-License-Identifier: Apache-2.0
#include "common/app/ownership.h"

#include <gtest/gtest.h>

#include "common/manifest/json.h"
#include "common/manifest/object.h"

namespace sealer::app {
namespace {

using manifest::FieldSet;
using manifest::Value;

Value parsed_json(std::string_view text) {
    const auto value = manifest::parse_json(text);
    EXPECT_TRUE(value) << text;
    return value.value_or(Value());
}

Value managed(std::string_view managed_fields, std::string_view annotation = {}) {
    Value object = parsed_json(R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c",)"
                               R"("resourceVersion":"7"},"data":{"a":"1","b":"2"}})");
    object["metadata"]["managedFields"] = parsed_json(managed_fields);
    if (!annotation.empty()) {
        manifest::set_annotation(object, kLastApplied, annotation);
    }
    return object;
}

const char* const kOurEntries = R"([{"manager":"sealer","operation":"Apply","apiVersion":"v1",)"
                                R"("fieldsV1":{"f:data":{"f:a":{}}}},)"
                                R"({"manager":"sealer","operation":"Apply","subresource":"status",)"
                                R"("fieldsV1":{"f:status":{}}},)"
                                R"({"manager":"editor","operation":"Update",)"
                                R"("fieldsV1":{"f:data":{"f:b":{}}}}])";
const char* const kClientSide =
    R"([{"manager":"kubectl-client-side-apply","operation":"Update","apiVersion":"v1",)"
    R"("time":"2024-01-01T00:00:00Z","fieldsV1":{"f:data":{"f:a":{},"f:b":{},"f:default":{}}}},)"
    R"({"manager":"editor","operation":"Update","fieldsV1":{"f:data":{"f:z":{}}}}])";

TEST(Ownership, CountsOurOwnEntryAlone) {
    const auto ownership = ownership_of(managed(kOurEntries), {}, nullptr);
    ASSERT_TRUE(ownership) << ownership.error().message;
    EXPECT_TRUE(ownership->is_ours);
    EXPECT_FALSE(ownership->is_legacy);
    FieldSet expected;
    expected.insert({"f:data", "f:a"});
    EXPECT_EQ(ownership->fields, expected);
    EXPECT_FALSE(migration_patch(managed(kOurEntries), *ownership).value());
}

TEST(Ownership, OfClientSideApplyIsWhatItAskedFor) {
    const Value object = managed(kClientSide, R"({"data":{"a":"1","b":"2"}})");
    const auto ownership = ownership_of(object, {}, nullptr);
    ASSERT_TRUE(ownership);
    EXPECT_TRUE(ownership->is_legacy);
    EXPECT_TRUE(ownership->fields.contains({"f:data", "f:b"}));
    EXPECT_FALSE(ownership->fields.contains({"f:data", "f:default"}));
}

TEST(Ownership, OfClientSideApplyWithoutAnnotationIsWhatGitSets) {
    FieldSet desired;
    desired.insert({"f:data", "f:a"});
    const auto ownership = ownership_of(managed(kClientSide), desired, nullptr);
    ASSERT_TRUE(ownership);
    EXPECT_EQ(ownership->fields, desired);
}

TEST(Migration, ReplacesPredecessorsByOneEntryOfOurs) {
    const Value object = managed(kClientSide, R"({"data":{"a":"1"}})");
    const auto patch = migration_patch(object, *ownership_of(object, {}, nullptr));
    ASSERT_TRUE(patch && *patch);
    const manifest::Array& operations = (*patch)->as_array();
    ASSERT_EQ(operations.size(), 2U);
    EXPECT_EQ(operations[1].text("value"), "7");
    const manifest::Array& entries = operations[0].get("value")->as_array();
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[0].text("manager"), "editor");
    EXPECT_EQ(entries[1].text("manager"), "sealer");
    EXPECT_EQ(entries[1].text("operation"), "Apply");
    EXPECT_EQ(*entries[1].get("fieldsV1"),
              parsed_json(R"({"f:data":{"f:a":{}},"f:metadata":{"f:annotations":)"
                          R"({"f:kubectl.kubernetes.io/last-applied-configuration":{}}}})"))
        << "so that the annotation goes with the next write";
}

}  // namespace
}  // namespace sealer::app
