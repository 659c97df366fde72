// SPDX-License-Identifier: Apache-2.0
#include "common/template/arena.h"

#include <algorithm>
#include <cstring>

namespace sealer::tmpl {
namespace {

constexpr std::size_t kChunk = 16U << 10U;
// A node of a std::map, roughly.
constexpr std::size_t kDictEntry = sizeof(Dict::value_type) + 4 * sizeof(void*);

}  // namespace

Result<std::string_view> Arena::keep(std::string_view text) {
    if (text.empty()) {
        return std::string_view();
    }
    TRY(budget_.memory(text.size()));
    if (room_ < text.size()) {
        chunks_.emplace_back(std::max(kChunk, text.size()));
        room_ = chunks_.back().size();
    }
    const auto place = chunks_.back().expose_mutable().last(room_).first(text.size());
    std::memcpy(place.data(), text.data(), text.size());
    room_ -= text.size();
    return std::string_view(reinterpret_cast<const char*>(place.data()), place.size());
}

Result<Value> Arena::text(std::string_view text) {
    TRY_ASSIGN(const std::string_view kept, keep(text));
    return Value::text(kept);
}

Result<Value> Arena::list(List items, Type type) {
    TRY(budget_.memory(sizeof(List) + items.size() * sizeof(Value)));
    return Value::list(&lists_.emplace_back(std::move(items)), type);
}

Result<Value> Arena::dict(Dict items, Type type) {
    TRY(budget_.memory(sizeof(Dict) + items.size() * kDictEntry));
    return Value::dict(&dicts_.emplace_back(std::move(items)), type);
}

Status Arena::set(Dict& dict, std::string_view key, const Value& value) {
    if (const auto found = dict.find(key); found != dict.end()) {
        found->second = value;
        return {};
    }
    TRY(budget_.memory(kDictEntry));
    TRY_ASSIGN(const std::string_view kept, keep(key));
    dict.emplace(kept, value);
    return {};
}

Result<Value> Arena::time(Time time) {
    TRY(budget_.memory(sizeof(Time)));
    return Value::time(&times_.emplace_back(std::move(time)));
}

Result<Value> Arena::version(Version version) {
    TRY(budget_.memory(sizeof(Version) + version.original.size()));
    return Value::version(&versions_.emplace_back(std::move(version)));
}

Result<Value> Arena::certificate(std::string_view cert, std::string_view key) {
    TRY_ASSIGN(const std::string_view kept_cert, keep(cert));
    TRY_ASSIGN(const std::string_view kept_key, keep(key));
    return Value::certificate(
        &certificates_.emplace_back(Certificate{.cert = kept_cert, .key = kept_key}));
}

}  // namespace sealer::tmpl
