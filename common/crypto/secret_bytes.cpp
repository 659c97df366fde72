// SPDX-License-Identifier: Apache-2.0
#include "common/crypto/secret_bytes.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include <sodium.h>

#include "common/base/check.h"
#include "common/crypto/secret_heap.h"

namespace sealer::crypto {

SecretBytes::SecretBytes(std::size_t size) {
    resize(size);
}

SecretBytes::SecretBytes(std::string_view bytes) {
    append(bytes);
}

SecretBytes::~SecretBytes() {
    clear();
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      capacity_(std::exchange(other.capacity_, 0)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
    if (this != &other) {
        clear();
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        std::swap(capacity_, other.capacity_);
    }
    return *this;
}

SecretBytes SecretBytes::clone() const {
    return SecretBytes(expose());
}

std::string_view SecretBytes::expose() const {
    return {reinterpret_cast<const char*>(data_), size_};
}

std::span<std::uint8_t> SecretBytes::expose_mutable() {
    return {data_, size_};
}

void SecretBytes::append(std::string_view bytes) {
    if (bytes.empty()) {
        return;
    }
    const std::size_t new_size = size_ + bytes.size();
    CHECK(new_size > size_);
    if (new_size > capacity_) {
        reserve(std::max(new_size, capacity_ * 2));
    }
    std::memcpy(data_ + size_, bytes.data(), bytes.size());
    size_ = new_size;
}

void SecretBytes::reserve(std::size_t capacity) {
    if (capacity <= capacity_) {
        return;
    }
    const std::span<std::uint8_t> block = allocate_secret(capacity);
    if (data_ != nullptr) {
        std::memcpy(block.data(), data_, size_);
        release_secret({data_, capacity_});
    }
    data_ = block.data();
    capacity_ = block.size();
}

void SecretBytes::resize(std::size_t size) {
    if (size < size_) {
        sodium_memzero(data_ + size, size_ - size);
    } else {
        // Bytes beyond size_ are always zero.
        reserve(size);
    }
    size_ = size;
}

void SecretBytes::clear() {
    if (data_ != nullptr) {
        release_secret({data_, capacity_});
        data_ = nullptr;
        size_ = capacity_ = 0;
    }
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace sealer::crypto
