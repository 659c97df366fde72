// SPDX-License-Identifier: Apache-2.0
#include "controller/app/tracking.h"

#include <gtest/gtest.h>

#include "values.h"

namespace sealer::app {
namespace {

TEST(Tracking, WritesArgoCdsIds) {
    EXPECT_EQ(tracking_id("shop", {"apps", "Deployment", "web", "front"}, "web"),
              "shop:apps/Deployment:web/front");
    EXPECT_EQ(tracking_id("shop", {"", "Service", "web", "front"}, "web"),
              "shop:/Service:web/front");
    EXPECT_EQ(tracking_id("shop", {"", "Namespace", "", "web"}, "target"),
              "shop:/Namespace:target/web");
}

TEST(Tracking, ReadsThem) {
    const auto tracking = parse_tracking_id("shop:apps/Deployment:web/front");
    ASSERT_TRUE(tracking);
    EXPECT_EQ(tracking->instance, "shop");
    EXPECT_EQ(tracking->key, (manifest::ObjectKey{"apps", "Deployment", "web", "front"}));
    for (const char* text :
         {"", "shop", "shop:apps/Deployment", "a:b:c", "a:b/c:d", "a:b/c:d/e/f"}) {
        EXPECT_FALSE(parse_tracking_id(text)) << text;
    }
}

TEST(Tracking, CountsOnlyForTheObjectThatItNames) {
    const auto config_map = [](std::string_view id) {
        return yaml(
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n  namespace: team\n"
            "  annotations: {argocd.argoproj.io/tracking-id: '" +
            std::string(id) + "'}\n");
    };
    EXPECT_EQ(instance_of(config_map("shop:/ConfigMap:team/c")), "shop");
    for (const char* copied : {"shop:/ConfigMap:team/other", "shop:/Secret:team/c",
                               "shop:/ConfigMap:other/c", "shop:apps/ConfigMap:team/c", "shop"}) {
        EXPECT_EQ(instance_of(config_map(copied)), "") << copied;
    }
    // Cluster-scoped objects bear the destination's namespace.
    EXPECT_EQ(instance_of(yaml("apiVersion: v1\nkind: Namespace\nmetadata:\n  name: web\n"
                               "  annotations: {argocd.argoproj.io/tracking-id: "
                               "'shop:/Namespace:any/web'}\n")),
              "shop");
}

TEST(Tracking, NamesInstancesOfOtherNamespaces) {
    EXPECT_EQ(instance_name("argocd", "shop", "argocd"), "shop");
    EXPECT_EQ(instance_name("team", "shop", "argocd"), "team_shop");
    EXPECT_EQ(application_key("shop", "argocd"), "argocd/shop");
    EXPECT_EQ(application_key("team_shop", "argocd"), "team/shop");
}

}  // namespace
}  // namespace sealer::app
