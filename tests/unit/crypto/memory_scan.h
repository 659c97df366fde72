// SPDX-License-Identifier: Apache-2.0
// Looks through all memory of this process, as an attacker with a core dump would.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <sys/uio.h>
#include <unistd.h>

namespace sealer::crypto {

// What to look for, kept with all bits flipped, so that the search does not find itself.
class Needle {
  public:
    explicit Needle(std::string_view bytes) : flipped_(bytes) {
        for (char& byte : flipped_) {
            byte = static_cast<char>(~byte);
        }
    }

    [[nodiscard]] std::size_t size() const { return flipped_.size(); }

    // Where the first byte stands next in [from, last]; null if nowhere. What makes the search
    // fast.
    [[nodiscard]] const char* first_byte(const char* from, const char* last) const {
        return from > last ? nullptr
                           : static_cast<const char*>(
                                 std::memchr(from, static_cast<char>(~flipped_[0]),
                                             static_cast<std::size_t>(last - from) + 1));
    }

    [[nodiscard]] bool matches(const char* at) const {
        for (std::size_t i = 0; i < flipped_.size(); ++i) {
            if (at[i] != static_cast<char>(~flipped_[i])) {
                return false;
            }
        }
        return true;
    }

  private:
    std::string flipped_;
};

// How often `needle` stands in readable memory; shadow memory of sanitizers is left out.
inline int count_in_memory(const Needle& needle) {
    constexpr std::uintptr_t kLargestMapping = std::uintptr_t{1} << 30;
    static std::vector<char> buffer(std::size_t{1} << 20);
    const auto own_begin = reinterpret_cast<std::uintptr_t>(buffer.data());
    const std::uintptr_t own_end = own_begin + buffer.size();

    int count = 0;
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        std::uintptr_t begin = 0;
        std::uintptr_t end = 0;
        char readable = '-';
        if (std::sscanf(line.c_str(), "%lx-%lx %c", &begin, &end, &readable) != 3 ||
            readable != 'r' || end - begin > kLargestMapping) {
            continue;
        }
        const std::size_t step = buffer.size() - needle.size() + 1;
        for (std::uintptr_t at = begin; at < end; at += step) {
            const std::size_t wanted = std::min<std::size_t>(buffer.size(), end - at);
            const iovec local{buffer.data(), wanted};
            const iovec remote{reinterpret_cast<void*>(at), wanted};
            const ssize_t got = process_vm_readv(getpid(), &local, 1, &remote, 1, 0);
            const char* last = buffer.data() + got - static_cast<ssize_t>(needle.size());
            for (const char* i = needle.first_byte(buffer.data(), last); i != nullptr;
                 i = needle.first_byte(i + 1, last)) {
                const std::uintptr_t found = at + static_cast<std::size_t>(i - buffer.data());
                const bool own = found + needle.size() > own_begin && found < own_end;
                count += !own && needle.matches(i) ? 1 : 0;
            }
        }
    }
    return count;
}

}  // namespace sealer::crypto
