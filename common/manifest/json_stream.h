// SPDX-License-Identifier: Apache-2.0
// Parts of a JSON text, found without parsing or copying it: a list of Secrets is cut into its
// items this way. Only the outline is checked here; whoever parses a part finds what is wrong
// inside it.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "common/base/result.h"

namespace sealer::manifest {

// Calls visit(key, value) for each member of the object that `json` is, `key` as it is written,
// without its quotes, and both pointing into `json`. Ends early with visit's error. kInvalid, with
// the offset, where the outline is broken.
[[nodiscard]] Status for_each_member(
    std::string_view json,
    const std::function<Status(std::string_view key, std::string_view value)>& visit);

// The same for the elements of an array.
[[nodiscard]] Status for_each_element(std::string_view json,
                                      const std::function<Status(std::string_view value)>& visit);

struct ListHead {
    std::string resource_version;
    std::string continue_token;
};
// A Kubernetes list: calls visit for each of its items.
[[nodiscard]] Result<ListHead> for_each_item(
    std::string_view list_json, const std::function<Status(std::string_view item)>& visit);

// A line of a watch: {"type": "ADDED", "object": {…}}.
struct WatchEvent {
    std::string_view type;
    std::string_view object;
};
[[nodiscard]] Result<WatchEvent> split_watch_event(std::string_view line);

struct ObjectHead {
    std::string namespace_;
    std::string name;
    std::string resource_version;
};
// From the metadata of an object; empty where missing.
[[nodiscard]] Result<ObjectHead> object_head(std::string_view object_json);

}  // namespace sealer::manifest
