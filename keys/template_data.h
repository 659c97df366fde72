// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "common/manifest/secret.h"
#include "common/manifest/value.h"
#include "common/template/template.h"
#include "keys/item_errors.h"

namespace sealer::keys {

// Adds to `items`, which are what a SealedSecret's ciphertext holds, what its spec.template.data
// makes of them, as Sealed Secrets 0.40 does:
//  - each text is a template, and sees the items and, unrendered, the other texts; of two with one
//    name, the item;
//  - where there is an item of the same name, it stays and the template is left alone;
//  - null takes the item of that name out, once the templates have seen it.
// All templates together may cost what tmpl::Limits says.
void apply_template_data(const manifest::Value& sealed, const tmpl::Host& host,
                         std::vector<manifest::SecretItem>& items, ItemErrors& errors);

}  // namespace sealer::keys
