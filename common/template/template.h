// SPDX-License-Identifier: Apache-2.0
// Go's text/template with the functions of sprig 3.3.0, as Sealed Secrets renders
// spec.template.data (reference: sealed-secrets.md 1.5; the language:
// https://pkg.go.dev/text/template, the functions: https://masterminds.github.io/sprig).
// Environment, files and network are out of its reach.
//
// What an error says. Templates work on secrets, and errors end in conditions, events and logs. So
// an error quotes the template's own source, names of types, and constants of the template;
// whatever was computed while rendering is left out, even where Go would quote it: {{ fail "boom"
// }} says boom,
// {{ fail .password }} says that its text is not shown.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/base/time.h"
#include "common/crypto/secret_bytes.h"

namespace sealer::tmpl {

// What rendering may cost; whoever may create a SealedSecret may write any template.
struct Limits {
    std::size_t steps = 1'000'000;           // nodes evaluated, elements gone through
    std::size_t memory_bytes = 16U << 20U;   // of all values made on the way
    std::size_t output_bytes = 1U << 20U;    // a Secret holds no more
    int depth = 100;                         // templates, blocks and parentheses in each other
    int slow_calls = 8;                      // keys made, passwords hashed
    std::chrono::milliseconds time{10'000};  // by the clock of the Host
};

// The world as templates see it, handed in so that rendering is a function of its arguments. Only
// keys and certificates take their randomness from OpenSSL, and time zones are the system's.
struct Host {
    std::function<WallTime()> wall_clock;                      // what `now` says
    std::function<Clock::time_point()> clock;                  // what the time limit is measured by
    std::function<void(std::span<std::uint8_t>)> fill_random;  // cryptographically strong
};
[[nodiscard]] Host system_host();

// What is left of the limits. One budget serves all templates of a SealedSecret, so that many of
// them cost no more than one.
class Budget {
  public:
    Budget(const Limits& limits, Host host);

    // Each takes a share, or says kInvalid which limit is exceeded.
    [[nodiscard]] Status step(std::size_t count = 1);
    [[nodiscard]] Status memory(std::size_t bytes);
    [[nodiscard]] Status output(std::size_t bytes);
    [[nodiscard]] Status slow_call();
    // What memory() says when it is used up.
    [[nodiscard]] tl::unexpected<Error> out_of_memory() const;
    // Goes one level down, for as long as the returned Level lives.
    class Level {
      public:
        explicit Level(int& depth) : depth_(depth) { ++depth_; }
        ~Level() { --depth_; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;

      private:
        int& depth_;
    };
    [[nodiscard]] Level enter() { return Level(depth_); }
    [[nodiscard]] Status depth_allowed() const;

    // Between pieces of work that take long by themselves; step() looks now and then.
    [[nodiscard]] Status check_time() const;
    [[nodiscard]] std::size_t memory_left() const { return left_.memory_bytes; }
    [[nodiscard]] const Host& host() const { return host_; }

  private:
    Limits limits_;
    Limits left_;
    Host host_;
    Clock::time_point deadline_;
    int depth_ = 0;
};

// What `.` holds: names and values. The values stay the caller's.
using Context = std::map<std::string, std::string_view, std::less<>>;

// What the template `text`, called `name`, makes of `values`. kInvalid in Go's words:
// `template: K:1: unclosed action`, `template: K:1:3: executing "K" at <fail "boom">: error calling
// fail: boom`; or which limit is exceeded.
[[nodiscard]] Result<crypto::SecretBytes> render(std::string_view name, std::string_view text,
                                                 const Context& values, Budget& budget);

}  // namespace sealer::tmpl
