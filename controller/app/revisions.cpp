// SPDX-License-Identifier: Apache-2.0
#include "controller/app/revisions.h"

namespace sealer::app {

Result<Revision> Revisions::get(const std::string& url, const std::string& revision,
                                std::chrono::milliseconds max_age, const Ask& ask) {
    const Clock::time_point wanted = Clock::now();
    std::shared_ptr<Slot> slot;
    {
        const MutexLock lock(mutex_);
        std::shared_ptr<Slot>& place = slots_[{url, revision}];
        if (!place) {
            place = std::make_shared<Slot>();
        }
        slot = place;
    }
    const MutexLock lock(slot->mutex);
    // An answer that came while we waited for our turn was asked for after we came: new enough.
    if (!slot->last.commit.empty() && slot->last.asked_at + max_age >= wanted &&
        slot->last.asked_at > slot->expired.load()) {
        return slot->last;
    }
    const Clock::time_point asked_at = Clock::now();
    TRY_ASSIGN(std::string commit, ask());
    slot->last = Revision{std::move(commit), asked_at};
    const MutexLock known_lock(mutex_);
    known_[{url, revision}] = slot->last.commit;
    return slot->last;
}

std::optional<std::string> Revisions::known(const std::string& url,
                                            const std::string& revision) const {
    const MutexLock lock(mutex_);
    const auto found = known_.find({url, revision});
    return found == known_.end() ? std::nullopt : std::optional(found->second);
}

void Revisions::expire(const std::function<bool(const std::string& url)>& is_meant) {
    const MutexLock lock(mutex_);
    for (const auto& [place, slot] : slots_) {
        if (is_meant(place.first)) {
            slot->expired = Clock::now();
        }
    }
}

}  // namespace sealer::app
