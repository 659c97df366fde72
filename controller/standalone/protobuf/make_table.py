#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
#
# Makes ../protobuf_table.cpp from the Go types of a Kubernetes source tree (Debian: apt-get source kubernetes):
#
#   make_table.py KUBERNETES/staging/src/k8s.io >../protobuf_table.cpp
#
# The numbers of fields are in the struct tags, as is what JSON leaves out when it is empty; whether zero means
# anything is known by the field being a pointer, which is why the .proto files do not do.
import re
import sys

# (package, group and version that it serves today); later versions of a group are the same on the wire.
PACKAGES = [
    ("core/v1", "v1"),
    ("apps/v1", "apps/v1"),
    ("batch/v1", "batch/v1"),
    ("batch/v1beta1", "batch/v1"),
    ("autoscaling/v1", "autoscaling/v1"),
    ("autoscaling/v2beta2", "autoscaling/v2"),
    ("authentication/v1", "authentication.k8s.io/v1"),
    ("authorization/v1", "authorization.k8s.io/v1"),
    ("events/v1", "events.k8s.io/v1"),
    ("networking/v1", "networking.k8s.io/v1"),
    ("policy/v1beta1", "policy/v1"),
    ("rbac/v1", "rbac.authorization.k8s.io/v1"),
    ("storage/v1", "storage.k8s.io/v1"),
    ("scheduling/v1", "scheduling.k8s.io/v1"),
    ("coordination/v1", "coordination.k8s.io/v1"),
    ("node/v1", "node.k8s.io/v1"),
    ("certificates/v1", "certificates.k8s.io/v1"),
    ("admissionregistration/v1", "admissionregistration.k8s.io/v1"),
]
META = "meta/v1"
SCALARS = {"string": "s", "bool": "b", "int32": "i", "int64": "i", "int": "i", "uint32": "i",
           "float64": "d", "[]byte": "B"}
SPECIAL = {"meta/v1.Time": "T", "meta/v1.MicroTime": "M", "resource.Quantity": "Q", "intstr.IntOrString": "I",
           "runtime.RawExtension": "R", "meta/v1.FieldsV1": "F", "types.UID": "s"}
# What the newest release has and the source tree has not, where this server or many clients fill it in: message,
# number, JSON name, type as here or in Go.
NEWER = """
apps/v1.RollingUpdateDaemonSet 2 maxSurge *intstr.IntOrString
apps/v1.RollingUpdateStatefulSetStrategy 2 maxUnavailable *intstr.IntOrString
apps/v1.StatefulSetOrdinals 1 start int32
apps/v1.StatefulSetPersistentVolumeClaimRetentionPolicy 1 whenDeleted string
apps/v1.StatefulSetPersistentVolumeClaimRetentionPolicy 2 whenScaled string
apps/v1.StatefulSetSpec 9 minReadySeconds int32
apps/v1.StatefulSetSpec 10 persistentVolumeClaimRetentionPolicy StatefulSetPersistentVolumeClaimRetentionPolicy
apps/v1.StatefulSetSpec 11 ordinals StatefulSetOrdinals
apps/v1.StatefulSetStatus 11 availableReplicas int32
authorization/v1.SelfSubjectReview 1 metadata @meta/v1.ObjectMeta
batch/v1.JobSpec 9 completionMode ?s
batch/v1.JobSpec 10 suspend ?b
batch/v1.JobSpec 12 backoffLimitPerIndex *int32
batch/v1.JobSpec 13 maxFailedIndexes *int32
batch/v1.JobSpec 14 podReplacementPolicy *string
batch/v1.JobSpec 15 managedBy *string
batch/v1.JobStatus 7 completedIndexes string
batch/v1.JobStatus 8 uncountedTerminatedPods UncountedTerminatedPods
batch/v1.JobStatus 9 ready *int32
batch/v1.JobStatus 10 failedIndexes *string
batch/v1.JobStatus 11 terminating *int32
batch/v1.UncountedTerminatedPods 1 succeeded []string
batch/v1.UncountedTerminatedPods 2 failed []string
batch/v1beta1.CronJobSpec 8 timeZone ?s
batch/v1beta1.CronJobStatus 5 lastSuccessfulTime metav1.Time
core/v1.Container 24 restartPolicy *string
core/v1.LoadBalancerIngress 3 ipMode *string
core/v1.PersistentVolumeClaimSpec 8 dataSourceRef TypedObjectReference
core/v1.PersistentVolumeClaimSpec 9 volumeAttributesClassName *string
core/v1.PodOS 1 name string
core/v1.PodSchedulingGate 1 name string
core/v1.PodSpec 36 os PodOS
core/v1.PodSpec 37 hostUsers *bool
core/v1.PodSpec 38 schedulingGates []PodSchedulingGate
core/v1.Probe 7 terminationGracePeriodSeconds *int64
core/v1.ServiceSpec 21 loadBalancerClass *string
core/v1.ServiceSpec 22 internalTrafficPolicy *string
core/v1.ServiceSpec 23 trafficDistribution *string
core/v1.TopologySpreadConstraint 5 minDomains *int32
core/v1.TopologySpreadConstraint 6 nodeAffinityPolicy *string
core/v1.TopologySpreadConstraint 7 nodeTaintsPolicy *string
core/v1.TopologySpreadConstraint 8 matchLabelKeys []string
core/v1.TypedObjectReference 1 apiGroup *string
core/v1.TypedObjectReference 2 kind string
core/v1.TypedObjectReference 3 name string
core/v1.TypedObjectReference 4 namespace *string
networking/v1.NetworkPolicyPort 3 endPort *int32
policy/v1beta1.PodDisruptionBudgetSpec 4 unhealthyPodEvictionPolicy *string
"""
FIELD = re.compile(r'^\s*(?:(\w+)\s+)?([\w.\[\]*]+)\s+`json:"([^"]*)"(?:[^`]*?protobuf:"(\w+),(\d+),[^"]*")?[^`]*`')


