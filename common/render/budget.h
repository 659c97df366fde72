// SPDX-License-Identifier: Apache-2.0
// What is left to one render of its limits.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/git/file_tree.h"
#include "common/manifest/value.h"
#include "common/manifest/yaml.h"
#include "common/render/limits.h"

namespace sealer::render {

// For one thread. All that a render does is paid for here before it is done, so that little input
// cannot become much work or memory. Each call fails with kInvalid, in which limit and flag are
// named, when there is not enough left or the time is over.
class Budget {
  public:
    explicit Budget(const Limits& limits = {});
    Budget(const Budget&) = delete;
    Budget& operator=(const Budget&) = delete;

    // A piece of work of about a microsecond to a millisecond, which makes nothing.
    [[nodiscard]] Status work();
    [[nodiscard]] Status add_objects(std::size_t count);
    [[nodiscard]] Status add_memory(std::size_t bytes);
    // Whether something may be nested so deep.
    [[nodiscard]] Status check_depth(std::size_t depth) const;
    // A value that is going to stand `depth` levels below the top of its object.
    [[nodiscard]] Status add_value(const manifest::Value& value, std::size_t depth = 0);
    // `slot = value`, `depth` levels below the top: costs what `slot` grows by.
    [[nodiscard]] Status assign(manifest::Value& slot, manifest::Value value,
                                std::size_t depth = 0);

    // A file, counted with its bytes.
    [[nodiscard]] Result<std::string> read(const git::FileTree& tree, const std::string& path);
    // As manifest::parse_yaml, all documents paid for; the limits are these.
    [[nodiscard]] Result<std::vector<manifest::Document>> parse_yaml(
        std::string_view text, manifest::YamlOptions options = {});

    // What was spent so far, but for time.
    struct Spent {
        std::size_t bytes = 0;
        std::size_t files = 0;
        std::size_t objects = 0;
        std::size_t memory = 0;
        friend Spent operator-(const Spent& a, const Spent& b) {
            return {a.bytes - b.bytes, a.files - b.files, a.objects - b.objects,
                    a.memory - b.memory};
        }
    };
    [[nodiscard]] const Spent& spent() const { return spent_; }
    // Pays for what is there already, of an earlier render, as if it were made anew.
    [[nodiscard]] Status add(const Spent& more);
    // Takes back what was spent since.
    void reset(const Spent& spent) { spent_ = spent; }

    [[nodiscard]] const Limits& limits() const { return limits_; }

  private:
    const Limits limits_;
    const std::chrono::steady_clock::time_point deadline_;
    unsigned calls_ = 0;
    Spent spent_;
};

}  // namespace sealer::render
