#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Sync options, and operations that ask for less than everything.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
start_all
new_repository shop
repository=file://$work/git/shop.git
cd "$work/shop"

automated='{prune: true, selfHeal: true}'
# with_options OPTIONS: a sync policy.
with_options() { echo "{automated: $automated, syncOptions: [CreateNamespace=true, $1]}"; }
operation() { application "$1" '{.status.operationState.phase} {.status.operationState.message}'; }
# rows NAME: "object=status …" of what the last operation did.
rows() {
    application "$1" '{range .status.operationState.syncResult.resources[*]}{.name}={.status} {end}'
}
# ask NAME OPERATION: and awaits its end.
ask() {
    kubectl patch application -n argocd "$1" --type merge -p "{\"operation\": $2}" >/dev/null
    eventually 30 prints "" application "$1" '{.operation}'
}
gadget() { # FILE KIND [WAVE]: a custom resource, else in a wave before its definition's.
    mkdir -p "$(dirname "$1")"
    cat >"$1" <<YAML
apiVersion: shop.example.com/v1
kind: $2
metadata: {name: one, annotations: {argocd.argoproj.io/sync-wave: "${3:--5}"}}
spec: {size: 1}
YAML
}
definition() { # FILE KIND
    local plural=${2,,}s
    cat >"$1" <<YAML
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: $plural.shop.example.com, annotations: {argocd.argoproj.io/sync-wave: "5"}}
spec:
  group: shop.example.com
  scope: Namespaced
  names: {kind: $2, plural: $plural, singular: ${2,,}}
  versions:
  - name: v1
    served: true
    storage: true
    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, x-kubernetes-preserve-unknown-fields: true}}}}
YAML
}

step "a definition comes before what is of its kind, whatever their waves say"
gadget custom/a.yaml Gadget
definition custom/b.yaml Gadget
push "Add a kind"
apply_application custom "$repository" custom custom
await_application custom Synced Healthy
prints 1 get gadgets.shop.example.com -n custom one '{.spec.size}'
for wave in 5 9; do # the same as its definition's, and a later one
    gadget "custom-$wave/a.yaml" "Gadget$wave" "$wave"
    definition "custom-$wave/b.yaml" "Gadget$wave"
done
push "Add further kinds"
for wave in 5 9; do
    apply_application "custom-$wave" "$repository" "custom-$wave" custom
    await_application "custom-$wave" Synced Healthy
done

step "the namespace is made, and its metadata kept; it is not the Application's"
config_map made/a.yaml a
push "Add a namespace's first"
metadata_policy() { # LABELS
    echo "{automated: $automated, syncOptions: [CreateNamespace=true], managedNamespaceMetadata: {labels: $1, annotations: {example.com/owner: shop}}}"
}
sync_policy=$(metadata_policy '{team: shop, tier: back}') apply_application made "$repository" made made
await_application made Synced Healthy
prints "shop back shop " get namespace made \
    '{.metadata.labels.team} {.metadata.labels.tier} {.metadata.annotations.example\.com/owner} {.metadata.annotations.argocd\.argoproj\.io/tracking-id}'
prints "ConfigMap" application made '{.status.resources[*].kind}'
kubectl label namespace made team=others --overwrite >/dev/null
eventually 30 prints shop get namespace made '{.metadata.labels.team}'
await_application made Synced Healthy
sync_policy=$(metadata_policy '{team: shop}') apply_application made "$repository" made made
eventually 30 prints "shop " get namespace made '{.metadata.labels.team} {.metadata.labels.tier}'
await_application made Synced Healthy
kubectl patch application -n argocd made --type merge \
    -p '{"metadata": {"finalizers": ["resources-finalizer.argocd.argoproj.io"]}}' >/dev/null
kubectl delete application -n argocd made --timeout=30s >/dev/null
absent configmap -n made a
prints Active get namespace made '{.status.phase}'

