// SPDX-License-Identifier: Apache-2.0
#include "common/kube/pause.h"

#include "common/base/mutex.h"

namespace sealer::kube {

bool pause_until(Clock::time_point deadline, const std::stop_token& stop) {
    Mutex mutex;
    CondVar changed;
    const std::stop_callback wake(stop, [&] {
        const MutexLock lock(mutex);
        changed.notify_all();
    });
    const MutexLock lock(mutex);
    while (!stop.stop_requested() && Clock::now() < deadline) {
        changed.wait_until(mutex, deadline);
    }
    return !stop.stop_requested();
}

}  // namespace sealer::kube
