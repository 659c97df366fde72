// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_revisions.h"

#include <algorithm>
#include <numeric>

#include "common/app/source.h"
#include "common/base/integer.h"

namespace sealer::cli {

using manifest::Value;

void RevisionOptions::define(CommandLine& line) {
    line.text("--revision", revision, "REVISION",
              "This commit, tag or branch, not the one that the Application names");
    line.list("--revisions", revisions, "REVISION", "The same, for each of several sources");
    line.list("--source-positions", positions, "NUMBER",
              "Which sources --revisions are of, counted from 1");
    line.list("--source-names", names, "NAME", "The same, by the names of sources");
}

// The indexes of the sources that `revisions` are of.
Result<std::vector<std::size_t>> RevisionOptions::places(std::span<const Value> sources) const {
    std::vector<std::size_t> places;
    for (const std::string& position : positions) {
        const auto number = parse_integer<std::size_t>(position);
        if (!number || *number < 1 || *number > sources.size()) {
            return fail(Code::kInvalid, "--source-positions: there is no source " + position +
                                            ", but 1 to " + std::to_string(sources.size()));
        }
        places.push_back(*number - 1);
    }
    for (const std::string& name : names) {
        const auto found = std::ranges::find_if(
            sources, [&](const Value& source) { return source.text("name") == name; });
        if (found == sources.end()) {
            return fail(Code::kInvalid, "--source-names: no source has the name " + name);
        }
        places.push_back(static_cast<std::size_t>(found - sources.begin()));
    }
    if (places.empty()) {
        places.resize(std::min(revisions.size(), sources.size()));
        std::iota(places.begin(), places.end(), 0);
    }
    return places;
}

Result<std::vector<std::string>> RevisionOptions::of(const Value& application) const {
    const std::span<const Value> sources = app::written_sources(application.get("spec"));
    std::vector<std::string> result(sources.size());
    if (!revision.empty()) {
        if (sources.size() != 1 || !revisions.empty()) {
            return fail(Code::kInvalid,
                        "--revision is for Applications with one source, and "
                        "without --revisions: these take --source-positions");
        }
        result.front() = revision;
    }
    TRY_ASSIGN(const std::vector<std::size_t> places, this->places(sources));
    if (places.size() != revisions.size()) {
        return fail(Code::kInvalid, std::to_string(revisions.size()) + " --revisions, but " +
                                        std::to_string(places.size()) + " sources for them");
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
        result[places[i]] = revisions[i];
    }
    return result;
}

Result<Value> RevisionOptions::put_into(Value application) const {
    TRY_ASSIGN(const std::vector<std::string> wanted, of(application));
    Value* several = application.get("spec", "sources");
    const bool has_several =
        several != nullptr && several->is_array() && !several->as_array().empty();
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (!wanted[i].empty()) {
            Value& source = has_several ? several->as_array()[i] : application["spec"]["source"];
            source["targetRevision"] = wanted[i];
        }
    }
    return application;
}

}  // namespace sealer::cli
