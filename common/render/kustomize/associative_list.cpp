// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/associative_list.h"

#include <algorithm>
#include <set>

#include "common/render/kustomize/scalar_text.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;
using Texts = std::vector<std::string>;

bool is_empty_object(const Value& value) {
    return value.is_object() && value.as_object().empty();
}

// One combination that fits both; nothing if they differ, or have no text in common.
bool unite(const Texts& a, const Texts& b, Texts& united) {
    bool has_common = false;
    united.clear();
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] != b[i] && !a[i].empty() && !b[i].empty()) {
            return false;
        }
        has_common = has_common || a[i] == b[i];
        united.push_back(a[i].empty() ? b[i] : a[i]);
    }
    return has_common;
}

// Whether the element has the member `name`, and with that text unless `text` is empty.
Result<bool> has_member(const Value& element, const std::string& name, const std::string& text) {
    if (name.empty()) {
        if (element.is_object() || element.is_array()) {
            return fail(Code::kInvalid, "expected plain values in the list");
        }
        return text_of(element) == text;
    }
    if (!element.is_object()) {
        return fail(Code::kInvalid, "expected mappings with \"" + name + "\" in the list");
    }
    const Value* member = element.get(name);
    return member != nullptr && (text.empty() || text_of(*member) == text);
}

// Names beyond the texts match whatever is there, if a name before them did.
Result<bool> matches(const Value& element, const ElementKey& key) {
    bool has_last = false;
    for (std::size_t i = 0; i < key.names.size(); ++i) {
        if (i < key.texts.size()) {
            TRY_ASSIGN(has_last, has_member(element, key.names[i], key.texts[i]));
        }
        if (!has_last) {
            return false;
        }
    }
    return true;
}

}  // namespace

std::vector<Texts> element_texts(const std::vector<const Nodes*>& lists, const Texts& names) {
    std::vector<Texts> all;
    std::set<Texts> seen;
    for (const Nodes* list : lists) {
        for (const Value* element : *list) {
            Texts texts;
            for (const std::string& name : names) {
                const Value* member = name.empty() ? element : element->get(name);
                texts.push_back(member == nullptr ? std::string() : text_of(*member));
            }
            if (seen.insert(texts).second) {
                all.push_back(std::move(texts));
            }
        }
    }
    return all;
}

void unite_texts(std::vector<Texts>& texts) {
    Texts united;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const Texts first = texts[i];
        for (Texts& second : texts) {
            if (unite(first, second, united)) {
                texts[i] = united;
                second = united;
            }
        }
    }
}

ElementKey narrow_key(const ElementKey& key, const std::vector<Texts>& all) {
    ElementKey narrow;
    for (std::size_t i = 0; i < key.names.size(); ++i) {
        const bool is_used = std::any_of(all.begin(), all.end(),
                                         [i](const Texts& texts) { return !texts[i].empty(); });
        if (is_used) {
            narrow.names.push_back(key.names[i]);
            narrow.texts.push_back(key.texts[i]);
        }
    }
    return narrow.names.empty() ? key : narrow;
}

Value* find_element(const Nodes& list, const ElementKey& key) {
    const auto has_key = [&key](const Value* element) {
        if (key.names[0].empty()) {
            return text_of(*element) == key.texts[0];
        }
        for (std::size_t i = 0; i < key.names.size(); ++i) {
            const Value* member = element->get(key.names[i]);
            if (member == nullptr || member->is_null() || text_of(*member) != key.texts[i]) {
                return false;
            }
        }
        return true;
    };
    const auto found = std::find_if(list.begin(), list.end(), has_key);
    return found == list.end() ? nullptr : *found;
}

Status set_element(Nodes& list, const ElementKey& key, Value* element) {
    const bool wants_objects = !key.names[0].empty() && !key.texts.empty() && !key.texts[0].empty();
    Nodes kept;
    bool is_set = false;
    for (Value* present : list) {
        if (present->is_null() || is_empty_object(*present)) {
            continue;
        }
        if (wants_objects && !present->is_object()) {
            kept.push_back(present);
            continue;
        }
        TRY_ASSIGN(const bool has_key, matches(*present, key));
        if (has_key && element != nullptr) {
            kept.push_back(element);
        } else if (!has_key && !key.texts.empty()) {
            kept.push_back(present);
        }
        is_set = is_set || has_key;
    }
    if (element != nullptr && !is_set) {
        kept.push_back(element);
    }
    list = std::move(kept);
    return {};
}

namespace {

Status set_by_key(Nodes& list, Value* element, const Texts& names) {
    ElementKey key{.names = names, .texts = {}};
    for (const std::string& name : names) {
        if (!name.empty() && !element->is_object() && !element->is_null()) {
            return fail(Code::kInvalid, "expected mappings with \"" + name + "\" in the list");
        }
        const Value* member = name.empty() ? element : element->get(name);
        if (member == nullptr) {
            list.push_back(element);
        } else {
            key.texts.push_back(text_of(*member));
        }
    }
    // By several keys an element goes to the end.
    if (names.size() > 1) {
        TRY(set_element(list, key, nullptr));
    }
    return set_element(list, key, element);
}

}  // namespace

Status set_elements(Nodes& list, const Nodes& elements, const Texts& names) {
    for (Value* element : elements) {
        TRY(set_by_key(list, element, names));
    }
    return {};
}

}  // namespace sealer::kustomize
