// SPDX-License-Identifier: Apache-2.0
// Expectations are what kustomize 5.5 does.
#include "common/render/kustomize/selector.h"

#include <gmock/gmock.h>

#include "resources.h"

namespace sealer::kustomize {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// A Deployment that was called "web" in no namespace, and is "my-web" in "shop".
ResourcePtr moved_deployment() {
    Resources list = resources(
        "{apiVersion: apps/v1, kind: Deployment, "
        "metadata: {name: web, labels: {app: web}, annotations: {note: a}}}");
    rename(list[0], "my-");
    edit(list[0]).object["metadata"]["namespace"] = "shop";
    return list[0];
}

Selector selector(std::string Selector::*part, std::string text) {
    Selector made;
    made.*part = std::move(text);
    return made;
}

struct MatchCase {
    std::string Selector::*part;
    const char* text;
    bool matches;
};

TEST(ExpressionMatcher, MatchesTheWholeText) {
    const MatchCase cases[] = {
        {&Selector::name, "", true},
        {&Selector::name, "web", true},
        {&Selector::name, "my-web", true},
        {&Selector::name, "my-.*", true},
        {&Selector::name, "my", false},
        {&Selector::name, "a|web", true},
        {&Selector::kind, "Deploy.*|StatefulSet", true},
        {&Selector::kind, "Deploy", false},
        {&Selector::group, "apps", true},
        {&Selector::group, "ap", false},
        {&Selector::version, "v[12]", true},
        {&Selector::version, "v2", false},
        {&Selector::namespace_, "shop", true},
        {&Selector::namespace_, "default", true},  // where it was
        {&Selector::namespace_, "other", false},
        {&Selector::label_selector, "app in (web, db)", true},
        {&Selector::label_selector, "app!=web", false},
        {&Selector::annotation_selector, "note=a", true},
        {&Selector::annotation_selector, "note=b", false},
    };
    const ResourcePtr deployment = moved_deployment();
    for (const MatchCase& c : cases) {
        const auto matcher = ExpressionMatcher::compile(selector(c.part, c.text));
        ASSERT_TRUE(matcher) << c.text;
        EXPECT_EQ(matcher->matches(*deployment, *Schemas::builtin()), c.matches) << c.text;
    }
}

TEST(ExpressionMatcher, SaysWhichPartDoesNotParse) {
    const std::pair<std::string Selector::*, const char*> cases[] = {
        {&Selector::name, "the selector's name \"(\" is no regular expression"},
        {&Selector::label_selector, "the selector's labelSelector \"(\""},
        {&Selector::annotation_selector, "the selector's annotationSelector \"(\""},
    };
    for (const auto& [part, message] : cases) {
        const auto matcher = ExpressionMatcher::compile(selector(part, "("));
        ASSERT_FALSE(matcher) << message;
        EXPECT_THAT(matcher.error().message, HasSubstr(message));
    }
}

TEST(IsSelected, ComparesExactTextsWithAnyId) {
    const MatchCase cases[] = {
        {&Selector::name, "", true},
        {&Selector::name, "web", true},
        {&Selector::name, "my-web", true},
        {&Selector::name, "my-.*", false},
        {&Selector::kind, "Deployment", true},
        {&Selector::kind, "Deploy.*", false},
        {&Selector::group, "apps", true},
        {&Selector::version, "v2", false},
        {&Selector::namespace_, "shop", true},
        {&Selector::namespace_, "default", true},
        {&Selector::namespace_, "other", false},
    };
    const ResourcePtr deployment = moved_deployment();
    for (const MatchCase& c : cases) {
        EXPECT_EQ(is_selected(*deployment, selector(c.part, c.text), *Schemas::builtin()),
                  c.matches)
            << c.text;
    }
    // Its name and its namespace of different times are nobody's.
    Selector mixed = selector(&Selector::name, "web");
    mixed.namespace_ = "shop";
    EXPECT_FALSE(is_selected(*deployment, mixed, *Schemas::builtin()));
}

TEST(AllIds, HaveThePresentGroupAndVersion) {
    ResourcePtr slot = moved_deployment();
    Resource& resource = edit(slot);
    resource.object["apiVersion"] = "e.com/v2";
    std::vector<std::string> ids;
    for (const Id& id : all_ids(resource)) {
        ids.push_back(to_string(id));
    }
    EXPECT_THAT(ids, ElementsAre("Deployment.v2.e.com web", "Deployment.v2.e.com my-web/shop"));
}

}  // namespace
}  // namespace sealer::kustomize
