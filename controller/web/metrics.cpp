// SPDX-License-Identifier: Apache-2.0
#include "controller/web/metrics.h"

#include <utility>
#include <vector>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include "common/base/check.h"
#include "common/base/mutex.h"

namespace sealer::web {

struct Metrics::Impl {
    struct Observed {
        std::string name, help;
        Kind kind = Kind::kGauge;
        std::function<std::vector<Sample>()> read;
    };

    prometheus::Registry registry;
    Mutex mutex;
    std::map<std::string, prometheus::Family<prometheus::Counter>*> counters GUARDED_BY(mutex);
    std::map<std::string, prometheus::Family<prometheus::Gauge>*> gauges GUARDED_BY(mutex);
    struct Histograms {
        prometheus::Family<prometheus::Histogram>* family = nullptr;
        std::vector<double> buckets;
    };
    std::map<std::string, Histograms> histograms GUARDED_BY(mutex);
    std::vector<Observed> observed GUARDED_BY(mutex);

    prometheus::Family<prometheus::Gauge>& gauge(const std::string& name) {
        const MutexLock lock(mutex);
        const auto family = gauges.find(name);
        CHECK(family != gauges.end());
        return *family->second;
    }
};

Metrics::Metrics() : impl_(std::make_unique<Impl>()) {}
Metrics::~Metrics() = default;

void Metrics::describe_counter(const std::string& name, const std::string& help) {
    const MutexLock lock(impl_->mutex);
    impl_->counters[name] =
        &prometheus::BuildCounter().Name(name).Help(help).Register(impl_->registry);
}

void Metrics::describe_gauge(const std::string& name, const std::string& help) {
    const MutexLock lock(impl_->mutex);
    impl_->gauges[name] = &prometheus::BuildGauge().Name(name).Help(help).Register(impl_->registry);
}

void Metrics::describe_histogram(const std::string& name, const std::string& help,
                                 std::vector<double> buckets) {
    const MutexLock lock(impl_->mutex);
    impl_->histograms[name] = {
        &prometheus::BuildHistogram().Name(name).Help(help).Register(impl_->registry),
        std::move(buckets)};
}

void Metrics::observe(const std::string& name, const std::string& help, Kind kind,
                      std::function<std::vector<Sample>()> read) {
    const MutexLock lock(impl_->mutex);
    impl_->observed.push_back({name, help, kind, std::move(read)});
}

void Metrics::increment(const std::string& name, const Labels& labels, double by) {
    prometheus::Family<prometheus::Counter>* counter = nullptr;
    {
        const MutexLock lock(impl_->mutex);
        const auto family = impl_->counters.find(name);
        CHECK(family != impl_->counters.end());
        counter = family->second;
    }
    counter->Add(labels).Increment(by);
}

void Metrics::set(const std::string& name, const Labels& labels, double value) {
    impl_->gauge(name).Add(labels).Set(value);
}

void Metrics::record(const std::string& name, const Labels& labels, double value) {
    Impl::Histograms histograms;
    {
        const MutexLock lock(impl_->mutex);
        const auto known = impl_->histograms.find(name);
        CHECK(known != impl_->histograms.end());
        histograms = known->second;
    }
    histograms.family->Add(labels, histograms.buckets).Observe(value);
}

void Metrics::remove(const std::string& name, const Labels& labels) {
    const auto remove_from = [&labels](auto& family) { family.Remove(&family.Add(labels)); };
    const MutexLock lock(impl_->mutex);
    if (const auto counter = impl_->counters.find(name); counter != impl_->counters.end()) {
        remove_from(*counter->second);
        return;
    }
    const auto gauge = impl_->gauges.find(name);
    CHECK(gauge != impl_->gauges.end());
    remove_from(*gauge->second);
}

std::string Metrics::text() const {
    std::vector<prometheus::MetricFamily> families = impl_->registry.Collect();
    std::vector<Impl::Observed> observed;
    {
        const MutexLock lock(impl_->mutex);
        observed = impl_->observed;
    }
    for (const Impl::Observed& series : observed) {
        const bool counts = series.kind == Kind::kCounter;
        prometheus::MetricFamily family;
        family.name = series.name;
        family.help = series.help;
        family.type = counts ? prometheus::MetricType::Counter : prometheus::MetricType::Gauge;
        for (const Sample& sample : series.read()) {
            prometheus::ClientMetric metric;
            for (const auto& [label, value] : sample.labels) {
                metric.label.push_back({label, value});
            }
            (counts ? metric.counter.value : metric.gauge.value) = sample.value;
            family.metric.push_back(std::move(metric));
        }
        families.push_back(std::move(family));
    }
    return prometheus::TextSerializer().Serialize(families);
}

}  // namespace sealer::web
