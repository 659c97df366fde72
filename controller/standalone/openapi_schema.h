// SPDX-License-Identifier: Apache-2.0
// Schemas written as JSON Schema, in the dialects of the two OpenAPI versions.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "common/manifest/schema.h"
#include "common/manifest/value.h"

namespace sealer::standalone {

enum class OpenApiVersion { kV2, kV3 };

// Collects the definitions that what is added refers to, each under its OpenAPI name.
class DefinitionWriter {
  public:
    explicit DefinitionWriter(OpenApiVersion version) : version_(version) {}

    // Adds `schema` (null: any object) and all that it refers to, marked as the schema of `type`.
    void add(const manifest::GroupVersionKind& type, const manifest::Schema* schema);

    // Sorted by name.
    [[nodiscard]] manifest::Value take();

  private:
    [[nodiscard]] manifest::Value reference(std::string_view name);
    [[nodiscard]] manifest::Value use(const manifest::Schema& schema);
    [[nodiscard]] manifest::Value write(const manifest::Schema& schema);
    void write_structure(const manifest::Schema& schema, manifest::Value& value);

    OpenApiVersion version_;
    std::map<std::string, manifest::Value, std::less<>> definitions_;
};

}  // namespace sealer::standalone
