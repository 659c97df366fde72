// SPDX-License-Identifier: Apache-2.0
#include "keys/template_data.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace sealer::keys {
namespace {

using manifest::Member;
using manifest::SecretItem;

tmpl::Context context_of(const manifest::Object& texts, const std::vector<SecretItem>& items) {
    tmpl::Context context;
    for (const Member& member : texts) {
        if (member.value.is_string()) {
            context[member.key] = member.value.as_string();
        }
    }
    for (const SecretItem& item : items) {
        context[item.key] = item.value.expose();
    }
    return context;
}

}  // namespace

void apply_template_data(const manifest::Value& sealed, const tmpl::Host& host,
                         std::vector<SecretItem>& items, ItemErrors& errors) {
    const manifest::Object& texts = members(sealed.get("spec", "template", "data"));
    if (texts.empty()) {
        return;
    }
    const tmpl::Context context = context_of(texts, items);
    tmpl::Budget budget(tmpl::Limits(), host);
    std::vector<SecretItem> rendered;
    std::set<std::string_view> removed;
    for (const Member& member : texts) {
        if (member.value.is_null()) {
            removed.insert(member.key);
            continue;
        }
        if (!member.value.is_string()) {
            errors.add("a value of spec.template.data is neither text nor null", member.key);
            continue;
        }
        if (std::ranges::find(items, member.key, &SecretItem::key) != items.end()) {
            continue;
        }
        auto text = tmpl::render(member.key, member.value.as_string(), context, budget);
        if (text) {
            rendered.push_back({.key = member.key, .value = *std::move(text)});
        } else {
            errors.add(text.error().message, member.key);
        }
    }
    std::erase_if(items, [&](const SecretItem& item) { return removed.contains(item.key); });
    std::ranges::move(rendered, std::back_inserter(items));
}

}  // namespace sealer::keys
