# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# What the benchmarks of Applications stand on: repositories of many ConfigMaps, and Applications for them.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
export poll_interval=3m
export sync_load=$bin/../tests/bench/sync_load

# config_maps PREFIX COUNT [NAMESPACE]: YAML.
config_maps() {
    awk -v prefix="$1" -v count="$2" -v namespace="${3:+, namespace: $3}" 'BEGIN {
        for (i = 0; i < count; i++) {
            printf "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s%d%s, labels: {app: bench}}\n", prefix, i, namespace
            printf "data:\n  value: \"0\"\n  settings: |\n    log.level = info\n    number = %d\n    pool = 16\n", i
        }
    }'
}

# open_repository: an empty one, whose clone is the current directory from now on.
open_repository() {
    new_repository many
    cd "$work/many"
    repository=file://$work/git/many.git
}

# applications COUNT: YAML; app-I is of the directory app-I.
applications() {
    awk -v count="$1" -v repository="$repository" 'BEGIN {
        for (i = 0; i < count; i++) {
            printf "---\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: app-%d, namespace: argocd}\n", i
            printf "spec:\n  project: default\n  source: {repoURL: \"%s\", path: app-%d}\n", repository, i
            printf "  destination: {server: \"https://kubernetes.default.svc\", namespace: bench}\n"
            printf "  syncPolicy: {automated: {prune: true, selfHeal: true}}\n"
        }
    }'
}

# delete_all PATH: a whole collection, which takes longer than one request may.
delete_all() { eventually 600 kubectl delete --raw "$1"; }

# in_sync COUNT: whether so many Applications are.
in_sync() { prints "$1" synced_applications; }
synced_applications() {
    http "$metrics_port" /metrics |
        awk '/^argocd_app_info/ && /sync_status="Synced"/ && /health_status="Healthy"/ {n += $2} END {print n + 0}'
}

# memory: of the controller, in MB. cpu: what it has used, in seconds.
memory() { awk '/^VmRSS/ {printf "%.0f", $2 / 1024}' "/proc/${pids[controller]}/status"; }
cpu() { awk -v hz="$(getconf CLK_TCK)" '{print ($14 + $15) / hz}' "/proc/${pids[controller]}/stat"; }
