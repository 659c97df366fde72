// SPDX-License-Identifier: Apache-2.0
#include "controller/app/triggers.h"

#include "common/app/application.h"
#include "common/base/boolean.h"
#include "common/manifest/object.h"

namespace sealer::app {
namespace {

using manifest::Value;
using std::chrono::milliseconds;

bool differ(const Value* a, const Value* b) {
    return a == nullptr || b == nullptr ? a != b : !(*a == *b);
}

milliseconds never_if_zero(milliseconds interval) {
    return interval.count() == 0 ? Polling::kNever : interval;
}

}  // namespace

Polling polling_of(const Settings& settings, milliseconds interval) {
    const milliseconds asked = settings.duration("timeout.reconciliation", interval);
    return {
        .interval = never_if_zero(asked),
        .jitter = settings.duration("timeout.reconciliation.jitter", asked / 20),
        .afresh = never_if_zero(settings.duration("timeout.hard.reconciliation", milliseconds(0)))};
}

bool asks_for_look(const kube::Change& change) {
    if (!change.before || !change.after) {
        return true;
    }
    for (const char* field : {"spec", "operation"}) {
        if (differ(change.before->get(field), change.after->get(field))) {
            return true;
        }
    }
    for (const char* field : {"annotations", "finalizers", "deletionTimestamp"}) {
        if (differ(change.before->get("metadata", field), change.after->get("metadata", field))) {
            return true;
        }
    }
    return change.after->get("status") == nullptr ||
           change.after->text("status", "operationState", "phase") == "Terminating";
}

bool is_left_alone(const Value& application) {
    return parse_bool(manifest::annotation(application, kSkipReconcile)).value_or(false);
}

bool has_new_source(const Value& application) {
    const Value* compared = application.get("status", "sync", "comparedTo");
    if (compared == nullptr) {
        return false;
    }
    return differ(application.get("spec", "source"), compared->get("source")) ||
           differ(application.get("spec", "sources"), compared->get("sources"));
}

}  // namespace sealer::app
