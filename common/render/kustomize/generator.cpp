// SPDX-License-Identifier: Apache-2.0
// Source of the rules: kustomize 5.5, api/internal/generators and ResMap.AbsorbAll.
#include <algorithm>

#include "common/base/text.h"
#include "common/crypto/base64.h"
#include "common/manifest/json_in_yaml.h"
#include "common/render/kustomize/generators.h"
#include "common/render/kustomize/key_value_sources.h"
#include "common/render/kustomize/scalar_text.h"

namespace sealer::kustomize {
namespace {

using manifest::Member;
using manifest::Object;
using manifest::Value;

// As kustomize writes it: what is longer than a line is broken into lines, each with its newline.
std::string base64_lines(std::string_view bytes) {
    constexpr std::size_t kLine = 70;
    std::string encoded = crypto::base64_encode(bytes);
    if (encoded.size() <= kLine) {
        return encoded;
    }
    std::string lines;
    lines.reserve(encoded.size() + encoded.size() / kLine + 1);
    for (std::size_t at = 0; at < encoded.size(); at += kLine) {
        lines.append(encoded, at, kLine) += '\n';
    }
    return lines;
}

void fill_config_map(Value& object, const TextMap& pairs) {
    Object texts;
    Object binaries;
    for (const auto& [key, value] : pairs) {
        if (is_utf8(value)) {
            texts.append(key, value);
        } else {
            binaries.append(key, base64_lines(value));
        }
    }
    if (!texts.empty()) {
        object["data"] = std::move(texts);
    }
    if (!binaries.empty()) {
        object["binaryData"] = std::move(binaries);
    }
}

// What is read from files may hold anything.
Status check_texts(const std::string& name, const Value* texts) {
    for (const Member& member : manifest::members(texts)) {
        if (!manifest::fits_json_in_yaml(member.value)) {
            return fail(Code::kInvalid, "configMapGenerator " + name + ": " + member.key + ": " +
                                            std::string(manifest::kControlCharacters) +
                                            "; keep it in a Secret, or in another form");
        }
    }
    return {};
}

void fill_secret(Value& object, const TextMap& pairs, const std::string& type) {
    object["type"] = type.empty() ? "Opaque" : type;
    Object data;
    for (const auto& [key, value] : pairs) {
        data.append(key, base64_lines(value));
    }
    object["data"] = std::move(data);
}

void merge_options(GeneratorOptions& options, const GeneratorOptions& shared) {
    options.labels.insert(shared.labels.begin(), shared.labels.end());
    options.annotations.insert(shared.annotations.begin(), shared.annotations.end());
    options.disable_name_suffix_hash |= shared.disable_name_suffix_hash;
    options.immutable |= shared.immutable;
}

void set_texts(Value& metadata, std::string_view name, const TextMap& texts) {
    for (const auto& [key, text] : texts) {
        metadata[name][key] = text;
    }
}

// Whether the resource is or ever was the object `id`.
bool was(const Resource& resource, const Id& id, const Schemas& schemas) {
    const auto same = [&](const Id& other) {
        return other.name == id.name && same_object(other, id, schemas);
    };
    return (manifest::name_of(resource.object) == id.name && same(resource.id())) ||
           std::ranges::any_of(resource.previous, same);
}

// Adds to the mapping `name` of `parent` what `present` has and it has not; drops it if that leaves
// it empty.
void unite_member(Value& parent, std::string_view name, const Value* present) {
    Object united = manifest::members(parent.get(name));
    for (const Member& member : manifest::members(present)) {
        if (!united.contains(member.key)) {
            united.append(member.key, text_of(member.value));
        }
    }
    if (united.empty()) {
        parent.as_object().erase(name);
    } else {
        parent[name] = std::move(united);
    }
}

// Lets `generated` take the place of `present`: it keeps who that is and was.
void take_place_of(const Resource& present, Resource& generated) {
    Value& metadata = generated.object["metadata"];
    unite_member(metadata, "labels", present.object.get("metadata", "labels"));
    unite_member(metadata, "annotations", present.object.get("metadata", "annotations"));
    metadata["name"] = manifest::name_of(present.object);
    if (manifest::namespace_of(present.object).empty()) {
        metadata.as_object().erase("namespace");
    } else {
        metadata["namespace"] = manifest::namespace_of(present.object);
    }
    generated.previous = present.previous;
    generated.prefixes = present.prefixes;
    generated.suffixes = present.suffixes;
    generated.variables = present.variables;
    generated.transformations = present.transformations;
    // An object that had no hash gets none: what refers to it knows it by its plain name.
    generated.wants_hash = generated.wants_hash && present.wants_hash;
}

Status exists(const Id& id, const Resource& present) {
    return fail(Code::kInvalid, to_string(id) + " is there already: " + describe(present) +
                                    "; say `behavior: merge` or `behavior: replace`");
}

}  // namespace

Result<Resource> generate(GeneratedKind kind, Generator entry, const GeneratorOptions* shared,
                          const ReadFile& read) {
    const bool is_secret = kind == GeneratedKind::kSecret;
    if (entry.name.empty()) {
        return fail(Code::kInvalid, is_secret ? "a generated Secret must have a name"
                                              : "a generated ConfigMap must have a name");
    }
    if (shared != nullptr) {
        merge_options(entry.options, *shared);
    }
    Result<TextMap> pairs = read_key_values(entry, read);
    if (!pairs) {
        return fail(pairs.error().with((is_secret ? "secretGenerator " : "configMapGenerator ") +
                                       entry.name));
    }
    Resource resource;
    resource.object = Object{{"apiVersion", "v1"}, {"kind", is_secret ? "Secret" : "ConfigMap"}};
    Value& metadata = resource.object["metadata"];
    metadata["name"] = entry.name;
    if (!entry.namespace_.empty()) {
        metadata["namespace"] = entry.namespace_;
    }
    set_texts(metadata, "labels", entry.options.labels);
    set_texts(metadata, "annotations", entry.options.annotations);
    if (is_secret) {
        fill_secret(resource.object, *pairs, entry.type);
    } else {
        fill_config_map(resource.object, *pairs);
        TRY(check_texts(entry.name, resource.object.get("data")));
    }
    if (entry.options.immutable) {
        resource.object["immutable"] = true;
    }
    resource.wants_hash = !entry.options.disable_name_suffix_hash;
    return resource;
}

Status absorb(Resources& resources, Resource generated, std::string_view behavior,
              const Schemas& schemas, render::Budget& budget) {
    TRY(budget.add_objects(1));
    TRY(budget.add_value(generated.object));
    const Id id = generated.id();
    const auto is_it = [&](const ResourcePtr& resource) { return was(*resource, id, schemas); };
    const auto found = std::ranges::find_if(resources, is_it);
    const bool merges = behavior == "merge";
    const bool changes = merges || behavior == "replace";
    if (found == resources.end()) {
        if (changes) {
            return fail(Code::kInvalid, to_string(id) + " is not there to " +
                                            std::string(behavior) +
                                            "; name one that the resources bring");
        }
        resources.push_back(make_resource(std::move(generated)));
        return {};
    }
    if (!changes) {
        return exists(id, **found);
    }
    if (const auto other = std::find_if(found + 1, resources.end(), is_it);
        other != resources.end()) {
        return fail(Code::kInvalid, to_string(id) + " could mean " + describe(**found) + " or " +
                                        describe(**other) + "; give it a namespace");
    }
    const Resource& present = **found;
    take_place_of(present, generated);
    if (merges) {
        unite_member(generated.object, "data", present.object.get("data"));
        unite_member(generated.object, "binaryData", present.object.get("binaryData"));
    }
    if (!present.origin.empty() && (merges || generated.origin.empty())) {
        generated.origin = present.origin;
    }
    *found = make_resource(std::move(generated));
    return {};
}

}  // namespace sealer::kustomize
