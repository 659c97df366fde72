// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/resource.h"

namespace sealer::kustomize {

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
