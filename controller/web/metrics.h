// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace sealer::web {

using Labels = std::map<std::string, std::string>;

// Counters, gauges and histograms in Prometheus' text form. A family is described once; its series
// come into being at first use. Thread-safe. Values of labels may hold names of objects, never
// contents.
class Metrics {
  public:
    Metrics();
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    void describe_counter(const std::string& name, const std::string& help);
    void describe_gauge(const std::string& name, const std::string& help);
    // `buckets`: upper bounds, ascending.
    void describe_histogram(const std::string& name, const std::string& help,
                            std::vector<double> buckets);
    // Series that are asked for at each scrape; `read` must be quick and thread-safe.
    struct Sample {
        Labels labels;
        double value = 0;
    };
    enum class Kind { kCounter, kGauge };
    void observe(const std::string& name, const std::string& help, Kind kind,
                 std::function<std::vector<Sample>()> read);

    // `name` must have been described.
    void increment(const std::string& name, const Labels& labels = {}, double by = 1);
    void set(const std::string& name, const Labels& labels, double value);
    // One more value of a histogram.
    void record(const std::string& name, const Labels& labels, double value);
    // The series of a counter or gauge goes: its object is no more.
    void remove(const std::string& name, const Labels& labels);

    // The exposition format, version 0.0.4.
    [[nodiscard]] std::string text() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sealer::web
