// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/selection.h"

#include <algorithm>

#include "common/base/text.h"

namespace sealer::standalone {

using manifest::Value;

namespace {

struct SelectableFields {
    std::string_view resource;
    std::vector<std::string_view> fields;
};

// Beyond metadata.name and metadata.namespace, which all have. Source: kube-apiserver's conversion
// functions.
const std::vector<SelectableFields>& selectable_fields() {
    static const std::vector<SelectableFields> kFields = {
        {"pods",
         {"spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName",
          "spec.hostNetwork", "status.phase", "status.podIP", "status.nominatedNodeName"}},
        {"events",
         {"involvedObject.kind", "involvedObject.namespace", "involvedObject.name",
          "involvedObject.uid", "involvedObject.apiVersion", "involvedObject.resourceVersion",
          "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type"}},
        {"secrets", {"type"}},
        {"namespaces", {"status.phase"}},
        {"nodes", {"spec.unschedulable"}},
        {"services", {"spec.clusterIP", "spec.type"}},
        {"replicationcontrollers", {"status.replicas"}},
        {"replicasets.apps", {"status.replicas"}},
        {"jobs.batch", {"status.successful"}},
        {"certificatesigningrequests.certificates.k8s.io", {"spec.signerName"}},
    };
    return kFields;
}

bool selectable(const std::string& resource, std::string_view field) {
    if (field == "metadata.name" || field == "metadata.namespace") {
        return true;
    }
    return std::ranges::any_of(selectable_fields(), [&](const SelectableFields& one) {
        return one.resource == resource && std::ranges::find(one.fields, field) != one.fields.end();
    });
}

std::string text_at(const Value& object, std::string_view path) {
    const Value* value = &object;
    for (const std::string_view step : split(path, '.')) {
        value = value->get(step);
        if (value == nullptr) {
            return path == "spec.hostNetwork" || path == "spec.unschedulable" ? "false" : "";
        }
    }
    if (path == "source") {
        return std::string(value->text("component"));
    }
    if (value->is_string()) {
        return value->as_string();
    }
    if (value->is_bool()) {
        return value->as_bool() ? "true" : "false";
    }
    return value->kind() == Value::Kind::kInt ? std::to_string(value->as_int()) : "";
}

// Splits at unescaped commas and undoes the escapes of fields.EscapeValue.
std::vector<std::string> split_terms(std::string_view text) {
    std::vector<std::string> terms(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size()) {
            terms.back().push_back(text[++i]);
        } else if (text[i] == ',') {
            terms.emplace_back();
        } else {
            terms.back().push_back(text[i]);
        }
    }
    std::erase(terms, "");
    return terms;
}

}  // namespace

ApiResult<Selection> Selection::parse(const Resource& resource, std::string_view label_selector,
                                      std::string_view field_selector) {
    Selection selection;
    auto labels = manifest::Selector::parse(label_selector);
    if (!labels) {
        return fail(bad_request("unable to parse requirement: " + labels.error().message));
    }
    selection.labels_ = *std::move(labels);
    for (const std::string& term : split_terms(field_selector)) {
        const std::size_t sign = term.find('=');
        if (sign == std::string::npos || sign == 0) {
            return fail(bad_request("invalid selector; can't understand " + in_quotes(term)));
        }
        const bool equal = term[sign - 1] != '!';
        const std::size_t value_at = term.compare(sign, 2, "==") == 0 ? sign + 2 : sign + 1;
        FieldRequirement requirement{term.substr(0, equal ? sign : sign - 1), term.substr(value_at),
                                     equal};
        if (!selectable(resource.id(), requirement.path)) {
            return fail(bad_request(in_quotes(requirement.path)
                                        .append(" is not a known field selector of ")
                                        .append(resource.id())));
        }
        selection.fields_.push_back(std::move(requirement));
    }
    return selection;
}

bool Selection::matches(const Value& object) const {
    return std::ranges::all_of(fields_,
                               [&](const FieldRequirement& requirement) {
                                   return (text_at(object, requirement.path) ==
                                           requirement.value) == requirement.equal;
                               }) &&
           labels_.matches(object.get("metadata", "labels"));
}

}  // namespace sealer::standalone
