// SPDX-License-Identifier: Apache-2.0
#include "common/app/tracking.h"

#include <gtest/gtest.h>

#include "common/manifest/json.h"
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
    EXPECT_EQ(instance_of(config_map("shop:/ConfigMap:team/c"), {}), "shop");
    for (const char* copied : {"shop:/ConfigMap:team/other", "shop:/Secret:team/c",
                               "shop:/ConfigMap:other/c", "shop:apps/ConfigMap:team/c", "shop"}) {
        EXPECT_EQ(instance_of(config_map(copied), {}), "") << copied;
    }
    // Cluster-scoped objects bear the destination's namespace.
    EXPECT_EQ(instance_of(yaml("apiVersion: v1\nkind: Namespace\nmetadata:\n  name: web\n"
                               "  annotations: {argocd.argoproj.io/tracking-id: "
                               "'shop:/Namespace:any/web'}\n"),
                          {}),
              "shop");
}

TEST(Tracking, KnowsArgoCdsMethods) {
    EXPECT_EQ(parse_tracking_method("annotation"), TrackingMethod::kAnnotation);
    EXPECT_EQ(parse_tracking_method("label"), TrackingMethod::kLabel);
    EXPECT_EQ(parse_tracking_method("annotation+label"), TrackingMethod::kAnnotationAndLabel);
    for (const char* text : {"", "Label", "label+annotation"}) {
        EXPECT_FALSE(parse_tracking_method(text)) << text;
    }
}

TEST(Tracking, ReadsTheSettings) {
    EXPECT_EQ(parse_tracking_rules({}), TrackingRules());
    EXPECT_EQ(parse_tracking_rules({{"application.resourceTrackingMethod", "name"},
                                    {"application.instanceLabelKey", " "}}),
              TrackingRules());
    EXPECT_EQ(parse_tracking_rules({{"application.resourceTrackingMethod", "annotation+label\n"},
                                    {"application.instanceLabelKey", "example.com/of"},
                                    {"installationID", "blue"}}),
              (TrackingRules{TrackingMethod::kAnnotationAndLabel, "example.com/of", "blue"}));
}

TEST(Tracking, CopiesTheMarksOfItsMethod) {
    using enum TrackingMethod;
    const std::string annotations =
        "annotations: {argocd.argoproj.io/tracking-id: any, argocd.argoproj.io/installation-id: "
        "blue}";
    const manifest::Value live =
        yaml("{metadata: {" + annotations + ", labels: {app.kubernetes.io/instance: shop, a: b}}}");
    const auto copy = [](const manifest::Value& from, TrackingMethod method) {
        manifest::Value object = yaml("{metadata: {name: one}}");
        copy_marks(from, {.method = method}, object);
        return manifest::canonical_json(object);
    };
    const auto json = [](const std::string& metadata) {
        return manifest::canonical_json(yaml("{metadata: {name: one" + metadata + "}}"));
    };
    EXPECT_EQ(copy(live, kAnnotation), json(", " + annotations));
    for (const TrackingMethod method : {kLabel, kAnnotationAndLabel}) {
        EXPECT_EQ(copy(live, method),
                  json(", " + annotations + ", labels: {app.kubernetes.io/instance: shop}"));
        EXPECT_EQ(copy(manifest::Value(), method), json(""));
    }
}

const std::string kLong = std::string(61, 'a') + "._-" + std::string(10, 'b');

