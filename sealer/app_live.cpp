// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_live.h"

#include <set>
#include <utility>

#include "common/app/application.h"
#include "common/app/applied_fields.h"
#include "common/app/explanation.h"
#include "common/app/secret_mask.h"
#include "common/manifest/field_set.h"
#include "common/manifest/json.h"
#include "common/manifest/schema.h"
#include "common/manifest/secret.h"

namespace sealer::cli {
namespace {

using manifest::Value;

// Whose an object is, is the controller's to write: never a difference.
void keep_tracking(Value& wanted, const Value& live) {
    if (const auto id = manifest::annotation(live, app::kTrackingId); !id.empty()) {
        manifest::set_annotation(wanted, app::kTrackingId, id);
    }
}

Result<std::vector<std::string>> reasons_for(const Value& wanted, const Value& live,
                                             const Value& predicted) {
    const manifest::Schema* schema = manifest::builtin_schema(manifest::type_of(wanted));
    const manifest::ObjectKey key = manifest::key_of(wanted);
    const app::AppliedFields applied = app::applied_fields(wanted, schema);
    const app::Desired desired{wanted, applied.fields, schema, applied.unstored};
    const manifest::FieldSet nothing_ignored;
    const std::set<std::string> no_annotations;
    TRY_ASSIGN(const std::vector<app::Difference> differences,
               app::explain({.key = key,
                             .desired = desired,
                             .live = live,
                             .predicted = &predicted,
                             .ignored = nothing_ignored,
                             .sensitive_annotations = no_annotations}));
    std::vector<std::string> reasons;
    reasons.reserve(differences.size());
    for (const app::Difference& difference : differences) {
        reasons.push_back(to_string(difference) + ". To ignore it: " + difference.ignore_rule);
    }
    return reasons;
}

}  // namespace

Value cut_to_shape(const Value& live, const Value& wanted) {
    if (live.is_object() && wanted.is_object()) {
        manifest::Object cut;
        for (const manifest::Member& member : live.as_object()) {
            if (const Value* shape = wanted.get(member.key)) {
                cut.append(member.key, cut_to_shape(member.value, *shape));
            }
        }
        return cut;
    }
    if (live.is_array() && wanted.is_array() &&
        live.as_array().size() == wanted.as_array().size()) {
        manifest::Array cut;
        for (std::size_t i = 0; i < live.as_array().size(); ++i) {
            cut.push_back(cut_to_shape(live.as_array()[i], wanted.as_array()[i]));
        }
        return cut;
    }
    return live;
}

void drop_server_fields(Value& object) {
    if (!object.is_object()) {
        return;
    }
    object.as_object().erase("status");
    Value* metadata = object.get("metadata");
    if (metadata == nullptr || !metadata->is_object()) {
        return;
    }
    for (const char* field :
         {"managedFields", "resourceVersion", "uid", "generation", "creationTimestamp"}) {
        metadata->as_object().erase(field);
    }
}

Result<Value> get_live(kube::Client& client, const kube::Resource& resource,
                       const manifest::ObjectKey& key) {
    if (resource.type() == kube::secrets().type()) {
        const auto secret = client.get_secret(key.namespace_, key.name);
        if (!secret) {
            return secret.error().code == Code::kNotFound ? Result<Value>() : fail(secret.error());
        }
        TRY_ASSIGN(const std::string masked,
                   app::mask_secret_json(manifest::write_secret_json(*secret).expose()));
        return manifest::parse_json(masked);
    }
    auto live = client.get(resource, key.namespace_, key.name);
    return !live && live.error().code == Code::kNotFound ? Result<Value>() : live;
}

Result<Value> Forecaster::live(const manifest::GroupVersionKind& type,
                               const manifest::ObjectKey& key) {
    const auto resource = discovery_.find(type);
    if (!resource) {
        return resource.error().code == Code::kNotFound ? Result<Value>() : fail(resource.error());
    }
    TRY_ASSIGN(Value live, get_live(client_, *resource, key));
    drop_server_fields(live);
    return live;
}

Status Forecaster::ask_server(const kube::Resource& resource, Forecast& forecast, Value& wanted) {
    auto answer = client_.apply(resource, wanted, {.dry_run = true});
    if (answer) {
        TRY_ASSIGN(forecast.reasons, reasons_for(wanted, forecast.live, *answer));
        // Without a reason, what differs is other managers', webhooks' and defaults.
        wanted = forecast.reasons.empty() ? forecast.live : *std::move(answer);
        return {};
    }
    const Error error = answer.error().with(to_string(manifest::key_of(wanted)));
    if (error.code != Code::kDenied && error.code != Code::kInvalid) {
        return fail(error);
    }
    forecast.why_a_guess = error.message;
    forecast.live = cut_to_shape(forecast.live, wanted);
    return {};
}

Result<Forecast> Forecaster::forecast(Value wanted) {
    Forecast forecast;
    const auto resource = discovery_.find(manifest::type_of(wanted));
    if (!resource) {
        // Its definition may come with the same sync.
        forecast.wanted = std::move(wanted);
        return resource.error().code == Code::kNotFound ? Result<Forecast>(std::move(forecast))
                                                        : fail(resource.error());
    }
    if (!resource->namespaced) {
        wanted["metadata"].as_object().erase("namespace");
    } else if (manifest::namespace_of(wanted).empty()) {
        wanted["metadata"]["namespace"] = namespace_;
    }
    const manifest::ObjectKey key = manifest::key_of(wanted);
    TRY_ASSIGN(forecast.live, get_live(client_, *resource, key));
    if (app::is_secret(wanted)) {
        // The answer to a dry run would hold the values.
        app::mask_secret(wanted);
        forecast.live = cut_to_shape(forecast.live, wanted);
    } else if (!forecast.live.is_null()) {
        keep_tracking(wanted, forecast.live);
        TRY(ask_server(*resource, forecast, wanted));
    }
    forecast.wanted = std::move(wanted);
    drop_server_fields(forecast.live);
    drop_server_fields(forecast.wanted);
    return forecast;
}

}  // namespace sealer::cli
