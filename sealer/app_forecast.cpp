// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_forecast.h"

#include <set>

#include "common/app/applied_fields.h"
#include "common/app/explanation.h"
#include "common/app/respected.h"
#include "common/app/secret_mask.h"
#include "common/app/wanted_object.h"
#include "common/base/thread_pool.h"
#include "common/manifest/field_path.h"
#include "sealer/app_live.h"

namespace sealer::cli {
namespace {

using manifest::Value;

Result<std::vector<std::string>> sentences(const app::ToExplain& object) {
    TRY_ASSIGN(const std::vector<app::Difference> differences, app::explain(object));
    std::vector<std::string> sentences;
    sentences.reserve(differences.size());
    for (const app::Difference& difference : differences) {
        sentences.push_back(to_string(difference) + ". To ignore it: " + difference.ignore_rule);
    }
    return sentences;
}

}  // namespace

Result<std::vector<Forecast>> Forecaster::forecast(std::vector<Value> wanted) {
    ThreadPool pool(helping_threads());
    std::vector<Result<Subject>> found(wanted.size());
    pool.parallel_for(wanted.size(),
                      [&](std::size_t i) { found[i] = look_up(std::move(wanted[i])); });
    std::vector<Subject> subjects;
    for (Result<Subject>& one : found) {
        TRY_ASSIGN(Subject subject, std::move(one));
        subjects.push_back(std::move(subject));
    }
    TRY(apply_rules(subjects));
    std::vector<Result<Forecast>> judged(subjects.size());
    pool.parallel_for(subjects.size(), [&](std::size_t i) { judged[i] = judge(subjects[i]); });
    std::vector<Forecast> forecasts;
    for (Result<Forecast>& one : judged) {
        TRY_ASSIGN(Forecast forecast, std::move(one));
        forecasts.push_back(std::move(forecast));
    }
    return forecasts;
}

Result<Forecaster::Subject> Forecaster::look_up(Value wanted) {
    Subject subject;
    const manifest::GroupVersionKind type = manifest::type_of(wanted);
    auto resource = discovery_.find(type);
    if (!resource && resource.error().code != Code::kNotFound) {
        return fail(std::move(resource).error());
    }
    subject.schema = manifest::builtin_schema(type);
    app::make_applicable(wanted, resource ? &*resource : nullptr, namespace_, subject.schema);
    subject.key = manifest::key_of(wanted);
    if (resource) {
        TRY_ASSIGN(subject.live, get_live(client_, *resource, subject.key));
        subject.resource = *std::move(resource);
    }
    if (app::is_secret(wanted)) {
        app::mask_secret(wanted);
    }
    // Whose an object is, is the controller's to write: never a difference.
    app::copy_marks(subject.live, tolerance_.tracking, wanted);
    subject.applied = app::applied_fields(wanted, subject.schema);
    subject.wanted = std::move(wanted);
    return subject;
}

Status Forecaster::apply_rules(std::vector<Subject>& subjects) const {
    std::vector<Subject*> concerned;
    std::vector<app::ObjectPair> pairs;
    for (Subject& subject : subjects) {
        if (!subject.live.is_null() && tolerance_.rules.concern(subject.key)) {
            concerned.push_back(&subject);
            pairs.push_back({subject.key, subject.wanted, subject.live, subject.schema});
        }
    }
    TRY_ASSIGN(std::vector<manifest::FieldSet> ignored,
               app::ignored_fields(tolerance_.rules, pairs, find_paths_));
    for (std::size_t i = 0; i < concerned.size(); ++i) {
        concerned[i]->ignored = std::move(ignored[i]);
    }
    return {};
}

Result<Forecast> Forecaster::judge(Subject& subject) const {
    Forecast forecast{.key = subject.key};
    if (!subject.live.is_null()) {
        TRY(ask_server(subject, forecast));
    } else {
        forecast.wanted = std::move(subject.wanted);
    }
    for (Value* side : {&forecast.live, &forecast.wanted}) {
        manifest::erase_fields(*side, subject.ignored);
        app::drop_server_fields(*side);
    }
    if (app::is_secret(forecast.wanted)) {
        app::mask_annotations(tolerance_.sensitive_annotations, forecast.live, forecast.wanted);
    }
    return forecast;
}

Status Forecaster::ask_server(Subject& subject, Forecast& forecast) const {
    const app::Desired desired{subject.wanted, subject.applied.fields, subject.schema,
                               subject.applied.unstored};
    const auto verdict = app::compare_locally(desired, subject.live, subject.ignored);
    if (verdict && *verdict == app::LocalVerdict::kInSync) {
        return {};
    }
    std::optional<Value> predicted;
    // For a Secret the answer would hold the values.
    if (!app::is_secret(subject.wanted)) {
        Value written = subject.wanted;
        if (tolerance_.is_respected && !subject.ignored.empty()) {
            TRY_ASSIGN(written, app::keep_ignored(std::move(written), desired, subject.live,
                                                  subject.ignored, app::Write::kApply));
        }
        auto answer = client_.apply(*subject.resource, written, {.dry_run = true});
        if (answer) {
            predicted = *std::move(answer);
        } else if (answer.error().code == Code::kDenied || answer.error().code == Code::kInvalid) {
            forecast.why_a_guess = answer.error().with(to_string(subject.key)).message;
        } else {
            return fail(answer.error().with(to_string(subject.key)));
        }
    }
    TRY_ASSIGN(forecast.reasons,
               sentences({.key = subject.key,
                          .desired = desired,
                          .live = subject.live,
                          .predicted = predicted ? &*predicted : nullptr,
                          .ignored = subject.ignored,
                          .sensitive_annotations = tolerance_.sensitive_annotations}));
    // Without a reason, what differs is other managers', webhooks' and defaults.
    if (forecast.reasons.empty()) {
        return {};
    }
    forecast.live =
        predicted ? std::move(subject.live) : cut_to_shape(subject.live, subject.wanted);
    forecast.wanted = predicted ? *std::move(predicted) : std::move(subject.wanted);
    return {};
}

}  // namespace sealer::cli
