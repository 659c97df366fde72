// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/paging.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "common/crypto/base64.h"
#include "common/manifest/json.h"

namespace sealer::standalone {

using manifest::Array;
using manifest::Object;
using manifest::Value;

namespace {

struct Position {
    std::uint64_t revision = 0;
    std::string namespace_;  // of the last entry that was looked at
    std::string name;
};

std::string encode(const Position& position) {
    return crypto::base64_encode(
        manifest::write_json(Object{{"revision", std::to_string(position.revision)},
                                    {"namespace", position.namespace_},
                                    {"name", position.name}}));
}

ApiResult<Position> decode(const std::string& token) {
    const auto text = crypto::base64_decode(token);
    const auto value = text ? manifest::parse_json(*text) : Result<Value>(fail(text.error()));
    if (!value) {
        return fail(bad_request("continue key is not valid: " + value.error().message));
    }
    Position position;
    TRY_ASSIGN(position.revision, parse_revision(value->text("revision")));
    position.namespace_ = value->text("namespace");
    position.name = value->text("name");
    return position;
}

ApiResult<Listing> listing_at(const Store& store, const Target& target, std::uint64_t revision,
                              bool continued) {
    auto listing = store.list_at(target.store_id(), target.namespace_, revision);
    if (!listing) {
        return fail(expired(
            continued ? "The provided continue parameter is too old to display a consistent list "
                        "result. You must start a new list without the continue parameter."
                      : "The resourceVersion for the provided list is too old."));
    }
    return *std::move(listing);
}

ApiResult<Listing> fresh_listing(const Store& store, const Target& target,
                                 const ListOptions& options) {
    TRY_ASSIGN(const std::uint64_t revision, parse_revision(options.resource_version));
    if (const std::uint64_t current = store.revision(); revision > current) {
        return fail(revision_too_large(revision, current));
    }
    if (options.resource_version_match == "Exact") {
        return listing_at(store, target, revision, false);
    }
    return store.list(target.store_id(), target.namespace_);
}

}  // namespace

ApiResult<std::uint64_t> parse_revision(std::string_view text) {
    std::uint64_t revision = 0;
    const char* const end = text.data() + text.size();
    if (!text.empty() && std::from_chars(text.data(), end, revision).ptr != end) {
        return fail(bad_request("invalid resource version: resourceVersion: Invalid value: " +
                                in_quotes(text)));
    }
    return revision;
}

ApiError revision_too_large(std::uint64_t wanted, std::uint64_t current) {
    return {504, "Timeout",
            "Too large resource version: " + std::to_string(wanted) +
                ", current: " + std::to_string(current),
            Object{{"causes", Array{Object{{"reason", "ResourceVersionTooLarge"},
                                           {"message", "Too large resource version"}}}},
                   {"retryAfterSeconds", 1}}};
}

ApiResult<Page> list_page(const Store& store, const Target& target, const Selection& selection,
                          const ListOptions& options) {
    Position position;
    Listing listing;
    if (options.continue_token.empty()) {
        TRY_ASSIGN(listing, fresh_listing(store, target, options));
    } else {
        TRY_ASSIGN(position, decode(options.continue_token));
        TRY_ASSIGN(listing, listing_at(store, target, position.revision, true));
    }
    auto next = std::ranges::upper_bound(
        listing.entries, std::tie(position.namespace_, position.name), {},
        [](const EntryPtr& entry) { return std::tie(entry->id.namespace_, entry->id.name); });
    if (options.continue_token.empty()) {
        next = listing.entries.begin();
    }
    Page page;
    page.metadata.revision = listing.revision;
    for (; next != listing.entries.end(); ++next) {
        if (!selection.matches((*next)->object)) {
            continue;
        }
        if (options.limit != 0 && page.entries.size() == options.limit) {
            const ObjectId& last = page.entries.back()->id;
            page.metadata.continue_token = encode({listing.revision, last.namespace_, last.name});
            if (selection.everything()) {
                page.metadata.remaining = static_cast<std::size_t>(listing.entries.end() - next);
            }
            break;
        }
        page.entries.push_back(std::move(*next));
    }
    return page;
}

}  // namespace sealer::standalone