TEST(Tracking, MarksByMethod) {
    using enum TrackingMethod;
    const std::string key = "app.kubernetes.io/instance";
    const std::string id = "argocd.argoproj.io/tracking-id: 'shop:/Namespace:web/one'";
    const std::string long_id =
        "argocd.argoproj.io/tracking-id: '" + kLong + ":/Namespace:web/one'";
    const struct {
        TrackingRules rules;
        std::string instance;
        std::string kind;
        std::string metadata;  // beside the name
    } cases[] = {
        {{}, "shop", "Namespace", "annotations: {" + id + "}"},
        {{.method = kLabel}, "shop", "Namespace", "labels: {" + key + ": shop}"},
        // Too long for a label: the API server is to say so.
        {{.method = kLabel}, kLong, "Namespace", "labels: {" + key + ": " + kLong + "}"},
        {{.method = kAnnotationAndLabel, .label_key = "example.com/of"},
         "shop",
         "Namespace",
         "annotations: {" + id + "}, labels: {example.com/of: shop}"},
        {{.method = kAnnotationAndLabel},
         kLong,
         "Namespace",
         "annotations: {" + long_id + "}, labels: {" + key + ": " + std::string(61, 'a') + "}"},
        {{.installation = "blue"},
         "shop",
         "Namespace",
         "annotations: {" + id + ", argocd.argoproj.io/installation-id: blue}"},
        {{.method = kLabel, .installation = "blue"},
         "shop",
         "Namespace",
         "labels: {" + key + ": shop}"},
        {{.method = kLabel}, "shop", "CustomResourceDefinition", ""},
    };
    for (const auto& each : cases) {
        const auto object = [&](const std::string& metadata) {
            const bool is_core = each.kind == "Namespace";
            return yaml("{apiVersion: " + std::string(is_core ? "" : "apiextensions.k8s.io/") +
                        "v1, kind: " + each.kind + ", metadata: {name: one" +
                        (metadata.empty() ? "" : ", ") + metadata + "}}");
        };
        // What Git says of it goes.
        manifest::Value marked = object(
            "annotations: {argocd.argoproj.io/tracking-id: old, "
            "argocd.argoproj.io/installation-id: old}");
        set_mark(marked, {each.rules, each.instance, "web"});
        EXPECT_EQ(manifest::canonical_json(marked),
                  manifest::canonical_json(object(each.metadata)));
        EXPECT_EQ(has_mark(marked, each.rules), !each.metadata.empty());
        EXPECT_EQ(instance_of(marked, each.rules), each.metadata.empty() ? "" : each.instance);
    }
}

TEST(Tracking, ReadsByMethod) {
    using enum TrackingMethod;
    const auto object = [](const std::string& id, const std::string& installation) {
        return yaml(
            "{apiVersion: v1, kind: Namespace, metadata: {name: one, labels: {app.kubernetes."
            "io/instance: labelled, other: one}, annotations: {argocd.argoproj.io/"
            "tracking-id: '" +
            id + "', argocd.argoproj.io/installation-id: '" + installation + "'}}}");
    };
    const manifest::Value ours = object("shop:/Namespace:web/one", "");
    const manifest::Value copied = object("shop:/Namespace:web/two", "");
    const manifest::Value blue = object("shop:/Namespace:web/one", "blue");
    EXPECT_EQ(instance_of(ours, {.method = kLabel}), "labelled");
    EXPECT_EQ(instance_of(copied, {.method = kLabel}), "labelled");
    EXPECT_EQ(instance_of(blue, {.method = kLabel}), "labelled");
    EXPECT_EQ(instance_of(ours, {.method = kLabel, .label_key = "other"}), "one");
    EXPECT_EQ(instance_of(ours, {.method = kLabel, .label_key = "none"}), "");
    for (const TrackingMethod method : {kAnnotation, kAnnotationAndLabel}) {
        EXPECT_EQ(instance_of(ours, {.method = method}), "shop");
        EXPECT_EQ(instance_of(copied, {.method = method}), "");
        EXPECT_EQ(instance_of(blue, {.method = method}), "");
        EXPECT_EQ(instance_of(ours, {.method = method, .installation = "blue"}), "");
        EXPECT_EQ(instance_of(blue, {.method = method, .installation = "blue"}), "shop");
    }
}

TEST(Tracking, NamesInstancesOfOtherNamespaces) {
    EXPECT_EQ(instance_name("argocd", "shop", "argocd"), "shop");
    EXPECT_EQ(instance_name("team", "shop", "argocd"), "team_shop");
    EXPECT_EQ(application_key("shop", "argocd"), "argocd/shop");
    EXPECT_EQ(application_key("team_shop", "argocd"), "team/shop");
}

}  // namespace
}  // namespace sealer::app
