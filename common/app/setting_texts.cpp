// SPDX-License-Identifier: Apache-2.0
#include "common/app/setting_texts.h"

#include "common/base/text.h"

namespace sealer::app {

void add_texts(const manifest::Value& config_map, SettingTexts& texts) {
    for (const auto& [key, value] : manifest::members(config_map.get("data"))) {
        if (value.is_string()) {
            texts.insert_or_assign(key, value.as_string());
        }
    }
}

std::string_view setting_text(const SettingTexts& texts, std::string_view key) {
    const auto found = texts.find(key);
    return found == texts.end() ? std::string_view() : trim(found->second);
}

}  // namespace sealer::app
