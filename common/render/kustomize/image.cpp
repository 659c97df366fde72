// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <memory>
#include <string>

#include <re2/set.h>

#include "common/render/kustomize/transformers.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;

struct ImageReference {
    std::string name;
    std::string tag;     // empty: none
    std::string digest;  // "sha256:…"; empty: none
};

// As the images of manifests are read, which may be any text. (What a caller wants them to be is
// read otherwise: see parse_image.) The tag begins at the first colon behind the first slash; the
// digest at the "@".
ImageReference split_image(std::string_view image) {
    const std::size_t slash = image.find('/');
    const std::size_t from = slash == std::string_view::npos ? 0 : slash;
    const std::size_t at = std::min(image.find('@', from), image.size());
    const std::size_t colon = std::min(image.substr(0, at).find(':', from), at);
    ImageReference reference{.name = std::string(image.substr(0, colon)), .tag = {}, .digest = {}};
    if (colon < at) {
        reference.tag = image.substr(colon + 1, at - colon - 1);
    }
    if (at < image.size()) {
        reference.digest = image.substr(at + 1);
    }
    return reference;
}

std::string join_image(const ImageReference& reference) {
    return reference.name + (reference.tag.empty() ? "" : ":" + reference.tag) +
           (reference.digest.empty() ? "" : "@" + reference.digest);
}

std::string change(std::string_view image, const ImageRule& rule) {
    ImageReference reference = split_image(image);
    if (!rule.new_name.empty()) {
        reference.name = rule.new_name;
    }
    if (!rule.new_tag.empty() || !rule.digest.empty()) {
        reference.tag = rule.new_tag;
        reference.digest = rule.digest;
    } else if (!rule.tag_suffix.empty()) {
        reference.tag += rule.tag_suffix;
        reference.digest.clear();
    }
    return join_image(reference);
}

// The rules, compiled into one automaton: most images match none of many.
class Rules {
  public:
    static Result<Rules> compile(const std::vector<ImageRule>& rules) {
        Rules compiled(rules);
        for (const ImageRule& rule : rules) {
            std::string error;
            // Put together as kustomize does it: in "a|b" the first half means what begins so.
            const std::string pattern =
                "^" + rule.name + "(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$";
            if (compiled.set_->Add(pattern, &error) < 0) {
                return fail(Code::kInvalid, "images: name \"" + rule.name +
                                                "\" is no regular expression: " + error);
            }
        }
        if (!compiled.set_->Compile()) {
            return fail(Code::kInvalid, "images: the names need too much memory");
        }
        return compiled;
    }

    // The image after all rules, one after the other, each `times` over.
    [[nodiscard]] Result<std::string> apply(std::string image, int times,
                                            render::Budget& budget) const {
        int rule = first_match(image, 0);
        while (rule >= 0) {
            for (int i = 0; i < times && matches(image, rule); ++i) {
                const std::size_t before = image.size();
                image = change(image, rules_[static_cast<std::size_t>(rule)]);
                TRY(budget.add_memory(image.size() - std::min(image.size(), before)));
            }
            rule = first_match(image, rule + 1);
        }
        return image;
    }

  private:
    explicit Rules(const std::vector<ImageRule>& rules)
        : rules_(rules), set_(std::make_unique<re2::RE2::Set>(options(), re2::RE2::UNANCHORED)) {}

    static re2::RE2::Options options() {
        re2::RE2::Options options(re2::RE2::Quiet);
        options.set_max_mem(std::int64_t{64} << 20);
        return options;
    }

    [[nodiscard]] std::vector<int> matching(const std::string& image) const {
        std::vector<int> indexes;
        set_->Match(image, &indexes);
        return indexes;
    }
    [[nodiscard]] bool matches(const std::string& image, int rule) const {
        return std::ranges::count(matching(image), rule) > 0;
    }
    // The first rule from `from` on that matches; -1 if none does.
    [[nodiscard]] int first_match(const std::string& image, int from) const {
        std::vector<int> indexes = matching(image);
        std::erase_if(indexes, [from](int index) { return index < from; });
        return indexes.empty() ? -1 : *std::ranges::min_element(indexes);
    }

    const std::vector<ImageRule>& rules_;
    std::unique_ptr<re2::RE2::Set> set_;
};

