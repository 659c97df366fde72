#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# What an Application says about its source and about how to synchronise is done.
. "$(dirname "$0")/lib.sh"
start_all
new_repository config
cd "$work/config"
repository=file://$work/git/config.git

# config_maps NAMESPACE: the names of those that are there, but for the one that Kubernetes puts everywhere.
config_maps() { kubectl get configmaps -n "$1" -o name | grep -v kube-root-ca.crt | cut -d/ -f2 | paste -sd ' '; }

# condition NAME TYPE: its message.
condition() { application "$1" "{.status.conditions[?(@.type==\"$2\")].message}"; }

step "a directory, not those below it, and what include and exclude leave"
config_map files/a.yaml a
config_map files/b.yml b
config_map files/deep/c.yaml c
config_map files/deep/d.yaml d
kubectl create configmap e --from-literal=x=y --dry-run=client -o json >files/e.json
echo 'no: {{ manifest }}' >files/values.yaml
echo text >files/readme.md
push "Add files"
apply_application flat "$repository" files flat
directory='{recurse: true}' apply_application deep "$repository" files deep
directory='{recurse: true, include: "{a,deep/*}.yaml", exclude: "*d.yaml"}' apply_application some "$repository" files some
await_application flat Synced Healthy
await_application deep Synced Healthy
await_application some Synced Healthy
prints "a b e" config_maps flat
prints "a b c d e" config_maps deep
prints "a c" config_maps some
labels=',dest_namespace="flat",dest_server="https://kubernetes.default.svc",health_status="Healthy",name="flat",'
prints 1 metric "argocd_app_info[{].*$labels.*,sync_status=\"Synced\"[}]"
prints 1 metric 'argocd_app_sync_total[{].*,name="flat",.*,phase="Succeeded",.*[}]'
kubectl delete application -n argocd flat deep some >/dev/null
prints "a c" config_maps some # without a finalizer, what it made stays
eventually 10 prints 0 metric 'argocd_app_.*[{].*name="flat".*[}]'

step "a branch, a tag, a commit"
first=$(git rev-parse HEAD)
git tag -a v1 -m v1
git switch -q -c next
config_map files/next.yaml next
push "On a branch"
git push -q origin v1
second=$(git rev-parse HEAD)
git switch -q main
config_map files/later.yaml later
push "On main"
revision=next apply_application branch "$repository" files branch
revision=v1 apply_application tag "$repository" files tag
revision=$first apply_application commit "$repository" files commit
revision=nowhere apply_application lost "$repository" files lost
eventually 30 prints "Synced $second" application branch '{.status.sync.status} {.status.sync.revision}'
eventually 30 prints "Synced $first" application tag '{.status.sync.status} {.status.sync.revision}'
eventually 30 prints "Synced $first" application commit '{.status.sync.status} {.status.sync.revision}'
prints "a b e next" config_maps branch
prints "a b e" config_maps tag
eventually 30 matches nowhere condition lost ComparisonError
prints Unknown application lost '{.status.sync.status}'
kubectl delete application -n argocd branch tag commit lost >/dev/null

step "without prune and selfHeal, what Git does not say any more stays, and is OutOfSync"
config_map manual/a.yaml a
config_map manual/b.yaml b
push "Add manual"
sync_policy='{automated: {}, syncOptions: [CreateNamespace=true]}' \
    apply_application manual "$repository" manual manual
await_application manual Synced Healthy
kubectl patch configmap -n manual a --type=merge -p '{"data": {"from": "hand"}}' >/dev/null
eventually 10 prints OutOfSync application manual '{.status.resources[?(@.name=="a")].status}'
prints hand get configmap -n manual a '{.data.from}'
git rm -q manual/b.yaml
push "Remove b"
refresh manual
await_application manual OutOfSync Healthy
prints "a b" config_maps manual
prints true application manual '{.status.resources[?(@.name=="b")].requiresPruning}'

step "a field that is only in the cluster is no drift; one taken out of Git goes"
kubectl annotate configmap -n manual a added-by=somebody >/dev/null
config_map manual/a.yaml a example.com/extra=1
push "Annotate a"
refresh manual
eventually 10 prints "1 somebody manual/a.yaml" \
    get configmap -n manual a '{.metadata.annotations.example\.com/extra} {.metadata.annotations.added-by} {.data.from}'
config_map manual/a.yaml a
push "Annotate a no more"
refresh manual
eventually 10 prints " somebody" \
    get configmap -n manual a '{.metadata.annotations.example\.com/extra} {.metadata.annotations.added-by}'
kubectl delete application -n argocd manual >/dev/null

step "no automated sync: only looked at, until an operation asks"
sync_policy='{syncOptions: [CreateNamespace=true]}' apply_application asked "$repository" manual asked
await_application asked OutOfSync Missing
absent namespace asked
kubectl patch application -n argocd asked --type=merge -p '{"operation": {"sync": {}}}' >/dev/null
await_application asked Synced Healthy
prints a config_maps asked
kubectl delete application -n argocd asked >/dev/null

step "a copy that bears the mark of another object is nobody's"
config_map marked/a.yaml original
push "Add what is copied"
apply_application marked "$repository" marked marked
await_application marked Synced Healthy
kubectl get configmap -n marked original -o json |
    jq '.metadata |= {name: "copy", namespace, annotations}' | kubectl create -f - >/dev/null
config_map marked/b.yaml other
push "Add another"
refresh marked
await_application marked Synced Healthy
prints "original other" application marked '{.status.resources[*].name}'
prints "copy original other" config_maps marked

