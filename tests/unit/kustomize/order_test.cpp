// SPDX-License-Identifier: Apache-2.0
// Expectations are what kustomize 5.5 prints.
#include <gmock/gmock.h>

#include "common/render/kustomize/transformers.h"
#include "resources.h"

namespace sealer::kustomize {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string typed_object(const std::string& type, const std::string& name,
                         const std::string& namespace_ = "") {
    const std::size_t slash = type.rfind(' ');
    return "{apiVersion: " + type.substr(0, slash) + ", kind: " + type.substr(slash + 1) +
           ", metadata: {name: " + name + (namespace_.empty() ? "" : ", namespace: " + namespace_) +
           "}}\n---\n";
}

SortOptions options(std::string order) {
    SortOptions made;
    made.order = std::move(order);
    return made;
}

TEST(Order, OfKindsIsWhatOthersNeedFirst) {
    Resources list = resources(
        typed_object("admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration", "w") +
        typed_object("apps/v1 Deployment", "d") + typed_object("v1 Service", "s") +
        typed_object("e.com/v1 Thing", "t") + typed_object("v1 ConfigMap", "c") +
        typed_object("apiextensions.k8s.io/v1 CustomResourceDefinition", "r") +
        typed_object("v1 Namespace", "n"));
    ASSERT_TRUE(sort_resources(list, nullptr));
    EXPECT_THAT(ids_of(list),
                ElementsAre("Namespace n", "CustomResourceDefinition r", "ConfigMap c", "Service s",
                            "Deployment d", "Thing t", "ValidatingWebhookConfiguration w"));
}

TEST(Order, WithinAKindIsByGroupNamespaceAndName) {
    Resources list = resources(
        typed_object("z.com/v1 Thing", "a") + typed_object("a.com/v1 Thing", "b", "y") +
        typed_object("a.com/v1 Thing", "a", "y") + typed_object("a.com/v1 Thing", "z", "x") +
        typed_object("a.com/v1 Other", "o") + typed_object("a.com/v1 Thing", "none"));
    ASSERT_TRUE(sort_resources(list, nullptr));
    // Without a namespace comes last: kustomize calls it "~X".
    EXPECT_THAT(ids_of(list), ElementsAre("Other o", "Thing z/x", "Thing a/y", "Thing b/y",
                                          "Thing none", "Thing a"));
}

TEST(Order, MayBeSaid) {
    const std::string text = typed_object("v1 Service", "s") + typed_object("v1 Namespace", "n") +
                             typed_object("v1 ConfigMap", "c");
    Resources list = resources(text);
    const SortOptions fifo = options("fifo");
    ASSERT_TRUE(sort_resources(list, &fifo));
    EXPECT_THAT(ids_of(list), ElementsAre("Service s", "Namespace n", "ConfigMap c"));

    SortOptions legacy = options("legacy");
    ASSERT_TRUE(sort_resources(list, &legacy));
    EXPECT_THAT(ids_of(list), ElementsAre("Namespace n", "ConfigMap c", "Service s"));

    legacy.has_lists = true;
    legacy.order_first = {"Service"};
    legacy.order_last = {"Namespace"};
    ASSERT_TRUE(sort_resources(list, &legacy));
    EXPECT_THAT(ids_of(list), ElementsAre("Service s", "ConfigMap c", "Namespace n"));
}

TEST(Order, IsRefusedWhereItMakesNoSense) {
    Resources list;
    const SortOptions unknown = options("random");
    EXPECT_THAT(sort_resources(list, &unknown).error().message,
                HasSubstr("\"fifo\" or \"legacy\""));
    SortOptions fifo = options("fifo");
    fifo.has_lists = true;
    EXPECT_THAT(sort_resources(list, &fifo).error().message, HasSubstr("legacySortOptions is for"));
}

}  // namespace
}  // namespace sealer::kustomize
