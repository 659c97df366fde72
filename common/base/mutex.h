// SPDX-License-Identifier: Apache-2.0
// A mutex that clang's thread-safety analysis understands (preset `clang`); elsewhere it is
// std::mutex.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#if defined(__clang__)
#define SEALER_TSA(x) __attribute__((x))
#else
#define SEALER_TSA(x)
#endif
#define CAPABILITY(x) SEALER_TSA(capability(x))
#define SCOPED_CAPABILITY SEALER_TSA(scoped_lockable)
#define GUARDED_BY(x) SEALER_TSA(guarded_by(x))
#define REQUIRES(...) SEALER_TSA(requires_capability(__VA_ARGS__))
#define EXCLUDES(...) SEALER_TSA(locks_excluded(__VA_ARGS__))
#define ACQUIRE(...) SEALER_TSA(acquire_capability(__VA_ARGS__))
#define RELEASE(...) SEALER_TSA(release_capability(__VA_ARGS__))
#define NO_THREAD_SAFETY_ANALYSIS SEALER_TSA(no_thread_safety_analysis)

namespace sealer {

class CAPABILITY("mutex") Mutex {
  public:
    void lock() ACQUIRE() { impl_.lock(); }
    void unlock() RELEASE() { impl_.unlock(); }

  private:
    std::mutex impl_;
};

class SCOPED_CAPABILITY MutexLock {
  public:
    explicit MutexLock(Mutex& mutex) ACQUIRE(mutex) : mutex_(mutex) { mutex_.lock(); }
    ~MutexLock() RELEASE() { mutex_.unlock(); }
    MutexLock(const MutexLock&) = delete;
    MutexLock& operator=(const MutexLock&) = delete;

  private:
    Mutex& mutex_;
};

// Waits on a Mutex that the caller holds. As with std::condition_variable, wake-ups may be
// spurious: wait in a loop over the condition.
class CondVar {
  public:
    void wait(Mutex& mutex) REQUIRES(mutex) { impl_.wait(mutex); }
    // False when `deadline` passed first.
    bool wait_until(Mutex& mutex, std::chrono::steady_clock::time_point deadline) REQUIRES(mutex) {
        return impl_.wait_until(mutex, deadline) == std::cv_status::no_timeout;
    }
    void notify_one() { impl_.notify_one(); }
    void notify_all() { impl_.notify_all(); }

  private:
    std::condition_variable_any impl_;
};

}  // namespace sealer
