#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# `sealer app`: Applications looked at and synchronised from the command line, as people and CI do it.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
export USER=tester

# Jobs end when this scenario says so.
start_all "${idle_workloads[@]}"

app() { "$bin/sealer" app "$@"; }
# ends EXIT_CODE COMMAND...: whether the command does; its output is in $work/out and $work/err.
ends() {
    local code=0
    "${@:2}" >"$work/out" 2>"$work/err" || code=$?
    ((code == $1)) || { echo "exit code $code: $(cat "$work/out" "$work/err")" >&2 && return 1; }
}

new_repository shop
cd "$work/shop"
config_map deploy/a.yaml first argocd.argoproj.io/sync-wave=-1
config_map deploy/b.yaml second
seal shop password value=hidden >deploy/c.yaml
push "Open the shop"
sync_policy='{syncOptions: [CreateNamespace=true]}' apply_application shop "file://$work/git/shop.git" deploy shop

step "Applications are listed, and found where they are misspelt"
ends 20 app get shpo
matches 'there is no Application argocd/shpo. Did you mean shop' cat "$work/err"
prints argocd/shop app list -o name
prints argocd/shop app list -r "file://$work/git/shop" -p default -o name
prints "" app list -p other -o name
prints shop jq -r '.[0].metadata.name' <(app list -o json)
ends 2 app list --nonsense

step "sync does what Git says, and tells how it goes"
ends 1 app wait shop --sync --timeout 1s
matches 'in vain waited for argocd/shop to be Synced, which is OutOfSync' cat "$work/err"
ends 0 app sync shop --timeout 60s
matches 'ConfigMap shop/first .*Synced' cat "$work/out"
matches '^Phase: +Succeeded' cat "$work/out"
get configmap -n shop second '{.data.from}' >/dev/null
ends 0 app wait shop --timeout 60s
matches '^argocd/shop .* Synced +Healthy +Manual' cat "$work/out"

step "get and resources show what there is"
ends 0 app get shop --show-operation
matches '^Sync Status: +Synced to HEAD \(' cat "$work/out"
matches '^Operation: +Sync' cat "$work/out"
ends 0 app get shop --tree
grep -q '└─Secret/password' "$work/out"
not grep -rq hidden "$work/out"
prints $':ConfigMap:shop/first\n:ConfigMap:shop/second\nbitnami.com:SealedSecret:shop/password' app resources shop -o name

kubectl create configmap -n shop stray >/dev/null
prints :ConfigMap:shop/stray app resources shop --orphaned -o name
prints stray jq -r '.[].name' <(app resources shop --orphaned -o json)
kubectl patch appproject -n argocd default --type merge \
    -p '{"spec": {"orphanedResources": {"warn": false, "ignore": [{"kind": "ConfigMap", "name": "str*"}]}}}' >/dev/null
prints "" app resources shop --orphaned -o name
kubectl create serviceaccount -n shop helper >/dev/null
prints :ServiceAccount:shop/helper app resources shop --orphaned -o name
kubectl apply -f - >/dev/null <<'YAML'
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: everybody, namespace: argocd}
spec: {namespaceResourceBlacklist: [{group: "", kind: ServiceAccount}]}
YAML
kubectl create configmap -n argocd argocd-cm \
    --from-literal=globalProjects='[{projectName: everybody, labelSelector: {}}]' >/dev/null
prints "" app resources shop --orphaned -o name
kubectl delete configmap -n argocd argocd-cm >/dev/null
kubectl delete appproject -n argocd everybody >/dev/null
kubectl delete configmap -n shop stray >/dev/null
kubectl delete serviceaccount -n shop helper >/dev/null

step "refresh has the controller look at Git"
config_map deploy/b.yaml second
sed -i 's,from: .*,from: elsewhere,' deploy/b.yaml
config_map deploy/d.yaml third
kubectl create secret generic plain --from-literal=a=hidden --dry-run=client -o yaml >deploy/e.yaml
push "Extend the shop"
ends 0 app get shop --refresh -o json
prints "OutOfSync $(git rev-parse HEAD)" jq -r '.status.sync | "\(.status) \(.revision)"' "$work/out"

