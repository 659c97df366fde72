// SPDX-License-Identifier: Apache-2.0
#include "common/base/log.h"

#include <atomic>
#include <memory>
#include <string>

#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "common/base/text.h"
#include "common/base/time.h"

namespace sealer::log {
namespace {

std::atomic<Level> current_level{Level::kInfo};
std::atomic<Format> current_format{Format::kText};
std::atomic<Streams> current_streams{Streams::kStderr};

template <class Sink>
std::shared_ptr<spdlog::logger> make_logger() {
    auto made = std::make_shared<spdlog::logger>("sealer", std::make_shared<Sink>());
    made->set_pattern("%v");
    made->set_level(spdlog::level::trace);
    made->flush_on(spdlog::level::trace);
    return made;
}

// spdlog brings the locked sinks; the line is ours, because its patterns know neither logfmt nor
// JSON.
spdlog::logger& sink(Level level) {
    static const auto kStderr = make_logger<spdlog::sinks::stderr_sink_mt>();
    static const auto kStdout = make_logger<spdlog::sinks::stdout_sink_mt>();
    const bool to_stdout =
        level <= Level::kInfo &&
        current_streams.load(std::memory_order_relaxed) == Streams::kInfoToStdout;
    return to_stdout ? *kStdout : *kStderr;
}

std::string_view name(Level level) {
    switch (level) {
        case Level::kDebug:
            return "debug";
        case Level::kInfo:
            return "info";
        case Level::kWarn:
            return "warn";
        case Level::kError:
            return "error";
    }
    return "info";
}

// A JSON string; logfmt takes the same quoting.
std::string quote(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            quoted += '\\';
            quoted += c;
        } else if (c == '\n') {
            quoted += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20) {
            quoted += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            quoted += c;
        }
    }
    return quoted + "\"";
}

bool needs_quotes(std::string_view text) {
    return text.empty() || text.find_first_of(" =\"\\\n\t\r") != std::string_view::npos;
}

std::string text_line(Level level, std::string_view logger, std::string_view message,
                      std::initializer_list<Field> fields) {
    std::string line = fmt::format("ts={} level={} logger={} msg={}",
                                   format_micro_time(std::chrono::system_clock::now()), name(level),
                                   logger, quote(message));
    for (const Field& field : fields) {
        line += fmt::format(" {}={}", field.key,
                            needs_quotes(field.value) ? quote(field.value) : field.value);
    }
    return line;
}

std::string json_line(Level level, std::string_view logger, std::string_view message,
                      std::initializer_list<Field> fields) {
    std::string line = fmt::format(R"({{"ts":"{}","level":"{}","logger":{},"msg":{})",
                                   format_micro_time(std::chrono::system_clock::now()), name(level),
                                   quote(logger), quote(message));
    for (const Field& field : fields) {
        line += fmt::format(",{}:{}", quote(field.key),
                            field.is_number ? field.value : quote(field.value));
    }
    return line + "}";
}

}  // namespace

void configure(Level level, Format format, Streams streams) {
    current_level = level;
    current_format = format;
    current_streams = streams;
}

Result<Level> parse_level(std::string_view text) {
    const std::string lower = to_lower(text);
    for (const Level level : {Level::kDebug, Level::kInfo, Level::kWarn, Level::kError}) {
        if (lower == name(level)) {
            return level;
        }
    }
    if (lower == "warning") {
        return Level::kWarn;
    }
    return fail(Code::kInvalid,
                "unknown log level \"" + std::string(text) + "\": use debug, info, warn or error");
}

Result<Format> parse_format(std::string_view text) {
    const std::string lower = to_lower(text);
    if (lower == "text") {
        return Format::kText;
    }
    if (lower == "json") {
        return Format::kJson;
    }
    return fail(Code::kInvalid,
                "unknown log format \"" + std::string(text) + "\": use text or json");
}

bool enabled(Level level) {
    return level >= current_level.load(std::memory_order_relaxed);
}

void write(Level level, std::string_view logger, std::string_view message,
           std::initializer_list<Field> fields) {
    if (!enabled(level)) {
        return;
    }
    const bool json = current_format.load(std::memory_order_relaxed) == Format::kJson;
    sink(level).log(spdlog::level::info, json ? json_line(level, logger, message, fields)
                                              : text_line(level, logger, message, fields));
}

}  // namespace sealer::log
