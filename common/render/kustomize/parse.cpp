// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/parse.h"

#include <algorithm>

#include "common/base/text.h"
#include "common/manifest/yaml.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;

constexpr int kMaxListDepth = 8;
constexpr std::string_view kNotes = "internal.config.kubernetes.io/";

std::vector<std::string> listed(const Value& object, std::string_view note) {
    std::vector<std::string> items;
    const std::string_view text = manifest::annotation(object, std::string(kNotes).append(note));
    for (const std::string_view item : split(text, ',')) {
        if (!text.empty()) {
            items.emplace_back(item);
        }
    }
    return items;
}

// What a resource that kustomize printed half-way says of itself in annotations.
void take_notes(Resource& resource) {
    const Value* annotations = resource.object.get("metadata", "annotations");
    const bool has_notes = std::ranges::any_of(
        manifest::members(annotations),
        [](const manifest::Member& member) { return member.key.starts_with(kNotes); });
    if (!has_notes) {
        return;
    }
    const std::vector<std::string> names = listed(resource.object, "previousNames");
    const std::vector<std::string> kinds = listed(resource.object, "previousKinds");
    const std::vector<std::string> namespaces = listed(resource.object, "previousNamespaces");
    for (std::size_t i = 0; i < std::min({names.size(), kinds.size(), namespaces.size()}); ++i) {
        Id id{.type = manifest::type_of(resource.object),
              .namespace_ = namespaces[i],
              .name = names[i]};
        id.type.kind = kinds[i];
        resource.previous.push_back(std::move(id));
    }
    resource.prefixes = listed(resource.object, "prefixes");
    resource.suffixes = listed(resource.object, "suffixes");
    resource.wants_hash = !listed(resource.object, "needsHashSuffix").empty();
}

class Parser {
  public:
    explicit Parser(const std::string& file) : file_(file) {}

    Status add(manifest::Document document) {
        return add(std::move(document.value), document.line, 0);
    }

    Resources take() { return std::move(resources_); }

  private:
    Status add(Value object, int line, int depth) {
        const auto invalid = [&](std::string_view why) {
            return fail(Code::kInvalid,
                        file_ + ": line " + std::to_string(line) + ": " + std::string(why));
        };
        if (!object.is_object()) {
            return invalid("not an object: expected a mapping with apiVersion, kind and metadata");
        }
        if (object.text("kind").empty()) {
            return invalid("the object has no kind");
        }
        if (object.text("kind").ends_with("List") && object.as_object().contains("items")) {
            return add_items(std::move(object), line, depth);
        }
        if (manifest::name_of(object).empty()) {
            return invalid("the object has no metadata.name");
        }
        Resource resource;
        resource.object = std::move(object);
        resource.file = file_;
        resource.line = line;
        take_notes(resource);
        resources_.push_back(make_resource(std::move(resource)));
        return {};
    }

    Status add_items(Value list, int line, int depth) {
        Value* items = list.get("items");
        if (items->is_null()) {
            return {};
        }
        if (!items->is_array() || depth == kMaxListDepth) {
            return fail(Code::kInvalid, file_ + ": line " + std::to_string(line) +
                                            ": the items of a List must be a list of objects");
        }
        for (Value& item : items->as_array()) {
            TRY(add(std::move(item), line, depth + 1));
        }
        return {};
    }

    const std::string& file_;
    Resources resources_;
};

}  // namespace

Result<Resources> parse_resources(std::string_view text, const std::string& file,
                                  render::Budget& budget) {
    auto documents = budget.parse_yaml(text, {.typing = manifest::YamlTyping::kKustomize});
    if (!documents) {
        return fail(documents.error().with(file));
    }
    Parser parser(file);
    for (manifest::Document& document : *documents) {
        if (document.value != Value(manifest::Object())) {
            TRY(parser.add(std::move(document)));
        }
    }
    return parser.take();
}

}  // namespace sealer::kustomize
