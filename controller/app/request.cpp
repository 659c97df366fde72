// SPDX-License-Identifier: Apache-2.0
#include "controller/app/request.h"

#include "controller/app/source_status.h"

namespace sealer::app {
namespace {

using manifest::Value;

// Both forms go: the operation's alone is to be read.
void replace_sources(Value& spec, const Value& sync) {
    for (const char* field : {"source", "sources"}) {
        spec.as_object().erase(field);
        if (is_set(sync.get(field))) {
            spec[field] = *sync.get(field);
        }
    }
}

Status set_revisions(Sources& sources, const Value& sync) {
    const Commits revisions = revisions_in(&sync);
    if (revisions.size() > sources.list.size()) {
        return fail(Code::kInvalid, "operation.sync.revisions: there are " +
                                        std::to_string(revisions.size()) + ", but " +
                                        std::to_string(sources.list.size()) + " sources");
    }
    for (std::size_t i = 0; i < revisions.size(); ++i) {
        if (!revisions[i].empty()) {
            sources.list[i].target_revision = revisions[i];
        }
    }
    return {};
}

}  // namespace

Result<Spec> requested_spec(const Value& application, const Value& operation) {
    const Value* sync = operation.get("sync");
    if (sync == nullptr || !sync->is_object()) {
        return fail(Code::kInvalid, "Invalid operation request: no operation specified");
    }
    if (is_set(sync->get("manifests"))) {
        return fail(Code::kInvalid,
                    "operation.sync.manifests: local manifests are not synchronised, those of Git "
                    "alone; `sealer diff --local` shows what they would change");
    }
    Value changed = application;
    Value& json = changed["spec"];
    if (is_set(sync->get("source")) || is_set(sync->get("sources"))) {
        replace_sources(json, *sync);
    }
    if (const Value* options = sync->get("syncOptions"); is_set(options)) {
        json["syncPolicy"]["syncOptions"] = *options;
    }
    Result<Spec> spec = parse_spec(changed);
    if (!spec) {
        return fail(spec.error().with("operation"));
    }
    TRY(set_revisions(spec->sources, *sync));
    return spec;
}

bool is_about_others(const Value& operation) {
    const Value* sync = operation.get("sync");
    return sync != nullptr && (is_set(sync->get("source")) || is_set(sync->get("sources")) ||
                               !revisions_in(sync).empty());
}

Result<RetryRequest> retry_of(const Value& operation) {
    RetryRequest request;
    const Value* retry = operation.get("retry");
    if (retry == nullptr || !retry->is_object()) {
        return request;
    }
    request.limit = retry->integer_or(0, "limit");
    request.refresh = retry->flag("refresh");
    if (const Value* backoff = retry->get("backoff"); is_set(backoff)) {
        TRY_ASSIGN(request.pauses, parse_backoff(*backoff, "operation.retry.backoff"));
    }
    return request;
}

}  // namespace sealer::app
