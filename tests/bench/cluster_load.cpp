// SPDX-License-Identifier: Apache-2.0
// Load on the API server that $KUBECONFIG names, for the benchmarks of unsealing. Prints one
// number.
//
//   cluster_load writes COUNT                  Secrets a second that a bare client creates
//   cluster_load seal PREFIX COUNT VALUES CERT [--no-fingerprint]
//                                              seconds from the first SealedSecret sent, of COUNT
//                                              with VALUES values each, to the last of their
//                                              Secrets seen
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/check.h"
#include "common/base/file.h"
#include "common/base/mutex.h"
#include "common/base/random.h"
#include "common/base/time.h"
#include "common/crypto/rsa.h"
#include "common/kube/client.h"
#include "common/kube/informer.h"
#include "common/manifest/object.h"
#include "keys/sealed_secret.h"
#include "load.h"

namespace {

using namespace sealer::bench;
using sealer::Clock;
using sealer::manifest::Value;
namespace kube = sealer::kube;

constexpr const char* kNamespace = "default";

sealer::manifest::Secret make_secret(const std::string& name, int values) {
    sealer::manifest::Secret secret;
    secret.object["apiVersion"] = "v1";
    secret.object["kind"] = "Secret";
    secret.object["metadata"]["name"] = name;
    secret.object["metadata"]["namespace"] = kNamespace;
    for (int i = 0; i < values; ++i) {
        secret.items.push_back(
            {"key" + std::to_string(i), sealer::crypto::SecretBytes(sealer::random_uuid())});
    }
    return secret;
}

double writes_per_second(int count) {
    const auto client = connect();
    warm_up(*client);
    const std::string prefix = "bare-" + sealer::random_uuid() + "-";
    const auto begin = Clock::now();
    over_connections(count, [&](int i) {
        CHECK(client->create_secret(make_secret(prefix + std::to_string(i), 3)));
    });
    return count / seconds_since(begin);
}

struct Sealing {
    std::string prefix;
    int count = 0;
    int values = 0;
    std::string certificate_file;
    bool with_fingerprint = true;
};

std::vector<Value> seal(const Sealing& sealing) {
    const auto pem = sealer::read_file(sealing.certificate_file);
    CHECK(pem);
    const auto certificate = sealer::crypto::parse_certificate(*pem);
    CHECK(certificate);
    std::vector<Value> all(static_cast<std::size_t>(sealing.count));
    over_connections(sealing.count, [&](int i) {
        auto sealed = sealer::keys::seal_secret(
            make_secret(sealing.prefix + std::to_string(i), sealing.values),
            certificate->public_key);
        CHECK(sealed);
        if (!sealing.with_fingerprint) {
            (*sealed)["metadata"].as_object().erase("annotations");
        }
        all[static_cast<std::size_t>(i)] = *std::move(sealed);
    });
    return all;
}

double seconds_to_unseal(const Sealing& sealing) {
    const std::vector<Value> all = seal(sealing);
    const auto client = connect();
    sealer::Mutex mutex;
    sealer::CondVar changed;
    int seen = 0;
    kube::Informer secrets(*client, kube::secrets(), {.namespace_ = kNamespace});
    secrets.on_change([&](const kube::Change& change) {
        if (change.before == nullptr &&
            sealer::manifest::name_of(*change.after).starts_with(sealing.prefix)) {
            const sealer::MutexLock lock(mutex);
            ++seen;
            changed.notify_all();
        }
    });
    secrets.start();
    CHECK(secrets.wait_until_synced({}));
    warm_up(*client);
    const auto begin = Clock::now();
    over_connections(sealing.count, [&](int i) {
        CHECK(client->create(kube::sealed_secrets(), all[static_cast<std::size_t>(i)]));
    });
    {
        sealer::MutexLock lock(mutex);
        while (seen < sealing.count) {
            changed.wait(mutex);
        }
    }
    const double seconds = seconds_since(begin);
    secrets.stop();
    return seconds;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.size() == 2 && arguments[0] == "writes") {
        std::printf("%.1f\n", writes_per_second(std::atoi(arguments[1].c_str())));
        return 0;
    }
    if (arguments.size() >= 5 && arguments[0] == "seal") {
        std::printf("%.2f\n", seconds_to_unseal({.prefix = arguments[1],
                                                 .count = std::atoi(arguments[2].c_str()),
                                                 .values = std::atoi(arguments[3].c_str()),
                                                 .certificate_file = arguments[4],
                                                 .with_fingerprint = arguments.size() == 5}));
        return 0;
    }
    std::fprintf(stderr, "usage: see the head of cluster_load.cpp\n");
    return 2;
}
