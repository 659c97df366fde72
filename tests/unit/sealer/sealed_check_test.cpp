// SPDX-License-Identifier: Apache-2.0
#include "sealer/sealed_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit_fixture.h"
#include "common/manifest/yaml.h"
#include "values.h"

namespace sealer::cli {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Shop/db as kubeseal makes it, with one value.
manifest::Value sealed(const std::string& fingerprint, const std::string& value) {
    manifest::Value object = yaml(
        "metadata: {name: db, namespace: shop}\n"
        "spec: {template: {metadata: {name: db, namespace: shop}}, encryptedData: {}}\n");
    if (!fingerprint.empty()) {
        object["metadata"]["annotations"]["sealer.dev/sealed-with"] = fingerprint;
    }
    object["spec"]["encryptedData"]["k"] = value;
    return object;
}

// "rule steps" of each.
std::vector<std::string> check(const manifest::Value& object,
                               const std::vector<crypto::Certificate>& certificates = {}) {
    std::vector<std::string> result;
    for (const Flaw& flaw : check_sealed(object, certificates)) {
        std::string text(info(flaw.rule).id);
        for (const std::string& step : flaw.steps) {
            text += " " + step;
        }
        result.push_back(text);
        EXPECT_FALSE(flaw.message.empty());
    }
    return result;
}

TEST(SealedCheck, AGoodOneHasNoFlaw) {
    for (const int bits : {1024, 2048, 3072, 4096}) {
        EXPECT_THAT(check(sealed("SHA256:x", fake_envelope(bits))), IsEmpty()) << bits;
        EXPECT_THAT(check(sealed("SHA256:x", fake_envelope(bits, 0))), IsEmpty()) << bits;
    }
}

TEST(SealedCheck, DamagedValues) {
    const std::string good = fake_envelope(4096);
    const std::string two_bytes = crypto::base64_encode("xy");
    for (const std::string& value :
         {std::string(), std::string("AA=="), std::string("%"), good.substr(0, 400), two_bytes,
          good.substr(0, good.size() - 3), good + "!",
          crypto::base64_encode(std::string(600, '\0'))}) {
        EXPECT_THAT(check(sealed("SHA256:x", value)),
                    ElementsAre("damaged-value spec encryptedData k"))
            << value;
    }
    manifest::Value number = sealed("SHA256:x", "");
    number["spec"]["encryptedData"]["k"] = 7;
    EXPECT_THAT(check(number), ElementsAre("damaged-value spec encryptedData k"));
    manifest::Value list = sealed("SHA256:x", "");
    list["spec"]["encryptedData"] = manifest::Array{};
    EXPECT_THAT(check(list), ElementsAre("damaged-value spec encryptedData"));
    list["spec"]["encryptedData"] = nullptr;
    EXPECT_THAT(check(list), ElementsAre("damaged-value spec"));
    list["spec"]["data"] = good;
    EXPECT_THAT(check(list), IsEmpty());
    list["spec"]["data"] = "AA==";
    EXPECT_THAT(check(list), ElementsAre("damaged-value spec data"));
}

TEST(SealedCheck, WhichKeySealedIt) {
    std::vector<crypto::Certificate> both = {make_audit_key(9).certificate,
                                             make_audit_key(1).certificate,
                                             make_audit_key(5, 2048).certificate};
    order_certificates(both);
    const std::string newest = both[0].public_key.fingerprint();
    const std::string middle = both[1].public_key.fingerprint();
    EXPECT_EQ(both[1].public_key.modulus_bytes(), 256U);
    const std::string value = fake_envelope(1024);
    const std::string annotation = " metadata annotations sealer.dev/sealed-with";

    EXPECT_THAT(check(sealed("", value)), ElementsAre("no-fingerprint metadata"));
    EXPECT_THAT(check(sealed("", value), both), ElementsAre("no-fingerprint metadata"));
    EXPECT_THAT(check(sealed("", fake_envelope(4096)), both),
                ElementsAre("no-fingerprint metadata", "unknown-key spec encryptedData k"));
    EXPECT_THAT(check(sealed(newest, value), both), IsEmpty());
    EXPECT_THAT(check(sealed(both[2].public_key.fingerprint(), value), both),
                ElementsAre("old-key" + annotation));
    EXPECT_THAT(check(sealed(newest + ", SHA256:x", value), both),
                ElementsAre("unknown-key" + annotation));
    EXPECT_THAT(check(sealed(middle, value), both),
                ElementsAre("old-key" + annotation, "damaged-value spec encryptedData k"));
}

TEST(SealedCheck, OfTheSameKeyOneCertificateIsKept) {
    const crypto::Certificate one = make_audit_key(3).certificate;
    std::vector<crypto::Certificate> certificates = {one, make_audit_key(1).certificate, one};
    order_certificates(certificates);
    ASSERT_EQ(certificates.size(), 2U);
    EXPECT_EQ(certificates[1].public_key.fingerprint(), one.public_key.fingerprint());
}

TEST(SealedCheck, Scopes) {
    struct Case {
        std::string name;
        std::string namespace_;
        std::string scope;  // annotations
        std::vector<std::string> flaws;
    };
    const std::string cluster = "sealedsecrets.bitnami.com/cluster-wide";
    const std::string wide = "sealedsecrets.bitnami.com/namespace-wide";
    const std::vector<Case> cases = {
        {"db", "shop", "", {}},
        {"x", "shop", "", {"wrong-target metadata name"}},
        {"db", "x", "", {"wrong-target metadata namespace"}},
        {"", "", "", {"wrong-target metadata", "wrong-target metadata"}},
        {"x", "shop", wide, {}},
        {"x", "x", wide, {"wrong-target metadata namespace"}},
        {"x", "", cluster, {}},
        {"", "x", cluster, {"wrong-target metadata"}},
    };
    for (const Case& c : cases) {
        manifest::Value object = sealed("SHA256:x", fake_envelope(1024));
        object["metadata"]["name"] = c.name;
        object["metadata"]["namespace"] = c.namespace_;
        if (!c.scope.empty()) {
            object["metadata"]["annotations"][c.scope] = "true";
        }
        EXPECT_EQ(check(object), c.flaws) << c.namespace_ << "/" << c.name << " " << c.scope;
    }
}

TEST(SealedCheck, ScopeAnnotationsThatMislead) {
    const std::string at = "ambiguous-scope metadata annotations sealedsecrets.bitnami.com/";
    const auto with = [&](const manifest::Value& cluster, const manifest::Value& wide) {
        manifest::Value object = sealed("SHA256:x", fake_envelope(1024));
        object["metadata"]["annotations"]["sealedsecrets.bitnami.com/cluster-wide"] = cluster;
        object["metadata"]["annotations"]["sealedsecrets.bitnami.com/namespace-wide"] = wide;
        return check(object);
    };
    EXPECT_THAT(with("true", "false"), IsEmpty());
    EXPECT_THAT(with("true", "true"), ElementsAre(at + "namespace-wide"));
    EXPECT_THAT(with("TRUE", ""), ElementsAre(at + "cluster-wide"));
    EXPECT_THAT(with(true, "yes"), ElementsAre(at + "cluster-wide", at + "namespace-wide"));
}

}  // namespace
}  // namespace sealer::cli
