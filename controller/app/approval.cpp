// SPDX-License-Identifier: Apache-2.0
#include "controller/app/approval.h"

#include <utility>
#include <vector>

#include "common/app/application.h"
#include "common/base/text.h"
#include "common/base/time.h"
#include "common/crypto/digest.h"
#include "common/manifest/object.h"

namespace sealer::app {
namespace {

using manifest::Value;

// The name of an entry of operation.info; its value is the annotation's and the marks of the
// objects that it is about, parted by blanks.
constexpr std::string_view kInfoName = kDeletionApproved;
// Enough to tell the objects of one Application apart, and short: there may be thousands.
constexpr std::size_t kMarkBytes = 8;

std::string mark_of(const Value& live) {
    const std::string object =
        to_string(manifest::key_of(live)) + " " + std::string(manifest::uid_of(live));
    return to_hex(crypto::sha256(object).substr(0, kMarkBytes));
}

// Null if nothing is noted.
const Value* noted(const Value& state) {
    for (const Value& info : manifest::elements(state.get("operation", "info"))) {
        if (info.text("name") == kInfoName) {
            return &info;
        }
    }
    return nullptr;
}

// Entries of operation.info, but ours.
manifest::Array others_in(const Value* infos) {
    manifest::Array others = manifest::elements(infos);
    std::erase_if(others, [](const Value& info) { return info.text("name") == kInfoName; });
    return others;
}

void note(Value& state, std::string text) {
    Value& infos = state["operation"]["info"];
    manifest::Array entries = others_in(&infos);
    entries.emplace_back(manifest::Object{{"name", kInfoName}, {"value", std::move(text)}});
    infos = std::move(entries);
}

Value without_note(Value operation) {
    manifest::Array others = others_in(operation.get("info"));
    if (others.empty()) {
        operation.as_object().erase("info");
    } else {
        operation["info"] = std::move(others);
    }
    return operation;
}

bool is_later(std::string_view annotation, std::string_view started) {
    const auto approved = parse_time(annotation);
    const auto begun = parse_time(started);
    return approved && begun && *approved >= *begun;
}

}  // namespace

Approval Approval::take(Value& state, std::string_view annotation, const Comparison& comparison) {
    Approval approval;
    const Value* known = noted(state);
    const std::vector<std::string_view> words =
        split(known == nullptr ? std::string_view() : known->text("value"), ' ');
    if (known != nullptr && words.front() == annotation) {
        approval.marks_.insert(words.begin() + 1, words.end());
    } else if (is_later(annotation, state.text("startedAt"))) {
        std::string text(annotation);
        for (const Item& item : comparison.items) {
            if (item.requires_pruning()) {
                const auto added = approval.marks_.insert(mark_of(*item.live)).first;
                text += " " + *added;
            }
        }
        note(state, std::move(text));
    }
    return approval;
}

void Approval::begin(Value& state, std::string_view annotation) {
    if (is_later(annotation, state.text("startedAt"))) {
        note(state, std::string(annotation));
    }
}

void Approval::carry_over(const Value& last, Value& state) {
    if (const Value* known = noted(last)) {
        note(state, std::string(known->text("value")));
    }
}

bool Approval::is_same(const Value& begun, const Value& asked) {
    return without_note(begun) == without_note(asked);
}

bool Approval::covers(const Value& live) const {
    return marks_.contains(mark_of(live));
}

}  // namespace sealer::app
