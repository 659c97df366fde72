// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <utility>

#include "common/kube/answer.h"
#include "common/kube/client_impl.h"
#include "common/kube/line_splitter.h"
#include "common/manifest/json_stream.h"

namespace sealer::kube {
namespace {

constexpr std::size_t kMaxLineBytes = std::size_t{64} << 20;
// Servers send a bookmark about every minute. Longer silence means a connection that is dead
// without knowing: nothing is sent on it that could fail.
constexpr std::chrono::seconds kMaxSilence{90};

// An ERROR event is the last line of a watch; servers write the type first, so that other lines
// need no second look.
std::optional<Error> error_in(std::string_view line) {
    constexpr std::size_t kTypeWithin = 64;
    if (line.substr(0, kTypeWithin).find("\"ERROR\"") == std::string_view::npos) {
        return std::nullopt;
    }
    const auto event = manifest::split_watch_event(line);
    if (!event.has_value() || event->type != "ERROR") {
        return std::nullopt;
    }
    return error_of_status(event->object);
}

}  // namespace

Status Client::watch(const Resource& resource, std::string_view namespace_,
                     const WatchOptions& options, const WatchSink& sink,
                     const std::stop_token& stop) {
    http::Request request;
    request.target = Query(resource_path(resource, namespace_))
                         .add("watch", "true")
                         .add("allowWatchBookmarks", "true")
                         .add("resourceVersion", options.resource_version)
                         .add("labelSelector", options.label_selector)
                         .add("fieldSelector", options.field_selector)
                         .add("timeoutSeconds", std::to_string(options.timeout.count()))
                         .target();
    request.timeout = kMaxSilence;
    LineSplitter lines(kMaxLineBytes);
    std::optional<Error> error;
    const auto on_line = [&](std::string_view line) {
        error = error_in(line);
        return !error.has_value() && sink(line);
    };
    const auto on_data = [&](std::string_view piece) {
        if (piece.empty()) {
            if (options.on_open) {
                options.on_open();
            }
            return true;
        }
        const auto more = lines.feed(piece, on_line);
        if (!more.has_value()) {
            error = more.error();
        }
        return more.value_or(false);
    };
    TRY(impl_->caller.stream(std::move(request), on_data, stop));
    if (error.has_value()) {
        return fail(*std::move(error));
    }
    return {};
}

}  // namespace sealer::kube
