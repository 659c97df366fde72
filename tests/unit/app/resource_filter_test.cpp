// SPDX-License-Identifier: Apache-2.0
#include "controller/app/resource_filter.h"

#include <gtest/gtest.h>

namespace sealer::app {
namespace {

// Those that are left of the kinds below.
std::string left(std::string_view exclusions, std::string_view inclusions = "") {
    const auto filter = ResourceFilter::parse(exclusions, inclusions);
    EXPECT_TRUE(filter) << (filter ? "" : filter.error().message);
    std::string kinds;
    for (const auto& [group, kind] : {std::pair("", "ConfigMap"),
                                      {"", "Event"},
                                      {"apps", "Deployment"},
                                      {"cilium.io", "CiliumIdentity"},
                                      {"coordination.k8s.io", "Lease"},
                                      {"events.k8s.io", "Event"},
                                      {"metrics.k8s.io", "PodMetrics"}}) {
        if (filter && !filter->excludes(group, kind)) {
            kinds += (kinds.empty() ? "" : " ") + std::string(kind);
        }
    }
    return kinds;
}

TEST(ResourceFilter, LeavesOutWhatItIsToldTo) {
    const struct {
        const char* exclusions;
        const char* inclusions;
        const char* left;
    } cases[] = {
        {"", "", "ConfigMap Deployment CiliumIdentity"},
        {"[]", "[]", "ConfigMap Deployment CiliumIdentity"},
        {"[{kinds: [Deployment, Lease]}]", "", "ConfigMap CiliumIdentity"},
        {"[{apiGroups: ['']}]", "", "Deployment CiliumIdentity"},
        {"[{apiGroups: ['*.io'], kinds: ['*']}]", "", "ConfigMap Deployment"},
        {"[{apiGroups: [apps], kinds: [ConfigMap]}]", "", "ConfigMap Deployment CiliumIdentity"},
        {"[{apiGroups: [apps], kinds: [Deploy*]}]", "", "ConfigMap Deployment CiliumIdentity"},
        {"[{}]", "", ""},
        {"[{kinds: [Deployment], clusters: ['https://kubernetes.*']}]", "",
         "ConfigMap CiliumIdentity"},
        {"[{kinds: [Deployment], clusters: ['https://other']}]", "",
         "ConfigMap Deployment CiliumIdentity"},
        {"", "[{apiGroups: [apps]}]", "Deployment"},
        {"", "[{apiGroups: [apps], clusters: ['https://other']}]",
         "ConfigMap Deployment CiliumIdentity"},
        {"[{kinds: [Deployment]}]", "[{apiGroups: ['', apps]}]", "ConfigMap"},
        {"", "[{kinds: [Event]}]", ""},
    };
    for (const auto& each : cases) {
        EXPECT_EQ(left(each.exclusions, each.inclusions), each.left)
            << each.exclusions << " and " << each.inclusions;
    }
}

TEST(ResourceFilter, SaysWhatItCannotRead) {
    const struct {
        const char* exclusions;
        const char* inclusions;
        const char* error;
    } cases[] = {
        {"kinds: [Pod]", "", "resource.exclusions is no list of at most 1000 entries"},
        {"", "[Pod]", "resource.inclusions[0] is no object"},
        {"[{}, {kinds: Pod}]", "", "resource.exclusions[1].kinds is no list of texts"},
        {"", "[{apiGroups: [{}]}]", "resource.inclusions[0].apiGroups is no list of texts"},
    };
    for (const auto& each : cases) {
        const auto filter = ResourceFilter::parse(each.exclusions, each.inclusions);
        ASSERT_FALSE(filter) << each.error;
        EXPECT_EQ(filter.error().message, each.error);
        EXPECT_EQ(filter.error().code, Code::kInvalid);
    }
    EXPECT_FALSE(ResourceFilter::parse("[{", ""));
}

}  // namespace
}  // namespace sealer::app
