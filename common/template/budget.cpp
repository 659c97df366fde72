// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <utility>

#include "common/crypto/digest.h"
#include "common/template/template.h"

namespace sealer::tmpl {
namespace {

// Reading the clock costs more than a step.
constexpr std::size_t kStepsBetweenLooksAtTheClock = 256;

tl::unexpected<Error> exceeded(const std::string& what) {
    return fail(Code::kInvalid, "the template " + what);
}

}  // namespace

Host system_host() {
    return Host{.wall_clock = [] { return std::chrono::system_clock::now(); },
                .clock = [] { return Clock::now(); },
                .fill_random =
                    [](std::span<std::uint8_t> bytes) {
                        const std::string random = crypto::random_bytes(bytes.size());
                        std::ranges::copy(random, bytes.begin());
                    }};
}

Budget::Budget(const Limits& limits, Host host)
    : limits_(limits),
      left_(limits),
      host_(std::move(host)),
      deadline_(host_.clock() + limits.time) {}

Status Budget::step(std::size_t count) {
    const std::size_t before = left_.steps;
    if (count > before) {
        return exceeded("takes more than " + std::to_string(limits_.steps) + " steps");
    }
    left_.steps = before - count;
    const bool look =
        before / kStepsBetweenLooksAtTheClock != left_.steps / kStepsBetweenLooksAtTheClock;
    return look ? check_time() : Status();
}

Status Budget::check_time() const {
    if (host_.clock() >= deadline_) {
        return exceeded("takes longer than " + std::to_string(limits_.time.count()) + " ms");
    }
    return {};
}

Status Budget::memory(std::size_t bytes) {
    if (bytes > left_.memory_bytes) {
        return out_of_memory();
    }
    left_.memory_bytes -= bytes;
    return {};
}

tl::unexpected<Error> Budget::out_of_memory() const {
    return exceeded("makes more than " + std::to_string(limits_.memory_bytes) + " bytes of values");
}

Status Budget::output(std::size_t bytes) {
    if (bytes > left_.output_bytes) {
        return exceeded("writes more than " + std::to_string(limits_.output_bytes) + " bytes");
    }
    left_.output_bytes -= bytes;
    return {};
}

Status Budget::slow_call() {
    if (left_.slow_calls == 0) {
        return exceeded("makes more than " + std::to_string(limits_.slow_calls) +
                        " keys and password hashes");
    }
    --left_.slow_calls;
    return check_time();
}

Status Budget::depth_allowed() const {
    if (depth_ > limits_.depth) {
        return exceeded("nests deeper than " + std::to_string(limits_.depth) + " levels");
    }
    return {};
}

}  // namespace sealer::tmpl
