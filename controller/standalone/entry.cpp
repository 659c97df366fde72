// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/entry.h"

#include <utility>

#include "common/base/check.h"
#include "common/manifest/json.h"

namespace sealer::standalone {

using manifest::Object;
using manifest::Value;

namespace {

std::string head(std::string_view kind, std::string_view api_version) {
    return "{\"kind\":" + manifest::write_json(Value(kind)) +
           ",\"apiVersion\":" + manifest::write_json(Value(api_version)) + ",";
}

}  // namespace

std::string Entry::json_as(std::string_view kind, std::string_view api_version) const {
    if (object.text("apiVersion") == api_version) {
        return json;
    }
    return head(kind, api_version).append(json, tail_at);
}

void Entry::append_bare_json(std::string& out) const {
    out.append("{").append(json, tail_at);
}

EntryPtr make_entry(ObjectId id, std::uint64_t revision, Value object) {
    CHECK(object.is_object());
    Object ordered;
    ordered.reserve(object.as_object().size());
    for (const char* key : {"kind", "apiVersion", "metadata"}) {
        Value* value = object.get(key);
        CHECK(value != nullptr);
        ordered.append(key, std::move(*value));
    }
    for (auto& [key, value] : object.as_object()) {
        if (key != "kind" && key != "apiVersion" && key != "metadata") {
            ordered.append(key, std::move(value));
        }
    }
    auto entry = std::make_shared<Entry>();
    entry->id = std::move(id);
    entry->revision = revision;
    entry->object = Value(std::move(ordered));
    entry->json = manifest::write_json(entry->object);
    entry->tail_at = head(entry->object.text("kind"), entry->object.text("apiVersion")).size();
    return entry;
}

}  // namespace sealer::standalone
