#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Hooks: what runs before, in, after and instead of a sync, whoever is killed meanwhile.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# Jobs end when this scenario says so.
start_all "${idle_workloads[@]}"

new_repository shop
repository=file://$work/git/shop.git
cd "$work/shop"

operation() { application "$1" "{.status.operationState.phase} {.status.operationState.message}"; }
job_uid() { get job -n "$1" "$2" '{.metadata.uid}'; }
finalizers() { get job -n "$1" "$2" '{.metadata.finalizers}'; }

step "hooks run around what they belong to"
config_map order/a.yaml after argocd.argoproj.io/hook=PostSync
config_map order/b.yaml middle
config_map order/c.yaml before argocd.argoproj.io/hook=PreSync
config_map order/d.yaml never argocd.argoproj.io/hook=Skip
config_map order/e.yaml alarm argocd.argoproj.io/hook=SyncFail
push "Add hooks"
apply_application order "$repository" order order
await_application order Synced Healthy
created() { kubectl get configmap -n order "$1" -o 'jsonpath={.metadata.resourceVersion}'; }
eventually 10 created after
(($(created before) < $(created middle) && $(created middle) < $(created after)))
absent configmap -n order never
absent configmap -n order alarm
hook_rows() {
    application order '{range .status.operationState.syncResult.resources[*]}{.name}={.hookType}/{.syncPhase} {end}'
}
eventually 10 matches 'before=PreSync/PreSync' hook_rows
matches 'middle=/Sync' hook_rows
matches 'after=PostSync/PostSync' hook_rows
prints "true true" application order '{.status.resources[?(@.hook)].hook}'

step "nobody runs a hook twice that is running already"
job killed/job.yaml "name: migrate" "argocd.argoproj.io/hook: PreSync"
config_map killed/later.yaml later
push "Add a migration"
apply_application killed "$repository" killed killed
eventually 20 prints "Running waiting for completion of hook batch/Job/migrate" operation killed
uid=$(job_uid killed migrate)
absent configmap -n killed later
stop_controller KILL
start_controller "${idle_workloads[@]}"
eventually 20 prints "Running waiting for completion of hook batch/Job/migrate" operation killed
prints "$uid" job_uid killed migrate
matches hook-finalizer finalizers killed migrate
end_job killed migrate Complete
await_application killed Synced Healthy
prints "$uid" job_uid killed migrate
eventually 10 prints "" finalizers killed migrate
matches '^Succeeded ' operation killed

step "a new commit runs it anew"
config_map killed/more.yaml more
push "More"
refresh killed
replaced() { [[ $(job_uid killed migrate) != "$uid" ]]; }
eventually 20 replaced
end_job killed migrate Complete
await_application killed Synced Healthy

step "a failed hook ends the sync, and says so"
job broken/job.yaml "name: migrate" "argocd.argoproj.io/hook: PreSync" \
    "argocd.argoproj.io/hook-delete-policy: HookFailed"
job broken/alarm.yaml "generateName: alarm-" "argocd.argoproj.io/hook: SyncFail"
config_map broken/later.yaml later
push "Break the migration"
apply_application broken "$repository" broken broken
eventually 20 matches "hook batch/Job/migrate" operation broken
end_job broken migrate Failed "no database"
eventually 20 matches "waiting for completion of hook batch/Job/alarm-" operation broken
end_job broken "$(kubectl get jobs -n broken -o name | sed -n 's,.*/\(alarm-.*\),\1,p')" Complete
eventually 20 matches "^Failed .*batch/Job/migrate is failed: no database" operation broken
absent configmap -n broken later
prints OutOfSync application broken '{.status.sync.status}'

step "hooks are deleted by their policy and the end of the whole operation"
kubectl create namespace policies >/dev/null
policies=()
for type in PreSync Sync PostSync SyncFail; do
    for policy in BeforeHookCreation HookSucceeded HookFailed; do
        for end in Complete Failed; do policies+=("$type $policy $end"); done
    done
done
name_of() { tr 'A-Z ' 'a-z-' <<<"$*"; }
for case in "${policies[@]}"; do
    read -r type policy end <<<"$case"
    name=$(name_of "$case")
    job "$name/job.yaml" "name: $name" "argocd.argoproj.io/hook: $type" "argocd.argoproj.io/hook-delete-policy: $policy"
    config_map "$name/a.yaml" "$name"
    # Hooks for failures need one.
    if [[ $type == SyncFail ]]; then sed -i "s/  name: .*/  name: Not_A_Name/" "$name/a.yaml"; fi
done
push "Add hooks of every type and policy"
for case in "${policies[@]}"; do
    name=$(name_of "$case")
    sync_policy='{}' apply_application "$name" "$repository" "$name" policies
    kubectl patch application -n argocd "$name" --type merge -p '{"operation": {"sync": {}}}' >/dev/null
done
hook_left() { kubectl get job -n policies "$1" -o name --ignore-not-found; }
for case in "${policies[@]}"; do
    read -r type policy end <<<"$case"
    name=$(name_of "$case")
    eventually 30 prints "job.batch/$name" hook_left "$name"
    end_job policies "$name" "$end"
    eventually 20 prints "" application "$name" '{.operation}'
    outcome=Succeeded
    if [[ $end == Failed || $type == SyncFail ]]; then outcome=Failed; fi
    prints $outcome application "$name" '{.status.operationState.phase}'
    left=job.batch/$name
    if [[ $policy == "Hook$outcome" ]]; then left=; fi
    eventually 10 prints "$left" hook_left "$name"
done

step "the Application takes its hooks with it"
kubectl patch application -n argocd killed --type merge \
    -p '{"metadata": {"finalizers": ["resources-finalizer.argocd.argoproj.io"]}}' >/dev/null
kubectl delete application -n argocd killed --wait=false >/dev/null
eventually 30 absent job -n killed migrate
eventually 30 absent application -n argocd killed
absent configmap -n killed later

stop_controller