// The images of an object and how often kustomize comes to each: it walks the whole object for
// containers and initContainers first, and then goes where the field specs say. (Twice the same
// suffix is what comes of it.)
using Images = std::map<Value*, int>;

void find_in_containers(Value& containers, Images& images) {
    for (Value& container : containers.as_array()) {
        Value* image = container.get("image");
        if (image != nullptr && image->is_string()) {
            ++images[image];
        }
    }
}

void find_everywhere(Value& value, Images& images) {
    if (value.is_array()) {
        for (Value& element : value.as_array()) {
            find_everywhere(element, images);
        }
    } else if (value.is_object()) {
        for (manifest::Member& member : value.as_object()) {
            find_everywhere(member.value, images);
            const bool holds_images = member.key == "containers" || member.key == "initContainers";
            if (holds_images && member.value.is_array()) {
                find_in_containers(member.value, images);
            }
        }
    }
}

Result<Images> find_images(Value& object, const FieldSpecs& fields, render::Budget& budget) {
    Images images;
    find_everywhere(object, images);
    const auto count = [&images](Value& value) -> Status {
        images[&value] += value.is_string() ? 1 : 0;
        return {};
    };
    const manifest::GroupVersionKind type = manifest::type_of(object);
    for (FieldSpec field : fields) {
        if (!field.matches(type)) {
            continue;
        }
        field.create = false;  // whatever it says: no image is made up
        TRY(visit_fields(object, field, budget, count));
    }
    return images;
}

// What stands before an image's tag, digest or port. No rule without a new name changes it.
std::string_view stem_of(std::string_view image) {
    return image.substr(0, image.find_first_of(":@"));
}

// Whether a rule's name can match an image of that stem, whatever is behind it. Yes, too, where
// only the expression could tell.
bool may_mean(std::string_view name, std::string_view stem) {
    constexpr std::string_view kPlain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_/";
    const auto is_ascii = [](char c) { return c >= 0; };
    if (name.find_first_not_of(kPlain) != std::string_view::npos ||
        !std::ranges::all_of(stem, is_ascii)) {
        return true;
    }
    // Of what may be in a plain name, only a dot matches what ends a stem.
    return (name.size() == stem.size() ||
            (name.size() > stem.size() && name[stem.size()] == '.')) &&
           std::ranges::equal(name.substr(0, stem.size()), stem,
                              [](char n, char i) { return n == '.' || n == i; });
}

// The rules that can have to do with any of the images, or with what a rule before makes of one:
// for a few images that is much less than to compile them all.
std::vector<ImageRule> relevant(const std::vector<ImageRule>& rules,
                                std::vector<std::string_view> stems) {
    constexpr std::size_t kFew = 32;
    if (stems.size() > kFew) {
        return rules;
    }
    std::vector<ImageRule> found;
    for (const ImageRule& rule : rules) {
        const auto is_meant = [&](std::string_view stem) { return may_mean(rule.name, stem); };
        if (!std::ranges::any_of(stems, is_meant)) {
            continue;
        }
        found.push_back(rule);
        if (!rule.new_name.empty()) {
            stems.push_back(stem_of(rule.new_name));
        }
    }
    return found;
}

}  // namespace

Status set_images(Resources& resources, const std::vector<ImageRule>& rules,
                  const FieldSpecs& fields, render::Budget& budget) {
    std::vector<Images> found;
    std::vector<std::string_view> stems;
    for (ResourcePtr& slot : resources) {
        Images& images = found.emplace_back();
        if (slot->object.text("kind") == "CustomResourceDefinition") {
            continue;
        }
        Result<Images> its = find_images(edit(slot).object, fields, budget);
        if (!its) {
            return fail(its.error().with(describe(*slot)));
        }
        images = *std::move(its);
        for (const auto& [image, times] : images) {
            stems.push_back(stem_of(image->as_string()));
        }
    }
    const std::vector<ImageRule> chosen = relevant(rules, std::move(stems));
    TRY_ASSIGN(const Rules compiled, Rules::compile(chosen));
    for (const Images& images : found) {
        for (const auto& [image, times] : images) {
            TRY(budget.work());
            if (times > 0) {
                TRY_ASSIGN(*image, compiled.apply(image->as_string(), times, budget));
            }
        }
    }
    return {};
}

}  // namespace sealer::kustomize
