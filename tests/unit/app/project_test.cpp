// SPDX-License-Identifier: Apache-2.0
#include "common/app/project.h"

#include <gtest/gtest.h>

#include "values.h"

namespace sealer::app {
namespace {

// Of a project with that spec, for the cluster in which the controller is.
Boundary boundary_of(const std::string& spec, const std::string& cluster_project = "") {
    auto parsed = parse_project(yaml("{metadata: {name: shop}, spec: {" + spec + "}}"));
    EXPECT_TRUE(parsed) << (parsed ? "" : parsed.error().message);
    return {.project = std::make_shared<const Project>(parsed.value_or(Project())),
            .cluster = {.server = "https://kubernetes.default.svc",
                        .name = "in-cluster",
                        .project = cluster_project}};
}

std::string message(const Status& status) {
    if (!status) {
        EXPECT_EQ(status.error().code, Code::kDenied);
    }
    return status ? "" : status.error().message;
}

TEST(ParseProject, RefusesWhatItCannotEnforce) {
    for (const char* field :
         {"syncWindows: [{kind: deny, schedule: '* * * * *', duration: 1h}]",
          "signatureKeys: [{keyID: 4AEE18F83AFDEB23}]",
          "sourceIntegrity: {git: {policies: [{repos: [{url: '*'}]}]}}",
          "destinationServiceAccounts: [{server: '*', namespace: '*', defaultServiceAccount: x}]",
          "fieldOfTheFuture: true"}) {
        const auto parsed =
            parse_project(yaml("{metadata: {name: shop}, spec: {" + std::string(field) + "}}"));
        ASSERT_FALSE(parsed) << field;
        EXPECT_EQ(parsed.error().code, Code::kInvalid);
        const std::string name(field, std::string_view(field).find(':'));
        EXPECT_EQ(parsed.error().message,
                  "project shop: spec." + name +
                      " is not supported by this version of Sealer, which cannot enforce it");
    }
}

TEST(ParseProject, TakesWhatMeansNothingHere) {
    boundary_of(
        "description: x, roles: [{name: ci, policies: ['p, proj:shop:ci, *, *, *, allow']}], "
        "syncWindows: [], signatureKeys: []");
}

TEST(ParseProject, OrphansAreLookedForWhereAskedTo) {
    EXPECT_FALSE(boundary_of("").project->orphans);
    const Boundary silent = boundary_of("orphanedResources: {warn: false, ignore: [{kind: Job}]}");
    EXPECT_FALSE(silent.project->orphans->warns);
    EXPECT_EQ(silent.project->orphans->ignored.at(0).kind, "Job");
    EXPECT_TRUE(boundary_of("orphanedResources: {}").project->orphans->warns);
}

TEST(OpenProjectSpec, PermitsEverything) {
    const manifest::Value spec = open_project_spec();
    manifest::Value object = yaml("{metadata: {name: default}}");
    object["spec"] = spec;
    Boundary open = boundary_of("");
    open.project = std::make_shared<const Project>(parse_project(object).value());
    EXPECT_TRUE(check_source(*open.project, "https://git.example.com/x"));
    EXPECT_TRUE(check_destination(open, "anywhere"));
    EXPECT_TRUE(check_object(open, {"", "Namespace", "", "x"}, false));
    EXPECT_TRUE(check_object(open, {"apps", "Deployment", "n", "x"}, true));
}

TEST(CheckApplication, OutsideOfTheControllersNamespaceByPermissionAlone) {
    const manifest::Value application = yaml("{metadata: {name: web, namespace: team-a}}");
    EXPECT_EQ(message(check_application(*boundary_of("").project, application, "argocd")),
              "application 'web' in namespace 'team-a' is not permitted to use project 'shop'");
    EXPECT_TRUE(check_application(*boundary_of("").project, application, "team-a"));
    EXPECT_TRUE(check_application(*boundary_of("sourceNamespaces: ['team-*']").project, application,
                                  "argocd"));
}

TEST(CheckSource, SaysWhichRepository) {
    const Boundary some = boundary_of("sourceRepos: ['https://git.example.com/team/*']");
    EXPECT_TRUE(check_source(*some.project, "https://git.example.com/team/shop.git"));
    EXPECT_EQ(message(check_source(*some.project, "https://ann:pw@git.example.com/other")),
              "application repo https://git.example.com/other is not permitted in project 'shop'");
    EXPECT_FALSE(check_source(*boundary_of("").project, "https://git.example.com/x"));
}

TEST(CheckDestination, ByServerOrNameAndNamespace) {
    struct Case {
        const char* destinations;
        const char* namespace_;
        bool permitted;
    };
    for (const Case& test : {
             Case{"", "shop", false},
             {"{server: '*', namespace: '*'}", "shop", true},
             {"{server: 'https://kubernetes.*', namespace: shop}", "shop", true},
             {"{server: 'https://kubernetes.*', namespace: shop}", "other", false},
             {"{server: 'https://elsewhere', namespace: '*'}", "shop", false},
             {"{name: in-cluster, namespace: 'shop-*'}", "shop-a", true},
             {"{name: other, namespace: '*'}", "shop", false},
             {"{server: 'https://elsewhere', name: in-cluster, namespace: shop}", "shop", true},
             {"{server: '*', namespace: ''}", "shop", false},
             {"{server: '', name: '', namespace: '*'}", "shop", false},
             // Where the other of server and name matches, a denial is not looked at.
             {"{server: '*', name: '!in-cluster', namespace: shop}", "shop", true},
             {"{server: '*', namespace: shop}, {server: '*', namespace: web}", "web", true},
             // A denial wins, wherever it stands.
             {"{server: '*', namespace: '!kube-system'}, {server: '*', namespace: '*'}",
              "kube-system", false},
             {"{server: '*', namespace: '*'}, {server: '*', namespace: '!kube-*'}", "kube-system",
              false},
             {"{server: '!https://kubernetes.default.svc', namespace: '*'}, "
              "{server: '*', namespace: '*'}",
              "shop", false},
             {"{name: '!in-cluster', namespace: '*'}, {server: '*', namespace: '*'}", "shop",
              false},
             // Denials alone permit the rest.
             {"{server: '*', namespace: '!kube-system'}", "shop", true},
             {"{server: '!https://elsewhere', namespace: shop}", "shop", true},
             {"{server: '!https://elsewhere', namespace: shop}", "other", false},
         }) {
        const Boundary at = boundary_of("destinations: [" + std::string(test.destinations) + "]");
        const Status permitted = check_destination(at, test.namespace_);
        EXPECT_EQ(permitted.has_value(), test.permitted)
            << test.destinations << " " << test.namespace_;
        if (!permitted) {
            EXPECT_EQ(message(permitted),
                      "application destination server 'https://kubernetes.default.svc' and "
                      "namespace '" +
                          std::string(test.namespace_) +
                          "' do not match any of the allowed destinations in project 'shop'");
        }
    }
}

TEST(CheckDestination, MayWantAClusterOfTheProjectsOwn) {
    const std::string spec =
        "destinations: [{server: '*', namespace: '*'}], permitOnlyProjectScopedClusters: true";
    EXPECT_FALSE(check_destination(boundary_of(spec), "shop"));
    EXPECT_FALSE(check_destination(boundary_of(spec, "other"), "shop"));
    EXPECT_TRUE(check_destination(boundary_of(spec, "shop"), "shop"));
}

const manifest::ObjectKey kSecretKey{"", "Secret", "shop", "s"};
const manifest::ObjectKey kClusterRoleKey{"rbac.authorization.k8s.io", "ClusterRole", "",
                                          "shop-reader"};

TEST(CheckObject, KindsByScope) {
    struct Case {
        const char* spec;
        bool secret;  // is permitted
        bool role;
    };
    for (const Case& test : {
             Case{"", true, false},
             {"clusterResourceWhitelist: [{group: '*', kind: '*'}]", true, true},
             {"clusterResourceWhitelist: []", true, false},
             {"clusterResourceWhitelist: [{group: 'rbac.*', kind: 'Cluster*'}]", true, true},
             {"clusterResourceWhitelist: [{group: '', kind: '*'}]", true, false},
             {"clusterResourceWhitelist: [{group: '*', kind: '*', name: 'shop-*'}]", true, true},
             {"clusterResourceWhitelist: [{group: '*', kind: '*', name: other}]", true, false},
             {"clusterResourceWhitelist: [{group: '*', kind: '*'}], "
              "clusterResourceBlacklist: [{group: '*', kind: ClusterRole}]",
              true, false},
             {"clusterResourceWhitelist: [{group: '*', kind: '*'}], "
              "clusterResourceBlacklist: [{group: '*', kind: ClusterRole, name: other}]",
              true, true},
             {"namespaceResourceWhitelist: []", false, false},
             {"namespaceResourceWhitelist: null", true, false},
             {"namespaceResourceWhitelist: [{group: '*', kind: '*'}], "
              "namespaceResourceBlacklist: [{group: '', kind: 'Sec*'}]",
              false, false},
             // No denials within these lists: a pattern is what it says.
             {"namespaceResourceWhitelist: [{group: '*', kind: '!ConfigMap'}]", false, false},
             {"namespaceResourceBlacklist: [{group: '*', kind: '!Secret'}]", true, false},
             {"namespaceResourceWhitelist: [{group: '', kind: Secret}]", true, false},
             {"namespaceResourceWhitelist: [{group: apps, kind: '*'}]", false, false},
             {"namespaceResourceBlacklist: [{group: '', kind: Secret}]", false, false},
             {"namespaceResourceBlacklist: []", true, false},
             // Neither list is about the other scope.
             {"namespaceResourceWhitelist: [{group: '*', kind: '*'}]", true, false},
             {"clusterResourceBlacklist: [{group: '*', kind: '*'}]", true, false},
         }) {
        const Boundary at =
            boundary_of("destinations: [{server: '*', namespace: '*'}], " + std::string(test.spec));
        const Status secret = check_object(at, kSecretKey, true);
        EXPECT_EQ(secret.has_value(), test.secret) << test.spec;
        EXPECT_EQ(message(secret),
                  test.secret ? "" : "resource :Secret is not permitted in project shop");
        const Status role = check_object(at, kClusterRoleKey, false);
        EXPECT_EQ(role.has_value(), test.role) << test.spec;
        EXPECT_EQ(message(role), test.role ? ""
                                           : "resource rbac.authorization.k8s.io:ClusterRole is "
                                             "not permitted in project shop");
    }
}

TEST(CheckObject, NamespacedOnesInPermittedNamespacesAlone) {
    const Boundary at = boundary_of(
        "destinations: [{server: '*', namespace: web}], "
        "clusterResourceWhitelist: [{group: '*', kind: '*'}]");
    EXPECT_EQ(message(check_object(at, kSecretKey, true)),
              "namespace shop is not permitted in project 'shop'");
    EXPECT_TRUE(check_object(at, {"", "Secret", "web", "s"}, true));
    EXPECT_TRUE(check_object(at, kClusterRoleKey, false));
}

}  // namespace
}  // namespace sealer::app
