// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/objects.h"

#include "api_fixture.h"

namespace sealer::standalone {
namespace {

using manifest::Value;
using testing::HasSubstr;

class ObjectsTest : public ApiFixture {
  protected:
    [[nodiscard]] ApiResult<Written> merge(const Target& to, std::string_view patch) {
        return objects_.patch(to, PatchType::kMerge, json(patch), options_);
    }
    void define_widgets() {
        make("customresourcedefinitions.apiextensions.k8s.io", kWidgetDefinition);
    }
};

constexpr const char* kDeployment = R"({"metadata": {"name": "web"}, "spec": {
    "selector": {"matchLabels": {"app": "web"}},
    "template": {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [{"name": "c", "image": "i"}]}}}})";

TEST_F(ObjectsTest, CreateFillsInWhatTheServerKnows) {
    const EntryPtr entry = make("deployments.apps", kDeployment);
    const Value& object = entry->object;
    EXPECT_EQ(object.text("apiVersion"), "apps/v1");
    EXPECT_EQ(object.text("kind"), "Deployment");
    EXPECT_EQ(object.text("metadata", "namespace"), "default");
    EXPECT_EQ(object.text("metadata", "uid").size(), 36U);
    EXPECT_FALSE(object.text("metadata", "creationTimestamp").empty());
    EXPECT_EQ(object.integer_or(0, "metadata", "generation"), 1);
    EXPECT_EQ(object.integer_or(0, "spec", "replicas"), 1);
    EXPECT_NE(object.get("metadata", "managedFields"), nullptr);
}

TEST_F(ObjectsTest, CreateRefusesInTheWordsOfKubernetes) {
    make("configmaps", R"({"metadata": {"name": "taken"}})");
    const struct {
        const char* resource;
        const char* object;
        int code;
        const char* message;
    } cases[] = {
        {"configmaps", R"({"metadata": {"name": "taken"}})", 409,
         "configmaps \"taken\" already exists"},
        {"configmaps", R"({"metadata": {}})", 422,
         "metadata.name: Required value: name or generateName is required"},
        {"configmaps", R"({"metadata": {"name": "x", "namespace": "other"}})", 400,
         "the namespace of the provided object does not match the namespace sent on the request"},
        {"configmaps", R"({"metadata": {"name": "x", "resourceVersion": "5"}})", 400,
         "resourceVersion should not be set on objects to be created"},
        {"configmaps", R"({"apiVersion": "apps/v1", "metadata": {"name": "x"}})", 400,
         "the API version in the data (apps/v1) does not match the expected API version (v1)"},
        {"configmaps", R"([])", 400, "not an object"},
        {"deployments.apps", R"({"metadata": {"name": "x"}, "spec": {"replicas": "many"}})", 422,
         "spec.replicas"},
    };
    for (const auto& one : cases) {
        SCOPED_TRACE(one.object);
        const auto refused = create(one.resource, one.object);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, one.code);
        EXPECT_THAT(refused.error().message, HasSubstr(one.message));
    }
}

TEST_F(ObjectsTest, CreateNeedsALivingNamespace) {
    Target elsewhere = target("configmaps");
    elsewhere.namespace_ = "elsewhere";
    const auto missing =
        objects_.create(elsewhere, json(R"({"metadata": {"name": "x"}})"), options_);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().message, "namespaces \"elsewhere\" not found");

    make("namespaces", R"({"metadata": {"name": "elsewhere"}})");
    ASSERT_TRUE(objects_.remove(target("namespaces", "elsewhere"), {}));
    const auto ending =
        objects_.create(elsewhere, json(R"({"metadata": {"name": "x"}})"), options_);
    ASSERT_FALSE(ending);
    EXPECT_EQ(ending.error().code, 403);
    EXPECT_THAT(ending.error().message, HasSubstr("because it is being terminated"));
}

TEST_F(ObjectsTest, GeneratesNames) {
    const EntryPtr one = make("configmaps", R"({"metadata": {"generateName": "job-"}})");
    const EntryPtr two = make("configmaps", R"({"metadata": {"generateName": "job-"}})");
    EXPECT_TRUE(one->id.name.starts_with("job-"));
    EXPECT_NE(one->id.name, two->id.name);
}

TEST_F(ObjectsTest, DryRunsWriteNothing) {
    WriteOptions dry = options_;
    dry.dry_run = true;
    const std::uint64_t revision = store_->revision();
    ASSERT_TRUE(objects_.create(target("configmaps"), json(R"({"metadata": {"name": "x"}})"), dry));
    EXPECT_EQ(store_->revision(), revision);
    EXPECT_EQ(find("configmaps", "x"), nullptr);
}

