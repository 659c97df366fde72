// SPDX-License-Identifier: Apache-2.0
// Where an Application's manifests are: its spec's `source` or `sources`, which an operation may
// replace. Pure.
// Source: Argo CD's Application reference, ApplicationSource; user guide, "Multiple Sources".
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/app/kustomize_options.h"
#include "common/base/result.h"
#include "common/manifest/value.h"
#include "common/render/render.h"

namespace sealer::app {

struct Source {
    std::string repo_url;
    std::string path;
    std::string target_revision;             // "HEAD" where there is none
    std::string tag_prefix;                  // see git::parse_revision
    std::string ref;                         // what others call it
    std::optional<render::SourceType> type;  // where it has options of one
    render::DirectoryOptions directory;
    KustomizeOptions kustomize;
    std::string refusal;   // why this version cannot render it; empty: it can
    std::string where;     // "spec.source", "spec.sources[1]"
    manifest::Value json;  // as it is written, for the status

    // Else it is there for others to refer to its files.
    [[nodiscard]] bool renders() const { return !path.empty() || ref.empty(); }
};

// One, or several whose objects come together; of two of the same name the later source's counts.
struct Sources {
    std::vector<Source> list;
    bool is_list = false;  // written as `sources`, which may be just one
};

// Whether a field says anything: empty maps, lists and texts are as good as absent.
[[nodiscard]] bool is_set(const manifest::Value* value);

// kInvalid: what an InvalidSpecError condition says, below `where`. What is well-formed but is not
// done by this version is no error here: see Source::refusal.
[[nodiscard]] Result<Source> parse_source(const manifest::Value& json, std::string_view where);

// `holder`'s `sources` if it has any, else its `source` alone, as they are written; empty where it
// has neither, or is null. Valid as long as `holder`.
[[nodiscard]] std::span<const manifest::Value> written_sources(const manifest::Value* holder);

// `holder`'s `sources` if it has any, else its `source`. kInvalid, too, where it has neither.
[[nodiscard]] Result<Sources> parse_sources(const manifest::Value& holder, std::string_view where);

using Commits = std::vector<std::string>;  // of each source, in their order

// `holder`'s `revisions` if it has any, else its `revision` alone; empty where it has neither, or
// is null.
[[nodiscard]] Commits revisions_in(const manifest::Value* holder);

// kInvalid with its refusal.
[[nodiscard]] Status check_supported(const Source& source);

}  // namespace sealer::app
