// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/protobuf.h"

#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/manifest/json.h"

namespace sealer::standalone {
namespace {

using testing::HasSubstr;

// Messages on the wire; short ones only, so that tags and lengths are one byte.
std::string text(int number, std::string_view bytes) {
    return std::string(1, static_cast<char>(number << 3 | 2)) + static_cast<char>(bytes.size()) +
           std::string(bytes);
}
std::string number(int field, char value) {
    return std::string(1, static_cast<char>(field << 3)) + value;
}
std::string envelope(std::string_view api_version, std::string_view kind, std::string_view raw) {
    return std::string("k8s\0", 4) + text(1, text(1, api_version) + text(2, kind)) + text(2, raw) +
           text(3, "") + text(4, "");
}
std::string decoded(const std::string& body) {
    const auto object = decode_protobuf(body);
    return object ? manifest::canonical_json(*object) : object.error().message;
}

TEST(ProtobufTest, ReadsObjects) {
    const std::string metadata = text(1, text(1, "x") + text(2, "") + number(7, 0) + text(8, ""));
    EXPECT_EQ(decoded(envelope("v1", "ConfigMap", metadata + text(2, text(1, "k") + text(2, "v")))),
              R"({"apiVersion":"v1","data":{"k":"v"},"kind":"ConfigMap","metadata":{"name":"x"}})");
    EXPECT_EQ(
        decoded(envelope("v1", "Secret",
                         metadata + text(2, text(1, "k") + text(2, "v")) + text(3, "Opaque"))),
        R"({"apiVersion":"v1","data":{"k":"dg=="},"kind":"Secret","metadata":{"name":"x"},"type":"Opaque"})");
}

TEST(ProtobufTest, ReadsWhatNewerReleasesAdded) {
    // The server itself fills in internalTrafficPolicy, which is numbered in two bytes.
    const std::string policy = std::string("\xb2\x01\x05", 3) + "Local";
    EXPECT_THAT(decoded(envelope("v1", "Service", text(2, policy))),
                HasSubstr(R"("internalTrafficPolicy":"Local")"));
    EXPECT_THAT(
        decoded(envelope("authentication.k8s.io/v1", "TokenRequest", text(2, text(1, "a")))),
        HasSubstr(R"("spec":{"audiences":["a"]})"));
}

TEST(ProtobufTest, KeepsZeroWhereItMeansSomething) {
    // Deployment.spec.replicas is a pointer, minReadySeconds is not.
    EXPECT_EQ(decoded(envelope("apps/v1", "Deployment", text(2, number(1, 0) + number(5, 0)))),
              R"({"apiVersion":"apps/v1","kind":"Deployment","spec":{"replicas":0}})");
}

TEST(ProtobufTest, ReadsSpecialTypes) {
    // A Service's targetPort is a number or a name; a Lease's times are exact to the microsecond; a
    // Volume's source is embedded in it.
    const std::string port =
        text(1, text(1, "") + number(3, 80) + text(4, number(1, 1) + text(3, "http")));
    EXPECT_THAT(decoded(envelope("v1", "Service", text(2, port))),
                HasSubstr(R"("port":80,"targetPort":"http")"));
    EXPECT_THAT(
        decoded(envelope("coordination.k8s.io/v1", "Lease", text(2, text(4, number(1, 1))))),
        HasSubstr(R"("renewTime":"1970-01-01T00:00:01.000000Z")"));
    const std::string volume = text(1, text(1, "v") + text(2, text(2, "")));
    EXPECT_THAT(decoded(envelope("v1", "Pod", text(2, volume))),
                HasSubstr(R"("volumes":[{"emptyDir":{},"name":"v"}])"));
    EXPECT_THAT(decoded(envelope("v1", "ResourceQuota",
                                 text(2, text(1, text(1, "cpu") + text(2, text(1, "1")))))),
                HasSubstr(R"("hard":{"cpu":"1"})"));
}

TEST(ProtobufTest, RefusesWhatItWouldLose) {
    EXPECT_THAT(decoded(envelope("v1", "ConfigMap", text(15, "new"))),
                HasSubstr("field 15 of core/v1.ConfigMap"));
    EXPECT_EQ(decoded(envelope("v1", "ConfigMap", text(15, "") + number(14, 0))),
              R"({"apiVersion":"v1","kind":"ConfigMap"})")
        << "unset all the same";
    EXPECT_THAT(decoded(envelope("example.com/v1", "Widget", "")), HasSubstr("no kind Widget"));
}

TEST(ProtobufTest, RefusesHostileBytes) {
    const std::string good = envelope("v1", "ConfigMap", text(1, text(1, "x")));
    for (std::size_t size = 0; size < good.size(); ++size) {
        // A cut may fall between two fields; what must not happen is a crash.
        static_cast<void>(decode_protobuf(std::string_view(good).substr(0, size)));
    }
    for (const std::string& raw : {text(1, "\xff\xff"), std::string("\x0a\x7f"),
                                   std::string("\x0b"), std::string(12, '\xff'), number(1, 5),
                                   text(2, text(1, "\xc3\x28") + text(2, "\xc3\x28"))}) {
        EXPECT_FALSE(decode_protobuf(envelope("v1", "ConfigMap", raw)));
    }
    EXPECT_FALSE(decode_protobuf("{}"));
}

}  // namespace
}  // namespace sealer::standalone
