// SPDX-License-Identifier: Apache-2.0
// Structured logs: one line an event, as text (logfmt) or JSON.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "common/base/result.h"

namespace sealer::log {

enum class Level { kDebug, kInfo, kWarn, kError };
enum class Format { kText, kJson };

// One key and its value. Values are text or numbers; a type that holds a secret has no conversion
// to either.
struct Field {
    std::string_view key;
    std::string value;
    bool is_number = false;

    Field(std::string_view k, std::string_view v) : key(k), value(v) {}
    Field(std::string_view k, const char* v) : key(k), value(v) {}
    Field(std::string_view k, std::string v) : key(k), value(std::move(v)) {}
    Field(std::string_view k, bool v) : key(k), value(v ? "true" : "false"), is_number(true) {}
    template <class Number>
    requires(std::is_arithmetic_v<Number> && !std::is_same_v<Number, bool>)
        Field(std::string_view k, Number v)
        : key(k), value(std::to_string(v)), is_number(true) {}
};

// Where lines go: all to stderr, or debug and info to stdout.
enum class Streams { kStderr, kInfoToStdout };

// Call once, before threads start. Default: info, text, stderr.
void configure(Level level, Format format, Streams streams = Streams::kStderr);

// "debug", "info", "warn" (or "warning"), "error", in any case; "text" or "json".
[[nodiscard]] Result<Level> parse_level(std::string_view text);
[[nodiscard]] Result<Format> parse_format(std::string_view text);

[[nodiscard]] bool enabled(Level level);

// `logger` names the part of the program ("unseal", "app", "kube"). Thread-safe. Use debug for what
// happens at every poll, info for changes of state, warn for what is degraded, error for what an
// operator must act on.
void write(Level level, std::string_view logger, std::string_view message,
           std::initializer_list<Field> fields = {});

inline void debug(std::string_view logger, std::string_view message,
                  std::initializer_list<Field> fields = {}) {
    write(Level::kDebug, logger, message, fields);
}
inline void info(std::string_view logger, std::string_view message,
                 std::initializer_list<Field> fields = {}) {
    write(Level::kInfo, logger, message, fields);
}
inline void warn(std::string_view logger, std::string_view message,
                 std::initializer_list<Field> fields = {}) {
    write(Level::kWarn, logger, message, fields);
}
inline void error(std::string_view logger, std::string_view message,
                  std::initializer_list<Field> fields = {}) {
    write(Level::kError, logger, message, fields);
}

}  // namespace sealer::log
