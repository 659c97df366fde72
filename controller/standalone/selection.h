// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/manifest/object.h"
#include "controller/standalone/api_error.h"
#include "controller/standalone/entry.h"

namespace sealer::standalone {

// Which objects a list, a watch or a deletion is about: ?labelSelector= and ?fieldSelector=.
class Selection {
  public:
    // 400 for what is malformed, or selects by a field that the resource cannot be selected by.
    [[nodiscard]] static ApiResult<Selection> parse(const Resource& resource,
                                                    std::string_view label_selector,
                                                    std::string_view field_selector);

    [[nodiscard]] bool matches(const manifest::Value& object) const;
    [[nodiscard]] bool everything() const { return labels_.empty() && fields_.empty(); }
    // Narrows it to one name, as a watch of a single object does.
    void require_name(std::string name) {
        fields_.push_back({"metadata.name", std::move(name), true});
    }

  private:
    struct FieldRequirement {
        std::string path;
        std::string value;
        bool equal = true;
    };

    manifest::Selector labels_;
    std::vector<FieldRequirement> fields_;
};

}  // namespace sealer::standalone
