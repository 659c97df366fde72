// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/table.h"

#include "api_fixture.h"
#include "controller/standalone/json_path.h"
#include "controller/standalone/workload_status.h"

namespace sealer::standalone {
namespace {

using manifest::Value;
using manifest::write_json;

const WallTime kNow = parse_time("2026-01-31T12:00:00Z").value();

TEST(TableTest, AgesReadAsKubectlShowsThem) {
    const struct {
        std::int64_t seconds;
        const char* text;
    } cases[] = {
        {-60, "<invalid>"},
        {-1, "0s"},
        {0, "0s"},
        {119, "119s"},
        {120, "2m"},
        {150, "2m30s"},
        {600, "10m"},
        {10'740, "179m"},
        {10'800, "3h"},
        {12'000, "3h20m"},
        {90'000, "25h"},
        {172'800, "2d"},
        {180'000, "2d2h"},
        {8 * 86'400, "8d"},
        {800 * 86'400, "2y70d"},
        {9 * 365 * 86'400L, "9y"},
    };
    for (const auto& one : cases) {
        EXPECT_EQ(age(format_time(kNow - std::chrono::seconds(one.seconds)), kNow), one.text)
            << one.seconds;
    }
    EXPECT_EQ(age("", kNow), "<unknown>");
}

TEST(JsonPathTest, Finds) {
    const Value root =
        json(R"({"a": {"b.c": 1, "list": [{"n": "x", "v": 1}, {"n": "y", "v": true}]}})");
    const struct {
        const char* path;
        const char* found;
    } cases[] = {
        {".a.list[0].n", "\"x\""},
        {"{.a.list[0].n}", "\"x\""},
        {"$.a.list[-1].n", "\"y\""},
        {".a.list[*].n", "\"x\"\"y\""},
        {".a.b\\.c", "1"},
        {".a['b.c']", "1"},
        {".a.list[?(@.n=='y')].v", "true"},
        {".a.list[?(@.n == \"x\")].v", "1"},
        {".a.list[?(@.n!=\"x\")].n", "\"y\""},
        {".a.list[?(@.v==true)].n", "\"y\""},
        {".a.nothing", ""},
        {".a.list[7]", ""},
        {".a.list[?(", ""},
        {".a.list[", ""},
        {".a[x]", ""},
    };
    for (const auto& one : cases) {
        std::string found;
        for (const Value* value : find_json_path(root, one.path)) {
            found += write_json(*value);
        }
        EXPECT_EQ(found, one.found) << one.path;
    }
}

std::string cells(const char* resource, std::string_view object) {
    const ResourcePtr found = Registry().find(resource);
    return write_json(table_cells(json(object), *found, found->storage(), kNow));
}

TEST(TableTest, BuiltInKindsPrintTheirOwnColumns) {
    const struct {
        const char* resource;
        const char* object;
        const char* cells;
    } cases[] = {
        {"deployments.apps",
         R"({"metadata": {"name": "web", "creationTimestamp": "2026-01-31T11:59:00Z"},
             "spec": {"replicas": 3, "selector": {"matchLabels": {"app": "web"}},
                      "template": {"spec": {"containers": [{"name": "c", "image": "i:1"}]}}},
             "status": {"readyReplicas": 2, "updatedReplicas": 3, "availableReplicas": 2}})",
         R"(["web","2/3",3,2,"60s","c","i:1","app=web"])"},
        {"services",
         R"({"metadata": {"name": "s"}, "spec": {"type": "LoadBalancer", "clusterIP": "10.96.0.9",
             "ports": [{"port": 80, "nodePort": 30001, "protocol": "TCP"}]}})",
         R"(["s","LoadBalancer","10.96.0.9","<pending>","80:30001/TCP","<unknown>","<none>"])"},
        {"secrets", R"({"metadata": {"name": "s"}, "type": "Opaque", "data": {"a": "", "b": ""}})",
         R"(["s","Opaque",2,"<unknown>"])"},
        {"pods",
         R"({"metadata": {"name": "p"}, "spec": {"containers": [{}, {}]}, "status": {"phase": "Running",
             "containerStatuses": [{"ready": true, "restartCount": 2},
                                   {"state": {"waiting": {"reason": "CrashLoopBackOff"}}}]}})",
         R"(["p","1/2","CrashLoopBackOff","2","<unknown>","<none>","<none>","<none>","<none>"])"},
        {"persistentvolumeclaims",
         R"({"metadata": {"name": "d"}, "spec": {"volumeName": "v"},
             "status": {"phase": "Bound", "capacity": {"storage": "1Gi"}, "accessModes": ["ReadWriteOnce"]}})",
         R"(["d","Bound","v","1Gi","RWO","","<unset>","<unknown>","<unset>"])"},
        {"leases.coordination.k8s.io",
         R"({"metadata": {"name": "l"}, "spec": {"holderIdentity": "me"}})",
         R"(["l","me","<unknown>"])"},
        {"limitranges", R"({"metadata": {"name": "r"}})", R"(["r","<unknown>"])"},
    };
    for (const auto& one : cases) {
        EXPECT_EQ(cells(one.resource, one.object), one.cells) << one.resource;
    }
}

TEST(TableTest, EveryBuiltInKindHasAsManyCellsAsColumns) {
    for (const ResourcePtr& resource : Registry().all()) {
        const Value columns = table_columns(*resource, resource->storage());
        const Value row = table_cells(json("{}"), *resource, resource->storage(), kNow);
        EXPECT_EQ(columns.as_array().size(), row.as_array().size()) << resource->id();
    }
}

TEST(TableTest, CustomKindsPrintWhatTheirDefinitionSays) {
    const ResourcePtr widgets = custom_resource(json(kWidgetDefinition)).value();
    const Value object =
        json(R"({"metadata": {"name": "w", "creationTimestamp": "2026-01-31T11:59:00Z"},
        "spec": {"size": 3}, "status": {"conditions": [{"type": "Ready", "status": "True"}]}})");
    EXPECT_EQ(write_json(table_cells(object, *widgets, *widgets->served("v1"), kNow)),
              R"(["w",3,"True"])");
    EXPECT_EQ(write_json(table_cells(json(R"({"metadata": {"name": "w"}})"), *widgets,
                                     *widgets->served("v1"), kNow)),
              R"(["w",null,null])");
    EXPECT_EQ(write_json(table_cells(object, *widgets, *widgets->served("v1beta1"), kNow)),
              R"(["w","60s"])");
}

