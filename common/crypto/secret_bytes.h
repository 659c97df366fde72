// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace sealer::crypto {

// Bytes that must not outlive their use: plaintext, keys, whatever carries them. Growable,
// move-only, and wiped (sodium_memzero) whenever memory is given back: on growth, clear, assignment
// and destruction. Locked in memory and kept out of core dumps as far as the process's limits allow
// (see lock_down_process); it has no printing operator, and reading it is one of two calls that a
// reviewer can grep for.
class SecretBytes {
  public:
    SecretBytes() = default;
    explicit SecretBytes(std::size_t size);  // zero bytes
    // Copies; the source stays the caller's to wipe.
    explicit SecretBytes(std::string_view bytes);
    ~SecretBytes();
    SecretBytes(SecretBytes&& other) noexcept;
    SecretBytes& operator=(SecretBytes&& other) noexcept;
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;

    // An explicit copy, for the few places that need one.
    [[nodiscard]] SecretBytes clone() const;

    [[nodiscard]] std::string_view expose() const;
    [[nodiscard]] std::span<std::uint8_t> expose_mutable();

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool empty() const { return size_ == 0; }

    void append(std::string_view bytes);
    void push_back(char byte) { append(std::string_view(&byte, 1)); }
    void reserve(std::size_t capacity);
    // Shrinking wipes the tail; growing adds zero bytes.
    void resize(std::size_t size);
    void clear();

  private:
    std::uint8_t* data_ = nullptr;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

// Whether both hold the same bytes; takes as long for a match as for a mismatch of equal length.
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);

// First thing in main, before threads: libsodium, OpenSSL's secure heap, no core dumps, no ptrace
// by the same user. Programs that call it also wipe whatever C++ code frees (see wiping_new.h).
// Returns whether memory can be locked, for one line in the log. Idempotent.
bool lock_down_process();

}  // namespace sealer::crypto
