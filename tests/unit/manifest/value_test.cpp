// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/value.h"

#include <limits>

#include <gtest/gtest.h>

namespace sealer::manifest {
namespace {

TEST(Value, KnowsItsKind) {
    EXPECT_TRUE(Value().is_null());
    EXPECT_TRUE(Value(nullptr).is_null());
    EXPECT_TRUE(Value(true).is_bool());
    EXPECT_EQ(Value(1).kind(), Value::Kind::kInt);
    EXPECT_EQ(Value("text").kind(), Value::Kind::kString);
    EXPECT_EQ(Value(Array{1, "a"}).kind(), Value::Kind::kArray);
    EXPECT_EQ(Value(Object{{"a", 1}}).kind(), Value::Kind::kObject);
}

TEST(Value, HoldsUnsignedOnlyAboveInt64) {
    constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(Value(kMax).kind(), Value::Kind::kInt);
    EXPECT_EQ(Value(kMax + 1).kind(), Value::Kind::kUint);
    EXPECT_EQ(Value(kMax + 1).as_uint(), kMax + 1);
    EXPECT_EQ(Value(5).as_uint(), 5U);
}

TEST(Value, ReadsAWholeDoubleAsAnInteger) {
    EXPECT_EQ(Value(3.0).as_int(), 3);
    EXPECT_DEATH((void)Value(3.5).as_int(), "trunc");
    EXPECT_DEATH((void)Value(1e19).as_int(), "");
    EXPECT_DEATH((void)Value("3").as_int(), "");
}

TEST(Value, FollowsPaths) {
    Value object(Object{{"metadata", Object{{"name", "web"}, {"generation", 3}, {"ready", true}}},
                        {"list", Array{1, 2}}});
    EXPECT_EQ(object.text("metadata", "name"), "web");
    EXPECT_EQ(object.text("metadata", "generation"), "");
    EXPECT_EQ(object.text("metadata", "name", "deeper"), "");
    EXPECT_EQ(object.integer_or(0, "metadata", "generation"), 3);
    EXPECT_EQ(object.integer_or(7, "metadata", "name"), 7);
    EXPECT_TRUE(object.flag("metadata", "ready"));
    EXPECT_FALSE(object.flag("metadata", "name"));
    EXPECT_EQ(object.get("list", "0"), nullptr);
    EXPECT_EQ(elements(object.get("list")).size(), 2U);
    EXPECT_TRUE(elements(object.get("none")).empty());
    EXPECT_TRUE(members(object.get("list")).empty());
    object["status"]["phase"] = "Ready";
    EXPECT_EQ(object.text("status", "phase"), "Ready");
    object["list"]["now"] = "an object";
    EXPECT_TRUE(object.get("list")->is_object());
}

TEST(Object, KeepsTheOrderInWhichKeysCame) {
    Object object{{"b", 1}, {"a", 2}};
    object["c"] = 3;
    object["b"] = 4;
    EXPECT_EQ(object.begin()->key, "b");
    EXPECT_EQ(object.begin()->value, Value(4));
    EXPECT_TRUE(object.erase("b"));
    EXPECT_FALSE(object.erase("b"));
    object["A"] = 5;
    object.sort();
    EXPECT_EQ(object.begin()->key, "A");
    EXPECT_EQ(object.size(), 3U);
}

struct Comparison {
    Value a;
    Value b;
    bool equal;
};

TEST(Value, ComparesAsJson) {
    const std::uint64_t big = 1ULL << 63U;
    const Comparison cases[] = {
        {1, 1.0, true},
        {1, 1.5, false},
        {0, -0.0, true},
        {1, true, false},
        {nullptr, false, false},
        {"1", 1, false},
        {big, 9223372036854775808.0, true},
        {std::numeric_limits<std::int64_t>::max(), 9223372036854775808.0, false},
        {std::numeric_limits<std::uint64_t>::max(), 18446744073709551616.0, false},
        {std::numeric_limits<std::int64_t>::min(), -9223372036854775808.0, true},
        {Object{{"a", 1}, {"b", 2}}, Object{{"b", 2.0}, {"a", 1}}, true},
        {Object{{"a", 1}, {"b", 2}}, Object{{"b", 1}, {"a", 2}}, false},
        {Object{{"a", 1}}, Object{{"a", 1}, {"b", nullptr}}, false},
        {Array{1, 2}, Array{2, 1}, false},
        {Array{Object{{"x", 1}}}, Array{Object{{"x", 1.0}}}, true},
    };
    for (const Comparison& c : cases) {
        SCOPED_TRACE(&c - cases);
        EXPECT_EQ(c.a == c.b, c.equal);
        EXPECT_EQ(c.b == c.a, c.equal);
    }
}

}  // namespace
}  // namespace sealer::manifest