step "nothing begins where a kind is missing, unless that is allowed"
gadget missing/a.yaml Gizmo
config_map missing/b.yaml first argocd.argoproj.io/sync-wave=-9
push "Use a kind that is not there"
apply_application missing "$repository" missing missing
eventually 30 matches 'Failed .*not valid: The Kubernetes API could not find shop.example.com/Gizmo' operation missing
absent configmap -n missing first
sync_policy=$(with_options "SkipDryRunOnMissingResource=true, prunelast=true") \
    apply_application missing "$repository" missing missing
eventually 30 get configmap -n missing first '{.metadata.name}'
definition "$work/gizmos.yaml" Gizmo
kubectl apply -f "$work/gizmos.yaml" >/dev/null
await_application missing Synced Healthy 60
matches 'no sync option "prunelast=true"' \
    application missing '{.status.conditions[?(@.type=="UnknownSyncOptionWarning")].message}'

step "objects of other Applications are taken with a warning, or not at all"
config_map shared/a.yaml a
push "Share"
apply_application owner "$repository" shared shared
await_application owner Synced Healthy
sync_policy=$(with_options FailOnSharedResource=true) apply_application thief "$repository" shared shared
eventually 30 matches 'Failed Shared resource found: ConfigMap/a is part of applications thief and owner' operation thief
matches 'part of applications thief and owner' \
    application thief '{.status.conditions[?(@.type=="SharedResourceWarning")].message}'
matches '^owner:' get configmap -n shared a '{.metadata.annotations.argocd\.argoproj\.io/tracking-id}'
kubectl delete application -n argocd thief >/dev/null

step "what is in sync is left out, and what is not can be chosen"
config_map parts/a.yaml a
config_map parts/b.yaml b
push "Add parts"
sync_policy=$(automated=null with_options ApplyOutOfSyncOnly=true) apply_application parts "$repository" parts parts
await_application parts OutOfSync Missing
ask parts '{"sync": {"dryRun": true, "resources": [{"kind": "ConfigMap", "name": "a"}]}}'
prints "a=Synced " rows parts
absent configmap -n parts a
kubectl create namespace parts >/dev/null 2>&1 || true
ask parts '{"sync": {"resources": [{"kind": "ConfigMap", "name": "a", "namespace": "parts"}]}}'
matches 'a=Synced ' rows parts
absent configmap -n parts b
prints "" application parts '{.status.history}'
ask parts '{"sync": {"syncOptions": ["ApplyOutOfSyncOnly=true"]}}'
prints "b=Synced " rows parts
await_application parts Synced Healthy
prints 0 application parts '{.status.history[*].id}'

step "a repair is about what has drifted alone, and runs no hooks"
config_map healed/a.yaml a
config_map healed/b.yaml b
config_map healed/hook.yaml hook argocd.argoproj.io/hook=PreSync
push "Add what drifts"
apply_application healed "$repository" healed healed
await_application healed Synced Healthy
hook=$(get configmap -n healed hook '{.metadata.uid}')
kubectl delete configmap -n healed b >/dev/null
eventually 20 get configmap -n healed b '{.metadata.name}'
eventually 20 prints "b=Synced " rows healed
prints "$hook" get configmap -n healed hook '{.metadata.uid}'
prints 1 application healed '{.status.operationState.operation.sync.autoHealAttemptsCount}'

step "last of all, what has left Git"
config_map last/a.yaml early argocd.argoproj.io/sync-wave=-1
config_map last/b.yaml late argocd.argoproj.io/sync-wave=3
push "Add what goes"
sync_policy=$(with_options PruneLast=true) apply_application last "$repository" last last
await_application last Synced Healthy
git rm -q last/a.yaml
config_map last/c.yaml later argocd.argoproj.io/sync-wave=7
kubectl patch configmap -n last early --type merge -p '{"metadata": {"finalizers": ["example.com/busy"]}}' >/dev/null
push "Swap"
refresh last
eventually 20 get configmap -n last early '{.metadata.deletionTimestamp}'
get configmap -n last later '{.metadata.name}' >/dev/null
kubectl patch configmap -n last early --type merge -p '{"metadata": {"finalizers": null}}' >/dev/null
await_application last Synced Healthy

stop_controller
