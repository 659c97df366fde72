// SPDX-License-Identifier: Apache-2.0
#include "controller/app/approval.h"

#include <utility>
#include <vector>

#include "common/base/text.h"
#include "common/base/time.h"
#include "common/crypto/digest.h"
#include "common/manifest/object.h"
#include "controller/app/operation_notes.h"

namespace sealer::app {
namespace {

using manifest::Value;

// Enough to tell the objects of one Application apart, and short: there may be thousands.
constexpr std::size_t kMarkBytes = 8;

std::string mark_of(const Value& live) {
    const std::string object =
        to_string(manifest::key_of(live)) + " " + std::string(manifest::uid_of(live));
    return to_hex(crypto::sha256(object).substr(0, kMarkBytes));
}

bool is_later(std::string_view annotation, std::string_view started) {
    const auto approved = parse_time(annotation);
    const auto begun = parse_time(started);
    return approved && begun && *approved >= *begun;
}

}  // namespace

Approval Approval::take(Value& state, std::string_view annotation, const Comparison& comparison) {
    Approval approval;
    // The annotation, and the marks of the objects that it is about, parted by blanks.
    const std::string_view known = note_in(state, kApprovalNote);
    const std::vector<std::string_view> words = split(known, ' ');
    if (!known.empty() && words.front() == annotation) {
        approval.marks_.insert(words.begin() + 1, words.end());
    } else if (is_later(annotation, state.text("startedAt"))) {
        std::string text(annotation);
        for (const Item& item : comparison.items) {
            if (item.requires_pruning()) {
                const auto added = approval.marks_.insert(mark_of(*item.live)).first;
                text += " " + *added;
            }
        }
        put_note(state, kApprovalNote, std::move(text));
    }
    return approval;
}

void Approval::begin(Value& state, std::string_view annotation) {
    if (is_later(annotation, state.text("startedAt"))) {
        put_note(state, kApprovalNote, std::string(annotation));
    }
}

void Approval::carry_over(const Value& last, Value& state) {
    if (const std::string_view known = note_in(last, kApprovalNote); !known.empty()) {
        put_note(state, kApprovalNote, std::string(known));
    }
}

bool Approval::covers(const Value& live) const {
    return marks_.contains(mark_of(live));
}

}  // namespace sealer::app
