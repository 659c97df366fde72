// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <stop_token>
#include <utility>

#include "common/base/mutex.h"
#include "common/base/time.h"

namespace sealer::http {

// A counting semaphore whose waiters can be told to stop.
class Slots {
  public:
    explicit Slots(std::size_t count) : free_(count) {}

    // One slot, given back by its destructor.
    class Lease {
      public:
        explicit Lease(Slots& slots) : slots_(&slots) {}
        ~Lease() {
            if (slots_ != nullptr) {
                slots_->release();
            }
        }
        Lease(Lease&& other) noexcept : slots_(std::exchange(other.slots_, nullptr)) {}
        Lease& operator=(Lease&&) = delete;

      private:
        Slots* slots_;
    };

    // Waits for a free slot; nullopt when `deadline` passed or `stop` was requested first.
    [[nodiscard]] std::optional<Lease> acquire(Clock::time_point deadline,
                                               const std::stop_token& stop) {
        const std::stop_callback wake(stop, [this] {
            const MutexLock lock(mutex_);
            changed_.notify_all();
        });
        const MutexLock lock(mutex_);
        while (free_ == 0 && !stop.stop_requested()) {
            if (!changed_.wait_until(mutex_, deadline) && free_ == 0) {
                return std::nullopt;
            }
        }
        if (stop.stop_requested()) {
            return std::nullopt;
        }
        --free_;
        return std::optional<Lease>(std::in_place, *this);
    }

  private:
    void release() {
        const MutexLock lock(mutex_);
        ++free_;
        changed_.notify_one();
    }

    Mutex mutex_;
    CondVar changed_;
    std::size_t free_ GUARDED_BY(mutex_);
};

}  // namespace sealer::http
