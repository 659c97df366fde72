// SPDX-License-Identifier: Apache-2.0
// A webhook as anybody may send it. The first line names headers, "Name: value" between tabs; the
// rest is the body. Nobody is believed who does not know the secret, which the fuzzer cannot guess;
// and what any provider's payload is read as keeps to the bounds that it promises.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "common/base/check.h"
#include "common/base/text.h"
#include "controller/web/webhook.h"
#include "controller/web/webhook_payload.h"

using namespace sealer::web;  // NOLINT(google-build-using-namespace)

namespace git = sealer::git;
namespace http = sealer::http;

namespace {

std::shared_ptr<const WebhookSecrets> secrets() {
    static const auto kSecrets = [] {
        auto all = std::make_shared<WebhookSecrets>();
        for (const char* name :
             {"webhook.github.secret", "webhook.gogs.secret", "webhook.gitlab.secret",
              "webhook.bitbucket.uuid", "webhook.bitbucketserver.secret",
              "webhook.azuredevops.username", "webhook.azuredevops.password"}) {
            all->emplace(name, sealer::crypto::SecretBytes("3f1c2a5e9b7d4c60"));
        }
        return all;
    }();
    return kSecrets;
}

http::Headers parse_headers(std::string_view line) {
    http::Headers headers;
    for (const std::string_view field : sealer::split(line, '\t')) {
        const std::size_t colon = field.find(": ");
        if (colon != std::string_view::npos) {
            headers.emplace_back(field.substr(0, colon), field.substr(colon + 2));
        }
    }
    return headers;
}

void check_push(const git::PushEvent& push) {
    CHECK(!push.repositories.empty() && push.repositories.size() <= 100);
    for (const std::string& repository : push.repositories) {
        CHECK(!repository.empty());
    }
    CHECK(!push.ref.empty() && push.ref.size() <= 1'024);
    CHECK(push.files.size() <= git::kMaxPushFiles);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) {
        return 0;
    }
    http::ServerRequest request;
    request.headers = parse_headers(text.substr(0, end));
    request.body = sealer::crypto::SecretBytes(text.substr(end + 1));

    WebhookSources sources;
    sources.pushed = [](const git::PushEvent& push) {
        check_push(push);
        return true;
    };
    sources.rules = [] { return WebhookRules{nullptr, true, 1 << 20}; };
    const int open = answer_webhook(request, sources).status;
    CHECK(open == 200 || open == 400 || open == 413);

    sources.rules = [] { return WebhookRules{secrets(), true, 1 << 20}; };
    sources.pushed = [](const git::PushEvent&) -> bool { CHECK(false); };
    const int closed = answer_webhook(request, sources).status;
    CHECK(closed == 400 || closed == 401 || closed == 413);

    for (const Provider provider :
         {Provider::kGithub, Provider::kGitlab, Provider::kGogs, Provider::kBitbucket,
          Provider::kBitbucketServer, Provider::kAzureDevops}) {
        if (const auto pushes = read_pushes(provider, request.headers, request.body.expose())) {
            CHECK(pushes->size() <= 100);
            for (const git::PushEvent& push : *pushes) {
                check_push(push);
            }
        }
    }
    return 0;
}
