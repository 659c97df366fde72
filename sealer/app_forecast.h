// SPDX-License-Identifier: Apache-2.0
// What applying manifests would make of the live objects, judged as the controller judges it.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/app/applied_fields.h"
#include "common/app/ignored_fields.h"
#include "common/app/tracking.h"
#include "common/base/result.h"
#include "common/kube/client.h"
#include "common/manifest/field_set.h"
#include "common/manifest/object.h"
#include "common/manifest/schema.h"
#include "common/manifest/value.h"

namespace sealer::cli {

// One object as it is and as it would be, without what is ignored and what the API server keeps
// about it. For compare_manifests().
struct Forecast {
    manifest::ObjectKey key;
    manifest::Value live;  // null where there is none; both are, where nothing would change
    manifest::Value wanted;
    // Of each field that counts: whose it is, why it counts, and how it could be ignored.
    std::vector<std::string> reasons;
    // Why the API server has not been asked, if it could not be: fields that it would fill in or
    // take away are not known then.
    std::string why_a_guess;
};

// Which differences do not count, and whether a sync leaves them, too (RespectIgnoreDifferences).
struct Tolerance {
    app::IgnoreRules rules;
    bool is_respected = false;
    app::TrackingRules tracking;
    // Keys of annotations of Secrets whose values must not be shown.
    std::set<std::string> sensitive_annotations;
};

class Forecaster {
  public:
    // `fallback`: the namespace of namespaced objects that name none. `find_paths` evaluates the
    // rules' expressions.
    Forecaster(kube::Client& client, std::string fallback, Tolerance tolerance,
               app::FindPaths find_paths)
        : client_(client),
          discovery_(client),
          namespace_(std::move(fallback)),
          tolerance_(std::move(tolerance)),
          find_paths_(std::move(find_paths)) {}

    // Of what is to be applied, in the same order. kInvalid for a rule that cannot be evaluated.
    [[nodiscard]] Result<std::vector<Forecast>> forecast(std::vector<manifest::Value> wanted);

    [[nodiscard]] kube::Discovery& discovery() { return discovery_; }

  private:
    // Secrets are masked, both of them.
    struct Subject {
        manifest::Value wanted;
        manifest::Value live;                    // null: there is none
        std::optional<kube::Resource> resource;  // unset: its definition may come with the sync
        manifest::ObjectKey key;
        const manifest::Schema* schema = nullptr;
        app::AppliedFields applied;
        manifest::FieldSet ignored;
    };

    [[nodiscard]] Result<Subject> look_up(manifest::Value wanted);
    [[nodiscard]] Status apply_rules(std::vector<Subject>& subjects) const;
    [[nodiscard]] Result<Forecast> judge(Subject& subject) const;
    // As judge(), where the two are not the same for certain.
    [[nodiscard]] Status ask_server(Subject& subject, Forecast& forecast) const;

    kube::Client& client_;
    kube::Discovery discovery_;
    const std::string namespace_;
    const Tolerance tolerance_;
    const app::FindPaths find_paths_;
};

}  // namespace sealer::cli
