// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "common/render/kustomize/transformers.h"
#include "resources.h"

namespace sealer::kustomize {
namespace {

using testing::HasSubstr;

Status scale(Resources& list, const std::string& name) {
    return set_replicas(list, {.name = name, .count = 3}, TransformerConfig::builtin().replicas,
                        ample_budget());
}

std::string workload(const std::string& kind, const std::string& spec = "{}") {
    return "{apiVersion: apps/v1, kind: " + kind + ", metadata: {name: web}, spec: " + spec + "}";
}

TEST(Replicas, AreSetByName) {
    for (const std::string kind :
         {"Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"}) {
        Resources list = resources(workload(kind, "{replicas: 1}"));
        EXPECT_TRUE(scale(list, "web")) << kind;
        EXPECT_EQ(field_of(list, "spec"), R"({"replicas":3})") << kind;
    }
    Resources bare = resources("{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}}");
    ASSERT_TRUE(scale(bare, "web"));
    EXPECT_EQ(field_of(bare, "spec"), R"({"replicas":3})");
}

TEST(Replicas, AreSetByEarlierNames) {
    Resources list = resources(workload("Deployment"));
    rename(list[0], "my-");
    EXPECT_TRUE(scale(list, "web"));
    EXPECT_TRUE(scale(list, "my-web"));
}

TEST(Replicas, NeedSomethingThatHasThem) {
    Resources list = resources(workload("DaemonSet"));
    EXPECT_THAT(scale(list, "web").error().message,
                HasSubstr("nothing with replicas is called \"web\""));
}

// As kustomize 5.5 prints them.
TEST(Replicas, AreWrittenAsTheyWere) {
    const auto scaled = [](const std::string& spec) {
        Resources list = resources(workload("Deployment", spec));
        return scale(list, "web") ? field_of(list, "spec") : "error";
    };
    EXPECT_EQ(scaled("{replicas: null}"), R"({"replicas":3})");
    EXPECT_EQ(scaled("{replicas: '1'}"), R"({"replicas":"3"})");
    EXPECT_EQ(scaled("{replicas: one}"), R"({"replicas":3})");
    EXPECT_EQ(scaled("{replicas: [1]}"), "error");
    EXPECT_EQ(scaled("{replicas: {a: 1}}"), "error");
}

}  // namespace
}  // namespace sealer::kustomize
