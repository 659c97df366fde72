// SPDX-License-Identifier: Apache-2.0
#include "controller/sync/plan.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string_view>

#include "common/base/text.h"

namespace sealer::sync {
namespace {

using Indices = std::vector<std::size_t>;
using Test = bool (*)(const Subject&);

bool is_hook(const Subject& subject) {
    return subject.task.action == Task::Action::kHook;
}
bool is_prune(const Subject& subject) {
    return subject.task.action == Task::Action::kPrune;
}
bool is_of_main_part(const Subject& subject) {
    return subject.task.phase != Phase::kSyncFail;
}
bool is_pending(const Subject& subject) {
    return !subject.record;
}

bool is_running(const Subject& subject) {
    return subject.record && subject.record->state == Record::State::kRunning;
}

bool has_failed(const Subject& subject) {
    return subject.record && (subject.record->state == Record::State::kFailed ||
                              subject.record->state == Record::State::kError);
}

bool is_running_hook(const Subject& subject) {
    return is_hook(subject) && is_running(subject);
}

// Deleted, but still there.
bool is_leaving(const Subject& subject) {
    return subject.record && subject.record->status == Record::Status::kPruned &&
           subject.live.exists;
}

// Of another operation, and to go before it is made anew.
bool is_old_hook(const Subject& subject) {
    return is_hook(subject) && subject.live.exists && !subject.live.is_of_this_operation &&
           subject.hook.deleted_before_creation;
}

// Whatever is written to an object that is being deleted goes with it.
bool is_lost_on(const Subject& subject) {
    return subject.task.action == Task::Action::kApply && !subject.is_up_to_date &&
           subject.live.is_terminating;
}

bool is_writable(const Subject& subject) {
    return !is_lost_on(subject);
}

bool is_to_be_released(const Subject& subject) {
    return is_hook(subject) && subject.live.exists && subject.live.has_hook_finalizer &&
           subject.record && !is_running(subject);
}

bool is_no_prune(const Subject& subject) {
    return !is_prune(subject);
}

class Planner {
  public:
    Planner(const std::vector<Subject>& subjects, bool waits_for_health)
        : subjects_(subjects), waits_for_health_(waits_for_health) {}

    [[nodiscard]] Step next() const {
        const Indices main = where(is_of_main_part);
        const Indices failed = of(main, has_failed);
        const Indices pending = of(main, is_pending);
        // What is pruned is not brought back: nothing more goes once something has failed, not even
        // of the same group.
        const Indices missing = failed.empty() ? pending : of(pending, is_no_prune);
        if (!missing.empty() && is_under_way(main, subjects_[missing.front()].task)) {
            // What had to wait until its predecessor was gone is missing now.
            return run_first_group(missing);
        }
        const Indices running = of(
            main, is_health_decisive(subjects_, waits_for_health_) ? is_running : is_running_hook);
        if (!running.empty()) {
            return wait_for(running);
        }
        if (const Indices leaving = of(main, is_leaving); !leaving.empty() && !pending.empty()) {
            return wait("deletion of", leaving);
        }
        if (!failed.empty()) {
            return after_failure(reason(failed));
        }
        if (pending.empty()) {
            return end(Step::Kind::kSucceed, ends_with_waiting(main)
                                                 ? "successfully synced (no more tasks)"
                                                 : "successfully synced (all tasks run)");
        }
        return run_first_group(pending);
    }

  private:
    [[nodiscard]] Indices where(Test test) const {
        Indices found;
        for (std::size_t i = 0; i < subjects_.size(); ++i) {
            if (test(subjects_[i])) {
                found.push_back(i);
            }
        }
        return found;
    }

    [[nodiscard]] Indices of(const Indices& some, Test test) const {
        Indices found;
        std::ranges::copy_if(some, std::back_inserter(found),
                             [&](std::size_t i) { return test(subjects_[i]); });
        return found;
    }

    [[nodiscard]] Step step(Step::Kind kind, std::string message) const {
        return {.kind = kind,
                .message = std::move(message),
                .release = where(is_to_be_released),
                .remove = {},
                .run = {}};
    }

    [[nodiscard]] Step wait(std::string_view what, const Indices& for_whom) const {
        std::string text = "waiting for " + std::string(what) + " " +
                           reference(subjects_[for_whom.front()].task.key);
        if (for_whom.size() > 1) {
            text += " and " + std::to_string(for_whom.size() - 1) + " more " +
                    (is_hook(subjects_[for_whom.front()]) ? "hooks" : "resources");
        }
        return step(Step::Kind::kWait, std::move(text));
    }

    [[nodiscard]] Step wait_for(const Indices& running) const {
        const Indices hooks = of(running, is_hook);
        return hooks.empty() ? wait("healthy state of", running)
                             : wait("completion of hook", hooks);
    }

    [[nodiscard]] static bool are_of_one_group(const Task& a, const Task& b) {
        return a.phase == b.phase && a.wave == b.wave;
    }