def read_package(root, package):
    path = f"{root}/apimachinery/pkg/apis/meta/v1" if package == META else f"{root}/api/{package}"
    structs, aliases, current = {}, {}, None
    for line in open(f"{path}/types.go", encoding="utf-8"):
        if opened := re.match(r"^type (\w+) struct \{", line):
            current = structs.setdefault(f"{package}.{opened[1]}", [])
        elif alias := re.match(r"^type (\w+) ([\w.\[\]]+)$", line):
            aliases[f"{package}.{alias[1]}"] = alias[2]
        elif line.startswith("}"):
            current = None
        elif current is not None and (field := FIELD.match(line)) and field[5]:
            name, *options = field[3].split(",")
            current.append((int(field[5]), name, field[2], "omitempty" in options))
    return structs, aliases


class Table:
    def __init__(self, root):
        self.structs, self.aliases, self.done, self.lines = {}, {}, set(), []
        for package in [META] + [name for name, _ in PACKAGES]:
            structs, aliases = read_package(root, package)
            self.structs |= structs
            self.aliases |= aliases
        for line in NEWER.strip().splitlines():
            message, number, name, kind = line.split()
            self.structs.setdefault(message, []).append((int(number), name, kind, True))

    def qualify(self, package, name):
        prefix, _, base = name.rpartition(".")
        if prefix in ("metav1", "meta"):
            return f"{META}.{base}"
        if prefix in ("v1", "apiv1", "corev1"):
            return f"core/v1.{base}"
        if prefix == "batchv1":
            return f"batch/v1.{base}"
        return name if prefix else f"{package}.{name}"

    def kind(self, package, go):
        """The type's code and the messages that it needs."""
        if go[0] in "?@" or go in SCALARS.values():
            return go, [go.lstrip("?@")] if "@" in go else []
        if go in SCALARS:
            return SCALARS[go], []
        if go.startswith("[]"):
            code, needs = self.kind(package, go[2:].lstrip("*"))
            return "*" + code, needs
        if go.startswith("map["):
            code, needs = self.kind(package, go[go.index("]") + 1:])
            return "%" + code, needs
        full = self.qualify(package, go)
        if full in SPECIAL:
            return SPECIAL[full], []
        if full in self.aliases:
            target = self.aliases[full]
            if target.startswith("[]") and target != "[]byte":  # a named list is a message of its own
                return "L", []
            return self.kind(full.rpartition(".")[0], target)
        if full not in self.structs:
            raise SystemExit(f"unknown type {full} in {package}")
        return "@" + full, [full]

    def add(self, message):
        if message in self.done:
            return
        self.done.add(message)
        package = message.rpartition(".")[0]
        self.lines.append(message)
        needed = []
        for number, name, go, omit_empty in sorted(self.structs[message]):
            pointer = go.startswith("*")
            code, needs = self.kind(package, go.lstrip("*"))
            keep = "?" if pointer or not omit_empty else ""
            self.lines.append(f" {number} {name or '='} {keep if code[0] in 'sibdBQI' else ''}{code}")
            needed += needs
        for need in needed:
            self.add(need)


def main():
    table = Table(sys.argv[1])
    kinds = [f"kind v1 DeleteOptions {META}.DeleteOptions"]
    table.add(f"{META}.DeleteOptions")
    table.add("authorization/v1.SelfSubjectReview")
    kinds.append("kind authentication.k8s.io/v1 SelfSubjectReview authorization/v1.SelfSubjectReview")
    for package, served in PACKAGES:
        for message in sorted(table.structs):
            home, _, kind = message.rpartition(".")
            fields = {name: go for _, name, go, _ in table.structs[message]}
            if home != package or "ObjectMeta" not in fields.get("metadata", "") or kind.endswith("Template"):
                continue
            line = f"kind {served} {kind} {message}"
            if not any(known.startswith(f"kind {served} {kind} ") for known in kinds):
                kinds.append(line)
                table.add(message)
    print("// SPDX-License-Identifier: Apache-2.0\n// Made by protobuf/make_table.py from the Go types of Kubernetes 1.20:"
          " edit that script.\n"
          '#include "controller/standalone/protobuf_table.h"\n\nnamespace sealer::standalone {\nnamespace {\n\n'
          "// clang-format off\nconstexpr std::string_view kTable[] = {")
    chunk = []
    for line in table.lines + kinds + [None]:
        if line is None or (chunk and not line.startswith(" ") and len(chunk) > 200):
            print('R"(' + "\n".join(chunk) + '\n)",')
            chunk = []
        chunk.append(line)
    print("};\n// clang-format on\n\n}  // namespace\n\n"
          "std::span<const std::string_view> protobuf_table() {\n    return kTable;\n}\n\n"
          "}  // namespace sealer::standalone")


main()
