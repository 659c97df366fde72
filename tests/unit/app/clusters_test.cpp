// SPDX-License-Identifier: Apache-2.0
#include "controller/app/clusters.h"

#include <atomic>

#include "cluster_fixture.h"

namespace sealer::app {
namespace {

constexpr const char* kOwn = "https://kubernetes.default.svc";

TEST(CheckCluster, KnowsTheControllersOwn) {
    const Cluster far{.server = "https://far", .name = "far"};
    const Cluster twin{.server = "https://twin", .name = "far"};
    const Cluster renamed{.server = kOwn, .name = "home"};
    const Cluster narrow{.server = kOwn, .name = "home", .namespaces = "a,b"};
    struct Case {
        std::vector<Cluster> known;
        std::string server;
        std::string name;
        std::string problem;  // its begin
    };
    for (const Case& test : std::vector<Case>{
             {{}, kOwn, "", ""},
             {{}, std::string(kOwn) + "/", "", ""},
             {{far}, "", "in-cluster", ""},
             {{renamed}, kOwn, "", ""},
             {{renamed}, "", "home", ""},
             {{renamed}, "", "in-cluster", "there are no clusters with this name: in-cluster"},
             {{}, "", "far", "there are no clusters with this name: far"},
             {{far, twin},
              "",
              "far",
              "there are 2 clusters with the same name: [https://far https://twin]"},
             {{}, "https://far", "", "cluster \"https://far\" has not been configured"},
             {{far}, "https://far", "", "cluster \"far\" (https://far): this version of Sealer"},
             {{far}, "", "far", "cluster \"far\" (https://far): this version of Sealer"},
             {{narrow}, "", "home", "cluster \"home\": namespaces in its Secret"},
         }) {
        const Status status = check_cluster(test.known, test.server, test.name);
        const std::string message = status ? "" : status.error().message;
        EXPECT_EQ(message.substr(0, test.problem.size()), test.problem) << message;
        EXPECT_EQ(status.has_value(), test.problem.empty()) << message;
    }
}

TEST(OwnCluster, IsNamedByItsSecret) {
    EXPECT_EQ(own_cluster({}).name, "in-cluster");
    EXPECT_EQ(own_cluster({{.server = "https://far", .name = "far"}}).name, "in-cluster");
    EXPECT_EQ(own_cluster({{.server = kOwn, .name = "home", .project = "shop"}}).project, "shop");
}

using ClustersTest = ClusterTest;

TEST_F(ClustersTest, KeepNamesAndNoLogins) {
    std::atomic<int> changes{0};
    Clusters clusters(*client_, "default", [&] { ++changes; });
    clusters.start();
    eventually([&] { return clusters.synced(); });
    create(R"({apiVersion: v1, kind: Secret, metadata: {name: c, namespace: default,
        labels: {argocd.argoproj.io/secret-type: cluster}}, stringData: {name: home,
        server: 'https://kubernetes.default.svc/', project: shop, config: '{"bearerToken": "x"}'}})");
    eventually([&] { return changes == 1; });
    ASSERT_EQ(clusters.known().size(), 1U);
    EXPECT_EQ(clusters.known()[0].server, kOwn);
    EXPECT_EQ(clusters.known()[0].name, "home");
    EXPECT_EQ(clusters.known()[0].project, "shop");
    clusters.stop();
}

}  // namespace
}  // namespace sealer::app
