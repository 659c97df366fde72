// SPDX-License-Identifier: Apache-2.0
#include "controller/sync/plan.h"

#include <gtest/gtest.h>

#include "common/manifest/yaml.h"

namespace sealer::sync {
namespace {

// "kind/name", with "@wave"; a namespace as "kind/namespace/name".
manifest::Value object(std::string_view text) {
    const std::size_t at = text.find('@');
    const std::string wave(at == text.npos ? "" : text.substr(at + 1));
    const std::string path(text.substr(0, at));
    const std::size_t first = path.find('/');
    const std::size_t last = path.rfind('/');
    manifest::Value value;
    value["apiVersion"] = "v1";
    value["kind"] = path.substr(0, first);
    value["metadata"]["name"] = path.substr(last + 1);
    if (first != last) {
        value["metadata"]["namespace"] = path.substr(first + 1, last - first - 1);
    }
    if (!wave.empty()) {
        manifest::set_annotation(value, "argocd.argoproj.io/sync-wave", wave);
    }
    return value;
}

struct Objects {
    explicit Objects(const std::vector<std::string>& texts) {
        for (const std::string& text : texts) {
            values.push_back(object(text));
        }
        for (std::size_t i = 0; i < values.size(); ++i) {
            inputs.push_back({&values[i], manifest::key_of(values[i]), i});
        }
    }
    std::vector<manifest::Value> values;
    std::vector<PlanInput> inputs;
};

// "0: a b | -c ; 1: d": waves by ";", batches by "|", prunes with "-".
std::string show(const std::vector<Wave>& waves) {
    std::string text;
    for (const Wave& wave : waves) {
        text += (text.empty() ? "" : "; ") + std::to_string(wave.number) + ":";
        bool first = true;
        for (const Batch& batch : wave.batches) {
            text += first ? "" : " |";
            first = false;
            for (const Task& task : batch) {
                text += (task.action == Task::Action::kPrune ? " -" : " ") + task.key.name;
            }
        }
    }
    return text;
}

TEST(Plan, OrdersByWaveThenKindThenName) {
    const Objects apply({"Deployment/web", "Service/svc", "ConfigMap/b", "ConfigMap/a", "Widget/w",
                         "Secret/s", "Namespace/n", "Job/late@5", "ConfigMap/early@-1",
                         "ConfigMap/odd@x"});
    EXPECT_EQ(show(plan(apply.inputs, {}, false)),
              "-1: early; 0: n | s | a b odd | svc | web | w; 5: late");
}

TEST(Plan, PrunesInReverseAfterApplying) {
    const Objects apply({"ConfigMap/new"});
    const Objects prune({"Namespace/n@-1", "Deployment/d", "ConfigMap/c", "Job/j@2"});
    EXPECT_EQ(show(plan(apply.inputs, prune.inputs, false)), "-1: -j; 0: new | -d | -c; 2: -n");
    EXPECT_EQ(show(plan(apply.inputs, prune.inputs, true)), "0: new; 1: -j | -d | -c | -n");
    EXPECT_EQ(show(plan({}, prune.inputs, true)), "1: -j | -d | -c | -n");
}

TEST(Plan, LiftsNamespacesAndDefinitionsBeforeTheirUsers) {
    const Objects apply({"ConfigMap/shop/c@-3", "Namespace/shop"});
    EXPECT_EQ(show(plan(apply.inputs, {}, false)), "-3: shop | c");

    Objects custom({"Widget/w@1", "CustomResourceDefinition/widgets@2"});
    custom.values[0]["apiVersion"] = "acme.io/v1";
    custom.values[1]["spec"]["group"] = "acme.io";
    custom.values[1]["spec"]["names"]["kind"] = "Widget";
    custom.inputs[0].key = manifest::key_of(custom.values[0]);
    EXPECT_EQ(show(plan(custom.inputs, {}, false)), "1: widgets | w");
}

TEST(Plan, OfNothingIsNothing) {
    EXPECT_TRUE(plan({}, {}, true).empty());
}

TEST(WaveOf, ReadsArgoCdThenHelm) {
    manifest::Value helm = object("Job/x");
    manifest::set_annotation(helm, "helm.sh/hook-weight", "-7");
    EXPECT_EQ(wave_of(helm), -7);
    manifest::set_annotation(helm, "argocd.argoproj.io/sync-wave", "3");
    EXPECT_EQ(wave_of(helm), 3);
    EXPECT_EQ(wave_of(object("Job/x")), 0);
}

}  // namespace
}  // namespace sealer::sync