step "diff and manifests tell what would change, and no secrets"
ends 1 app diff shop
matches '^=== argocd/shop \(deploy\): 2 added, 1 changed$' cat "$work/out"
matches '^\+  from: elsewhere' cat "$work/out"
matches '^# \.data\.from: Git has "?elsewhere.* To ignore it: ' cat "$work/out"
ends 0 app diff shop --exit-code=false
ends 0 app diff shop --revision "$(git rev-parse HEAD~1)"
ends 1 app diff shop --local deploy -o json
prints "third plain" jq -r '[.[].changes[] | select(.change == "added").name] | join(" ")' "$work/out"
ends 20 app diff shop --revision nowhere
ends 0 app manifests shop
matches 'name: third' cat "$work/out"
ends 0 app manifests shop --source live
matches 'name: first' cat "$work/out"
not grep -q 'name: third' "$work/out"

step "sync of one object leaves the others"
ends 0 app sync shop --resource :ConfigMap:third --timeout 60s
eventually 10 get configmap -n shop third '{.metadata.name}' >/dev/null
not prints elsewhere get configmap -n shop second '{.data.from}'
ends 20 app sync shop --resource :ConfigMap:nothing
ends 0 app sync shop --timeout 60s -o json
prints "Succeeded tester" jq -r '.status.operationState | "\(.phase) \(.operation.initiatedBy.username)"' "$work/out"
prints elsewhere get configmap -n shop second '{.data.from}'
ends 0 app diff shop
kubectl create secret generic plain --from-literal=a=treasure --dry-run=client -o yaml >deploy/e.yaml
ends 1 app diff shop --local deploy
matches 'hidden, changed' cat "$work/out"
ends 0 app manifests shop --source live
matches 'a: <hidden>' cat "$work/out"
not grep -Eq 'treasure|aGlkZGVu|dHJlYXN1cmU' "$work/out"
kubectl annotate --local -f deploy/e.yaml example.com/token=canary -o yaml >annotated.yaml
mv annotated.yaml deploy/e.yaml
kubectl create configmap -n argocd argocd-cm --from-literal=resource.sensitive.mask.annotations=example.com/token >/dev/null
ends 1 app diff shop --local deploy
matches 'example.com/token: \+{8}' cat "$work/out"
not grep -q canary "$work/out"
ends 0 app manifests shop --local deploy
matches 'example.com/token: .?\+{8}' cat "$work/out"
not grep -q canary "$work/out"
git checkout -q deploy/e.yaml
kubectl annotate secret -n shop plain example.com/token=canary >/dev/null
ends 0 app manifests shop --source live
matches 'example.com/token: .?\+{8}' cat "$work/out"
not grep -q canary "$work/out"
git rm -q deploy/e.yaml
push "Drop the Secret"
ends 0 app get shop --refresh
ends 1 app diff shop
matches 'example.com/token: \+{8}' cat "$work/out"
not grep -q canary "$work/out"
git revert --no-edit HEAD >/dev/null
git push -q
ends 0 app get shop --refresh
kubectl annotate secret -n shop plain example.com/token- >/dev/null
kubectl delete configmap -n argocd argocd-cm >/dev/null

step "sync of what has a label in Git leaves the rest"
git checkout -qb next
sed -i 's,from: .*,from: next,' deploy/a.yaml deploy/b.yaml
kubectl label --local -f deploy/b.yaml tier=web -o yaml >labelled.yaml
mv labelled.yaml deploy/b.yaml
push "Label the second"
ends 1 app diff shop --revision next --diff-exit-code 1
ends 7 app diff shop --revisions next --source-positions 1 --diff-exit-code 7
ends 20 app sync shop --label tier=db --revision next
matches 'label selects none of the objects' cat "$work/err"
ends 0 app sync shop --label tier=web --revision next --timeout 60s
prints next get configmap -n shop second '{.data.from}'
not prints next get configmap -n shop first '{.data.from}'
ends 2 app sync shop --local deploy
matches 'takes what is in Git, and nothing else' cat "$work/err"
git checkout -q main
ends 0 app sync shop --resource :ConfigMap:second --timeout 60s

