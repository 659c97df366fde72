// SPDX-License-Identifier: Apache-2.0
#include "common/kube/events.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake_api_server.h"

namespace sealer::kube {
namespace {

using manifest::Object;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

const manifest::Value kObject = Object{
    {"apiVersion", "v1"},
    {"kind", "Secret"},
    {"metadata", Object{{"name", "db"}, {"namespace", "web"}, {"uid", "u1"}}},
    {"data", Object{{"password", "never sent"}}},
};

TEST(EventRecorder, WritesAnEventAndCountsItsRepeats) {
    FakeApiServer server;
    const auto client = server.connect();
    server.answer_next({201, {}, "{}"});
    server.answer_next({200, {}, "{}"});
    server.answer_next({404, {}, ""});  // expired meanwhile: written anew
    server.answer_next({201, {}, "{}"});
    {
        EventRecorder recorder(*client, "sealed-secrets");
        for (int i = 0; i < 3; ++i) {
            recorder.record(kObject, EventType::kWarning, "ErrUnseal", "why");
        }
    }
    EXPECT_THAT(server.requests(),
                ElementsAre(StartsWith("POST /api/v1/namespaces/web/events?"),
                            StartsWith("PATCH /api/v1/namespaces/web/events/db."),
                            StartsWith("PATCH /api/v1/namespaces/web/events/db."),
                            StartsWith("POST /api/v1/namespaces/web/events?")));
    const http::ServerRequest request = server.take_last();
    const auto event = manifest::parse_json(request.body.expose());
    ASSERT_TRUE(event.has_value());
    EXPECT_EQ(event->text("involvedObject", "uid"), "u1");
    EXPECT_EQ(event->text("source", "component"), "sealed-secrets");
    EXPECT_EQ(event->text("type"), "Warning");
    EXPECT_EQ(event->text("message"), "why");
    EXPECT_EQ(event->integer_or(0, "count"), 1);
    EXPECT_THAT(std::string(request.body.expose()), testing::Not(HasSubstr("never sent")));
}

TEST(EventRecorder, CutsALongMessageWhereACharacterStarts) {
    FakeApiServer server;
    const auto client = server.connect();
    server.answer_next({201, {}, "{}"});
    std::string message(1023, 'x');
    message += "\xc3\xa4";
    {
        EventRecorder recorder(*client, "c");
        recorder.record(kObject, EventType::kNormal, "Reason", message);
    }
    const http::ServerRequest request = server.take_last();
    const auto event = manifest::parse_json(request.body.expose());
    ASSERT_TRUE(event.has_value());
    EXPECT_EQ(event->text("message"), std::string(1023, 'x'));
}

}  // namespace
}  // namespace sealer::kube
