#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# The controller is killed again and again in the middle of syncs with hooks and waves: each sync
# ends as if nothing had happened, and no hook runs twice.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# The embedded API server dies with the controller.
kills=50
if [[ $server == standalone ]]; then kills=15; fi

start_all
kubectl create namespace shop >/dev/null
http "$http_port" /v1/cert.pem >"$work/cert.pem"
new_repository shop
cd "$work/shop"
canary=canary-$(openssl rand -hex 12)

# object FILE NAME_FIELD ANNOTATION...: a ConfigMap that says which commit it is of.
object() {
    printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  %s\n  labels: {commit: "%s"}\n  annotations:\n' \
        "$2" "$commit" >"$1"
    printf '    %s\n' "${@:3}" >>"$1"
    printf 'data: {commit: "%s"}\n' "$commit" >>"$1"
}

write_shop() {
    local wave
    object before.yaml "generateName: before-" "argocd.argoproj.io/hook: PreSync"
    object after.yaml "generateName: after-" "argocd.argoproj.io/hook: PostSync"
    for wave in 0 1 2 3; do
        object "wave-$wave.yaml" "name: wave-$wave" "argocd.argoproj.io/sync-wave: \"$wave\""
    done
    object pruned.yaml "name: pruned-$((commit % 2))" "argocd.argoproj.io/sync-wave: \"2\""
    kubectl create secret generic -n shop credentials --from-literal=password="$canary-$commit" --dry-run=client \
        -o yaml | kubectl annotate --local -f - -o yaml argocd.argoproj.io/sync-wave=1 |
        "$bin/sealer" --format yaml --cert "$work/cert.pem" >credentials.yaml
}

# How often a hook ran for a commit: nothing deletes what it made.
runs() { kubectl get configmaps -n shop -l "commit=$1" -o name | grep -c "/$2-"; }
at_commit() { prints "$commit" get configmap -n shop "$1" '{.data.commit}'; }
synced() {
    prints "Synced Succeeded $(git rev-parse HEAD)" application shop \
        '{.status.sync.status} {.status.operationState.phase} {.status.operationState.syncResult.revision}'
}

kubectl create configmap -n shop bystander --from-literal=a=b >/dev/null
commit=0
write_shop
push "Open the shop"
apply_application shop "file://$work/git/shop.git" . shop
eventually 30 synced

step "$kills kills"
for ((commit = 1; commit <= kills; ++commit)); do
    write_shop
    push "Commit $commit"
    refresh shop
    sleep "0.$((RANDOM % 90 + 10))" # anywhere in the sync
    stop_controller KILL
    start_controller
    eventually 30 synced
done
commit=$kills

step "the cluster is as Git says"
for wave in 0 1 2 3; do at_commit "wave-$wave"; done
at_commit "pruned-$((kills % 2))"
absent configmap -n shop "pruned-$(((kills + 1) % 2))"
prints "$canary-$kills" secret_value shop credentials password

step "each hook has run once for each commit"
for ((commit = 0; commit <= kills; ++commit)); do
    for hook in before after; do
        prints 1 runs "$commit" "$hook" || fail "hook $hook of commit $commit"
    done
done

step "nothing is gone that should not be, and no secret was written down"
get configmap -n shop bystander '{.data.a}' >/dev/null
no_trace_of "$canary"