step "history and rollback"
prints $'0\n1' app history shop -o id
ends 20 app rollback shop 7
ends 0 app rollback shop --timeout 60s
not prints elsewhere get configmap -n shop second '{.data.from}'
get configmap -n shop third '{.metadata.name}' >/dev/null
ends 0 app rollback shop 0 --prune --timeout 60s
absent configmap -n shop third

step "what nobody allowed to delete is no success"
git rm -q deploy/d.yaml
push "Drop the third"
kubectl create configmap -n shop third >/dev/null
kubectl annotate configmap -n shop third argocd.argoproj.io/tracking-id=shop:/ConfigMap:shop/third >/dev/null
app get shop --refresh >/dev/null
eventually 20 prints true application shop '{.status.resources[?(@.name=="third")].requiresPruning}'
ends 1 app sync shop --timeout 60s
matches 'stay without --prune' cat "$work/err"
ends 0 app sync shop --prune --timeout 60s
absent configmap -n shop third

step "what the controller ignores is no difference for diff either"
kubectl patch configmap -n shop first --type merge -p '{"data": {"from": "by hand"}}' >/dev/null
kubectl patch configmap -n shop second --type merge -p '{"data": {"from": "by hand"}}' >/dev/null
eventually 20 prints OutOfSync application shop '{.status.sync.status}'
ends 1 app diff shop
matches ': 2 changed$' cat "$work/out"
kubectl patch application -n argocd shop --type merge -p '{"spec": {"ignoreDifferences": [{"kind": "ConfigMap",
    "jqPathExpressions": [".data | select(.from == \"by hand\") | .from"], "name": "first"}]}}' >/dev/null
ends 1 app diff shop
matches ': 1 changed$' cat "$work/out"
not grep -q first "$work/out"
kubectl create configmap -n argocd argocd-cm \
    --from-literal=resource.customizations.ignoreDifferences.ConfigMap='jsonPointers: [/data/from]' >/dev/null
eventually 20 prints Synced application shop '{.status.sync.status}'
ends 0 app diff shop
prints "" cat "$work/out" "$work/err"
kubectl patch application -n argocd shop --type merge \
    -p '{"spec": {"ignoreDifferences": [{"kind": "ConfigMap", "jqPathExpressions": [".data | nonsense"]}]}}' >/dev/null
ends 20 app diff shop
matches 'jq expression .data . nonsense' cat "$work/err"
kubectl delete configmap -n argocd argocd-cm >/dev/null
kubectl patch application -n argocd shop --type merge -p '{"spec": {"ignoreDifferences": null}}' >/dev/null
ends 0 app sync shop --timeout 60s
ends 0 app diff shop

step "one operation at a time, and an end to it"
cat >deploy/job.yaml <<YAML
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
  annotations: {argocd.argoproj.io/hook: PreSync}
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{name: job, image: example.com/job}]
YAML
push "Add a migration"
app get shop --refresh >/dev/null
prints "argocd/shop: requested" app sync shop --async
ends 20 app sync shop
matches 'another operation of argocd/shop is under way' cat "$work/err"
eventually 20 get job -n shop migrate '{.metadata.name}'
ends 1 app wait shop --operation --timeout 1s
matches 'waiting for completion of hook batch/Job/migrate' cat "$work/err"
ends 0 app terminate-op shop
ends 0 app wait shop --operation --timeout 60s
eventually 20 prints Failed application shop '{.status.operationState.phase}'
ends 20 app terminate-op shop
git rm -q deploy/job.yaml
push "Drop the migration"
app get shop --hard-refresh >/dev/null

step "on a terminal the picture changes in place"
TERM=xterm script -qec "'$bin/sealer' app sync shop --timeout 60s" "$work/terminal" >/dev/null
grep -q $'\x1b\\[[0-9]*A\x1b\\[J' "$work/terminal"
grep -q $'Phase: .*Succeeded' "$work/terminal"

step "delete takes the objects along, or not"
ends 0 app delete shop --cascade=false
absent application -n argocd shop
get configmap -n shop first '{.metadata.name}' >/dev/null
sync_policy='{}' apply_application shop "file://$work/git/shop.git" deploy shop
ends 0 app wait shop --timeout 60s
ends 0 app delete shop --wait --yes --timeout 60s
absent configmap -n shop first
ends 0 app wait shop --delete --timeout 60s
ends 20 app delete shop

stop_controller
