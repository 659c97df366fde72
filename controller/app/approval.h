// SPDX-License-Identifier: Apache-2.0
// Which deletions somebody has approved. An operation remembers it, so that trying the same commits
// again needs no second approval; of what was not there to be seen it says nothing. Pure.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "common/manifest/value.h"
#include "controller/app/comparison.h"

namespace sealer::app {

class Approval {
  public:
    // What the operation in `state` may delete, given the Application's annotation as it is now. An
    // approval of after the operation began is about all that is to be pruned now, and is noted in
    // `state`; one that was taken back or replaced does not count any more.
    [[nodiscard]] static Approval take(manifest::Value& state, std::string_view annotation,
                                       const Comparison& comparison);
    // For the state of an operation that begins: an annotation that stands already was about a
    // former one, even if its time is of the same second.
    static void begin(manifest::Value& state, std::string_view annotation);
    // To an operation that tries again what `last`, the former one's state, was about.
    static void carry_over(const manifest::Value& last, manifest::Value& state);

    // Of this very object, by its uid.
    [[nodiscard]] bool covers(const manifest::Value& live) const;

  private:
    std::set<std::string, std::less<>> marks_;
};

}  // namespace sealer::app
