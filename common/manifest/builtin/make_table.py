#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes builtin_schema_table.cpp: the types of Kubernetes, small enough to read and to diff.

    common/manifest/builtin/make_table.py KUBERNETES_SOURCE > common/manifest/builtin_schema_table.cpp

KUBERNETES_SOURCE is the unpacked source of Kubernetes 1.20 (`apt-get source kubernetes` on Debian 12). Names, types
and merge keys come from its OpenAPI document; whether Go writes an empty field, which that document does not say,
from its types.go. newer.txt beside this script adds what later versions brought. The format of the table is described
in builtin_schema.cpp, which reads it.
"""
import json
import pathlib
import re
import sys

PREFIX = "io.k8s."
META = "apimachinery.pkg.apis.meta.v1."

# Where each definition's Go types are: definition prefix -> folder below staging/src/k8s.io.
GO_FOLDERS = {
    "api.": "api",
    META: "apimachinery/pkg/apis/meta/v1",
    "apiextensions-apiserver.pkg.apis.apiextensions.": "apiextensions-apiserver/pkg/apis/apiextensions",
    "kube-aggregator.pkg.apis.apiregistration.": "kube-aggregator/pkg/apis/apiregistration",
}

# Definitions that are values rather than objects.
SCALARS = {
    "apimachinery.pkg.api.resource.Quantity": "quantity",
    "apimachinery.pkg.util.intstr.IntOrString": "int-or-string",
    META + "Time": "date-time",
    META + "MicroTime": "date-time",
    META + "Patch": "any",
    META + "FieldsV1": "any",
    "apimachinery.pkg.runtime.RawExtension": "any",
}

# Types whose zero value Go's omitempty leaves out.
ZEROES = {"string", "bool", "int32", "int64", "byte", "double"}

# Versions that graduated without other change than what newer.txt says: old prefix, new prefix, definitions.
GRADUATED = [
    ("api.batch.v1beta1.", "api.batch.v1.",
     ["CronJob", "CronJobList", "CronJobSpec", "CronJobStatus", "JobTemplateSpec"]),
    ("api.policy.v1beta1.", "api.policy.v1.",
     ["PodDisruptionBudget", "PodDisruptionBudgetList", "PodDisruptionBudgetSpec", "PodDisruptionBudgetStatus",
      "Eviction"]),
    ("api.discovery.v1beta1.", "api.discovery.v1.",
     ["EndpointSlice", "EndpointSliceList", "Endpoint", "EndpointConditions", "EndpointPort"]),
    ("api.autoscaling.v2beta2.", "api.autoscaling.v2.", None),
]

# What today's API servers serve; older versions stay known as types (patches, Kustomize) but are not served.
SERVED = [
    "v1", "admissionregistration.k8s.io/v1", "apiextensions.k8s.io/v1", "apiregistration.k8s.io/v1", "apps/v1",
    "authentication.k8s.io/v1", "authorization.k8s.io/v1", "autoscaling/v1", "autoscaling/v2", "batch/v1",
    "certificates.k8s.io/v1", "coordination.k8s.io/v1", "discovery.k8s.io/v1", "events.k8s.io/v1",
    "networking.k8s.io/v1", "node.k8s.io/v1", "policy/v1", "rbac.authorization.k8s.io/v1", "scheduling.k8s.io/v1",
    "storage.k8s.io/v1",
]
# Group and version of the paths to read a served version's resources from, where 1.20 did not serve it yet.
PATHS_OF = {
    "autoscaling/v2": ["autoscaling/v2beta2"], "batch/v1": ["batch/v1", "batch/v1beta1"],
    "discovery.k8s.io/v1": ["discovery.k8s.io/v1beta1"], "policy/v1": ["policy/v1beta1"],
}


def short(name):
    return name.removeprefix("#/definitions/").removeprefix(PREFIX)


def go_fields(source):
    """{definition: {json name: (Go type, omitempty)}} of every struct, embedded ones flattened."""
    structs = {}
    for prefix, folder in GO_FOLDERS.items():
        root = source / "staging/src/k8s.io" / folder
        for path in sorted(root.rglob("types*.go")):
            package = prefix + ".".join(path.parent.relative_to(root).parts)
            package = package if package.endswith(".") else package + "."
            for name, body in re.findall(r"^type (\w+) struct \{\n(.*?)^\}", path.read_text(), re.M | re.S):
                structs[package + name] = re.findall(
                    r'^\s+(?:\w+\s+)?([\w.*\[\]]+)\s+`[^`]*json:"([^",]*)([^"]*)"', body, re.M)

    def package_of(definition, go_type):
        if go_type.startswith("metav1."):
            return META
        if go_type.startswith("v1."):
            return "api.core.v1." if not definition.startswith(META) else META
        return definition.rsplit(".", 1)[0] + "."

    def flatten(definition):
        fields = {}
        for go_type, name, options in structs.get(definition, []):
            if name:
                fields[name] = (go_type, "omitempty" in options)
            else:
                fields |= flatten(package_of(definition, go_type) + go_type.split(".")[-1])
        return fields

    return {definition: flatten(definition) for definition in structs}


def type_text(schema):
    if "$ref" in schema:
        name = short(schema["$ref"])
        return SCALARS.get(name) or "@" + name
    kind = schema.get("type")
    if kind == "array":
        return "[]" + type_text(schema["items"])
    if kind == "object":
        return "{}" + type_text(schema["additionalProperties"]) if "additionalProperties" in schema else "object"
    if kind == "string":
        return schema.get("format", "string")
    if kind == "integer":
        return schema.get("format", "int64")
    return {"number": "double", "boolean": "bool", None: "any"}[kind]


def attributes(schema):
    if "x-kubernetes-list-type" in schema:
        keys = ",".join(schema.get("x-kubernetes-list-map-keys", []))
        yield "list=" + schema["x-kubernetes-list-type"] + (":" + keys if keys else "")
    if "x-kubernetes-patch-strategy" in schema:
        yield "patch=" + schema["x-kubernetes-patch-strategy"]
    if "x-kubernetes-patch-merge-key" in schema:
        yield "key=" + schema["x-kubernetes-patch-merge-key"]
    if "x-kubernetes-map-type" in schema:
        yield "map=" + schema["x-kubernetes-map-type"]


def marks(name, schema, required, go):
    """`*` required, `!` always there (a struct by value, a list without omitempty), `~` not written when zero."""
    go_type, omit = go.get(name, ("*", False))
    text, pointer = type_text(schema), go_type.startswith("*")
    by_value = not go_type.startswith(("*", "[]", "map["))
    mark = "*" if name in required else ""
    if by_value and text.startswith("@") or text.startswith("[]") and not omit and not pointer:
        return mark + "!"
    return mark + ("~" if omit and not pointer and (text[:2] in ("[]", "{}") or text in ZEROES) else "")


def definition_lines(name, schema, go):
    """{field name: line}; a definition that is a value has the one line ""."""
    if name in SCALARS or "properties" not in schema:
        return {"": "= " + SCALARS.get(name, "object" if schema.get("type") == "object" else "any")}
    return {field: " ".join([field + marks(field, value, schema.get("required", []), go), type_text(value),
                             *attributes(value)])
            for field, value in schema["properties"].items()}


def graduate(table, heads):
    for old, new, names in GRADUATED:
        names = names or [name.removeprefix(old) for name in list(table) if name.startswith(old)]
        pattern = re.compile("@" + re.escape(old) + "(" + "|".join(names) + r")\b")
        for name in names:
            table[new + name] = {field: pattern.sub("@" + new + r"\1", line)
                                 for field, line in table[old + name].items()}
            heads[new + name] = heads[old + name]


def add_newer(table, heads, text):
    name = ""
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            name, *rest = line.split()
            heads.setdefault(name, "")
            heads[name] = " ".join(rest) or heads[name]
            table.setdefault(name, {})
        else:
            line = line.strip()
            field = re.match(r"-?[\w$-]+", line).group()
            if field.startswith("-"):
                table[name].pop(field[1:], None)
            else:
                table[name][field] = line


def kinds(definitions):
    """{(apiVersion, kind): definition} of the kinds that have one definition alone."""
    found = {}
    for name, schema in definitions.items():
        types = schema.get("x-kubernetes-group-version-kind", [])
        if len(types) == 1:
            found[api_version(types[0]), types[0]["kind"]] = short(name)
    for old, new, names in GRADUATED:
        for (version, kind), name in list(found.items()):
            if name.startswith(old) and (names is None or name.removeprefix(old) in names):
                group = version.rsplit("/", 1)[0]
                found[f"{group}/{new.split('.')[2]}", kind] = new + name.removeprefix(old)
    return found


def api_version(gvk):
    return f"{gvk['group']}/{gvk['version']}" if gvk["group"] else gvk["version"]


def resources(paths, types):
    """Lines `resource apiVersion kind plural scope subresources`; "-" where there are none."""
    found = {}
    for served in SERVED:
        for version in PATHS_OF.get(served, [served]):
            root = ("/api/" if "/" not in version else "/apis/") + version + "/"
            for path in sorted(paths):
                match = re.fullmatch(re.escape(root) + r"(namespaces/\{namespace\}/)?(\w+)(/\{name\}(/\w+)?)?", path)
                if not match:
                    continue
                scope, plural, named, subresource = match.groups()
                if subresource:
                    if (served, plural) in found:
                        found[served, plural][2].append(subresource[1:])
                    continue
                operation = paths[path].get("get") or paths[path].get("post")
                kind = operation["x-kubernetes-group-version-kind"]["kind"].removesuffix("List")
                if (served, kind) in types:
                    found.setdefault((served, plural), [kind, "cluster", []])
                    if scope:
                        found[served, plural][1] = "namespaced"
    return [f"resource {version} {kind} {plural} {scope} {','.join(sorted(set(subresources))) or '-'}"
            for (version, plural), (kind, scope, subresources) in sorted(found.items())]


def main():
    source = pathlib.Path(sys.argv[1])
    document = json.loads((source / "api/openapi-spec/swagger.json").read_text())
    definitions = document["definitions"]
    go = go_fields(source)
    table, heads = {}, {}
    for name, schema in definitions.items():
        table[short(name)] = definition_lines(short(name), schema, go.get(short(name), {}))
        heads[short(name)] = " ".join(attributes(schema))
    graduate(table, heads)
    add_newer(table, heads, pathlib.Path(__file__).with_name("newer.txt").read_text())
    types = kinds(definitions)

    print("// SPDX-License-Identifier: Apache-2.0")
    print("// Made by builtin/make_table.py from the OpenAPI document of Kubernetes 1.20: edit that script or\n// newer.txt.")
    print('#include "common/manifest/builtin_schema_table.h"\n')
    print("namespace sealer::manifest {\nnamespace {\n\n// clang-format off\nconstexpr std::string_view kTable[] = {")
    for name in sorted(table):
        head = " ".join(filter(None, [name, heads[name]]))
        print('R"(' + "\n ".join([head, *[table[name][field] for field in sorted(table[name])]]) + '\n)",')
    print('R"(' + "\n".join(f"kind {version} {kind} {name}" for (version, kind), name in sorted(types.items())))
    print(')",\nR"(' + "\n".join(resources(document["paths"], types)))
    print(')"};\n// clang-format on\n')
    print("}  // namespace\n\nstd::span<const std::string_view> builtin_schema_table() {\n    return kTable;\n}\n")
    print("}  // namespace sealer::manifest")


if __name__ == "__main__":
    main()
