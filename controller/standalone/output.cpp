// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/output.h"

#include "common/base/text.h"
#include "common/manifest/json.h"
#include "controller/standalone/table.h"

namespace sealer::standalone {

using manifest::Array;
using manifest::Object;
using manifest::Value;
using manifest::write_json;

namespace {

Value metadata_only(const Entry& entry, const OutputForm& form) {
    return Object{{"kind", "PartialObjectMetadata"},
                  {"apiVersion", "meta.k8s.io/" + form.version},
                  {"metadata", *entry.object.get("metadata")}};
}

Value list_metadata(const ListMetadata& metadata) {
    Object object{{"resourceVersion", std::to_string(metadata.revision)}};
    if (!metadata.continue_token.empty()) {
        object.append("continue", metadata.continue_token);
    }
    if (metadata.remaining) {
        object.append("remainingItemCount", static_cast<std::int64_t>(*metadata.remaining));
    }
    return object;
}

// The entry in the form that is asked for, where the store has it in another.
EntryPtr converted(const Entry& entry, const Target& target) {
    return make_entry(entry.id, entry.revision,
                      from_stored(entry.object, *target.resource, *target.version));
}

std::string whole_json(const Entry& entry, const Target& target) {
    return target.version->conversion != nullptr
               ? converted(entry, target)->json
               : entry.json_as(target.resource->kind, target.api_version());
}

void append_item(std::string& out, const Entry& entry, const Target& target) {
    if (target.resource->custom) {
        out += whole_json(entry, target);
    } else if (target.version->conversion != nullptr) {
        converted(entry, target)->append_bare_json(out);
    } else {
        entry.append_bare_json(out);
    }
}

std::string row_json(const Entry& entry, const Target& target, const OutputForm& form) {
    std::string row =
        "{\"cells\":" + write_json(table_cells(entry.object, *target.resource, *target.version,
                                               std::chrono::system_clock::now()));
    if (form.include == IncludeObject::kWhole) {
        row += ",\"object\":" + whole_json(entry, target);
    } else if (form.include == IncludeObject::kMetadata) {
        row += ",\"object\":" + write_json(metadata_only(entry, form));
    }
    return row + "}";
}

std::string table_head(const Target& target, const OutputForm& form, const Value& metadata,
                       bool with_columns) {
    return "{\"kind\":\"Table\",\"apiVersion\":\"meta.k8s.io/" + form.version +
           "\",\"metadata\":" + write_json(metadata) + ",\"columnDefinitions\":" +
           write_json(with_columns ? table_columns(*target.resource, *target.version)
                                   : Value(Array{})) +
           ",\"rows\":[";
}

}  // namespace

OutputForm parse_accept(std::string_view accept, std::string_view include_object) {
    OutputForm form;
    if (include_object == "Object") {
        form.include = IncludeObject::kWhole;
    } else if (include_object == "None") {
        form.include = IncludeObject::kNone;
    }
    for (const std::string_view range : split(accept, ',')) {
        std::string_view as;
        form.version = "v1";
        const auto parts = split(range, ';');
        for (const std::string_view part : parts) {
            const std::string_view parameter = trim(part);
            if (parameter.starts_with("as=")) {
                as = parameter.substr(3);
            } else if (parameter.starts_with("v=")) {
                form.version = parameter.substr(2);
            }
        }
        const std::string_view type = trim(parts[0]);
        if (type != "application/json" && type != "*/*" && type != "application/*") {
            continue;
        }
        if (form.version != "v1" && form.version != "v1beta1") {
            continue;
        }
        if (as.empty()) {
            return form;
        }
        if (as == "Table" || as == "PartialObjectMetadata" || as == "PartialObjectMetadataList") {
            form.form = as == "Table" ? Form::kTable : Form::kMetadata;
            return form;
        }
    }
    return form;
}

std::string render_object(const Entry& entry, const Target& target, const OutputForm& form) {
    switch (form.form) {
        case Form::kTable: {
            const Value metadata = Object{{"resourceVersion", std::to_string(entry.revision)}};
            return table_head(target, form, metadata, true) + row_json(entry, target, form) + "]}";
        }
        case Form::kMetadata:
            return write_json(metadata_only(entry, form));
        case Form::kWhole:
            break;
    }
    return whole_json(entry, target);
}

std::string render_list(const std::vector<EntryPtr>& entries, const ListMetadata& metadata,
                        const Target& target, const OutputForm& form) {
    const Value head = list_metadata(metadata);
    std::string out;
    if (form.form == Form::kTable) {
        out = table_head(target, form, head, true);
    } else {
        const bool whole = form.form == Form::kWhole;
        out = "{\"kind\":" +
              write_json(whole ? target.resource->list_kind : "PartialObjectMetadataList") +
              ",\"apiVersion\":" +
              write_json(whole ? target.api_version() : "meta.k8s.io/" + form.version) +
              ",\"metadata\":" + write_json(head) + ",\"items\":[";
    }
    const char* separator = "";
    for (const EntryPtr& entry : entries) {
        out += separator;
        separator = ",";
        if (form.form == Form::kTable) {
            out += row_json(*entry, target, form);
        } else if (form.form == Form::kMetadata) {
            out += write_json(metadata_only(*entry, form));
        } else {
            append_item(out, *entry, target);
        }
    }
    return out + "]}";
}

std::string render_event(std::string_view type, const Entry& entry, const Target& target,
                         const OutputForm& form, bool with_columns) {
    std::string line = "{\"type\":\"" + std::string(type) + "\",\"object\":";
    if (form.form == Form::kTable) {
        const Value metadata = Object{{"resourceVersion", std::to_string(entry.revision)}};
        line +=
            table_head(target, form, metadata, with_columns) + row_json(entry, target, form) + "]}";
    } else {
        line += render_object(entry, target, form);
    }
    return line + "}\n";
}

std::string render_bookmark(std::uint64_t revision, const Target& target, const OutputForm& form,
                            bool initial_end) {
    Object metadata{{"resourceVersion", std::to_string(revision)}, {"creationTimestamp", nullptr}};
    if (initial_end) {
        metadata.append("annotations", Object{{"k8s.io/initial-events-end", "true"}});
    }
    Object object;
    if (form.form == Form::kWhole) {
        object = {{"kind", target.resource->kind}, {"apiVersion", target.api_version()}};
    } else {
        object = {{"kind", form.form == Form::kTable ? "Table" : "PartialObjectMetadata"},
                  {"apiVersion", "meta.k8s.io/" + form.version}};
    }
    object.append("metadata", std::move(metadata));
    if (form.form == Form::kTable) {
        object.append("columnDefinitions", Array{});
        object.append("rows", Array{});
    }
    return write_json(Object{{"type", "BOOKMARK"}, {"object", std::move(object)}}) + "\n";
}

std::string render_error_event(const ApiError& error) {
    return write_json(Object{{"type", "ERROR"}, {"object", error.to_status()}}) + "\n";
}

}  // namespace sealer::standalone
