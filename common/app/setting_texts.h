// SPDX-License-Identifier: Apache-2.0
// The texts of Argo CD's ConfigMaps, argocd-cm above all. Pure.
// Source: https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-cm-yaml/
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "common/manifest/value.h"

namespace sealer::app {

using SettingTexts = std::map<std::string, std::string, std::less<>>;

// Puts the data of `config_map` over those of `texts`; it may be null. What is no text is left out.
void add_texts(const manifest::Value& config_map, SettingTexts& texts);

// The value of a key without white space at its ends; empty when it is not set. Valid as long as
// the texts.
[[nodiscard]] std::string_view setting_text(const SettingTexts& texts, std::string_view key);

}  // namespace sealer::app
