// SPDX-License-Identifier: Apache-2.0
#include "common/http/outbox.h"

#include <utility>

namespace sealer::http {

void Outbox::append(std::initializer_list<std::string_view> pieces) {
    for (const std::string_view piece : pieces) {
        waiting_.append(piece);
    }
}

bool Outbox::write(std::initializer_list<std::string_view> pieces) {
    std::size_t size = 0;
    for (const std::string_view piece : pieces) {
        size += piece.size();
    }
    const MutexLock lock(mutex_);
    if (wake_ == nullptr || state_ != State::kOpen) {
        return false;
    }
    if (waiting_.size() + in_flight_ + size > max_pending_bytes_) {
        state_ = State::kBroken;
    } else {
        append(pieces);
    }
    wake_();
    return state_ == State::kOpen;
}

void Outbox::finish(std::initializer_list<std::string_view> pieces) {
    end(State::kFinished, pieces);
}

void Outbox::give_up() {
    end(State::kBroken, {});
}

void Outbox::end(State state, std::initializer_list<std::string_view> pieces) {
    std::function<void()> forgotten;  // destroyed without the lock
    const MutexLock lock(mutex_);
    forgotten.swap(on_close_);
    if (wake_ != nullptr && state_ == State::kOpen) {
        append(pieces);
        state_ = state;
        wake_();
    }
}

void Outbox::on_close(std::function<void()> callback) {
    {
        const MutexLock lock(mutex_);
        if (wake_ != nullptr) {
            on_close_ = std::move(callback);
            return;
        }
    }
    callback();
}

Outbox::Batch Outbox::take() {
    const MutexLock lock(mutex_);
    Batch batch{std::exchange(waiting_, crypto::SecretBytes()), state_};
    in_flight_ = batch.bytes.size();
    return batch;
}

bool Outbox::is_broken() const {
    const MutexLock lock(mutex_);
    return state_ == State::kBroken;
}

void Outbox::close() {
    std::function<void()> wake;
    std::function<void()> callback;
    {
        const MutexLock lock(mutex_);
        wake.swap(wake_);
        callback.swap(on_close_);
        waiting_.clear();
    }
    if (callback != nullptr) {
        callback();
    }
}

}  // namespace sealer::http
