// SPDX-License-Identifier: Apache-2.0
// The status as a whole, against Argo CD's ApplicationStatus: nothing that it does not have, all of
// the same type, and every field that Sealer knows of filled in where there is something to say.
#include <map>
#include <set>

#include <gmock/gmock.h>

#include "application_fixture.h"
#include "reconciler_fixture.h"

namespace sealer::app {
namespace {

using manifest::Value;

// 's' text, 't' a time, 'i' a whole number, 'b' true or false, '*' as in the spec or the operation.
const std::map<std::string, char>& fields() {
    static const std::map<std::string, char> kFields{
        {"conditions[].lastTransitionTime", 't'},
        {"conditions[].message", 's'},
        {"conditions[].type", 's'},
        {"controllerNamespace", 's'},
        {"health.lastTransitionTime", 't'},
        {"health.message", 's'},
        {"health.status", 's'},
        {"history[].deployStartedAt", 't'},
        {"history[].deployedAt", 't'},
        {"history[].id", 'i'},
        {"history[].initiatedBy.automated", 'b'},
        {"history[].initiatedBy.username", 's'},
        {"history[].revision", 's'},
        {"history[].revisions[]", 's'},
        {"history[].source", '*'},
        {"history[].sources[]", '*'},
        {"operationState.finishedAt", 't'},
        {"operationState.message", 's'},
        {"operationState.operation", '*'},
        {"operationState.phase", 's'},
        {"operationState.retryCount", 'i'},
        {"operationState.startedAt", 't'},
        {"operationState.syncResult.managedNamespaceMetadata.annotations", '*'},
        {"operationState.syncResult.managedNamespaceMetadata.labels", '*'},
        {"operationState.syncResult.resources[].group", 's'},
        {"operationState.syncResult.resources[].hookPhase", 's'},
        {"operationState.syncResult.resources[].hookType", 's'},
        {"operationState.syncResult.resources[].images[]", 's'},
        {"operationState.syncResult.resources[].kind", 's'},
        {"operationState.syncResult.resources[].message", 's'},
        {"operationState.syncResult.resources[].name", 's'},
        {"operationState.syncResult.resources[].namespace", 's'},
        {"operationState.syncResult.resources[].status", 's'},
        {"operationState.syncResult.resources[].syncPhase", 's'},
        {"operationState.syncResult.resources[].version", 's'},
        {"operationState.syncResult.revision", 's'},
        {"operationState.syncResult.revisions[]", 's'},
        {"operationState.syncResult.source", '*'},
        {"operationState.syncResult.sources[]", '*'},
        {"reconciledAt", 't'},
        {"resources[].group", 's'},
        {"resources[].health.message", 's'},
        {"resources[].health.status", 's'},
        {"resources[].hook", 'b'},
        {"resources[].kind", 's'},
        {"resources[].name", 's'},
        {"resources[].namespace", 's'},
        {"resources[].requiresDeletionConfirmation", 'b'},
        {"resources[].requiresPruning", 'b'},
        {"resources[].status", 's'},
        {"resources[].syncWave", 'i'},
        {"resources[].version", 's'},
        {"sourceType", 's'},
        {"sourceTypes[]", 's'},
        {"summary.externalURLs[]", 's'},
        {"summary.images[]", 's'},
        {"summary.isAppOfApps", 'b'},
        {"sync.comparedTo.destination", '*'},
        {"sync.comparedTo.ignoreDifferences[]", '*'},
        {"sync.comparedTo.source", '*'},
        {"sync.comparedTo.sources[]", '*'},
        {"sync.revision", 's'},
        {"sync.revisions[]", 's'},
        {"sync.status", 's'},
    };
    return kFields;
}

// What Argo CD's CRD refuses a status without, of the objects that are there.
const std::map<std::string, std::vector<const char*>>& required() {
    static const std::map<std::string, std::vector<const char*>> kRequired{
        {"conditions[]", {"type", "message"}},
        {"history[]", {"id", "deployedAt"}},
        {"operationState", {"operation", "phase", "startedAt"}},
        {"operationState.syncResult", {"revision"}},
        {"operationState.syncResult.resources[]",
         {"group", "version", "kind", "namespace", "name"}},
        {"sync", {"status"}},
        {"sync.comparedTo", {"destination"}},
    };
    return kRequired;
}

bool is_of_type(const Value& value, char type) {
    switch (type) {
        case 's':
            return value.is_string();
        case 't':
            return value.is_string() && parse_time(value.as_string()).has_value();
        case 'i':
            return value.kind() == Value::Kind::kInt;
        case 'b':
            return value.is_bool();
        default:
            return true;
    }
}

// Holds the value against the table; what was found goes into `seen`.
void check(const Value& value, const std::string& path, std::set<std::string>& seen) {
    if (const auto field = fields().find(path); field != fields().end()) {
        EXPECT_TRUE(is_of_type(value, field->second)) << path;
        seen.insert(path);
        return;
    }
    EXPECT_TRUE(value.is_object() || value.is_array()) << path << " is no field of the status";
    if (const auto needed = required().find(path); needed != required().end()) {
        for (const char* field : needed->second) {
            EXPECT_NE(value.get(field), nullptr) << path << "." << field << " is missing";
        }
    }
    for (const Value& element : manifest::elements(&value)) {
        check(element, path + "[]", seen);
    }
    for (const manifest::Member& member : manifest::members(&value)) {
        check(member.value, path + (path.empty() ? "" : ".") + member.key, seen);
    }
}

constexpr const char* kObjects = R"(
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec: {rules: [{host: shop.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {paused: true, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: 'web:1'}]}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: kept, annotations: {argocd.argoproj.io/sync-options: Delete=confirm, argocd.argoproj.io/sync-wave: '-2'}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: ready, annotations: {argocd.argoproj.io/hook: PreSync}}
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: child}
spec: {project: default, destination: {name: in-cluster}, source: {repoURL: 'https://git.example.com/x', path: x}}
)";
constexpr const char* kGone = "{apiVersion: v1, kind: ConfigMap, metadata: {name: gone}}";
// Of the repeated one, which makes a condition.
constexpr const char* kTwice = "\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: kept}}";