TEST_F(ObjectsTest, GenerationsCountChangesOfTheSpecAlone) {
    make("deployments.apps", kDeployment);
    const Target web = target("deployments.apps", "web");
    EXPECT_EQ(merge(web, R"({"metadata": {"labels": {"a": "b"}}})")
                  ->entry->object.integer_or(0, "metadata", "generation"),
              1);
    EXPECT_EQ(merge(web, R"({"spec": {"replicas": 3}})")
                  ->entry->object.integer_or(0, "metadata", "generation"),
              2);
    const auto same = merge(web, R"({"spec": {"replicas": 3}})");
    EXPECT_EQ(same->entry, find("deployments.apps", "web")) << "a change of nothing is not written";
}

TEST_F(ObjectsTest, StatusIsApart) {
    make("deployments.apps", kDeployment);
    ASSERT_TRUE(merge(target("deployments.apps", "web"),
                      R"({"status": {"replicas": 9}, "spec": {"replicas": 2}})"));
    EXPECT_EQ(find("deployments.apps", "web")->object.get("status", "replicas"), nullptr);
    ASSERT_TRUE(merge(target("deployments.apps", "web", "", "status"),
                      R"({"status": {"replicas": 9}, "spec": {"replicas": 7}})"));
    const EntryPtr entry = find("deployments.apps", "web");
    EXPECT_EQ(entry->object.integer_or(0, "status", "replicas"), 9);
    EXPECT_EQ(entry->object.integer_or(0, "spec", "replicas"), 2);
    EXPECT_EQ(entry->object.integer_or(0, "metadata", "generation"), 2);
}

TEST_F(ObjectsTest, UpdatesFromAnOldCopyConflict) {
    const Value old =
        make("configmaps", R"({"metadata": {"name": "x"}, "data": {"a": "1"}})")->object;
    const Target x = target("configmaps", "x");
    ASSERT_TRUE(merge(x, R"({"data": {"a": "2"}})"));
    const auto refused = objects_.update(x, old, options_);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, 409);
    EXPECT_EQ(refused.error().message,
              "Operation cannot be fulfilled on configmaps \"x\": the object has been modified; "
              "please apply your "
              "changes to the latest version and try again");
    Value other = find("configmaps", "x")->object;
    other["metadata"]["uid"] = Value("someone-else");
    EXPECT_EQ(objects_.update(x, other, options_).error().code, 409);
    EXPECT_EQ(objects_.update(target("configmaps", "none"), old, options_).error().code, 404);
}

TEST_F(ObjectsTest, PatchesInThreeKindsAndRefusesTheRest) {
    make("deployments.apps", kDeployment);
    const Target web = target("deployments.apps", "web");
    ASSERT_TRUE(objects_.patch(web, PatchType::kStrategic,
                               json(R"({"spec": {"template": {"spec": {"containers": [
        {"name": "side", "image": "s"}]}}}})"),
                               options_));
    EXPECT_EQ(
        elements(
            find("deployments.apps", "web")->object.get("spec", "template", "spec", "containers"))
            .size(),
        2U);
    ASSERT_TRUE(objects_.patch(web, PatchType::kJson,
                               json(R"([{"op": "replace", "path": "/spec/replicas", "value": 4}])"),
                               options_));
    EXPECT_EQ(find("deployments.apps", "web")->object.integer_or(0, "spec", "replicas"), 4);
    const auto failed = objects_.patch(web, PatchType::kJson,
                                       json(R"([{"op": "remove", "path": "/nowhere"}])"), options_);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, 422);
    EXPECT_EQ(merge(web, R"({"metadata": {"name": "other"}})").error().code, 400);
}

TEST_F(ObjectsTest, UnknownFieldsAreRefusedWarnedOfOrDropped) {
    const Value object = json(R"({"metadata": {"name": "x"}, "datum": {}})");
    WriteOptions options = options_;
    options.field_validation = FieldValidation::kStrict;
    const auto refused = objects_.create(target("configmaps"), object, options);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message,
                HasSubstr("strict decoding error: unknown field \"datum\""));
    const auto warned = objects_.create(target("configmaps"), object, options_);
    ASSERT_TRUE(warned);
    EXPECT_THAT(warned->warnings, testing::ElementsAre("unknown field \"datum\""));
    EXPECT_EQ(warned->entry->object.get("datum"), nullptr);
}

