// SPDX-License-Identifier: Apache-2.0
// The metrics of Applications, by the names and labels that dashboards made for Argo CD expect.
// Source: https://argo-cd.readthedocs.io/en/stable/operator-manual/metrics/
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/base/mutex.h"
#include "common/base/time.h"
#include "controller/app/observer.h"
#include "controller/web/metrics.h"

namespace sealer {

// A metric's name and its labels.
using Series = std::pair<std::string, web::Labels>;

// What an Application as it is stands for: argocd_app_info and argocd_app_condition.
[[nodiscard]] std::map<Series, double> series_of(const manifest::Value& application);

// A change costs what it changes; a scrape reads what is there. The series of an Application go
// with it, those of its past project or destination with that. Thread-safe.
class ApplicationMetrics {
  public:
    // `metrics` must not be scraped any more once this is gone.
    explicit ApplicationMetrics(web::Metrics& metrics);

    // Valid as long as this.
    [[nodiscard]] app::Observer observer();

  private:
    struct Known {
        web::Labels identity;            // of all its series
        std::map<Series, double> state;  // as series_of() has it
        std::set<Series> counted;        // of what happened to it
    };

    void changed(const kube::Change& change);
    void count_sync(const manifest::Value& application, const manifest::Value& state);
    void count_orphans(const manifest::Value& application, std::optional<std::size_t> count);
    void show_state(Known& known, std::map<Series, double> state) REQUIRES(mutex_);
    void drop_counted(Known& known) REQUIRES(mutex_);
    [[nodiscard]] std::vector<web::Metrics::Sample> waiting() const;

    web::Metrics& metrics_;
    mutable Mutex mutex_;
    std::map<std::string, Known> known_ GUARDED_BY(mutex_);       // by "namespace/name"
    std::map<web::Labels, WallTime> waiting_ GUARDED_BY(mutex_);  // since when
};

}  // namespace sealer
