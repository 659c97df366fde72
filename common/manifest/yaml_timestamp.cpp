// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/yaml_timestamp.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace sealer::manifest {

namespace {

// Takes pieces off the front of a text; once one is missing, all that follow are.
class Pieces {
  public:
    explicit Pieces(std::string_view text) : rest_(text) {}

    // A number of `least` to `most` digits that is at most `limit`.
    int number(std::size_t least, std::size_t most, int limit) {
        std::size_t count = 0;
        int value = 0;
        while (count < std::min(most, rest_.size()) && rest_[count] >= '0' && rest_[count] <= '9') {
            value = value * 10 + (rest_[count] - '0');
            ++count;
        }
        ok_ = ok_ && count >= least && value <= limit;
        rest_.remove_prefix(count);
        return value;
    }

    // Any one of `choices`.
    void one_of(std::string_view choices) {
        ok_ = ok_ && !rest_.empty() && choices.find(rest_[0]) != std::string_view::npos;
        rest_.remove_prefix(rest_.empty() ? 0 : 1);
    }

    void optional_fraction() {
        if (rest_.size() < 2 || (rest_[0] != '.' && rest_[0] != ',')) {
            return;
        }
        const std::size_t end = std::min(rest_.find_first_not_of("0123456789", 1), rest_.size());
        rest_.remove_prefix(end > 1 ? end : 0);
    }

    [[nodiscard]] char peek() const { return rest_.empty() ? '\0' : rest_[0]; }
    [[nodiscard]] bool finished() const { return ok_ && rest_.empty(); }

  private:
    std::string_view rest_;
    bool ok_ = true;
};

}  // namespace

bool is_timestamp(std::string_view text) {
    Pieces pieces(text);
    const std::chrono::year year(pieces.number(4, 4, 9999));
    pieces.one_of("-");
    const std::chrono::month month(static_cast<unsigned>(pieces.number(1, 2, 12)));
    pieces.one_of("-");
    const std::chrono::day day(static_cast<unsigned>(pieces.number(1, 2, 31)));
    if (!(year / month / day).ok()) {
        return false;
    }
    if (pieces.finished()) {
        return true;
    }
    const bool has_zone = pieces.peek() != ' ';
    pieces.one_of("Tt ");
    pieces.number(1, 2, 23);
    pieces.one_of(":");
    pieces.number(1, 2, 59);
    pieces.one_of(":");
    pieces.number(1, 2, 59);
    pieces.optional_fraction();
    if (has_zone && pieces.peek() == 'Z') {
        pieces.one_of("Z");
    } else if (has_zone) {
        pieces.one_of("+-");
        pieces.number(2, 2, 24);
        pieces.one_of(":");
        pieces.number(2, 2, 60);
    }
    return pieces.finished();
}

}  // namespace sealer::manifest
