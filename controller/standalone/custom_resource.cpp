// SPDX-License-Identifier: Apache-2.0
#include "common/base/text.h"
#include "controller/standalone/resource.h"

namespace sealer::standalone {

using manifest::elements;
using manifest::Value;

namespace {

std::vector<std::string> texts(const Value* list) {
    std::vector<std::string> result;
    for (const Value& item : elements(list)) {
        if (item.is_string()) {
            result.push_back(item.as_string());
        }
    }
    return result;
}

PrinterColumn printer_column(const Value& column) {
    return {std::string(column.text("name")),     std::string(column.text("type")),
            std::string(column.text("format")),   std::string(column.text("description")),
            std::string(column.text("jsonPath")), column.integer_or(0, "priority")};
}

Result<ServedVersion> served_version(const Value& version, const std::string& path) {
    ServedVersion result;
    result.name = version.text("name");
    result.served = version.flag("served");
    result.storage = version.flag("storage");
    if (result.name.empty()) {
        return fail(Code::kInvalid, path + ".name: Required value");
    }
    const Value* schema = version.get("schema", "openAPIV3Schema");
    if (schema == nullptr) {
        return fail(Code::kInvalid,
                    path + ".schema.openAPIV3Schema: Required value: schemas are required");
    }
    auto document = manifest::SchemaDocument::parse(*schema);
    if (!document) {
        return fail(document.error().with(path + ".schema.openAPIV3Schema"));
    }
    result.document = *document;
    result.schema = result.document->root();
    result.has_status = version.get("subresources", "status") != nullptr;
    if (const Value* scale = version.get("subresources", "scale"); scale != nullptr) {
        result.scale = ScalePaths{std::string(scale->text("specReplicasPath")),
                                  std::string(scale->text("statusReplicasPath")),
                                  std::string(scale->text("labelSelectorPath"))};
    }
    for (const Value& column : elements(version.get("additionalPrinterColumns"))) {
        result.columns.push_back(printer_column(column));
    }
    return result;
}

}  // namespace

Result<ResourcePtr> custom_resource(const Value& definition) {
    auto resource = std::make_shared<Resource>();
    resource->custom = true;
    resource->group = definition.text("spec", "group");
    resource->kind = definition.text("spec", "names", "kind");
    resource->plural = definition.text("spec", "names", "plural");
    for (const auto& [field, value] : {std::pair{"spec.group", resource->group},
                                       {"spec.names.kind", resource->kind},
                                       {"spec.names.plural", resource->plural}}) {
        if (value.empty()) {
            return fail(Code::kInvalid, std::string(field) + ": Required value");
        }
    }
    resource->singular = definition.text("spec", "names", "singular");
    if (resource->singular.empty()) {
        resource->singular = to_lower(resource->kind);
    }
    resource->list_kind = definition.text("spec", "names", "listKind");
    if (resource->list_kind.empty()) {
        resource->list_kind = resource->kind + "List";
    }
    resource->short_names = texts(definition.get("spec", "names", "shortNames"));
    resource->categories = texts(definition.get("spec", "names", "categories"));
    resource->namespaced = definition.text("spec", "scope") == "Namespaced";
    resource->terminating = definition.get("metadata", "deletionTimestamp") != nullptr;
    std::size_t index = 0;
    std::size_t storage_versions = 0;
    for (const Value& version : elements(definition.get("spec", "versions"))) {
        TRY_ASSIGN(auto served,
                   served_version(version, "spec.versions[" + std::to_string(index++) + "]"));
        storage_versions += served.storage ? 1 : 0;
        resource->versions.push_back(std::move(served));
    }
    if (storage_versions != 1) {
        return fail(Code::kInvalid,
                    "spec.versions: Invalid value: must have exactly one version marked as storage "
                    "version");
    }
    return ResourcePtr(std::move(resource));
}

}  // namespace sealer::standalone
