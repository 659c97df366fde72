#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Where manifests come from: several sources, ranges of versions, what an operation asks for, and rolling back.
. "$(dirname "$0")/lib.sh"
start_all
new_repository shop
new_repository settings

# apply_with NAME SOURCES [SYNC_POLICY]: an Application of these sources (the fields of its spec), in the namespace NAME.
apply_with() {
    kubectl apply -f - >/dev/null <<YAML
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: $1, namespace: argocd}
spec:
  project: default
  destination: {server: https://kubernetes.default.svc, namespace: $1}
  $2
  syncPolicy: ${3:-"{automated: {prune: true, selfHeal: true}, syncOptions: [CreateNamespace=true]}"}
YAML
}

# source_of REPOSITORY PATH [FIELDS]
source_of() { echo "{repoURL: 'file://$work/git/$1.git', path: $2${3:+, $3}}"; }

# data NAMESPACE NAME: what its ConfigMap says.
data() { get configmap -n "$1" "$2" '{.data.from}'; }

# ask NAME OPERATION: of an Application, and waits until it is done.
ask() {
    kubectl patch application -n argocd "$1" --type=merge -p "{\"operation\": $2}" >/dev/null
    eventually 30 prints "" application "$1" '{.operation}'
}

# warning NAME TYPE: the message of such a condition.
warning() { application "$1" "{.status.conditions[?(@.type==\"$2\")].message}"; }

step "several sources of two repositories, and a reference"
cd "$work/settings"
config_map team/colour.yaml colour
push "Add a colour"
cd "$work/shop"
config_map web/web.yaml web
push "Add web"
apply_with both "sources: [$(source_of shop web), $(source_of settings team), {repoURL: 'file://$work/git/settings.git', ref: values}]"
heads() { echo "$(git -C "$work/shop" rev-parse HEAD) $(git -C "$work/settings" rev-parse HEAD) $(git -C "$work/settings" rev-parse HEAD)"; }
eventually 30 prints "Synced Healthy $(heads)" \
    application both '{.status.sync.status} {.status.health.status} {.status.sync.revisions[*]}'
prints web/web.yaml data both web
prints team/colour.yaml data both colour
prints "Directory Directory Directory" application both '{.status.sourceTypes[*]}'
prints "$(heads)" application both '{.status.history[0].revisions[*]}'

step "a commit to the one leaves the other alone; the last of duplicates counts, with a warning"
before=$(get configmap -n both web '{.metadata.resourceVersion}')
cd "$work/settings"
config_map team/size.yaml size
push "Add a size"
eventually 30 prints "Synced $(heads)" application both '{.status.sync.status} {.status.sync.revisions[*]}'
prints team/size.yaml data both size
prints "$before" get configmap -n both web '{.metadata.resourceVersion}'
config_map team/web.yaml web
push "Another web"
eventually 30 prints "Synced $(heads)" application both '{.status.sync.status} {.status.sync.revisions[*]}'
prints team/web.yaml data both web
matches 'ConfigMap.* appeared 2 times among application resources' warning both RepeatedResourceWarning
git rm -q team/web.yaml
push "No other web"
eventually 30 prints "Synced $(heads)" application both '{.status.sync.status} {.status.sync.revisions[*]}'
prints web/web.yaml data both web

step "Helm is refused, and says where"
apply_with chart "sources: [$(source_of shop web), {repoURL: 'https://charts.example.com', chart: redis, targetRevision: 1.x}]"
eventually 30 matches 'source 2 of 2: spec.sources\[1\].chart: Helm charts are not supported' warning chart ComparisonError
absent configmap -n chart web

step "a range of versions follows the newest tag"
cd "$work/shop"
git tag v1.0.0
git push -q --tags
apply_with tagged "source: $(source_of shop web 'targetRevision: 1.x')"
await_application tagged Synced Healthy
config_map web/late.yaml late
push "Late"
config_map web/later.yaml later
push "Later"
git tag -a v1.1.0 -m "One more" HEAD~1
git tag v2.0.0
git push -q --tags
eventually 30 prints "Synced $(git rev-parse HEAD~1)" application tagged '{.status.sync.status} {.status.sync.revision}'
prints web/late.yaml data tagged late
absent configmap -n tagged later

step "an operation for some resources, of another revision, by a short id"
apply_with asked "source: $(source_of shop web)" '{syncOptions: [CreateNamespace=true]}'
eventually 30 prints OutOfSync application asked '{.status.sync.status}'
ask asked '{"sync": {"resources": [{"kind": "ConfigMap", "name": "later"}]}, "initiatedBy": {"username": "ann"}}'
prints "Succeeded ann" application asked '{.status.operationState.phase} {.status.operationState.operation.initiatedBy.username}'
prints web/later.yaml data asked later
absent configmap -n asked web
prints "" application asked '{.status.history}'
ask asked "{\"sync\": {\"revision\": \"$(git rev-parse --short=8 v1.0.0)\", \"prune\": true}}"
prints "Succeeded $(git rev-parse v1.0.0)" application asked '{.status.operationState.phase} {.status.history[0].revision}'
prints web/web.yaml data asked web
absent configmap -n asked later
ask asked '{"sync": {"manifests": ["{}"]}}'
matches 'Error .*local manifests' application asked '{.status.operationState.phase} {.status.operationState.message}'

step "a rollback lasts until the next commit, a restart in between or not"
apply_with pinned "source: $(source_of shop web)"
await_application pinned Synced Healthy
first=$(git rev-parse HEAD)
config_map web/bad.yaml bad
push "Bad"
refresh pinned
await_application pinned Synced Healthy
bad=$(git rev-parse HEAD)
prints web/bad.yaml data pinned bad
rollback=$(kubectl get application -n argocd pinned -o json |
    jq -c '{sync: {revision: .status.history[0].revision, source: .status.history[0].source, prune: true}}')
ask pinned "$rollback"
prints "Succeeded $first" application pinned '{.status.operationState.phase} {.status.operationState.syncResult.revision}'
absent configmap -n pinned bad
stop_controller
start_controller
refresh pinned
eventually 30 prints "OutOfSync $bad" application pinned '{.status.sync.status} {.status.sync.revision}'
matches "Rolled back from $bad:" warning pinned RollbackWarning
refresh pinned
eventually 30 prints "" application pinned '{.metadata.annotations.argocd\.argoproj\.io/refresh}'
absent configmap -n pinned bad
git rm -q web/bad.yaml
config_map web/good.yaml good
push "Good"
refresh pinned
await_application pinned Synced Healthy
prints web/good.yaml data pinned good
prints "" warning pinned RollbackWarning
