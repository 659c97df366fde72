// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>

#include "common/base/file.h"
#include "common/template/time_zone.h"

namespace sealer::tmpl {
namespace {

constexpr std::size_t kMaxNameBytes = 64;
constexpr std::size_t kMaxFileBytes = std::size_t{1} << 20;
constexpr std::size_t kTypeBytes = 6;

// A big-endian number of `size` bytes, two's complement.
std::int64_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint64_t number = static_cast<signed char>(bytes[at]) < 0 ? ~std::uint64_t{0} : 0;
    for (const char byte : bytes.substr(at, size)) {
        number = number << 8U | static_cast<unsigned char>(byte);
    }
    return static_cast<std::int64_t>(number);
}

// The parts of a block of which clocks can be read.
struct Block {
    std::string_view times;    // of transitions, ascending
    std::string_view indexes;  // the type after each
    std::string_view types;
    std::string_view names;
};

// Takes `size` bytes off the front; nothing, and all is taken, where there are fewer.
std::string_view take(std::string_view& text, std::uint64_t size) {
    const std::string_view taken = size <= text.size() ? text.substr(0, size) : "";
    text.remove_prefix(std::min<std::uint64_t>(size, text.size()));
    return taken;
}

// Takes a header and the block after it off the front. `time_size`: bytes of a time in it.
std::optional<Block> take_block(std::string_view& text, std::size_t time_size) {
    const std::string_view header = take(text, 44);
    if (!header.starts_with("TZif") || header[4] < '2') {
        return std::nullopt;
    }
    const auto count = [&](std::size_t i) {
        return static_cast<std::uint64_t>(number_at(header, 20 + i * 4, 4)) & 0xFFFFFFFFU;
    };
    const std::uint64_t transitions = count(3);
    Block block;
    block.times = take(text, transitions * time_size);
    block.indexes = take(text, transitions);
    block.types = take(text, count(4) * kTypeBytes);
    block.names = take(text, count(5));
    const std::uint64_t leap_seconds_and_flags = count(2) * (time_size + 4) + count(1) + count(0);
    if (take(text, leap_seconds_and_flags).size() != leap_seconds_and_flags ||
        block.types.empty() || block.indexes.size() != transitions) {
        return std::nullopt;
    }
    return block;
}

std::optional<ZoneClock> clock_of_type(const Block& block, std::size_t type) {
    if (type >= block.types.size() / kTypeBytes) {
        return std::nullopt;
    }
    const std::string_view entry = block.types.substr(type * kTypeBytes, kTypeBytes);
    const auto name = static_cast<unsigned char>(entry[5]);
    if (name >= block.names.size()) {
        return std::nullopt;
    }
    return ZoneClock{
        .offset = static_cast<std::int32_t>(number_at(entry, 0, 4)),
        .name = std::string(block.names.substr(name, block.names.find('\0', name) - name))};
}

// Nothing that leads out of the database's folder.
bool is_zone_name(std::string_view name) {
    return !name.empty() && name.size() <= kMaxNameBytes && name.front() != '/' &&
           std::ranges::all_of(name, [](unsigned char c) {
               return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '+' || c == '/';
           });
}

}  // namespace

std::optional<ZoneClock> clock_by_file(std::string_view tzif, std::int64_t seconds) {
    constexpr std::size_t kTimeBytes = 8;
    // The first block is for readers of the first version.
    if (!take_block(tzif, 4)) {
        return std::nullopt;
    }
    const auto block = take_block(tzif, kTimeBytes);
    if (!block) {
        return std::nullopt;
    }
    const std::size_t transitions = block->indexes.size();
    std::size_t past = 0;
    while (past < transitions &&
           number_at(block->times, past * kTimeBytes, kTimeBytes) <= seconds) {
        ++past;
    }
    if (past == transitions && tzif.size() > 2) {
        const std::string_view rule = tzif.substr(1, tzif.find('\n', 1) - 1);
        if (auto clock = clock_by_rule(rule, seconds)) {
            return clock;
        }
    }
    const std::size_t type = past == 0 ? 0 : static_cast<unsigned char>(block->indexes[past - 1]);
    return clock_of_type(*block, type);
}

std::optional<ZoneClock> clock_in_zone(std::string_view zone, std::int64_t seconds) {
    if (!is_zone_name(zone)) {
        return std::nullopt;
    }
    const auto file = read_file("/usr/share/zoneinfo/" + std::string(zone), kMaxFileBytes);
    return file ? clock_by_file(*file, seconds) : std::nullopt;
}

}  // namespace sealer::tmpl