step "to another namespace the objects move"
apply_application moved "$repository" marked here
await_application moved Synced Healthy
apply_application moved "$repository" marked there
eventually 20 get configmap -n there original '{.metadata.name}'
eventually 20 absent configmap -n here original
await_application moved Synced Healthy
kubectl delete application -n argocd moved >/dev/null

step "waves go one after the other"
config_map waves/a.yaml last argocd.argoproj.io/sync-wave=2
config_map waves/b.yaml first argocd.argoproj.io/sync-wave=-1
config_map waves/c.yaml middle
push "Add waves"
apply_application waves "$repository" waves waves
await_application waves Synced Healthy
created() { kubectl get configmap -n waves "$1" -o 'jsonpath={.metadata.resourceVersion}'; }
(($(created first) < $(created middle) && $(created middle) < $(created last)))

step "what cannot be applied is said, tried again, and does not stop the rest"
config_map broken/good.yaml good
cat >broken/bad.yaml <<'YAML'
apiVersion: v1
kind: ConfigMap
metadata:
  name: Not_A_Name
YAML
push "Add broken"
apply_application broken "$repository" broken broken
eventually 30 matches Not_A_Name application broken '{.status.operationState}'
prints OutOfSync application broken '{.status.sync.status}'
git rm -q broken/bad.yaml
push "Mend"
refresh broken
await_application broken Synced Healthy
prints good config_maps broken

step "what does not parse is said, with file and line"
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {\n' >broken/worse.yaml
push "Break again"
refresh broken
eventually 10 matches broken/worse.yaml condition broken ComparisonError
prints Unknown application broken '{.status.sync.status}'
prints Unknown application broken '{.status.resources[0].status}'
prints good config_maps broken

step "the status as a whole, of one source and of several, is what Argo CD's clients read"
config_map whole/a.yaml first argocd.argoproj.io/sync-wave=-1
cat >whole/b.yaml <<'YAML'
apiVersion: v1
kind: Service
metadata: {name: front}
spec: {selector: {app: front}, ports: [{port: 80}]}
YAML
config_map whole/c.yaml last argocd.argoproj.io/hook=PostSync
push "Add a whole"
commit=$(git rev-parse HEAD)
# status_of NAME: of an Application; T for times, C for the commit, R for the repository.
status_of() {
    kubectl get application -n argocd "$1" -o json | jq -S --arg commit "$commit" --arg repository "$repository" \
        '.status | walk(if . == $commit then "C" elif . == $repository then "R"
                        elif type == "string" and test("^20..-..-..T..:..:..Z$") then "T" else . end)'
}
# whole NAME FIELD: the status of an Application of that name and namespace, with `source` or `sources`.
whole() {
    jq -nS --arg name "$1" --arg field "$2" '
    def source: {repoURL: "R", path: "whole", targetRevision: "HEAD"};
    def object($kind; $name_): {kind: $kind, name: $name_, namespace: $name, version: "v1"};
    def result($kind; $name_; $phase): object($kind; $name_) + {
        group: "", status: "Synced", syncPhase: $phase, hookPhase: "Succeeded",
        message: "\($kind | ascii_downcase)/\($name_) serverside-applied"};
    # One as its field says it, or a list of it.
    def told: if $field == "source" then . else with_entries(
        if .key == "source" or .key == "revision" then {key: (.key + "s"), value: [.value]} else . end) end;
    {
        controllerNamespace: "argocd", reconciledAt: "T", conditions: [], summary: {},
        health: {status: "Healthy", lastTransitionTime: "T"},
        sync: ({status: "Synced", revision: "C"} | told
            + {comparedTo: ({source: source} | told + {destination: {server: "https://kubernetes.default.svc", namespace: $name}})}),
        history: [{id: 0, revision: "C", source: source} | told
            + {deployStartedAt: "T", deployedAt: "T", initiatedBy: {automated: true}}],
        resources: [
            object("ConfigMap"; "first") + {status: "Synced", syncWave: -1},
            object("ConfigMap"; "last") + {hook: true},
            object("Service"; "front") + {status: "Synced", health: {status: "Healthy"}}],
        operationState: {
            phase: "Succeeded", message: "successfully synced (no more tasks)", startedAt: "T", finishedAt: "T",
            operation: {
                sync: (({revision: "C"} + if $field == "source" then {} else {source: source} end | told) + {prune: true}),
                initiatedBy: {automated: true}, retry: {limit: -1, refresh: true}},
            syncResult: (({revision: "C", source: source} | told
                + if $field == "source" then {} else {revision: ""} end) + {resources: [
                    result("ConfigMap"; "first"; "Sync"), result("Service"; "front"; "Sync"),
                    result("ConfigMap"; "last"; "PostSync") + {hookType: "PostSync"}]})}
    } + if $field == "source" then {sourceType: "Directory"} else {sourceTypes: ["Directory"]} end'
}
is_whole() { diff <(whole "$@") <(status_of "$1"); }
one="{repoURL: \"$repository\", path: whole, targetRevision: HEAD}"
for sources in "whole-one source $one" "whole-several sources [$one]"; do
    read -r name field value <<<"$sources"
    kubectl create namespace "$name" >/dev/null
    kubectl apply -f - >/dev/null <<YAML
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: $name, namespace: argocd}
spec:
  project: default
  destination: {server: "https://kubernetes.default.svc", namespace: $name}
  $field: $value
  syncPolicy: {automated: {prune: true}}
YAML
    eventually 20 prints Succeeded application "$name" '{.status.operationState.phase}'
    eventually 20 is_whole "$name" "$field"
done
