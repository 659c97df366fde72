// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/table.h"

namespace sealer::standalone {

using manifest::Array;
using manifest::Object;
using manifest::Value;

Value table_columns(const Resource&, const ServedVersion&) {
    return Array{Object{{"name", "Name"},
                        {"type", "string"},
                        {"format", "name"},
                        {"description", ""},
                        {"priority", 0}},
                 Object{{"name", "Created At"},
                        {"type", "date"},
                        {"format", ""},
                        {"description", ""},
                        {"priority", 0}}};
}

Value table_cells(const Value& object, const Resource&, const ServedVersion&) {
    return Array{Value(object.text("metadata", "name")),
                 Value(object.text("metadata", "creationTimestamp"))};
}

}  // namespace sealer::standalone
