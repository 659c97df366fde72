// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_refresh.h"

#include "common/app/application.h"
#include "common/manifest/object.h"
#include "sealer/app_feed.h"
#include "sealer/cluster_options.h"

namespace sealer::cli {

using manifest::Value;

void RefreshOptions::define(CommandLine& line) {
    line.group("Refresh");
    line.toggle("--refresh", normal_, "Have the controller look at Git first");
    line.toggle("--hard-refresh", hard_, "The same, and have it forget what it has rendered");
    line.value("--timeout", "TIME", "How long to wait for that (60s)",
               [this](const std::string& text) { return parse_timeout(text, timeout_); });
}

Result<Value> RefreshOptions::serve(const AppClient& client, const AppName& name,
                                    Value application) const {
    if (!normal_ && !hard_) {
        return application;
    }
    TRY(client.change(name, [this](const Value& /*newest*/) -> Result<Value> {
        Value patch;
        patch["metadata"]["annotations"][app::kRefresh] = hard_ ? "hard" : "normal";
        return patch;
    }));
    AppFeed feed(client, name);
    const auto deadline = Clock::now() + timeout_;
    while (const auto state = feed.next(deadline)) {
        if (*state == nullptr) {
            return client.get(name);  // which says that it is gone
        }
        if (manifest::annotation(**state, app::kRefresh).empty()) {
            return **state;
        }
    }
    const std::string why = feed.last_error();
    return fail(Code::kUnavailable, "the controller has not refreshed " + name.text() + " in time" +
                                        (why.empty() ? ": does it run?" : ": " + why));
}

}  // namespace sealer::cli
