// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "common/base/mutex.h"
#include "common/crypto/secret_bytes.h"

namespace sealer::http {

// What one answer has written and its connection has yet to send. The answer's side may be called
// on any thread and never blocks; the connection's side belongs to the connection's strand. In
// secret memory, since answers of an API server hold Secrets.
class Outbox {
  public:
    // `wake` tells the connection that there is something to take; it is called with the lock held,
    // must not call back, and is dropped by close().
    Outbox(std::size_t max_pending_bytes, std::function<void()> wake)
        : max_pending_bytes_(max_pending_bytes), wake_(std::move(wake)) {}

    // --- the answer's side
    // False once closed or finished. Beyond the bound the outbox breaks, and the connection will
    // cut the client off.
    bool write(std::initializer_list<std::string_view> pieces);
    // The last pieces, without a bound; nothing more will come.
    void finish(std::initializer_list<std::string_view> pieces);
    // The answer was given up half way: the connection must close.
    void give_up();
    // Called once if the connection closes before the end; at once, on this thread, if it has.
    void on_close(std::function<void()> callback);

    // --- the connection's side
    enum class State { kOpen, kFinished, kBroken };
    struct Batch {
        crypto::SecretBytes bytes;
        State state = State::kOpen;  // with the bytes sent
    };
    // All that waits. What the batch before held counts as sent.
    [[nodiscard]] Batch take();
    // Whether nothing more is to be sent, not even what take() has handed out.
    [[nodiscard]] bool is_broken() const;
    // The client is gone.
    void close();

  private:
    void append(std::initializer_list<std::string_view> pieces) REQUIRES(mutex_);
    void end(State state, std::initializer_list<std::string_view> pieces);

    const std::size_t max_pending_bytes_;
    mutable Mutex mutex_;
    std::function<void()> wake_ GUARDED_BY(mutex_);  // null: closed
    std::function<void()> on_close_ GUARDED_BY(mutex_);
    crypto::SecretBytes waiting_ GUARDED_BY(mutex_);
    std::size_t in_flight_ GUARDED_BY(mutex_) = 0;
    State state_ GUARDED_BY(mutex_) = State::kOpen;
};

}  // namespace sealer::http
