// SPDX-License-Identifier: Apache-2.0
#include "keys/key_report.h"

#include <algorithm>
#include <set>
#include <utility>

#include "common/base/text.h"
#include "common/manifest/object.h"
#include "keys/key_secrets.h"
#include "keys/sealed_secret.h"
#include "keys/sealing_key.h"

namespace sealer::keys {
namespace {

KeyReport describe(const manifest::Secret& secret) {
    const std::string_view label = manifest::label(secret.object, kKeyStateLabel);
    KeyReport report;
    report.name = manifest::name_of(secret.object);
    report.state = label.empty() ? kActiveKeyState : label;
    const auto key = read_sealing_key(secret);
    if (!key) {
        report.problem = key.error().message;
        return report;
    }
    report.fingerprint = key->fingerprint();
    report.bits = key->certificate.public_key.modulus_bytes() * 8;
    report.created = key->created;
    report.not_before = key->certificate.not_before;
    report.not_after = key->certificate.not_after;
    report.certificate = key->certificate.pem;
    return report;
}

std::set<std::string> keys_of(const manifest::Value& sealed) {
    std::set<std::string> keys;
    for (const manifest::Value& key : elements(sealed.get("status", "unsealed", "keys"))) {
        if (key.is_string()) {
            keys.insert(key.as_string());
        }
    }
    for (const std::string_view key :
         list_entries(manifest::annotation(sealed, kSealedWithAnnotation), ',')) {
        keys.emplace(key);
    }
    return keys;
}

}  // namespace

std::vector<KeyReport> describe_keys(std::span<const manifest::Secret> secrets, KeyOrder order) {
    std::vector<KeyReport> reports;
    reports.reserve(secrets.size());
    for (const manifest::Secret& secret : secrets) {
        reports.push_back(describe(secret));
    }
    const auto time = [order](const KeyReport& report) {
        return order == KeyOrder::kCertNotBefore ? report.not_before : report.created;
    };
    std::ranges::stable_sort(reports, [&](const KeyReport& a, const KeyReport& b) {
        return std::pair(a.problem.empty(), time(a)) > std::pair(b.problem.empty(), time(b));
    });
    const auto newest = std::ranges::find_if(reports, [](const KeyReport& report) {
        return report.state == kActiveKeyState && report.problem.empty();
    });
    if (newest != reports.end()) {
        newest->state = "newest";
    }
    return reports;
}

const KeyReport* find_key(std::span<const KeyReport> keys, std::string_view name) {
    const auto found = std::ranges::find_if(keys, [&](const KeyReport& key) {
        return key.name == name || (!key.fingerprint.empty() && key.fingerprint == name);
    });
    return found == keys.end() ? nullptr : &*found;
}

const std::vector<std::string>& KeyNeeds::of(const std::string& fingerprint) const {
    static const std::vector<std::string> kNone;
    const auto found = by_fingerprint.find(fingerprint);
    return found == by_fingerprint.end() ? kNone : found->second;
}

KeyNeeds find_needs(std::span<const manifest::Value> sealed) {
    KeyNeeds needs;
    for (const manifest::Value& one : sealed) {
        const std::string name =
            std::string(manifest::namespace_of(one)) + "/" + std::string(manifest::name_of(one));
        const std::set<std::string> keys = keys_of(one);
        for (const std::string& key : keys) {
            needs.by_fingerprint[key].push_back(name);
        }
        if (keys.empty()) {
            needs.unknown.push_back(name);
        }
    }
    for (auto& [key, names] : needs.by_fingerprint) {
        std::ranges::sort(names);
    }
    std::ranges::sort(needs.unknown);
    return needs;
}

}  // namespace sealer::keys
