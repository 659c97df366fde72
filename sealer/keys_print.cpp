// SPDX-License-Identifier: Apache-2.0
#include "sealer/keys_print.h"

#include <algorithm>
#include <array>
#include <utility>

#include "common/base/text.h"
#include "common/manifest/json.h"
#include "common/manifest/value.h"
#include "sealer/terminal.h"

namespace sealer::cli {
namespace {

using keys::KeyNeeds;
using keys::KeyReport;
using manifest::Array;
using manifest::Object;
using manifest::Value;

constexpr std::size_t kGap = 3;

std::string day_of(WallTime time) {
    return format_time(time).substr(0, 10);
}

// As kubectl: the largest unit that matters.
std::string age_of(WallTime time, WallTime now) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - time).count();
    for (const auto& [unit, name] : {std::pair{86'400L, "d"}, {3'600L, "h"}, {60L, "m"}}) {
        if (seconds >= 2 * unit) {
            return std::to_string(seconds / unit) + name;
        }
    }
    return std::to_string(std::max<long>(seconds, 0)) + "s";
}

std::string expiry_of(const KeyReport& key, WallTime now) {
    return day_of(key.not_after) + (key.not_after < now ? " (expired)" : "");
}

std::string needed_by(const KeyReport& key, const KeyNeeds* needs) {
    return needs == nullptr ? "?" : std::to_string(needs->of(key.fingerprint).size());
}

std::string note_on_unknown(const KeyNeeds* needs) {
    if (needs == nullptr || needs->unknown.empty()) {
        return "";
    }
    return "SealedSecrets that do not say which key they need: " +
           std::to_string(needs->unknown.size()) + "\n";
}

Value to_value(const KeyReport& key, const KeyNeeds* needs, bool details) {
    Object object{{"name", key.name}, {"state", key.state}};
    if (!key.problem.empty()) {
        object.append("problem", key.problem);
        return object;
    }
    object.append("fingerprint", key.fingerprint);
    object.append("bits", static_cast<std::int64_t>(key.bits));
    object.append("created", format_time(key.created));
    object.append("notBefore", format_time(key.not_before));
    object.append("notAfter", format_time(key.not_after));
    if (needs != nullptr) {
        const std::vector<std::string>& names = needs->of(key.fingerprint);
        object.append("neededBy", static_cast<std::int64_t>(names.size()));
        if (details) {
            object.append("sealedSecrets", Array(names.begin(), names.end()));
        }
    }
    if (details) {
        object.append("certificate", key.certificate);
    }
    return object;
}

}  // namespace

std::string print_key_table(std::span<const KeyReport> keys, const KeyNeeds* needs, WallTime now) {
    std::vector<Row> rows = {{"NAME", "STATE", "NEEDED BY", "AGE", "EXPIRES", "FINGERPRINT"}};
    for (const KeyReport& key : keys) {
        rows.push_back(key.problem.empty()
                           ? Row{key.name, key.state, needed_by(key, needs),
                                 age_of(key.created, now), expiry_of(key, now), key.fingerprint}
                           : Row{key.name, "unreadable", "", "", "", key.problem});
    }
    return print_table(rows, kGap) + note_on_unknown(needs);
}

std::string print_key_details(std::span<const KeyReport> keys, const KeyNeeds* needs,
                              WallTime now) {
    std::string text;
    for (const KeyReport& key : keys) {
        text += text.empty() ? "" : "\n";
        text += "Name:         " + key.name + "\nState:        " + key.state + "\n";
        if (!key.problem.empty()) {
            text += "Problem:      " + key.problem + "\n";
            continue;
        }
        text += "Fingerprint:  " + key.fingerprint + "\nSize:         RSA " +
                std::to_string(key.bits) + "\nCreated:      " + format_time(key.created) + " (" +
                age_of(key.created, now) + " ago)\nNot before:   " + format_time(key.not_before) +
                "\nExpires:      " + format_time(key.not_after) +
                (key.not_after < now ? " (expired)" : "") +
                "\nNeeded by:    " + needed_by(key, needs) + "\n";
        if (needs != nullptr) {
            for (const std::string& name : needs->of(key.fingerprint)) {
                text += "  " + name + "\n";
            }
        }
        text += key.certificate;
    }
    return text + note_on_unknown(needs);
}

std::string print_keys_json(std::span<const KeyReport> keys, const KeyNeeds* needs, bool details) {
    Array list;
    for (const KeyReport& key : keys) {
        list.push_back(to_value(key, needs, details));
    }
    Object report{{"keys", std::move(list)}};
    if (needs != nullptr) {
        report.append("unknown", static_cast<std::int64_t>(needs->unknown.size()));
    }
    return manifest::write_json(Value(std::move(report)),
                                {.indent = 2, .sort_keys = false, .escape_html = false}) +
           "\n";
}

}  // namespace sealer::cli
