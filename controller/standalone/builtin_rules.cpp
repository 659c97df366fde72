// SPDX-License-Identifier: Apache-2.0
// What built-in kinds demand beyond their schema.
// Source: kubernetes/pkg/apis/*/validation, the rules that users run into.
#include <algorithm>
#include <string>
#include <utility>

#include <re2/re2.h>

#include "common/manifest/json.h"
#include "common/manifest/object.h"
#include "controller/standalone/validation.h"

namespace sealer::standalone {
namespace {

using manifest::Member;
using manifest::Object;
using manifest::Value;
using Errors = std::vector<FieldError>;

constexpr std::string_view kImmutable = "field is immutable";
constexpr std::size_t kMaxDataBytes = std::size_t{1} << 20;

void report(Errors& errors, std::string field, std::string_view reason, const std::string& detail) {
    std::string message = field + ": " + detail;
    errors.push_back({std::move(field), std::string(reason), std::move(message)});
}

void invalid(Errors& errors, std::string field, const Value& value, std::string_view rule) {
    report(errors, std::move(field), "FieldValueInvalid",
           ("Invalid value: " + manifest::write_json(value) + ": ").append(rule));
}

void forbidden(Errors& errors, std::string field, std::string_view rule) {
    report(errors, std::move(field), "FieldValueForbidden",
           std::string("Forbidden: ").append(rule));
}

void required(Errors& errors, std::string field, std::string_view detail = "") {
    report(errors, std::move(field), "FieldValueRequired",
           detail.empty() ? "Required value" : std::string("Required value: ").append(detail));
}

// --- names ---

struct NameRule {
    const char* pattern;
    std::size_t max_length;
    std::string_view words;
};

constexpr NameRule kSubdomain{
    "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*", 253,
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or "
    "'.', and must start "
    "and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
    "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"};
constexpr NameRule kLabel{
    "[a-z0-9]([-a-z0-9]*[a-z0-9])?", 63,
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and "
    "must start and end "
    "with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
    "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"};
constexpr NameRule kServiceName{"[a-z]([-a-z0-9]*[a-z0-9])?", 63,
                                "a DNS-1035 label must consist of lower case alphanumeric "
                                "characters or '-', start with an alphabetic character, "
                                "and end with an alphanumeric character (e.g. 'my-name',  or "
                                "'abc-123', regex used for validation is "
                                "'[a-z]([-a-z0-9]*[a-z0-9])?')"};

void check_text(Errors& errors, std::string field, std::string_view text, const NameRule& rule) {
    if (text.size() > rule.max_length) {
        invalid(errors, field, text,
                "must be no more than " + std::to_string(rule.max_length) + " characters");
    }
    if (!re2::RE2::FullMatch(std::string(text), rule.pattern)) {
        invalid(errors, std::move(field), text, rule.words);
    }
}

void check_name(Errors& errors, const Value& object, const manifest::GroupVersionKind& type) {
    const std::string_view name = manifest::name_of(object);
    if (name.empty()) {
        required(errors, "metadata.name", "name or generateName is required");
    } else if (type.group == "rbac.authorization.k8s.io") {
        if (name == "." || name == ".." || name.find_first_of("/%") != std::string_view::npos) {
            invalid(errors, "metadata.name", name,
                    "may not be '.' or '..', nor contain '/' or '%'");
        }
    } else {
        const bool is_service = type.group.empty() && type.kind == "Service";
        const bool is_namespace = type.group.empty() && type.kind == "Namespace";
        check_text(errors, "metadata.name", name,
                   is_service     ? kServiceName
                   : is_namespace ? kLabel
                                  : kSubdomain);
    }
}

void check_qualified_name(Errors& errors, const std::string& field, std::string_view key) {
    const std::size_t slash = key.find('/');
    const std::string name(slash == std::string_view::npos ? key : key.substr(slash + 1));
    if (slash != std::string_view::npos) {
        check_text(errors, field, key.substr(0, slash), kSubdomain);
    }
    if (name.size() > 63 ||
        !re2::RE2::FullMatch(name, "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]")) {
        invalid(errors, field, key,
                "name part must consist of alphanumeric characters, '-', '_' or '.', and must "
                "start and end with an "
                "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used "
                "for validation is "
                "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')");
    }
}

void check_labels(Errors& errors, const std::string& field, const Value* labels) {
    for (const Member& label : manifest::members(labels)) {
        check_qualified_name(errors, field, label.key);
        if (label.value.is_string() &&
            (label.value.as_string().size() > 63 ||
             !re2::RE2::FullMatch(label.value.as_string(),
                                  "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?"))) {
            invalid(errors, field, label.value,
                    "a valid label must be an empty string or consist of alphanumeric characters, "
                    "'-', '_' or '.', "
                    "and must start and end with an alphanumeric character (e.g. 'MyValue',  or "
                    "'my_value',  or "
                    "'12345', regex used for validation is "
                    "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')");
        }
    }
}

void check_metadata(Errors& errors, const Value& object) {
    check_labels(errors, "metadata.labels", object.get("metadata", "labels"));
    std::size_t size = 0;
    for (const Member& annotation : manifest::members(object.get("metadata", "annotations"))) {
        check_qualified_name(errors, "metadata.annotations", annotation.key);
        size += annotation.key.size() +
                (annotation.value.is_string() ? annotation.value.as_string().size() : 0);
    }
    if (size > (std::size_t{256} << 10)) {
        report(errors, "metadata.annotations", "FieldValueTooLong",
               "Too long: must have at most 262144 bytes");
    }
}

// --- pods and what makes them ---

void check_containers(Errors& errors, const Value* spec, const std::string& path) {
    if (spec == nullptr) {
        return;
    }
    if (manifest::elements(spec->get("containers")).empty()) {
        required(errors, path + ".containers");
    }
    std::vector<std::string_view> names;
    for (const char* list : {"initContainers", "containers"}) {
        const manifest::Array& containers = manifest::elements(spec->get(list));
        for (std::size_t i = 0; i < containers.size(); ++i) {
            const std::string at = path + "." + list + "[" + std::to_string(i) + "]";
            const std::string_view name = containers[i].text("name");
            if (name.empty()) {
                continue;  // the schema's to report
            }
            check_text(errors, at + ".name", name, kLabel);
            if (std::find(names.begin(), names.end(), name) != names.end()) {
                report(errors, at + ".name", "FieldValueDuplicate",
                       "Duplicate value: " + manifest::write_json(name));
            }
            names.push_back(name);
            if (containers[i].text("image").empty()) {
                required(errors, at + ".image");
            }
        }
    }
}

void check_template(Errors& errors, const Value& object, bool needs_selector) {
    const Value* pod = object.get("spec", "template");
    check_labels(errors, "spec.template.labels",
                 object.get("spec", "template", "metadata", "labels"));
    check_containers(errors, pod == nullptr ? nullptr : pod->get("spec"), "spec.template.spec");
    const Value* selector = object.get("spec", "selector");
    if (!needs_selector || selector == nullptr) {
        return;
    }
    const auto parsed = manifest::Selector::from_object(*selector);
    if (!parsed) {
        invalid(errors, "spec.selector", *selector, parsed.error().message);
    } else if (parsed->empty()) {
        invalid(errors, "spec.selector", *selector,
                "empty selector is invalid for " + std::string(object.text("kind")));
    } else if (const Value* labels = object.get("spec", "template", "metadata", "labels");
               !parsed->matches(labels)) {
        invalid(errors, "spec.template.metadata.labels",
                labels == nullptr ? Value(Object()) : *labels,
                "`selector` does not match template `labels`");
    }
}

// --- what may not change ---

bool same(const Value* a, const Value* b) {
    return a == nullptr || b == nullptr ? a == b : *a == *b;
}

template <class... Keys>
void check_unchanged(Errors& errors, const Value& object, const Value& live,
                     const std::string& field, Keys... keys) {
    const Value* value = object.get(keys...);
    if (!same(value, live.get(keys...))) {
        invalid(errors, field, value == nullptr ? Value() : *value, kImmutable);
    }
}

void check_sealed_data(Errors& errors, const Value& object, const Value& live) {
    if (!live.flag("immutable")) {
        return;
    }
    if (!object.flag("immutable")) {
        forbidden(errors, "immutable", "field is immutable when `immutable` is set");
    }
    for (const char* field : {"data", "binaryData"}) {
        if (!same(object.get(field), live.get(field))) {
            forbidden(errors, field, "field is immutable when `immutable` is set");
        }
    }
}

// Members of spec but those named may not change.
void check_spec_frozen(Errors& errors, const Value& object, const Value& live,
                       std::initializer_list<std::string_view> free, std::string_view rule) {
    Object now = manifest::members(object.get("spec"));
    Object before = manifest::members(live.get("spec"));
    for (const std::string_view name : free) {
        now.erase(name);
        before.erase(name);
    }
    if (!(now == before)) {
        forbidden(errors, "spec", rule);
    }
}

void check_pod_update(Errors& errors, const Value& object, const Value& live) {
    Value now = object;
    for (const char* list : {"containers", "initContainers"}) {
        Value* containers = now.get("spec", list);
        const manifest::Array& old = manifest::elements(live.get("spec", list));
        for (std::size_t i = 0; i < std::min(manifest::elements(containers).size(), old.size());
             ++i) {
            if (const Value* image = old[i].get("image")) {
                containers->as_array()[i]["image"] = *image;
            }
        }
    }
    check_spec_frozen(
        errors, now, live,
        {"activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds", "nodeName",
         "ephemeralContainers", "schedulingGates"},
        "pod updates may not change fields other than `spec.containers[*].image`, "
        "`spec.initContainers[*].image`, `spec.activeDeadlineSeconds`, `spec.tolerations` (only "
        "additions to existing tolerations) or `spec.terminationGracePeriodSeconds`");
}

void check_service_update(Errors& errors, const Value& object, const Value& live) {
    const std::string_view address = live.text("spec", "clusterIP");
    const bool had_address = live.text("spec", "type") != "ExternalName" && !address.empty();
    if (had_address && object.text("spec", "type") != "ExternalName" &&
        object.text("spec", "clusterIP") != address) {
        invalid(errors, "spec.clusterIP", object.text("spec", "clusterIP"), kImmutable);
    }
}

// --- kinds ---

void check_service(Errors& errors, const Value& service) {
    const manifest::Array& ports = manifest::elements(service.get("spec", "ports"));
    if (ports.empty() && service.text("spec", "clusterIP") != "None" &&
        service.text("spec", "type") != "ExternalName") {
        required(errors, "spec.ports");
    }
    for (std::size_t i = 0; i < ports.size(); ++i) {
        const std::string at = "spec.ports[" + std::to_string(i) + "]";
        if (ports.size() > 1 && ports[i].text("name").empty()) {
            required(errors, at + ".name");
        }
        const std::int64_t port = ports[i].integer_or(0, "port");
        if (port < 1 || port > 65535) {
            invalid(errors, at + ".port", port, "must be between 1 and 65535, inclusive");
        }
    }
}

void check_data_keys(Errors& errors, const Value& object) {
    for (const char* field : {"data", "binaryData"}) {
        for (const Member& item : manifest::members(object.get(field))) {
            if (item.key.size() > 253 || item.key == "." || item.key == ".." ||
                !re2::RE2::FullMatch(item.key, "[-._a-zA-Z0-9]+")) {
                const std::string at = std::string(field) + "[" + item.key + "]";
                invalid(errors, at, item.key,
                        "a valid config key must consist of alphanumeric characters, '-', '_' or "
                        "'.' (e.g. "
                        "'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is "
                        "'[-._a-zA-Z0-9]+')");
            }
        }
    }
}

// What is base64 counts as what it stands for, up to two bytes of padding.
std::size_t data_size(const Value* data, bool is_base64) {
    std::size_t size = 0;
    for (const Member& item : manifest::members(data)) {
        const std::size_t length = item.value.is_string() ? item.value.as_string().size() : 0;
        size += is_base64 ? length / 4 * 3 : length;
    }
    return size;
}

void check_data_size(Errors& errors, const Value& object, bool is_secret) {
    const std::size_t size =
        data_size(object.get("data"), is_secret) + data_size(object.get("binaryData"), true);
    if (size > kMaxDataBytes) {
        report(errors, is_secret ? "data" : "[]", "FieldValueTooLong",
               "Too long: must have at most 1048576 bytes");
    }
}

void check_definition(Errors& errors, const Value& definition) {
    const std::string wanted = std::string(definition.text("spec", "names", "plural")) + "." +
                               std::string(definition.text("spec", "group"));
    if (manifest::name_of(definition) != wanted) {
        invalid(errors, "metadata.name", manifest::name_of(definition),
                "must be spec.names.plural+\".\"+spec.group");
    }
    std::size_t stored = 0;
    for (const Value& version : manifest::elements(definition.get("spec", "versions"))) {
        stored += version.flag("storage") ? 1 : 0;
    }
    if (stored != 1) {
        invalid(errors, "spec.versions", Value("[]"),
                "must have exactly one version marked as storage version");
    }
}

void check_kind(Errors& errors, const Value& object, const std::string& kind) {
    if (kind == "apps/Deployment" || kind == "apps/ReplicaSet" || kind == "apps/StatefulSet" ||
        kind == "apps/DaemonSet") {
        check_template(errors, object, true);
    } else if (kind == "batch/Job") {
        check_template(errors, object, false);
    } else if (kind == "/Pod") {
        check_containers(errors, object.get("spec"), "spec");
    } else if (kind == "/Service") {
        check_service(errors, object);
    } else if (kind == "/Secret" || kind == "/ConfigMap") {
        check_data_keys(errors, object);
        check_data_size(errors, object, kind == "/Secret");
    } else if (kind == "apiextensions.k8s.io/CustomResourceDefinition") {
        check_definition(errors, object);
    }
}

void check_update(Errors& errors, const Value& object, const Value& live, const std::string& kind) {
    if (kind == "/Secret" || kind == "/ConfigMap") {
        check_sealed_data(errors, object, live);
        check_unchanged(errors, object, live, "type", "type");
    } else if (kind == "/Pod") {
        check_pod_update(errors, object, live);
    } else if (kind == "/Service") {
        check_service_update(errors, object, live);
    } else if (kind == "apps/Deployment" || kind == "apps/ReplicaSet" || kind == "apps/DaemonSet") {
        check_unchanged(errors, object, live, "spec.selector", "spec", "selector");
    } else if (kind == "apps/StatefulSet") {
        check_spec_frozen(
            errors, object, live,
            {"replicas", "template", "updateStrategy", "minReadySeconds", "ordinals",
             "persistentVolumeClaimRetentionPolicy", "revisionHistoryLimit"},
            "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', "
            "'updateStrategy', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are "
            "forbidden");
    } else if (kind == "batch/Job") {
        check_unchanged(errors, object, live, "spec.selector", "spec", "selector");
        check_unchanged(errors, object, live, "spec.completions", "spec", "completions");
        check_unchanged(errors, object, live, "spec.template", "spec", "template");
    } else if (kind == "/PersistentVolumeClaim") {
        check_spec_frozen(
            errors, object, live, {"resources", "volumeName", "volumeAttributesClassName"},
            "spec is immutable after creation except resources.requests for bound claims");
    } else if (kind == "rbac.authorization.k8s.io/RoleBinding" ||
               kind == "rbac.authorization.k8s.io/ClusterRoleBinding") {
        if (!same(object.get("roleRef"), live.get("roleRef"))) {
            invalid(errors, "roleRef", *object.get("roleRef"), "cannot change roleRef");
        }
    } else if (kind == "storage.k8s.io/StorageClass") {
        for (const char* field :
             {"provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"}) {
            check_unchanged(errors, object, live, field, field);
        }
    }
}

}  // namespace

std::vector<FieldError> validate_builtin(const Value& object, const Value* live) {
    Errors errors;
    const manifest::GroupVersionKind type = manifest::type_of(object);
    check_name(errors, object, type);
    check_metadata(errors, object);
    const std::string kind = type.group + "/" + type.kind;
    check_kind(errors, object, kind);
    if (live != nullptr) {
        check_update(errors, object, *live, kind);
    }
    return errors;
}

}  // namespace sealer::standalone
