// SPDX-License-Identifier: Apache-2.0
// Field specs and references out of OpenAPI definitions (`crds`).
// Source of the rules: kustomize 5.5's extensions "x-kubernetes-…" in loadconfigfromcrds.
#include <algorithm>

#include "common/render/kustomize/transformer_config.h"

namespace sealer::kustomize {
namespace {

using manifest::Member;
using manifest::Value;

const std::string* extension(const Value& property, std::string_view name) {
    const Value* found = property.get(name);
    return found != nullptr && found->is_string() ? &found->as_string() : nullptr;
}

// More than all of Kubernetes' own have; definitions within definitions could make any number.
constexpr std::size_t kMaxProperties = 100'000;
constexpr std::size_t kMaxPropertyDepth = 100;
constexpr std::size_t kMaxPropertyPath = 4096;  // bytes

// What one kind's properties ask for, those of the definitions they refer to included.
class Reader {
  public:
    // `properties` counts those of all kinds.
    Reader(const Value& definitions, std::string kind, std::size_t& properties)
        : definitions_(definitions), kind_(std::move(kind)), properties_(properties) {}

    Status read(std::string_view definition, const std::string& prefix) {
        // A definition within itself would never end.
        if (std::ranges::find(open_, definition) != open_.end()) {
            return {};
        }
        if (open_.size() == kMaxPropertyDepth) {
            return fail(Code::kInvalid, "definitions are nested more than 100 deep");
        }
        open_.push_back(definition);
        const Value* found = definitions_.get(definition);
        const Value* properties = found == nullptr ? nullptr : found->get("Schema", "properties");
        for (const Member& property : manifest::members(properties)) {
            TRY(read_property(property.value, prefix + property.key));
        }
        open_.pop_back();
        return {};
    }

    TransformerConfig take() { return std::move(config_); }

  private:
    FieldSpec spec(std::string path) const {
        return {
            .group = "", .version = "", .kind = kind_, .path = std::move(path), .create = false};
    }

    Status read_property(const Value& property, const std::string& path) {
        if (++properties_ > kMaxProperties) {
            return fail(Code::kInvalid, "definitions within definitions have more than " +
                                            std::to_string(kMaxProperties) + " properties");
        }
        if (path.size() > kMaxPropertyPath) {
            return fail(Code::kInvalid, "the path of a property is longer than " +
                                            std::to_string(kMaxPropertyPath) + " bytes");
        }
        if (extension(property, "x-kubernetes-annotation") != nullptr) {
            config_.common_annotations.edit().push_back(spec(path));
        }
        if (extension(property, "x-kubernetes-label-selector") != nullptr) {
            config_.common_labels.edit().push_back(spec(path));
        }
        if (extension(property, "x-kubernetes-identity") != nullptr) {
            config_.name_prefix.edit().push_back(spec(path));
        }
        const std::string* version = extension(property, "x-kubernetes-object-ref-api-version");
        const std::string* kind = extension(property, "x-kubernetes-object-ref-kind");
        if (version != nullptr && kind != nullptr) {
            const std::string* key = extension(property, "x-kubernetes-object-ref-name-key");
            config_.name_references.edit().push_back(
                {.group = "",
                 .version = *version,
                 .kind = *kind,
                 .referrers = {spec(path + "/" + (key == nullptr ? "name" : *key))}});
        }
        const std::string* reference = extension(property, "$ref");
        return reference == nullptr ? Status() : read(*reference, path + "/");
    }

    const Value& definitions_;
    std::string kind_;
    std::size_t& properties_;
    std::vector<std::string_view> open_;
    TransformerConfig config_;
};

bool is_kubernetes_type(const Value& definition) {
    return std::ranges::all_of(
        std::initializer_list<std::string_view>{"kind", "apiVersion", "metadata"},
        [&definition](std::string_view name) {
            return definition.get("Schema", "properties", name) != nullptr;
        });
}

}  // namespace

Result<TransformerConfig> parse_crd_definitions(const Value& value, const std::string& where) {
    if (!value.is_object()) {
        return fail(Code::kInvalid, where + ": expected OpenAPI definitions by their names");
    }
    TransformerConfig config;
    std::size_t properties = 0;
    for (const Member& definition : value.as_object()) {
        if (!definition.value.is_object() && !definition.value.is_null()) {
            return fail(Code::kInvalid,
                        where + ": " + definition.key + ": expected a mapping with a Schema in it");
        }
        if (!is_kubernetes_type(definition.value)) {
            continue;
        }
        Reader reader(value, definition.key.substr(definition.key.rfind('.') + 1), properties);
        Status read = reader.read(definition.key, "");
        if (read) {
            read = merge_config(config, reader.take());
        }
        if (!read) {
            return fail(read.error().with(where + ": " + definition.key));
        }
    }
    return config;
}

}  // namespace sealer::kustomize