class StatusShapeTest : public ReconcilerTest {
  protected:
    void check_status() {
        const Value now = application();
        ASSERT_NE(now.get("status"), nullptr);
        check(*now.get("status"), "", seen_);
    }
    // All that one Application goes through; `sources`: a field of its spec.
    void live_through(const std::string& sources) {
        source_.commit({{"a/x.yaml", kObjects}, {"a/gone.yaml", kGone}});
        create_application_of(sources, "");
        change_application(
            "{spec: {syncPolicy: {managedNamespaceMetadata: {labels: {a: b}, annotations: {c: "
            "d}}}}}");
        EXPECT_THAT(run("{sync: {}, initiatedBy: {username: ann}, retry: {limit: 1, backoff: "
                        "{duration: '0'}}}"),
                    testing::HasSubstr("Succeeded"));
        check_status();
        source_.commit({{"a/x.yaml", std::string(kObjects) + kTwice}, {"a/gone.yaml", "# none\n"}});
        look_until("OutOfSync", "");
        eventually([&] {
            look_until("OutOfSync", "");
            check_status();
            return !condition("RepeatedResourceWarning").empty();
        });
        source_.commit(
            {{"a/x.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: 'A B'}}"}});
        EXPECT_THAT(run("{sync: {}, retry: {limit: 1, backoff: {duration: '0'}}}"),
                    testing::HasSubstr("Failed"));
        check_status();
    }

    std::set<std::string> seen_;
};

TEST_F(StatusShapeTest, IsThatOfArgoCd) {
    live_through("source: " + source("a"));
    ASSERT_TRUE(client_->remove(kube::applications(), "default", "shop"));
    eventually([&] { return informer_->get("default", "shop") == nullptr; });
    static_cast<void>(reconciler_->reconcile("default/shop", {}));
    live_through("sources: [" + source("a") + "]");
    std::set<std::string> missing;
    for (const auto& [path, type] : fields()) {
        if (!seen_.contains(path)) {
            missing.insert(path);
        }
    }
    // Of an automatic synchronisation alone, and of a spec that has some.
    EXPECT_EQ(missing, (std::set<std::string>{"history[].initiatedBy.automated",
                                              "sync.comparedTo.ignoreDifferences[]"}));
}

}  // namespace
}  // namespace sealer::app