TEST_F(ObjectsTest, FinalizersHoldAnObjectBack) {
    make("configmaps", R"({"metadata": {"name": "x", "finalizers": ["example.com/wait"]}})");
    const Target x = target("configmaps", "x");
    const auto marked = objects_.remove(x, {});
    ASSERT_TRUE(marked);
    ASSERT_NE(*marked, nullptr);
    EXPECT_FALSE((*marked)->object.text("metadata", "deletionTimestamp").empty());
    EXPECT_EQ(*objects_.remove(x, {}), *marked) << "twice is the same as once";
    ASSERT_TRUE(merge(x, R"({"metadata": {"finalizers": null}})"));
    EXPECT_EQ(find("configmaps", "x"), nullptr);
}

TEST_F(ObjectsTest, DeletionsHavePreconditions) {
    const EntryPtr entry = make("configmaps", R"({"metadata": {"name": "x"}})");
    const Target x = target("configmaps", "x");
    DeleteOptions options;
    options.uid = "another";
    EXPECT_EQ(objects_.remove(x, options).error().code, 409);
    options.uid = entry->object.text("metadata", "uid");
    options.resource_version = "1";
    EXPECT_EQ(objects_.remove(x, options).error().code, 409);
    options.resource_version = std::to_string(entry->revision);
    ASSERT_TRUE(objects_.remove(x, options));
    EXPECT_EQ(objects_.remove(x, {}).error().code, 404);
    EXPECT_EQ(objects_.remove(target("namespaces", "default"), {}).error().code, 403);
}

TEST_F(ObjectsTest, AppliesAndNamesConflicts) {
    const Target x = target("configmaps", "x");
    options_.field_manager = "one";
    const auto made = objects_.apply(
        x,
        json(
            R"({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "x"}, "data": {"a": "1", "b": "1"}})"),
        options_);
    ASSERT_TRUE(made);
    EXPECT_TRUE(made->created);
    options_.field_manager = "two";
    const Value theirs = json(
        R"({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "x"}, "data": {"a": "2"}})");
    const auto refused = objects_.apply(x, theirs, options_);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, 409);
    EXPECT_EQ(refused.error().message,
              "Apply failed with 1 conflict: conflict with \"one\": .data.a");
    options_.force = true;
    const auto taken = objects_.apply(x, theirs, options_);
    ASSERT_TRUE(taken);
    EXPECT_FALSE(taken->created);
    EXPECT_EQ(taken->entry->object.text("data", "a"), "2");
}

TEST_F(ObjectsTest, AnApplierOwnsNoStatusWhereItHasAnEndpointOfItsOwn) {
    define_widgets();
    const Value config = json(R"({"apiVersion": "example.com/v1", "kind": "Widget",
        "metadata": {"name": "w"}, "spec": {"size": 2}, "status": {"x": 1}})");
    const auto owned = [](const EntryPtr& entry, std::size_t manager) {
        return *elements(entry->object.get("metadata", "managedFields"))
                    .at(manager)
                    .get("fieldsV1");
    };
    const auto made = objects_.apply(target("widgets.example.com", "w"), config, options_);
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_EQ(made->entry->object.get("status"), nullptr);
    EXPECT_EQ(owned(made->entry, 0), json(R"({"f:spec": {"f:size": {}}})"));
    const auto reported =
        objects_.apply(target("widgets.example.com", "w", "", "status"), config, options_);
    ASSERT_TRUE(reported) << reported.error().message;
    EXPECT_EQ(reported->entry->object.integer_or(0, "status", "x"), 1);
    EXPECT_EQ(owned(reported->entry, 1), json(R"({"f:status": {"f:x": {}}})"));
}

