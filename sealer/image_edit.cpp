// SPDX-License-Identifier: Apache-2.0
#include "sealer/image_edit.h"

#include <algorithm>
#include <array>
#include <utility>

#include "common/manifest/yaml.h"
#include "common/manifest/yaml_edit.h"

namespace sealer::cli {
namespace {

using manifest::Value;
using manifest::YamlEdit;

constexpr std::string_view kKeep = "*";

struct Field {
    std::string_view key;
    std::string value;
};

// The fields of an entry besides its name, in the order in which new entries have them. The suffix
// is for tags that stay as they are.
std::array<Field, 4> fields_of(const kustomize::ImageRule& setting) {
    return {{{"newName", setting.new_name},
             {"newTag", setting.new_tag},
             {"digest", setting.digest},
             {"tagSuffix", setting.tag_suffix}}};
}

void edit_entry(const Value& entry, std::size_t index, const kustomize::ImageRule& setting,
                std::vector<YamlEdit>& edits) {
    for (const Field& field : fields_of(setting)) {
        const Value* old = entry.get(field.key);
        const bool is_same = old == nullptr ? field.value.empty() : *old == Value(field.value);
        if (field.value == kKeep || is_same) {
            continue;
        }
        edits.push_back(
            {.path = {"images", std::to_string(index), std::string(field.key)},
             .value = field.value.empty() ? std::nullopt : std::optional<Value>(field.value)});
    }
}

YamlEdit new_entry(const kustomize::ImageRule& setting) {
    manifest::Object entry = {{"name", setting.name}};
    for (const Field& field : fields_of(setting)) {
        if (!field.value.empty() && field.value != kKeep) {
            entry[field.key] = field.value;
        }
    }
    return {.path = {"images", "-"}, .value = entry};
}

// Without those that a later one overrules.
std::vector<kustomize::ImageRule> last_of_each_name(
    const std::vector<kustomize::ImageRule>& settings) {
    std::vector<kustomize::ImageRule> result;
    for (const kustomize::ImageRule& setting : settings) {
        const auto same = std::ranges::find(result, setting.name, &kustomize::ImageRule::name);
        if (same == result.end()) {
            result.push_back(setting);
        } else {
            *same = setting;
        }
    }
    return result;
}

}  // namespace

Result<std::string> set_images(std::string_view kustomization,
                               const std::vector<kustomize::ImageRule>& settings) {
    TRY_ASSIGN(const Value file, manifest::parse_yaml_document(kustomization));
    if (!file.is_object()) {
        return fail(Code::kInvalid, "a kustomization is a mapping");
    }
    const Value* images = file.get("images");
    if (images != nullptr && !images->is_null() && !images->is_array()) {
        return fail(Code::kInvalid, "images: is not a list");
    }
    std::vector<YamlEdit> edits;
    for (const kustomize::ImageRule& setting : last_of_each_name(settings)) {
        bool is_new = true;
        const manifest::Array& entries = manifest::elements(images);
        for (std::size_t i = 0; i < entries.size(); ++i) {
            if (entries[i].text("name") == setting.name) {
                edit_entry(entries[i], i, setting, edits);
                is_new = false;
            }
        }
        if (is_new) {
            edits.push_back(new_entry(setting));
        }
    }
    return manifest::edit_yaml(kustomization, edits);
}

}  // namespace sealer::cli