TEST(WorkloadStatusTest, SettlesAfterOneStep) {
    const struct {
        const char* resource;
        const char* object;
    } cases[] = {
        {"deployments.apps",
         R"({"metadata": {"name": "a", "generation": 2}, "spec": {"replicas": 2}})"},
        {"deployments.apps",
         R"({"metadata": {"name": "a", "generation": 1}, "spec": {"replicas": 0}})"},
        {"statefulsets.apps",
         R"({"metadata": {"name": "a", "generation": 2}, "spec": {"replicas": 2}})"},
        {"daemonsets.apps", R"({"metadata": {"name": "a", "generation": 2}, "spec": {}})"},
        {"replicasets.apps",
         R"({"metadata": {"name": "a", "generation": 2}, "spec": {"replicas": 1}})"},
        {"jobs.batch", R"({"metadata": {"name": "a"}, "spec": {"completions": 2}})"},
        {"jobs.batch", R"({"metadata": {"name": "a"}, "spec": {"suspend": true}})"},
        {"pods", R"({"metadata": {"name": "a"}, "spec": {"containers": [{"name": "c"}]}})"},
        {"pods",
         R"({"metadata": {"name": "a"}, "spec": {"restartPolicy": "Never", "containers": [{"name": "c"}]}})"},
        {"persistentvolumeclaims",
         R"({"metadata": {"name": "a", "uid": "u"}, "spec": {"accessModes": ["ReadWriteOnce"]}})"},
        {"services", R"({"metadata": {"name": "a"}, "spec": {"type": "LoadBalancer"}})"},
    };
    for (const auto& one : cases) {
        SCOPED_TRACE(one.object);
        Value object = json(one.object);
        EXPECT_TRUE(become_healthy(one.resource, object, "2026-01-31T12:00:00Z"));
        EXPECT_FALSE(become_healthy(one.resource, object, "2026-01-31T12:00:01Z"))
            << "or it would go on for ever";
    }
    for (const char* resource : {"services", "configmaps", "cronjobs.batch"}) {
        Value other = json(R"({"metadata": {"name": "a"}, "spec": {"type": "ClusterIP"}})");
        EXPECT_FALSE(become_healthy(resource, other, "2026-01-31T12:00:00Z")) << resource;
    }
}

TEST(WorkloadStatusTest, ADeploymentIsAvailableAndObserved) {
    Value object = json(R"({"metadata": {"name": "a", "generation": 4}, "spec": {"replicas": 2}})");
    become_healthy("deployments.apps", object, "2026-01-31T12:00:00Z");
    EXPECT_EQ(object.integer_or(0, "status", "observedGeneration"), 4);
    EXPECT_EQ(object.integer_or(0, "status", "availableReplicas"), 2);
    EXPECT_EQ(elements(object.get("status", "conditions"))[0].text("type"), "Available");
    object["metadata"]["generation"] = Value(5);
    EXPECT_TRUE(become_healthy("deployments.apps", object, "2026-02-01T00:00:00Z"));
    EXPECT_EQ(elements(object.get("status", "conditions"))[0].text("lastTransitionTime"),
              "2026-01-31T12:00:00Z");
}

}  // namespace
}  // namespace sealer::standalone
