// SPDX-License-Identifier: Apache-2.0
#include "common/render/budget.h"

#include <algorithm>

#include "common/manifest/yaml_builder.h"

namespace sealer::render {
namespace {

using manifest::Value;

// Asking for the time costs more than most work does.
constexpr unsigned kCallsBetweenLooks = 4;

struct Measure {
    std::size_t bytes = 0;
    std::size_t depth = 0;  // of the deepest value in it
};

void measure(const Value& value, std::size_t depth, std::size_t max_depth, Measure& into) {
    into.depth = std::max(into.depth, depth);
    if (into.depth > max_depth) {
        return;  // enough to refuse it, whatever else there is
    }
    into.bytes += sizeof(Value);
    if (value.is_string()) {
        into.bytes += value.as_string().size();
    }
    for (const Value& element : manifest::elements(&value)) {
        measure(element, depth + 1, max_depth, into);
    }
    for (const manifest::Member& member : manifest::members(&value)) {
        into.bytes += sizeof(manifest::Member) - sizeof(Value) + member.key.size();
        measure(member.value, depth + 1, max_depth, into);
    }
}

std::string count_of(std::size_t limit, std::string_view what) {
    return "more than " + std::to_string(limit) + " " + std::string(what);
}

tl::unexpected<Error> over_bytes(const Limits& limits) {
    return over_limit("bytes",
                      "the files that are read hold " + count_of(limits.max_bytes, "bytes"));
}

}  // namespace

Budget::Budget(const Limits& limits)
    : limits_(limits), deadline_(std::chrono::steady_clock::now() + limits.max_time) {}

Status Budget::work() {
    if (calls_++ % kCallsBetweenLooks != 0 || std::chrono::steady_clock::now() < deadline_) {
        return {};
    }
    calls_ = 0;  // whoever goes on is told again
    return over_limit(
        "time", "rendering takes longer than " + std::to_string(limits_.max_time.count()) + " ms");
}

Status Budget::add_objects(std::size_t count) {
    spent_.objects += count;
    return spent_.objects > limits_.max_objects
               ? over_limit("objects", count_of(limits_.max_objects, "objects"))
               : work();
}

Status Budget::add_memory(std::size_t bytes) {
    if (bytes > limits_.max_memory - spent_.memory) {
        return over_limit("memory", "the objects become too big: " +
                                        count_of(limits_.max_memory, "bytes in all"));
    }
    spent_.memory += bytes;
    return work();
}

Status Budget::add(const Spent& more) {
    if (more.files > limits_.max_files - spent_.files) {
        return over_limit("files", count_of(limits_.max_files, "files are read"));
    }
    if (more.bytes > limits_.max_bytes - spent_.bytes) {
        return over_bytes(limits_);
    }
    spent_.files += more.files;
    spent_.bytes += more.bytes;
    TRY(add_objects(more.objects));
    return add_memory(more.memory);
}

Status Budget::check_depth(std::size_t depth) const {
    return depth > limits_.max_depth
               ? over_limit("depth", "mappings and lists are nested too deep: " +
                                         count_of(limits_.max_depth, "levels"))
               : Status();
}

Status Budget::add_value(const Value& value, std::size_t depth) {
    Measure size;
    measure(value, depth, limits_.max_depth, size);
    TRY(check_depth(size.depth));
    return add_memory(size.bytes);
}

Status Budget::assign(Value& slot, Value value, std::size_t depth) {
    if (slot.is_string() && value.is_string()) {
        const std::size_t size = value.as_string().size();
        TRY(add_memory(size - std::min(size, slot.as_string().size())));
    } else {
        TRY(add_value(value, depth));
    }
    slot = std::move(value);
    return {};
}

Result<std::string> Budget::read(const git::FileTree& tree, const std::string& path) {
    if (const Status paid = add({.files = 1}); !paid) {
        return fail(paid.error().with(path));
    }
    Result<std::string> text = tree.read(path, limits_.max_bytes - spent_.bytes);
    if (!text && text.error().code == Code::kInvalid) {
        return fail(over_bytes(limits_).value().with(path));
    }
    spent_.bytes += text ? text->size() : 0;
    return text;
}

Result<std::vector<manifest::Document>> Budget::parse_yaml(std::string_view text,
                                                           manifest::YamlOptions options) {
    TRY(work());
    options.limits.max_alias_nodes = limits_.max_alias_nodes;
    options.limits.max_depth = limits_.max_depth;
    auto documents = manifest::parse_yaml(text, options);
    if (!documents) {
        const std::string& fault = documents.error().message;
        return fault.ends_with(manifest::kNestedTooDeep)    ? over_limit("depth", fault)
               : fault.ends_with(manifest::kExpandsTooMuch) ? over_limit("aliases", fault)
                                                            : fail(documents.error());
    }
    for (const manifest::Document& document : *documents) {
        TRY(add_value(document.value));
    }
    return documents;
}

}  // namespace sealer::render
