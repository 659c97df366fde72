// SPDX-License-Identifier: Apache-2.0
#include "common/git/ref_listing.h"

#include <algorithm>

#include "common/base/semver.h"
#include "common/base/text.h"
#include "common/git/repository.h"

namespace sealer::git {
namespace {

constexpr std::string_view kSymbolic = "ref: ";  // "ref: refs/heads/main\tHEAD"
constexpr std::string_view kPeeled = "^{}";      // behind an annotated tag's name
constexpr std::string_view kTags = "refs/tags/";

// What is no name of a ref, and what git would read as a pattern or an option.
bool is_name(std::string_view revision) {
    return revision.size() <= 512 && !revision.starts_with('-') &&
           revision.find("..") == std::string_view::npos &&
           std::ranges::none_of(revision, [](char c) {
               return static_cast<unsigned char>(c) <= ' ' || c == '\x7f' ||
                      std::string_view("~^:?*[\\").find(c) != std::string_view::npos;
           });
}

// A branch beats a tag of the same name.
std::vector<std::string> names_of(const std::string& revision) {
    if (revision.empty() || revision == "HEAD") {
        return {"HEAD"};
    }
    if (revision.starts_with("refs/")) {
        return {revision};
    }
    return {"refs/heads/" + revision, std::string(kTags) + revision};
}

}  // namespace

RefListing::RefListing(std::string_view text) {
    for (std::string_view line : split(text, '\n')) {
        const std::size_t tab = line.find('\t');
        if (tab == std::string_view::npos) {
            continue;
        }
        if (line.starts_with(kSymbolic)) {
            if (!symbolic_) {
                symbolic_ = line.substr(kSymbolic.size(), tab - kSymbolic.size());
            }
            continue;
        }
        std::string_view name = line.substr(tab + 1);
        const bool is_peeled = name.ends_with(kPeeled);
        if (is_peeled) {
            name.remove_suffix(kPeeled.size());
        }
        // git tells a tag first, then what it is about.
        if (is_commit_id(line.substr(0, tab)) && (is_peeled || !commits_.contains(name))) {
            commits_[std::string(name)] = line.substr(0, tab);
        }
    }
}

std::optional<Ref> RefListing::first_of(const std::vector<std::string>& names) const {
    for (const std::string& name : names) {
        if (const auto found = commits_.find(name); found != commits_.end()) {
            return Ref{name, std::string(found->second)};
        }
    }
    return std::nullopt;
}

std::optional<Ref> RefListing::newest_tag(std::string_view constraint,
                                          std::string_view prefix) const {
    std::optional<Version> newest;
    std::optional<Ref> tag;
    const std::string start = std::string(kTags) + std::string(prefix);
    for (auto at = commits_.lower_bound(start);
         at != commits_.end() && at->first.starts_with(start); ++at) {
        auto version = parse_version(std::string_view(at->first).substr(start.size()));
        if (!version || !satisfies(*version, constraint).value_or(false)) {
            continue;
        }
        if (!newest || std::is_gt(compare(*version, *newest))) {
            newest = *std::move(version);
            tag = Ref{at->first, std::string(at->second)};
        }
    }
    return tag;
}

std::vector<std::string> RevisionQuery::patterns() const {
    std::vector<std::string> patterns = names;
    for (const std::string& name : names) {
        patterns.push_back(name + std::string(kPeeled));
    }
    if (!constraint.empty()) {
        patterns.push_back(std::string(kTags) + tag_prefix + "*");
    }
    return patterns;
}

std::optional<Ref> RevisionQuery::answer(const RefListing& listing) const {
    auto tag = constraint.empty() ? std::nullopt : listing.newest_tag(constraint, tag_prefix);
    return tag ? tag : listing.first_of(names);
}

Result<RevisionQuery> parse_revision(const std::string& revision, const std::string& tag_prefix) {
    const bool is_constraint = revision.size() <= 512 && is_version_constraint(revision);
    if ((!is_constraint && !is_name(revision)) || !is_name(tag_prefix)) {
        return fail(Code::kInvalid, "targetRevision \"" + tag_prefix + revision +
                                        "\": not a branch, tag, commit or range of versions");
    }
    RevisionQuery query;
    query.tag_prefix = tag_prefix;
    if (is_constraint) {
        query.constraint = revision;
    } else if (!tag_prefix.empty() && revision != "HEAD") {
        query.names.push_back(std::string(kTags) + tag_prefix + revision);
    }
    const bool is_version_with_prefix = !tag_prefix.empty() && parse_version(revision);
    if (is_name(revision) && !is_version_with_prefix) {
        const std::vector<std::string> plain = names_of(revision);
        query.names.insert(query.names.end(), plain.begin(), plain.end());
    }
    return query;
}

}  // namespace sealer::git
