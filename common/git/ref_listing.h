// SPDX-License-Identifier: Apache-2.0
// What `git ls-remote --symref` tells, and which of it a revision means. Pure.
// Source: Argo CD's user guide, "Tracking and Deployment Strategies".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"

namespace sealer::git {

struct Ref {
    std::string name;    // "refs/heads/main", …
    std::string commit;  // an annotated tag's is the commit that it is about
};

class RefListing {
  public:
    // Lines that are none of ls-remote's are left out. `text` must outlive the listing.
    explicit RefListing(std::string_view text);

    // The first of `names` that is there.
    [[nodiscard]] std::optional<Ref> first_of(const std::vector<std::string>& names) const;
    // The tag of the greatest version that fits the constraint, of those that begin with `prefix`,
    // which is no part of the version.
    [[nodiscard]] std::optional<Ref> newest_tag(std::string_view constraint,
                                                std::string_view prefix) const;
    // Where HEAD, or another symbolic ref, leads to; the first that is told.
    [[nodiscard]] const std::optional<std::string>& symbolic_target() const { return symbolic_; }

  private:
    std::map<std::string, std::string_view, std::less<>> commits_;  // by name
    std::optional<std::string> symbolic_;
};

// Which refs a revision may mean.
struct RevisionQuery {
    std::vector<std::string> names;  // the best first
    std::string constraint;          // not empty: the newest such tag comes before the names
    std::string tag_prefix;

    // What to ask ls-remote for.
    [[nodiscard]] std::vector<std::string> patterns() const;
    [[nodiscard]] std::optional<Ref> answer(const RefListing& listing) const;
};

// Of "HEAD", "" (the same), "refs/…", a branch, a tag, or a constraint on versions (">=1.2 <2",
// "1.x"). Where there is a `tag_prefix`, constraints and versions are about tags that begin with
// it, and other names may be such tags. kInvalid for what can be none of these.
[[nodiscard]] Result<RevisionQuery> parse_revision(const std::string& revision,
                                                   const std::string& tag_prefix);

}  // namespace sealer::git
