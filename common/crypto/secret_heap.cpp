// SPDX-License-Identifier: Apache-2.0
#include "common/crypto/secret_heap.h"

#include <array>
#include <vector>

#include <sodium.h>
#include <sys/mman.h>

#include "common/base/check.h"
#include "common/base/mutex.h"

namespace sealer::crypto {
namespace {

constexpr std::array<std::size_t, 4> kBlockSizes = {64, 256, 1024, kLargestSmallBlock};
constexpr std::size_t kSlabBytes = std::size_t{16} << 10;
// The first arena fits the lock limit of 64 KiB that containers have by default.
constexpr std::size_t kFirstArenaBytes = std::size_t{48} << 10;
constexpr std::size_t kArenaBytes = std::size_t{256} << 10;
constexpr std::size_t kPageBytes = 4096;

std::size_t round_to_pages(std::size_t size) {
    return (size + kPageBytes - 1) / kPageBytes * kPageBytes;
}

std::uint8_t* map_pages(std::size_t size) {
    void* pages = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    CHECK(pages != MAP_FAILED);
    // Both are best effort: lock_down_process reports whether the limits allow locking, and forbids
    // core dumps altogether.
    static_cast<void>(madvise(pages, size, MADV_DONTDUMP));
    static_cast<void>(mlock(pages, size));
    return static_cast<std::uint8_t*>(pages);
}

class SmallBlocks {
  public:
    SmallBlocks() {
        CHECK(sodium_init() >= 0);
        // Locked, with guard pages on both sides.
        void* arena = sodium_malloc(kFirstArenaBytes);
        CHECK(arena != nullptr);
        sodium_memzero(arena, kFirstArenaBytes);
        unused_ = {static_cast<std::uint8_t*>(arena), kFirstArenaBytes};
    }

    std::span<std::uint8_t> allocate(std::size_t size) EXCLUDES(mutex_) {
        const std::size_t size_class = class_of(size);
        const MutexLock lock(mutex_);
        std::vector<std::uint8_t*>& free = free_[size_class];
        if (free.empty()) {
            add_slab(size_class);
        }
        std::uint8_t* block = free.back();
        free.pop_back();
        return {block, kBlockSizes[size_class]};
    }

    void release(std::span<std::uint8_t> block) EXCLUDES(mutex_) {
        const MutexLock lock(mutex_);
        // Never reallocates: add_slab reserved a place for every block there is.
        free_[class_of(block.size())].push_back(block.data());
    }

  private:
    static std::size_t class_of(std::size_t size) {
        std::size_t size_class = 0;
        while (kBlockSizes[size_class] < size) {
            ++size_class;
        }
        return size_class;
    }

    void add_slab(std::size_t size_class) REQUIRES(mutex_) {
        if (unused_.size() < kSlabBytes) {
            unused_ = {map_pages(kArenaBytes), kArenaBytes};
        }
        const std::size_t block_bytes = kBlockSizes[size_class];
        const std::size_t count = kSlabBytes / block_bytes;
        capacity_[size_class] += count;
        free_[size_class].reserve(capacity_[size_class]);
        for (std::size_t i = 0; i < count; ++i) {
            free_[size_class].push_back(unused_.data() + i * block_bytes);
        }
        unused_ = unused_.subspan(kSlabBytes);
    }

    Mutex mutex_;
    // Kept apart from the blocks, so that a free block holds nothing but zeros.
    std::array<std::vector<std::uint8_t*>, kBlockSizes.size()> free_ GUARDED_BY(mutex_);
    std::array<std::size_t, kBlockSizes.size()> capacity_ GUARDED_BY(mutex_) = {};
    std::span<std::uint8_t> unused_ GUARDED_BY(mutex_);
};

SmallBlocks& small_blocks() {
    // Never destroyed: static objects may release secrets after main.
    static SmallBlocks& blocks = *new SmallBlocks;
    return blocks;
}

}  // namespace

std::span<std::uint8_t> allocate_secret(std::size_t size) {
    if (size <= kLargestSmallBlock) {
        return small_blocks().allocate(size);
    }
    const std::size_t rounded = round_to_pages(size);
    CHECK(rounded >= size);
    return {map_pages(rounded), rounded};
}

void release_secret(std::span<std::uint8_t> block) noexcept {
    sodium_memzero(block.data(), block.size());
    if (block.size() <= kLargestSmallBlock) {
        small_blocks().release(block);
    } else {
        CHECK(munmap(block.data(), block.size()) == 0);
    }
}

}  // namespace sealer::crypto
