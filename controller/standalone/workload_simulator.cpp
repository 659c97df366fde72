// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/workload_simulator.h"

#include <chrono>
#include <string>

#include "common/base/log.h"
#include "common/base/time.h"
#include "controller/standalone/workload_status.h"

namespace sealer::standalone {

using manifest::Value;

namespace {

// Long enough for clients to see the work in progress.
constexpr std::chrono::milliseconds kDelay{200};

std::string now() {
    return format_time(std::chrono::system_clock::now());
}

}  // namespace

void WorkloadSimulator::on_event(const Event& event) {
    if (event.type == Event::Type::kDeleted) {
        return;
    }
    Value trial = event.now->object;
    if (!become_healthy(event.now->id.resource, trial, now())) {
        return;
    }
    const ObjectId& id = event.now->id;
    agenda_->add(
        "simulate " + id.resource + "/" + id.namespace_ + "/" + id.name,
        [this, id] {
            const Status done = objects_.modify(
                id, [&](Value& object) { return become_healthy(id.resource, object, now()); });
            if (!done) {
                log::warn("standalone", "cannot report a workload",
                          {{"name", id.name}, {"error", done.error().message}});
            }
        },
        kDelay);
}

}  // namespace sealer::standalone
