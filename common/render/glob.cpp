// SPDX-License-Identifier: Apache-2.0
// A glob becomes a nondeterministic automaton whose states are all followed at once, so that no
// pattern takes more than |pattern| x |text| steps.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/render/render.h"

namespace sealer::render {
namespace {

// Code points; bytes that are no UTF-8 count one each.
std::u32string decode(std::string_view text) {
    std::u32string points;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        if (length == 1 || i + length > text.size()) {
            points.push_back(lead);
            ++i;
            continue;
        }
        char32_t point = lead & (0xFFU >> (length + 1));
        for (std::size_t k = 1; k < length; ++k) {
            point = (point << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
        }
        points.push_back(point);
        i += length;
    }
    return points;
}

struct Range {
    char32_t low, high;
};

struct State {
    enum class Kind { kCharacters, kAny, kSplit, kMatch } kind = Kind::kMatch;
    std::vector<Range> ranges;  // of kCharacters
    bool negated = false;
    std::vector<std::size_t> next;
};

constexpr std::size_t kMaxStates = 10'000;
constexpr int kMaxNesting = 32;

// Fragments are chained by patching the dangling ends of one to the start of the next.
class Compiler {
  public:
    Compiler(std::u32string pattern, char separator)
        : pattern_(std::move(pattern)), separator_(static_cast<unsigned char>(separator)) {}

    // Unset for what is no pattern.
    std::optional<std::vector<State>> compile() {
        const std::size_t start = add(State::Kind::kSplit);
        const std::optional<std::size_t> end = sequence(start, 0);
        if (!end || at_ != pattern_.size() || states_.size() > kMaxStates) {
            return std::nullopt;
        }
        link(*end, add(State::Kind::kMatch));
        return std::move(states_);
    }

  private:
    std::size_t add(State::Kind kind) {
        states_.push_back(State{kind, {}, false, {}});
        return states_.size() - 1;
    }
    std::size_t link(std::size_t from, std::size_t to) {
        states_[from].next.push_back(to);
        return to;
    }

    // From the state `end` on; the last state.
    std::optional<std::size_t> sequence(std::size_t end, int depth) {
        while (at_ < pattern_.size() && states_.size() <= kMaxStates) {
            const char32_t c = pattern_[at_];
            if (depth > 0 && (c == U',' || c == U'}')) {
                break;
            }
            ++at_;
            std::optional<std::size_t> last;
            switch (c) {
                case U'*':
                    last = star(end);
                    break;
                case U'?':
                    last = link(end, add_any_but_separator());
                    break;
                case U'[':
                    last = characters(end);
                    break;
                case U'{':
                    last = alternatives(end, depth + 1);
                    break;
                case U'\\':
                    last = at_ < pattern_.size() ? literal(end, pattern_[at_++])
                                                 : std::optional<std::size_t>();
                    break;
                default:
                    last = literal(end, c);
            }
            if (!last) {
                return std::nullopt;
            }
            end = *last;
        }
        return end;
    }

    std::size_t literal(std::size_t from, char32_t c) {
        const std::size_t state = link(from, add(State::Kind::kCharacters));
        states_[state].ranges.push_back({c, c});
        return state;
    }

    std::size_t add_any_but_separator() {
        if (separator_ == 0) {
            return add(State::Kind::kAny);
        }
        const std::size_t state = add(State::Kind::kCharacters);
        states_[state].ranges.push_back({separator_, separator_});
        states_[state].negated = true;
        return state;
    }

    // Behind its first star.
    std::size_t star(std::size_t from) {
        const bool crosses_separators = at_ < pattern_.size() && pattern_[at_] == U'*';
        at_ += crosses_separators ? 1 : 0;
        const std::size_t hub = link(from, add(State::Kind::kSplit));
        link(link(hub, crosses_separators ? add(State::Kind::kAny) : add_any_but_separator()), hub);
        return link(hub, add(State::Kind::kSplit));
    }

    std::optional<std::size_t> characters(std::size_t from) {
        const std::size_t state = link(from, add(State::Kind::kCharacters));
        if (at_ < pattern_.size() && pattern_[at_] == U'!') {
            states_[state].negated = true;
            ++at_;
        }
        while (at_ < pattern_.size() && pattern_[at_] != U']') {
            const char32_t low = pattern_[at_++];
            char32_t high = low;
            if (at_ + 1 < pattern_.size() && pattern_[at_] == U'-' && pattern_[at_ + 1] != U']') {
                high = pattern_[at_ + 1];
                at_ += 2;
            }
            states_[state].ranges.push_back({low, high});
        }
        if (at_ == pattern_.size() || states_[state].ranges.empty()) {
            return std::nullopt;
        }
        ++at_;
        return state;
    }

    std::optional<std::size_t> alternatives(std::size_t from, int depth) {
        if (depth > kMaxNesting) {
            return std::nullopt;
        }
        const std::size_t join = add(State::Kind::kSplit);
        while (true) {
            const std::optional<std::size_t> end =
                sequence(link(from, add(State::Kind::kSplit)), depth);
            if (!end || at_ == pattern_.size()) {
                return std::nullopt;
            }
            link(*end, join);
            if (pattern_[at_++] == U'}') {
                return join;
            }
        }
    }

    std::u32string pattern_;
    char32_t separator_;
    std::size_t at_ = 0;
    std::vector<State> states_;
};

bool accepts(const State& state, char32_t c) {
    if (state.kind == State::Kind::kAny) {
        return true;
    }
    for (const Range& range : state.ranges) {
        if (range.low <= c && c <= range.high) {
            return !state.negated;
        }
    }
    return state.kind == State::Kind::kCharacters && state.negated;
}

// Adds `from` and what it reaches without a character.
void close_over(const std::vector<State>& states, std::size_t from, std::vector<bool>& active) {
    std::vector<std::size_t> pending{from};
    while (!pending.empty()) {
        const std::size_t state = pending.back();
        pending.pop_back();
        if (active[state]) {
            continue;
        }
        active[state] = true;
        if (states[state].kind == State::Kind::kSplit) {
            pending.insert(pending.end(), states[state].next.begin(), states[state].next.end());
        }
    }
}

// The states after the character `c`.
std::vector<bool> step(const std::vector<State>& states, const std::vector<bool>& active,
                       char32_t c) {
    std::vector<bool> next(states.size());
    for (std::size_t i = 0; i < states.size(); ++i) {
        const State& state = states[i];
        if (!active[i] || state.kind == State::Kind::kSplit || !accepts(state, c)) {
            continue;
        }
        for (const std::size_t to : state.next) {
            close_over(states, to, next);
        }
    }
    return next;
}

std::optional<std::vector<State>> compile(std::string_view pattern, char separator) {
    return Compiler(decode(pattern), separator).compile();
}

}  // namespace

bool is_glob(std::string_view pattern) {
    return compile(pattern, 0).has_value();
}

bool glob_match(std::string_view pattern, std::string_view text, char separator) {
    const std::optional<std::vector<State>> states = compile(pattern, separator);
    if (!states) {
        return false;
    }
    std::vector<bool> active(states->size());
    close_over(*states, 0, active);
    for (const char32_t c : decode(text)) {
        active = step(*states, active, c);
    }
    return active.back();
}

}  // namespace sealer::render
