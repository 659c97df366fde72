// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/api.h"

#include <algorithm>

#include "common/base/integer.h"
#include "common/base/log.h"
#include "common/base/random.h"
#include "common/crypto/secret_bytes.h"
#include "common/manifest/patch.h"
#include "controller/standalone/paging.h"
#include "controller/standalone/reviews.h"
#include "controller/standalone/scale.h"
#include "controller/standalone/service_proxy.h"

namespace sealer::standalone {

using manifest::Object;
using manifest::Value;

namespace {

constexpr std::uint64_t kMinWatchSeconds =
    1800;  // where the client names no timeout: this to twice this

std::uint64_t number(const std::string& text) {
    return parse_integer<std::uint64_t>(text).value_or(0);
}

bool truth(const std::string& text) {
    return text == "true" || text == "1";
}

OutputForm output_form(const http::ServerRequest& request) {
    return parse_accept(http::header_text(request.headers, "Accept"),
                        request.query_value("includeObject"));
}

ApiResult<WriteOptions> write_options(const http::ServerRequest& request) {
    return parse_write_options({request.query_value("dryRun"), request.query_value("fieldManager"),
                                request.query_value("fieldValidation"),
                                request.query_value("force"),
                                std::string(http::header_text(request.headers, "User-Agent"))});
}

ApiResult<Selection> selection(const http::ServerRequest& request, const Target& target) {
    return Selection::parse(*target.resource, request.query_value("labelSelector"),
                            request.query_value("fieldSelector"));
}

ApiResult<DeleteOptions> delete_options(const http::ServerRequest& request) {
    Value body;
    if (!request.body.empty()) {
        TRY_ASSIGN(body, decode_body(request));
    }
    DeleteOptions options;
    options.dry_run = !elements(body.get("dryRun")).empty() || request.has_query("dryRun");
    options.uid = body.text("preconditions", "uid");
    options.resource_version = body.text("preconditions", "resourceVersion");
    std::string policy(body.text("propagationPolicy"));
    if (policy.empty()) {
        policy = request.query_value("propagationPolicy");
    }
    if (policy.empty() && body.get("orphanDependents") != nullptr) {
        policy = body.flag("orphanDependents") ? "Orphan" : "Background";
    }
    if (policy == "Orphan") {
        options.propagation = DeleteOptions::Propagation::kOrphan;
    } else if (policy == "Foreground") {
        options.propagation = DeleteOptions::Propagation::kForeground;
    } else if (policy == "Background") {
        options.propagation = DeleteOptions::Propagation::kBackground;
    } else if (!policy.empty()) {
        return fail(ApiError(
            422, "Invalid",
            "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: " +
                in_quotes(policy)));
    }
    return options;
}

// "get pods/web" is a request about one object; a subresource that the server does not know is 404.
bool known_subresource(const Target& target) {
    return target.subresource.empty() ||
           (target.subresource == "status" && target.version->has_status) ||
           (target.subresource == "finalize" && target.resource->id() == "namespaces");
}

bool needs_containers(const Target& target) {
    static constexpr std::string_view kSubresources[] = {"attach", "exec", "log", "portforward"};
    return target.resource->id() == "pods" &&
           std::ranges::find(kSubresources, target.subresource) != std::end(kSubresources);
}

}  // namespace

Api::Api(Parts parts, std::string token, std::string address)
    : parts_(parts), token_(std::move(token)), documents_(parts.registry, std::move(address)) {}

bool Api::authenticated(const Request& request) const {
    return crypto::equal_in_constant_time(http::header_text(request.headers, "Authorization"),
                                          "Bearer " + token_);
}

void Api::handle(const Request& request, const std::shared_ptr<http::Responder>& responder) {
    if (!Documents::is_public(request.path) && !authenticated(request)) {
        send(*responder, error_reply({401, "Unauthorized", "Unauthorized"}));
        return;
    }
    const auto info =
        parse_request(request.method, request.path, truth(request.query_value("watch")));
    if (!info) {
        send(*responder,
             documents_.answer(request.path, http::header_text(request.headers, "Accept")));
        return;
    }
    if (is_review(info->group, info->resource)) {
        const auto reply = review(request, *info);
        send(*responder, reply ? *reply : error_reply(reply.error()));
        return;
    }
    Target target;
    target.resource = parts_.registry.find(info->group, info->version, info->resource);
    if (target.resource == nullptr || (!target.resource->namespaced && !info->namespace_.empty())) {
        send(*responder, {404, "404 page not found\n", "text/plain; charset=utf-8", {}});
        return;
    }
    target.version = target.resource->served(info->version);
    target.namespace_ = info->namespace_;
    target.name = info->name;
    target.subresource = info->subresource;
    if (info->verb == Verb::kWatch) {
        if (const auto started = watch(request, std::move(target), responder); !started) {
            send(*responder, error_reply(started.error()));
        }
        return;
    }
    auto reply = answer(request, *info, target);
    send(*responder, reply ? *std::move(reply) : error_reply(reply.error()));
}

ApiResult<Reply> Api::answer(const Request& request, const RequestInfo& info,
                             const Target& target) {
    if (target.subresource == "scale" && target.version->scale) {
        return scale(request, info, target);
    }
    if (target.subresource == "proxy" && target.resource->id() == "services") {
        return proxy_to_service(parts_.store, *target.resource, info, request);
    }
    if (target.subresource == "token" && target.resource->id() == "serviceaccounts") {
        return grant(request, info, target);
    }
    if (needs_containers(target)) {
        TRY(parts_.objects.get(target));
        return fail(bad_request("pod " + in_quotes(target.name) +
                                " runs no containers: the embedded API server only reports them"));
    }
    if (!known_subresource(target)) {
        return fail(ApiError(404, "NotFound", "the server could not find the requested resource"));
    }
    const bool one = !target.name.empty();
    if (target.resource->namespaced && target.namespace_.empty() && info.verb != Verb::kList) {
        return fail(method_not_allowed());
    }
    switch (info.verb) {
        case Verb::kGet:
            return get(request, target);
        case Verb::kList:
            return list(request, target);
        case Verb::kCreate:
            return one ? fail(method_not_allowed()) : create(request, target);
        case Verb::kUpdate:
            return one ? update(request, target) : fail(method_not_allowed());
        case Verb::kPatch:
            return one ? patch(request, target) : fail(method_not_allowed());
        case Verb::kDelete:
            return remove(request, target);
        case Verb::kDeleteCollection:
            return remove_all(request, target);
        case Verb::kWatch:
            break;
    }
    return fail(method_not_allowed());
}

ApiResult<Reply> Api::review(const Request& request, const RequestInfo& info) {
    if (info.verb != Verb::kCreate) {
        return fail(method_not_allowed());
    }
    TRY_ASSIGN(Value question, decode_body(request));
    return json_reply(answer_review(info.resource, std::move(question), token_), 201);
}

ApiResult<Reply> Api::grant(const Request& request, const RequestInfo& info, const Target& target) {
    if (info.verb != Verb::kCreate) {
        return fail(method_not_allowed());
    }
    TRY(parts_.objects.get(target));
    TRY_ASSIGN(Value question, decode_body(request));
    return json_reply(grant_token(std::move(question), token_), 201);
}

ApiResult<Reply> Api::get(const Request& request, const Target& target) {
    TRY_ASSIGN(const EntryPtr entry, parts_.objects.get(target));
    return Reply{200, render_object(*entry, target, output_form(request)), "application/json", {}};
}

ApiResult<Reply> Api::list(const Request& request, const Target& target) {
    TRY_ASSIGN(const Selection selected, selection(request, target));
    const ListOptions options{
        request.query_value("resourceVersion"), request.query_value("resourceVersionMatch"),
        number(request.query_value("limit")), request.query_value("continue")};
    TRY_ASSIGN(const Page page, list_page(parts_.store, target, selected, options));
    return Reply{200,
                 render_list(page.entries, page.metadata, target, output_form(request)),
                 "application/json",
                 {}};
}

ApiResult<void> Api::watch(const Request& request, Target target,
                           const std::shared_ptr<http::Responder>& responder) {
    TRY_ASSIGN(Selection selected, selection(request, target));
    if (!target.name.empty()) {
        selected.require_name(target.name);
    }
    const std::string version = request.query_value("resourceVersion");
    TRY_ASSIGN(const std::uint64_t since, parse_revision(version));
    if (const std::uint64_t current = parts_.store.revision(); since > current) {
        return fail(revision_too_large(since, current));
    }
    WatchRequest watch;
    watch.target = std::move(target);
    watch.selection = std::move(selected);
    watch.form = output_form(request);
    watch.bookmarks = truth(request.query_value("allowWatchBookmarks"));
    watch.mark_initial_end = watch.bookmarks && truth(request.query_value("sendInitialEvents"));
    if (since != 0 && !watch.mark_initial_end) {
        watch.since = since;
    }
    const std::uint64_t seconds = number(request.query_value("timeoutSeconds"));
    watch.timeout = std::chrono::seconds(
        seconds != 0 ? seconds : kMinWatchSeconds + random_below(kMinWatchSeconds));
    parts_.watches.add(std::move(watch), responder);
    return {};
}

ApiResult<Reply> Api::written_reply(const Request& request, const Target& target,
                                    Written written) const {
    return Reply{written.created ? 201 : 200,
                 render_object(*written.entry, target, output_form(request)), "application/json",
                 std::move(written.warnings)};
}

ApiResult<Reply> Api::create(const Request& request, const Target& target) {
    TRY_ASSIGN(const WriteOptions options, write_options(request));
    TRY_ASSIGN(Value object, decode_body(request));
    TRY_ASSIGN(Written written, parts_.objects.create(target, std::move(object), options));
    return written_reply(request, target, std::move(written));
}

ApiResult<Reply> Api::update(const Request& request, const Target& target) {
    TRY_ASSIGN(const WriteOptions options, write_options(request));
    TRY_ASSIGN(const Value object, decode_body(request));
    TRY_ASSIGN(Written written, parts_.objects.update(target, object, options));
    return written_reply(request, target, std::move(written));
}

ApiResult<Reply> Api::patch(const Request& request, const Target& target) {
    TRY_ASSIGN(const WriteOptions options, write_options(request));
    const std::string type = content_type(request);
    if (type == "application/apply-patch+yaml") {
        return apply(request, target, options);
    }
    PatchType patch_type = PatchType::kMerge;
    if (type == "application/json-patch+json") {
        patch_type = PatchType::kJson;
    } else if (type == "application/strategic-merge-patch+json" && !target.resource->custom) {
        patch_type = PatchType::kStrategic;
    } else if (type != "application/merge-patch+json") {
        return fail(unsupported_media_type(
            std::string("application/json-patch+json, application/merge-patch+json") +
            (target.resource->custom ? "" : ", application/strategic-merge-patch+json") +
            ", application/apply-patch+yaml"));
    }
    TRY_ASSIGN(const Value body, decode_body(request));
    TRY_ASSIGN(Written written, parts_.objects.patch(target, patch_type, body, options));
    return written_reply(request, target, std::move(written));
}

ApiResult<Reply> Api::apply(const Request& request, const Target& target,
                            const WriteOptions& options) {
    if (!request.has_query("fieldManager")) {
        return fail(ApiError(422, "Invalid",
                             "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required "
                             "value: is required for "
                             "apply patch"));
    }
    TRY_ASSIGN(const Value body, decode_body(request));
    TRY_ASSIGN(Written written, parts_.objects.apply(target, body, options));
    return written_reply(request, target, std::move(written));
}

ApiResult<Reply> Api::remove(const Request& request, const Target& target) {
    TRY_ASSIGN(const DeleteOptions options, delete_options(request));
    TRY_ASSIGN(const EntryPtr before, parts_.objects.get(target));
    TRY_ASSIGN(const EntryPtr marked, parts_.objects.remove(target, options));
    if (marked != nullptr) {
        return Reply{200, render_object(*marked, target, {}), "application/json", {}};
    }
    Object details{{"name", target.name}};
    if (!target.resource->group.empty()) {
        details.append("group", target.resource->group);
    }
    details.append("kind", target.resource->plural);
    details.append("uid", before->object.text("metadata", "uid"));
    return json_reply(Object{{"kind", "Status"},
                             {"apiVersion", "v1"},
                             {"metadata", Object{}},
                             {"status", "Success"},
                             {"details", std::move(details)}});
}

ApiResult<Reply> Api::remove_all(const Request& request, const Target& target) {
    TRY_ASSIGN(const DeleteOptions options, delete_options(request));
    TRY_ASSIGN(const Selection selected, selection(request, target));
    TRY_ASSIGN(const Page page, list_page(parts_.store, target, selected, {}));
    for (const EntryPtr& entry : page.entries) {
        Target one = target;
        one.name = entry->id.name;
        if (const auto removed = parts_.objects.remove(one, options);
            !removed && removed.error().code != 404) {
            return fail(removed.error());
        }
    }
    return Reply{200, render_list(page.entries, page.metadata, target, {}), "application/json", {}};
}

ApiResult<Reply> Api::scale(const Request& request, const RequestInfo& info, const Target& target) {
    const ScalePaths& paths = *target.version->scale;
    Target whole = target;
    whole.subresource.clear();
    TRY_ASSIGN(EntryPtr entry, parts_.objects.get(whole));
    if (info.verb == Verb::kGet) {
        return json_reply(scale_of(entry->object, paths));
    }
    TRY_ASSIGN(WriteOptions options, write_options(request));
    TRY_ASSIGN(Value scale, decode_body(request));
    if (info.verb == Verb::kPatch) {
        Value live = scale_of(entry->object, paths);
        // A patch counts whatever was written meanwhile, if it does not say otherwise itself.
        live["metadata"].as_object().erase("resourceVersion");
        if (content_type(request) == "application/json-patch+json") {
            TRY_ASSIGN(scale, manifest::apply_json_patch(live, scale));
        } else {
            scale = manifest::apply_merge_patch(live, scale);
        }
    } else if (info.verb != Verb::kUpdate) {
        return fail(method_not_allowed());
    }
    TRY_ASSIGN(const Value change, patch_from_scale(scale, paths));
    TRY_ASSIGN(const Written written,
               parts_.objects.patch(whole, PatchType::kMerge, change, options));
    return json_reply(scale_of(written.entry->object, paths));
}

}  // namespace sealer::standalone