    // Whether something else of the task's group has begun.
    [[nodiscard]] bool is_under_way(const Indices& main, const Task& task) const {
        return std::ranges::any_of(main, [&](std::size_t i) {
            return subjects_[i].record && are_of_one_group(subjects_[i].task, task);
        });
    }

    // Whether the last group was begun in one call and is done in another: there was nothing to do,
    // or hooks were waited for.
    [[nodiscard]] bool ends_with_waiting(const Indices& main) const {
        return main.empty() || std::ranges::any_of(main, [&](std::size_t i) {
                   return is_hook(subjects_[i]) &&
                          are_of_one_group(subjects_[i].task, subjects_[main.back()].task);
               });
    }

    // One phase and wave.
    [[nodiscard]] Step run_first_group(const Indices& pending) const {
        const Task& first = subjects_[pending.front()].task;
        Indices group;
        std::ranges::copy_if(pending, std::back_inserter(group), [&](std::size_t i) {
            return are_of_one_group(subjects_[i].task, first);
        });
        const Indices unconfirmed =
            of(group, [](const Subject& subject) { return subject.awaits_confirmation; });
        if (!unconfirmed.empty()) {
            return wait("pruning confirmation of", unconfirmed);
        }
        const Indices old_hooks = of(group, is_old_hook);
        Step next = step(Step::Kind::kRun, "");
        next.run = of(group, old_hooks.empty() ? is_writable : is_prune);
        next.remove = of(old_hooks, [](const Subject& hook) { return !hook.live.is_terminating; });
        if (!next.run.empty() || !next.remove.empty()) {
            return next;
        }
        return old_hooks.empty() ? wait("deletion of", of(group, is_lost_on))
                                 : wait("deletion of hook", old_hooks);
    }

    [[nodiscard]] Step after_failure(std::string message) const {
        const Indices hooks =
            where([](const Subject& subject) { return !is_of_main_part(subject); });
        if (const Indices running = of(hooks, is_running); !running.empty()) {
            return wait_for(running);
        }
        const Indices failed = of(hooks, has_failed);
        if (const Indices pending = of(hooks, is_pending); !pending.empty() && failed.empty()) {
            return run_first_group(pending);
        }
        if (!failed.empty()) {
            message += "\none or more SyncFail hooks failed, reason: " + messages(failed);
        }
        return end(Step::Kind::kFail, std::move(message));
    }

    // The hooks whose policy says so go with the operation.
    [[nodiscard]] Step end(Step::Kind kind, std::string message) const {
        Step last = step(kind, std::move(message));
        for (std::size_t i = 0; i < subjects_.size(); ++i) {
            const Subject& subject = subjects_[i];
            const bool goes = kind == Step::Kind::kSucceed ? subject.hook.deleted_on_success
                                                           : subject.hook.deleted_on_failure;
            if (is_hook(subject) && subject.record && subject.live.exists &&
                !subject.live.is_terminating && goes) {
                last.remove.push_back(i);
            }
        }
        return last;
    }

    [[nodiscard]] std::string reason(const Indices& failed) const {
        const Indices refused = of(failed, [](const Subject& subject) {
            return subject.record->status == Record::Status::kSyncFailed;
        });
        return refused.empty()
                   ? "one or more synchronization tasks completed unsuccessfully, reason: " +
                         messages(failed)
                   : "one or more objects failed to apply, reason: " + messages(refused);
    }

    [[nodiscard]] std::string messages(const Indices& some) const {
        std::set<std::string> distinct;
        for (const std::size_t i : some) {
            distinct.insert(subjects_[i].record->message);
        }
        return join({distinct.begin(), distinct.end()}, ", ");
    }

    const std::vector<Subject>& subjects_;
    const bool waits_for_health_;
};

}  // namespace

bool is_health_decisive(const std::vector<Subject>& subjects, bool waits_for_health) {
    return waits_for_health || std::ranges::any_of(subjects, [](const Subject& subject) {
               return is_of_main_part(subject) && is_pending(subject);
           });
}

std::optional<Record> settle(const Subject& subject, bool health_is_decisive) {
    if (!is_running(subject)) {
        return std::nullopt;
    }
    Record record = *subject.record;
    if (!subject.live.exists) {
        record.status = Record::Status::kSyncFailed;
        record.state = Record::State::kError;
        record.message =
            "Resource " + reference(subject.task.key) + " is missing, it might have been deleted";
        return record;
    }
    switch (subject.live.progress) {
        case Observed::Progress::kRunning:
            return std::nullopt;
        case Observed::Progress::kSucceeded:
            record.state = Record::State::kSucceeded;
            break;
        case Observed::Progress::kFailed:
            if (!is_hook(subject) && !health_is_decisive) {
                return std::nullopt;
            }
            record.state = Record::State::kFailed;
            break;
    }
    if (!subject.live.message.empty()) {
        record.message = subject.live.message;
    }
    return record;
}

Step next_step(const std::vector<Subject>& subjects, bool waits_for_health) {
    return Planner(subjects, waits_for_health).next();
}

}  // namespace sealer::sync
