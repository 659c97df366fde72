// SPDX-License-Identifier: Apache-2.0
// Any edit of any YAML gives an error, or a text that says what it said before, changed by just
// this edit. The first bytes choose the edit, the others are the text.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/check.h"
#include "common/manifest/json.h"
#include "common/manifest/yaml.h"
#include "common/manifest/yaml_edit.h"

using namespace sealer::manifest;  // NOLINT(google-build-using-namespace)

namespace {

const std::vector<Value>& new_values() {
    static const std::vector<Value> values = {
        "x",  "yes",  "it's # a: \"b\"", "two\nlines ", "", "AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq==", 7,
        true, nullptr};
    return values;
}

// Some node of the tree, as the bytes of `choice` lead down; the holder of what is edited.
Value* walk(Value& root, std::uint8_t choice, std::vector<std::string>& path) {
    Value* node = &root;
    for (int depth = 0; depth < 4; ++depth, choice = static_cast<std::uint8_t>(choice / 3U)) {
        if (node->is_object() && !node->as_object().empty()) {
            auto member = node->as_object().begin() + choice % node->as_object().size();
            path.push_back(member->key);
            node = &member->value;
        } else if (node->is_array() && !node->as_array().empty()) {
            const std::size_t index = choice % node->as_array().size();
            path.push_back(std::to_string(index));
            node = &node->as_array()[index];
        } else {
            break;
        }
    }
    return node;
}

void check(std::string_view text, std::size_t document, std::uint8_t choice, std::uint8_t what) {
    auto documents = parse_yaml(text);
    if (!documents || documents->empty()) {
        return;
    }
    document %= documents->size();
    YamlEdit edit{.document = document, .path = {}, .value = std::nullopt};
    Value* target = walk((*documents)[document].value, choice, edit.path);
    if (what % 11 < new_values().size()) {
        edit.value = new_values()[what % 11];
        if (target->is_object()) {
            edit.path.emplace_back("new: key");
            target = &(*target)["new: key"];
        }
        *target = *edit.value;
    }
    const auto edited = edit_yaml(text, {edit});
    if (!edited || !edit.value) {
        return;
    }
    const auto got = parse_yaml(*edited);
    CHECK(got && got->size() == documents->size());
    for (std::size_t i = 0; i < got->size(); ++i) {
        CHECK(canonical_json((*got)[i].value) == canonical_json((*documents)[i].value));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 3 || size > (1U << 16U)) {
        return 0;
    }
    const std::string_view text(reinterpret_cast<const char*>(data) + 3, size - 3);
    check(text, data[0], data[1], data[2]);
    return 0;
}
