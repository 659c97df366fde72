// SPDX-License-Identifier: Apache-2.0
#include "controller/app/source_status.h"

#include "common/base/text.h"

namespace sealer::app {

using manifest::Value;

void put_one_or_list(Value& into, const std::string& name, manifest::Array values, bool is_list) {
    if (is_list) {
        into[name + "s"] = std::move(values);
        into.as_object().erase(name);
    } else {
        into[name] = values.empty() ? Value("") : std::move(values.front());
        into.as_object().erase(name + "s");
    }
}

void put_sources(Value& into, const Sources& sources) {
    manifest::Array values;
    for (const Source& source : sources.list) {
        values.push_back(source.json);
    }
    put_one_or_list(into, "source", std::move(values), sources.is_list);
}

void put_revisions(Value& into, const Sources& sources, const Commits& commits) {
    put_one_or_list(into, "revision", manifest::Array(commits.begin(), commits.end()),
                    sources.is_list);
}

void put_result_revisions(Value& result, const Sources& sources, const Commits& commits) {
    put_revisions(result, sources, commits);
    if (sources.is_list) {
        result["revision"] = "";
    }
}

bool are_sources_of(const Value* holder, const Sources& sources) {
    if (holder == nullptr) {
        return false;
    }
    Value wanted;
    put_sources(wanted, sources);
    const manifest::Member& member = *wanted.as_object().begin();
    const Value* theirs = holder->get(member.key);
    return theirs != nullptr && *theirs == member.value;
}

std::string describe(const Commits& commits) {
    return join(commits, ", ");
}

}  // namespace sealer::app