TEST_F(ObjectsTest, DefinitionsAreServedAtOnceAndInAllTheirVersions) {
    define_widgets();
    const auto made =
        create("widgets.example.com", R"({"apiVersion": "example.com/v1", "kind": "Widget",
                             "metadata": {"name": "w"}, "spec": {"size": 2}, "status": {"x": 1}})");
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_EQ(made->entry->object.text("spec", "colour"), "red");
    EXPECT_EQ(made->entry->object.get("status"), nullptr);
    const Target old = target("widgets.example.com", "w", "v1beta1");
    const auto patched =
        objects_.patch(old, PatchType::kMerge, json(R"({"spec": {"size": 3}})"), options_);
    ASSERT_TRUE(patched) << patched.error().message;
    EXPECT_EQ(patched->entry->object.text("apiVersion"), "example.com/v1");
    const auto invalid = merge(target("widgets.example.com", "w"), R"({"spec": {"size": 0}})");
    ASSERT_FALSE(invalid);
    EXPECT_THAT(invalid.error().message,
                HasSubstr("Widget.example.com \"w\" is invalid: spec.size"));
    Value unversioned = find("widgets.example.com", "w")->object;
    unversioned["metadata"].as_object().erase("resourceVersion");
    EXPECT_THAT(
        objects_.update(target("widgets.example.com", "w"), unversioned, options_).error().message,
        HasSubstr("must be specified for an update"));
}

TEST_F(ObjectsTest, DefinitionsSurviveARestart) {
    define_widgets();
    Registry fresh;
    Objects again(*store_, fresh);
    ASSERT_TRUE(again.start());
    EXPECT_NE(fresh.find("example.com", "v1beta1", "widgets"), nullptr);
    EXPECT_EQ(fresh.find("example.com", "v2", "widgets"), nullptr);
}

TEST_F(ObjectsTest, RefusesDefinitionsThatCannotBeServed) {
    Value wrong = json(kWidgetDefinition);
    wrong["metadata"]["name"] = Value("gadgets.example.com");
    EXPECT_EQ(
        objects_.create(target("customresourcedefinitions.apiextensions.k8s.io"), wrong, options_)
            .error()
            .code,
        422);
    Value schemaless = json(kWidgetDefinition);
    schemaless["spec"]["versions"].as_array()[0].as_object().erase("schema");
    EXPECT_EQ(
        objects_
            .create(target("customresourcedefinitions.apiextensions.k8s.io"), schemaless, options_)
            .error()
            .code,
        422);
}

TEST_F(ObjectsTest, SecretsFoldPlainData) {
    const EntryPtr secret =
        make("secrets", R"({"metadata": {"name": "s"}, "stringData": {"k": "v"}})");
    EXPECT_EQ(secret->object.text("data", "k"), "dg==");
    EXPECT_EQ(secret->object.get("stringData"), nullptr);
}

TEST_F(ObjectsTest, ServicesGetAddressesAndKeepThem) {
    const EntryPtr one = make(
        "services",
        R"({"metadata": {"name": "a"}, "spec": {"type": "NodePort", "ports": [{"port": 80}]}})");
    const std::string ip(one->object.text("spec", "clusterIP"));
    EXPECT_TRUE(ip.starts_with("10.96.")) << ip;
    const std::int64_t node_port =
        elements(one->object.get("spec", "ports"))[0].integer_or(0, "nodePort");
    EXPECT_GE(node_port, 30'000);
    const auto replaced = objects_.update(
        target("services", "a"),
        json(
            R"({"metadata": {"name": "a"}, "spec": {"type": "NodePort", "ports": [{"port": 80}]}})"),
        options_);
    ASSERT_TRUE(replaced) << replaced.error().message;
    EXPECT_EQ(replaced->entry->object.text("spec", "clusterIP"), ip);
    EXPECT_EQ(elements(replaced->entry->object.get("spec", "ports"))[0].integer_or(0, "nodePort"),
              node_port);
    const auto taken = create("services", R"({"metadata": {"name": "b"}, "spec": {"clusterIP": ")" +
                                              ip + R"(", "ports": [{"port": 80}]}})");
    ASSERT_FALSE(taken);
    EXPECT_THAT(taken.error().message, HasSubstr("provided value is already allocated"));
    EXPECT_EQ(
        make(
            "services",
            R"({"metadata": {"name": "c"}, "spec": {"clusterIP": "None", "ports": [{"port": 80}]}})")
            ->object.text("spec", "clusterIP"),
        "None");
}

TEST_F(ObjectsTest, JobsSelectTheirOwnPods) {
    const EntryPtr job =
        make("jobs.batch", R"({"metadata": {"name": "j"}, "spec": {"template": {"spec": {
        "restartPolicy": "Never", "containers": [{"name": "c", "image": "i"}]}}}})");
    EXPECT_EQ(
        job->object.text("spec", "selector", "matchLabels", "batch.kubernetes.io/controller-uid"),
        job->object.text("metadata", "uid"));
    EXPECT_EQ(job->object.text("spec", "template", "metadata", "labels", "job-name"), "j");
}

}  // namespace
}  // namespace sealer::standalone
