// SPDX-License-Identifier: Apache-2.0
#include "controller/app/triggers.h"

#include <gtest/gtest.h>

#include "values.h"

namespace sealer::app {
namespace {

using std::chrono::milliseconds;

TEST(PollingOf, TheSettingsCountBeforeTheFlag) {
    struct Case {
        SettingTexts texts;
        Polling polling;
    };
    for (const Case& c : std::vector<Case>{
             {{}, {milliseconds(60'000), milliseconds(3'000), Polling::kNever}},
             {{{"timeout.reconciliation", "120s"}},
              {milliseconds(120'000), milliseconds(6'000), Polling::kNever}},
             {{{"timeout.reconciliation", "2m"},
               {"timeout.reconciliation.jitter", "1m"},
               {"timeout.hard.reconciliation", "1h"}},
              {milliseconds(120'000), milliseconds(60'000), milliseconds(3'600'000)}},
             {{{"timeout.reconciliation", "0"}, {"timeout.hard.reconciliation", "0s"}},
              {Polling::kNever, milliseconds(0), Polling::kNever}},
             {{{"timeout.reconciliation", "soon"}},
              {milliseconds(60'000), milliseconds(3'000), Polling::kNever}},
         }) {
        const Polling polling = polling_of(Settings(c.texts), milliseconds(60'000));
        EXPECT_EQ(polling.interval, c.polling.interval);
        EXPECT_EQ(polling.jitter, c.polling.jitter);
        EXPECT_EQ(polling.afresh, c.polling.afresh);
    }
}

TEST(AsksForLook, WhatPeopleAndOtherControllersChangeNotWhatWeWrite) {
    const std::string before = R"({metadata: {name: shop, resourceVersion: "1"}, spec: {a: 1},
                                   status: {sync: {status: Synced}}})";
    struct Case {
        std::string after;
        bool asks;
    };
    const auto object = [](const std::string& text) {
        return std::make_shared<const manifest::Value>(yaml(text));
    };
    for (const Case& c : std::vector<Case>{
             {before, false},
             {R"({metadata: {name: shop, resourceVersion: "2"}, spec: {a: 1},
                  status: {sync: {status: OutOfSync}}})",
              false},
             {R"({metadata: {name: shop, labels: {a: b}}, spec: {a: 1}, status: {}})", false},
             {R"({metadata: {name: shop}, spec: {a: 2}, status: {}})", true},
             {R"({metadata: {name: shop}, spec: {a: 1}, status: {}, operation: {sync: {}}})", true},
             {R"({metadata: {name: shop, annotations: {argocd.argoproj.io/refresh: normal}},
                  spec: {a: 1}, status: {}})",
              true},
             {R"({metadata: {name: shop, finalizers: [x]}, spec: {a: 1}, status: {}})", true},
             {R"({metadata: {name: shop, deletionTimestamp: now}, spec: {a: 1}, status: {}})",
              true},
             {R"({metadata: {name: shop}, spec: {a: 1}})", true},
             {R"({metadata: {name: shop}, spec: {a: 1},
                  status: {operationState: {phase: Terminating}}})",
              true},
         }) {
        EXPECT_EQ(asks_for_look({object(before), object(c.after)}), c.asks) << c.after;
    }
    EXPECT_TRUE(asks_for_look({nullptr, object(before)}));
    EXPECT_TRUE(asks_for_look({object(before), nullptr}));
}

TEST(IsLeftAlone, ByABooleanAsGoReadsIt) {
    for (const auto& [value, left] : std::vector<std::pair<std::string, bool>>{
             {"true", true}, {"True", true}, {"1", true}, {"false", false}, {"yes", false}}) {
        EXPECT_EQ(is_left_alone(yaml("{metadata: {annotations: {"
                                     "argocd.argoproj.io/skip-reconcile: '" +
                                     value + "'}}}")),
                  left)
            << value;
    }
    EXPECT_FALSE(is_left_alone(yaml("{}")));
}

TEST(HasNewSource, WhereTheStatusIsAboutAnother) {
    for (const auto& [object, is_new] : std::vector<std::pair<std::string, bool>>{
             {"{spec: {source: {path: a}}}", false},
             {"{spec: {source: {path: a}}, status: {sync: {comparedTo: {source: {path: a}}}}}",
              false},
             {"{spec: {source: {path: b}}, status: {sync: {comparedTo: {source: {path: a}}}}}",
              true},
             {"{spec: {sources: [{path: a}]}, status: {sync: {comparedTo: {source: {path: a}}}}}",
              true},
             {"{spec: {sources: [{path: a}]}, status: {sync: {comparedTo: {sources: [{path: "
              "a}]}}}}",
              false},
             {"{spec: {sources: [{path: a}, {path: b}]},"
              " status: {sync: {comparedTo: {sources: [{path: a}]}}}}",
              true},
         }) {
        EXPECT_EQ(has_new_source(yaml(object)), is_new) << object;
    }
}

}  // namespace
}  // namespace sealer::app
