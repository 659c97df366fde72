// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/conversion.h"

#include "api_fixture.h"

namespace sealer::standalone {
namespace {

using manifest::Value;

class ConversionTest : public ApiFixture {
  protected:
    // As a reader of that version sees what is stored.
    [[nodiscard]] Value read(const Target& target) const {
        const auto entry = objects_.get(target);
        EXPECT_TRUE(entry);
        return from_stored((*entry)->object, *target.resource, *target.version);
    }
    // What `target` stands for, changed by a client of its version that knows nothing of others.
    void annotate(const Target& target) {
        Value object = read(target);
        object["metadata"]["labels"]["touched"] = Value("yes");
        const auto written = objects_.update(target, object, options_);
        EXPECT_TRUE(written) << written.error().message;
    }
};

constexpr const char* kAutoscalers = "horizontalpodautoscalers.autoscaling";

TEST_F(ConversionTest, OldAutoscalersAreNewOnesWithOneMetric) {
    const Target collection = target(kAutoscalers, "", "v1");
    ASSERT_TRUE(objects_.create(collection, json(R"({"metadata": {"name": "web"}, "spec": {
        "maxReplicas": 3, "targetCPUUtilizationPercentage": 70,
        "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"}}})"),
                                options_));
    const EntryPtr stored = find(kAutoscalers, "web");
    EXPECT_EQ(stored->object.text("apiVersion"), "autoscaling/v2");
    EXPECT_EQ(*stored->object.get("spec", "metrics"), json(R"([{"type": "Resource", "resource":
        {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 70}}}])"));
    const Value old = read(target(kAutoscalers, "web", "v1"));
    EXPECT_EQ(old.text("apiVersion"), "autoscaling/v1");
    EXPECT_EQ(old.integer_or(0, "spec", "targetCPUUtilizationPercentage"), 70);
    EXPECT_EQ(old.get("spec", "metrics"), nullptr);
}

TEST_F(ConversionTest, AWriterOfOldAutoscalersLosesNothingOfNewOnes) {
    make(kAutoscalers, R"({"metadata": {"name": "web"}, "spec": {"maxReplicas": 3,
        "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"},
        "behavior": {"scaleDown": {"stabilizationWindowSeconds": 5}},
        "metrics": [
          {"type": "Resource", "resource": {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 70}}},
          {"type": "Resource", "resource": {"name": "memory", "target": {"type": "AverageValue", "averageValue": "1Gi"}}}]}})");
    const Value before = *find(kAutoscalers, "web")->object.get("spec");
    annotate(target(kAutoscalers, "web", "v1"));
    const Value& after = find(kAutoscalers, "web")->object;
    EXPECT_EQ(after.text("metadata", "labels", "touched"), "yes");
    EXPECT_EQ(after.get("metadata", "annotations"), nullptr);
    EXPECT_EQ(*after.get("spec"), before);
}

TEST_F(ConversionTest, EventsOfBothGroupsAreTheSame) {
    const Target new_events = target("events.events.k8s.io");
    ASSERT_TRUE(objects_.create(new_events, json(R"({"metadata": {"name": "e"}, "type": "Normal",
        "reason": "Made", "note": "it is there", "action": "Make",
        "eventTime": "2026-01-01T00:00:00.000000Z", "reportingController": "c", "reportingInstance": "c-1",
        "regarding": {"kind": "Pod", "name": "p", "namespace": "default"}})"),
                                options_));
    const EntryPtr core = find("events", "e");
    ASSERT_NE(core, nullptr);
    EXPECT_EQ(core->object.text("apiVersion"), "v1");
    EXPECT_EQ(core->object.text("message"), "it is there");
    EXPECT_EQ(core->object.text("involvedObject", "name"), "p");
    const Value event = read(target("events.events.k8s.io", "e"));
    EXPECT_EQ(event.text("apiVersion"), "events.k8s.io/v1");
    EXPECT_EQ(event.text("note"), "it is there");
    EXPECT_EQ(event.text("reportingController"), "c");
    EXPECT_EQ(event.get("message"), nullptr);
}

}  // namespace
}  // namespace sealer::standalone
