// SPDX-License-Identifier: Apache-2.0
// What a webhook's body says has been pushed. Pure.
// Sources: the documentation of GitHub, GitLab, Gogs and Gitea, Bitbucket and Azure DevOps.
#pragma once

#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/git/push_event.h"
#include "common/http/client.h"
#include "controller/web/webhook_provider.h"

namespace sealer::web {

// One element for each branch or tag, of the first 100; none where the event is about something
// else. Fields that are missing or of another type count as empty, and what then names no
// repository or no branch is left out. kInvalid, quoting nothing, for a body that is no JSON
// object.
[[nodiscard]] Result<std::vector<git::PushEvent>> read_pushes(Provider provider,
                                                              const http::Headers& headers,
                                                              std::string_view body);

}  // namespace sealer::web
