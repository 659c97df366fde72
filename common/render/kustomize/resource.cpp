// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/resource.h"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace sealer::kustomize {
namespace {

using manifest::Value;

// Unlike ==, which takes 1 for 1.0 and knows no order of members.
bool identical(const Value& a, const Value& b) {
    if (a.kind() != b.kind()) {
        return false;
    }
    switch (a.kind()) {
        case Value::Kind::kDouble:
            return std::bit_cast<std::uint64_t>(a.as_double()) ==
                   std::bit_cast<std::uint64_t>(b.as_double());
        case Value::Kind::kArray:
            return std::ranges::equal(
                a.as_array(), b.as_array(),
                [](const Value& x, const Value& y) { return identical(x, y); });
        case Value::Kind::kObject:
            return std::ranges::equal(a.as_object(), b.as_object(),
                                      [](const manifest::Member& x, const manifest::Member& y) {
                                          return x.key == y.key && identical(x.value, y.value);
                                      });
        default:
            return a == b && a.is_unwritten_null() == b.is_unwritten_null();
    }
}

}  // namespace

std::string to_string(const Id& id) {
    std::string text = id.type.kind;
    for (const std::string* part : {&id.type.version, &id.type.group}) {
        if (!part->empty()) {
            text += "." + *part;
        }
    }
    text += " " + id.name;
    return id.namespace_.empty() ? text : text + "/" + id.namespace_;
}

Id Resource::id() const {
    return {.type = manifest::type_of(object),
            .namespace_ = std::string(manifest::namespace_of(object)),
            .name = std::string(manifest::name_of(object))};
}

Id Resource::first_id() const {
    return previous.empty() ? id() : previous.front();
}

Status Resource::remember_id(render::Budget& budget) {
    Id present = id();
    TRY(budget.add_memory(sizeof(Id) + present.name.size() + present.namespace_.size() +
                          object.text("apiVersion").size() + present.type.kind.size()));
    previous.push_back(std::move(present));
    return {};
}

Resource& edit(ResourcePtr& slot) {
    if (slot.use_count() != 1) {
        slot = make_resource(*slot);
    }
    // Made by make_resource as an object that is not const, and nobody else holds it.
    return const_cast<Resource&>(*slot);  // NOLINT(cppcoreguidelines-pro-type-const-cast)
}

ResourcePtr make_resource(Resource resource) {
    return std::make_shared<Resource>(std::move(resource));
}

bool same_identity(const Resource& a, const Resource& b) {
    return a.id() == b.id() && a.previous == b.previous && a.prefixes == b.prefixes &&
           a.suffixes == b.suffixes && a.variables == b.variables && a.wants_hash == b.wants_hash;
}

bool identical(const Resource& a, const Resource& b) {
    return same_identity(a, b) && a.origin == b.origin && a.transformations == b.transformations &&
           a.file == b.file && a.line == b.line && identical(a.object, b.object);
}

std::string describe(const Resource& resource) {
    const std::string what = resource.object.text("kind").empty()
                                 ? "an object"
                                 : std::string(resource.object.text("kind")) + " " +
                                       std::string(manifest::name_of(resource.object));
    return resource.file.empty()
               ? what
               : what + " (" + resource.file + ", line " + std::to_string(resource.line) + ")";
}

}  // namespace sealer::kustomize
