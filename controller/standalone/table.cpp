// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/table.h"

#include <chrono>
#include <cstdint>

#include "common/manifest/json.h"
#include "controller/standalone/builtin_columns.h"
#include "controller/standalone/conversion.h"
#include "controller/standalone/json_path.h"

namespace sealer::standalone {

using manifest::Array;
using manifest::Object;
using manifest::Value;

namespace {

Value definition(std::string_view name, std::string_view type, std::string_view format,
                 std::string_view description, std::int64_t priority) {
    return Object{{"name", name},
                  {"type", type},
                  {"format", format},
                  {"description", description},
                  {"priority", priority}};
}

// Of custom types that declare no columns.
const std::vector<PrinterColumn>& default_columns() {
    static const std::vector<PrinterColumn> kColumns = {
        {"Age", "date", "",
         "CreationTimestamp is a timestamp representing the server time when this object was "
         "created.",
         ".metadata.creationTimestamp", 0}};
    return kColumns;
}

const std::vector<PrinterColumn>& custom_columns(const ServedVersion& version) {
    return version.columns.empty() ? default_columns() : version.columns;
}

Value custom_cell(const Value& object, const PrinterColumn& column, WallTime now) {
    const auto found = find_json_path(object, column.json_path);
    if (found.empty()) {
        return {};
    }
    const Value& value = *found.front();
    if (column.type == "date") {
        return value.is_string() ? Value(age(value.as_string(), now)) : Value();
    }
    if (column.type == "string") {
        return value.is_string() ? value : Value(manifest::write_json(value));
    }
    const bool fits = column.type == "boolean" ? value.is_bool() : value.is_number();
    return fits ? value : Value();
}

constexpr std::int64_t kYear = 365;  // days

std::string with_unit(std::int64_t number, const char* unit) {
    return std::to_string(number) + unit;
}

std::string two_units(std::int64_t major, const char* major_unit, std::int64_t minor,
                      const char* minor_unit) {
    return with_unit(major, major_unit) + (minor == 0 ? "" : with_unit(minor, minor_unit));
}

}  // namespace

std::string age(std::string_view timestamp, WallTime now) {
    const auto time = parse_time(timestamp);
    if (!time) {
        return "<unknown>";
    }
    const std::int64_t seconds = std::chrono::floor<std::chrono::seconds>(now - *time).count();
    const std::int64_t minutes = seconds / 60;
    const std::int64_t hours = minutes / 60;
    const std::int64_t days = hours / 24;
    if (seconds < -1) {
        return "<invalid>";
    }
    // The further back, the coarser: kubectl's steps.
    if (seconds < 120) {
        return with_unit(seconds < 0 ? 0 : seconds, "s");
    }
    if (minutes < 10) {
        return two_units(minutes, "m", seconds % 60, "s");
    }
    if (minutes < 180) {
        return with_unit(minutes, "m");
    }
    if (hours < 8) {
        return two_units(hours, "h", minutes % 60, "m");
    }
    if (hours < 48) {
        return with_unit(hours, "h");
    }
    if (days < 8) {
        return two_units(days, "d", hours % 24, "h");
    }
    if (days < 2 * kYear) {
        return with_unit(days, "d");
    }
    return days < 8 * kYear ? two_units(days / kYear, "y", days % kYear, "d")
                            : with_unit(days / kYear, "y");
}

Value table_columns(const Resource& resource, const ServedVersion& version) {
    Array columns;
    if (!resource.custom) {
        for (const BuiltinColumn& column : builtin_columns(store_id(resource, version))) {
            columns.push_back(definition(column.name, column.type,
                                         column.name == "Name" ? "name" : "", "", column.priority));
        }
        return columns;
    }
    columns.push_back(definition("Name", "string", "name", "", 0));
    for (const PrinterColumn& column : custom_columns(version)) {
        columns.push_back(definition(column.name, column.type, column.format, column.description,
                                     column.priority));
    }
    return columns;
}

Value table_cells(const Value& object, const Resource& resource, const ServedVersion& version,
                  WallTime now) {
    Array cells;
    if (!resource.custom) {
        for (const BuiltinColumn& column : builtin_columns(store_id(resource, version))) {
            cells.push_back(column.cell(object, now));
        }
        return cells;
    }
    cells.emplace_back(object.text("metadata", "name"));
    for (const PrinterColumn& column : custom_columns(version)) {
        cells.push_back(custom_cell(object, column, now));
    }
    return cells;
}

}  // namespace sealer::standalone
