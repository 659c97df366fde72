// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/scalar_text.h"

#include "common/manifest/number.h"

namespace sealer::kustomize {

using manifest::Value;

std::string text_of(const Value& value) {
    if (value.is_string()) {
        return value.as_string();
    }
    if (value.is_bool()) {
        return value.as_bool() ? "true" : "false";
    }
    return value.is_number() ? manifest::json_number(value) : std::string();
}

std::string text_or_null(const Value& value) {
    return value.is_null() && !value.is_unwritten_null() ? "null" : text_of(value);
}

std::string printed_by_go(const Value& value) {
    return value.kind() == Value::Kind::kDouble ? manifest::go_general(value.as_double())
                                                : text_of(value);
}

}  // namespace sealer::kustomize
