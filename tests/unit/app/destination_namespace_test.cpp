// SPDX-License-Identifier: Apache-2.0
#include "controller/app/destination_namespace.h"

#include <gtest/gtest.h>

#include "values.h"

namespace sealer::app {
namespace {

using manifest::Value;

// Empty texts: the spec has none.
Spec spec_with(const std::string& labels, const std::string& annotations) {
    Spec spec;
    spec.namespace_ = "shop";
    spec.create_namespace = true;
    spec.namespace_labels = labels.empty() ? Value() : yaml(labels);
    spec.namespace_annotations = annotations.empty() ? Value() : yaml(annotations);
    return spec;
}

TEST(HasOtherMetadata, LooksAtWhatIsAskedForAndWhatWas) {
    struct Case {
        const char* labels;
        const char* live;
        const char* former;
        bool is_other;
    };
    for (const Case& c : {
             Case{"{a: b}", "{labels: {a: b, kubernetes.io/metadata.name: shop}}", "{}", false},
             Case{"{a: b}", "{labels: {a: c}}", "{}", true},
             Case{"{a: b}", "{}", "{}", true},
             Case{"", "{labels: {a: b}}", "{}", false},
             Case{"{a: b}", "{labels: {a: b, c: d}}", "{labels: {a: b, c: d}}", true},
             Case{"{a: b}", "{labels: {a: b}}", "{labels: {a: b, c: d}}", false},
             Case{"", "{annotations: {c: d}}", "{annotations: {c: d}}", true},
         }) {
        const Value former = yaml(c.former);
        const Value live = yaml("{metadata: " + std::string(c.live) + "}");
        EXPECT_EQ(has_other_metadata(spec_with(c.labels, ""), live, &former), c.is_other)
            << c.labels << " " << c.live << " " << c.former;
    }
    EXPECT_TRUE(has_other_metadata(spec_with("", "{a: b}"), yaml("{metadata: {}}"), nullptr));
}

TEST(DestinationNamespace, IsMadeUnlessGitHasIt) {
    Spec spec = spec_with("{a: b}", "");
    EXPECT_EQ(destination_namespace(spec),
              yaml("{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {a: b}}}"));
    Comparison comparison;
    EXPECT_TRUE(makes_namespace(spec, comparison));
    const Target target;
    Item item;
    item.key = {"", "Namespace", "", "shop"};
    comparison.items = {item};
    EXPECT_TRUE(makes_namespace(spec, comparison)) << "it is there, but not wanted by Git";
    comparison.items.front().target = &target;
    EXPECT_FALSE(makes_namespace(spec, comparison));
    comparison.items.front().key.name = "other";
    EXPECT_TRUE(makes_namespace(spec, comparison));
    spec.create_namespace = false;
    EXPECT_FALSE(makes_namespace(spec, comparison));
}

}  // namespace
}  // namespace sealer::app
