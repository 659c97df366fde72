// SPDX-License-Identifier: Apache-2.0
#include "common/app/wanted_object.h"

#include "values.h"

namespace sealer::app {
namespace {

using manifest::Value;

TEST(DropServerFields, TakesWhatOnlyAServerSets) {
    Value object = yaml(R"({metadata: {name: a, managedFields: [], resourceVersion: '1', uid: u,
        creationTimestamp: null, generation: 1, selfLink: /a, labels: {a: b},
        annotations: {kubectl.kubernetes.io/last-applied-configuration: '{}'}},
        spec: {}, status: {}})");
    drop_server_fields(object);
    EXPECT_EQ(object, yaml("{metadata: {name: a, labels: {a: b}}, spec: {}}"));
    Value nothing;
    drop_server_fields(nothing);
    EXPECT_TRUE(nothing.is_null());
}

TEST(MakeApplicable, PutsObjectsIntoTheirNamespace) {
    const kube::Resource namespaced{.namespaced = true};
    const kube::Resource cluster_scoped{.namespaced = false};
    struct Case {
        const kube::Resource* resource;
        const char* own;
        const char* given;
        const char* expected;
    };
    for (const Case& c : {
             Case{&namespaced, "", "shop", "shop"},
             Case{&namespaced, "web", "shop", "web"},
             Case{&namespaced, "", "", ""},
             Case{&cluster_scoped, "web", "shop", ""},
             Case{&cluster_scoped, "", "shop", ""},
             Case{nullptr, "", "shop", "shop"},
             Case{nullptr, "web", "shop", "web"},
         }) {
        Value object = yaml("{metadata: {name: a}}");
        if (*c.own != '\0') {
            object["metadata"]["namespace"] = c.own;
        }
        make_applicable(object, c.resource, c.given, nullptr);
        EXPECT_EQ(manifest::namespace_of(object), c.expected);
        EXPECT_EQ(object.get("metadata", "namespace") != nullptr, *c.expected != '\0');
    }
}

TEST(MakeApplicable, WritesOutWhatServersRefuseToGuess) {
    Value object = yaml(
        "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 80}]}, "
        "status: {}}");
    make_applicable(object, nullptr, "", manifest::builtin_schema(manifest::type_of(object)));
    EXPECT_EQ(object, yaml("{apiVersion: v1, kind: Service, metadata: {name: a}, "
                           "spec: {ports: [{port: 80, protocol: TCP}]}}"));
}

}  // namespace
}  // namespace sealer::app
