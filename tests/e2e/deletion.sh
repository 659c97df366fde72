#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# What happens when an Application is deleted: hooks before and after, its objects in reverse waves.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# Jobs end when this scenario says so.
start_all "${idle_workloads[@]}"
new_repository shop
repository=file://$work/git/shop.git
cd "$work/shop"

# add_finalizer NAME FINALIZER
add_finalizer() {
    kubectl patch application -n argocd "$1" --type json \
        -p "[{\"op\": \"add\", \"path\": \"/metadata/finalizers\", \"value\": [\"$2\"]}]" >/dev/null
}
delete() { kubectl delete application -n argocd "$1" --wait=false >/dev/null; }
finalizers() { application "$1" '{.metadata.finalizers}'; }
condition() { application "$1" '{.status.conditions[?(@.type=="DeletionError")].message}'; }

step "hooks run before and after, whoever goes on"
job hooked/before.yaml "name: before" "argocd.argoproj.io/hook: PreDelete"
job hooked/after.yaml "generateName: after-" "argocd.argoproj.io/hook: PostDelete" \
    "argocd.argoproj.io/hook-delete-policy: HookSucceeded"
config_map hooked/a.yaml first
config_map hooked/b.yaml second argocd.argoproj.io/sync-wave=1
push "Add hooks"
kubectl create namespace hooked >/dev/null
apply_application hooked "$repository" hooked hooked
await_application hooked Synced Healthy
eventually 10 matches 'post-delete-finalizer.argocd.argoproj.io/cleanup' finalizers hooked
absent job -n hooked before
kubectl patch application -n argocd hooked --type json -p '[{"op": "add", "path": "/metadata/finalizers/-",
    "value": "resources-finalizer.argocd.argoproj.io"}]' >/dev/null
delete hooked
eventually 20 get job -n hooked before '{.metadata.name}'
uid=$(get job -n hooked before '{.metadata.uid}')
stop_controller KILL
start_controller "${idle_workloads[@]}"
end_job hooked before Failed "no database"
eventually 20 matches 'PreDelete hook.s. failed: batch/Job/before is failed: no database' condition hooked
get configmap -n hooked first '{.metadata.name}' >/dev/null
made_anew() { not prints "$uid" get job -n hooked before '{.metadata.uid}' && not absent job -n hooked before; }
# Not to wait until it is tried again by itself.
kubectl patch application -n argocd hooked --type merge \
    -p '{"metadata": {"annotations": {"example.com/try": "again"}}, "status": {"conditions": []}}' >/dev/null
eventually 40 made_anew
end_job hooked before Complete
eventually 30 absent configmap -n hooked first
absent configmap -n hooked second
after() { kubectl get jobs -n hooked -o name | sed -n 's,.*/\(after-postdelete-[0-9]*\)$,\1,p' | grep .; }
eventually 20 after
stop_controller KILL
start_controller "${idle_workloads[@]}"
end_job hooked "$(after)" Complete
eventually 30 absent application -n argocd hooked
eventually 30 not after

step "the last wave goes first, and an object that is held holds those before it"
config_map waves/a.yaml first
config_map waves/b.yaml last argocd.argoproj.io/sync-wave=1
config_map waves/c.yaml kept argocd.argoproj.io/sync-options=Delete=false
push "Add waves"
apply_application waves "$repository" waves waves
await_application waves Synced Healthy
add_finalizer waves resources-finalizer.argocd.argoproj.io/background
kubectl patch configmap -n waves last --type merge -p '{"metadata": {"finalizers": ["example.com/busy"]}}' >/dev/null
delete waves
eventually 20 get configmap -n waves last '{.metadata.deletionTimestamp}'
get configmap -n waves first '{.metadata.name}' >/dev/null
kubectl patch configmap -n waves last --type merge -p '{"metadata": {"finalizers": null}}' >/dev/null
eventually 30 absent application -n argocd waves
absent configmap -n waves first
get configmap -n waves kept '{.metadata.name}' >/dev/null

step "Git is not needed for what needs no hooks; where it is, the finalizer stays"
job lost/before.yaml "name: before" "argocd.argoproj.io/hook: PreDelete"
config_map lost/a.yaml a
config_map plain/a.yaml a
push "Add what gets lost"
apply_application lost "$repository" lost lost
apply_application plain "$repository" plain plain
await_application lost Synced Healthy
await_application plain Synced Healthy
add_finalizer plain resources-finalizer.argocd.argoproj.io
eventually 10 matches 'pre-delete-finalizer.argocd.argoproj.io/cleanup' finalizers lost
mv "$work/git/shop.git" "$work/git/moved.git"
stop_controller KILL
start_controller "${idle_workloads[@]}"
delete plain
delete lost
eventually 30 absent application -n argocd plain
absent configmap -n plain a
eventually 30 matches 'Failed to load target state' condition lost
matches pre-delete-finalizer finalizers lost
mv "$work/git/moved.git" "$work/git/shop.git"
eventually 60 get job -n lost before '{.metadata.name}'
end_job lost before Complete
eventually 30 absent application -n argocd lost
get configmap -n lost a '{.metadata.name}' >/dev/null # no finalizer asked for its deletion

stop_controller
