// SPDX-License-Identifier: Apache-2.0
#include "controller/unseal/status.h"

#include <gtest/gtest.h>

#include "common/manifest/json.h"

namespace sealer::unseal {
namespace {

using manifest::Value;

const WallTime kEarly = *parse_time("2026-01-01T00:00:00Z");
const WallTime kLate = *parse_time("2026-01-01T01:00:00Z");

Value sealed_with(std::int64_t generation, Value status = {}) {
    Value sealed;
    sealed["metadata"]["generation"] = generation;
    if (!status.is_null()) {
        sealed["status"] = std::move(status);
    }
    return sealed;
}

const Value& condition(const Value& status) {
    return status.get("conditions")->as_array().at(0);
}

const Outcome kGood{.synced = true, .reason = "Unsealed", .proof = "ab", .keys = {"SHA256:x"}};
const Outcome kBad{
    .synced = false, .reason = "ErrUnsealFailed", .message = "no key could decrypt secret (a)"};

TEST(Status, FirstOneHasEqualTimes) {
    const Value status = next_status(sealed_with(1), kGood, kEarly);
    EXPECT_EQ(
        manifest::canonical_json(status),
        R"({"conditions":[{"lastTransitionTime":"2026-01-01T00:00:00Z","lastUpdateTime":"2026-01-01T00:00:00Z",)"
        R"("reason":"Unsealed","status":"True","type":"Synced"}],"observedGeneration":1,)"
        R"("unsealed":{"keys":["SHA256:x"],"proof":"ab"}})");
}

TEST(Status, NothingNewLeavesItAlone) {
    const Value first = next_status(sealed_with(1), kGood, kEarly);
    EXPECT_EQ(next_status(sealed_with(1, first), kGood, kLate), first);
}

TEST(Status, NewGenerationMovesUpdateTimeOnly) {
    const Value first = next_status(sealed_with(1), kGood, kEarly);
    const Value second = next_status(sealed_with(2, first), kGood, kLate);
    EXPECT_EQ(second.integer_or(0, "observedGeneration"), 2);
    EXPECT_EQ(condition(second).text("lastUpdateTime"), "2026-01-01T01:00:00Z");
    EXPECT_EQ(condition(second).text("lastTransitionTime"), "2026-01-01T00:00:00Z");
}

TEST(Status, FlipMovesBothTimes) {
    const Value good = next_status(sealed_with(1), kGood, kEarly);
    const Value bad = next_status(sealed_with(1, good), kBad, kLate);
    EXPECT_EQ(condition(bad).text("lastTransitionTime"), "2026-01-01T01:00:00Z");
    EXPECT_EQ(condition(bad).text("message"), kBad.message);
    EXPECT_EQ(bad.get("unsealed"), nullptr);
}

TEST(Status, NewMessageIsWritten) {
    const Value bad = next_status(sealed_with(1), kBad, kEarly);
    Outcome other = kBad;
    other.message = "no key could decrypt secret (b)";
    EXPECT_EQ(condition(next_status(sealed_with(1, bad), other, kLate)).text("message"),
              other.message);
}

TEST(Status, SyncedCountsForThePresentGenerationAlone) {
    const Value status = next_status(sealed_with(1), kGood, kEarly);
    EXPECT_TRUE(is_synced(sealed_with(1, status)));
    EXPECT_FALSE(is_synced(sealed_with(2, status)));
    EXPECT_FALSE(is_synced(sealed_with(1)));
    EXPECT_FALSE(is_synced(sealed_with(1, next_status(sealed_with(1), kBad, kEarly))));
}

TEST(Status, SurvivesWhatOthersWriteIntoIt) {
    for (const char* strange :
         {R"({"conditions":"x"})", R"({"conditions":[1,null,{"type":7}]})", R"([])", R"("")"}) {
        const Value sealed = sealed_with(1, *manifest::parse_json(strange));
        EXPECT_EQ(condition(next_status(sealed, kGood, kEarly)).text("status"), "True") << strange;
        EXPECT_EQ(recorded_proof(sealed), "") << strange;
    }
}

}  // namespace
}  // namespace sealer::unseal
