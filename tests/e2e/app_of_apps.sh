#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# An Application of Applications: the parent's waves wait for its children, and children go as they should.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# Load balancers have their addresses when this scenario says so.
start_all "${idle_workloads[@]}"

new_repository shop
repository=file://$work/git/shop.git
cd "$work/shop"

# application_file NAME PATH NAMESPACE WAVE
application_file() {
    mkdir -p parent
    cat >"parent/$1.yaml" <<YAML
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: $1
  namespace: argocd
  finalizers: [resources-finalizer.argocd.argoproj.io]
  annotations: {argocd.argoproj.io/sync-wave: "$4"}
spec:
  project: default
  destination: {server: "https://kubernetes.default.svc", namespace: $3}
  source: {repoURL: "$repository", path: $2}
  syncPolicy: {automated: {prune: true, selfHeal: true}, syncOptions: [CreateNamespace=true]}
YAML
}

# judge NAMESPACE NAME STATUS: what a Thing says of itself.
judge() { eventually 10 put_ready "$@"; }
put_ready() {
    kubectl get thing -n "$1" "$2" -o json |
        jq --arg status "$3" '.status.conditions = [{type: "Ready", status: $status, message: "as told"}]' >"$work/thing.json"
    kubectl replace --raw "/apis/example.org/v1/namespaces/$1/things/$2/status" -f "$work/thing.json"
}

operation() { application "$1" "{.status.operationState.phase} {.status.operationState.message}"; }
health() { application "$1" "{.status.health.status} {.status.health.message}"; }

application_file database database database 0
application_file web web web 1
kubectl apply -f - >/dev/null <<'YAML'
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.org}
spec:
  group: example.org
  names: {kind: Thing, plural: things}
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    subresources: {status: {}}
    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
YAML
kubectl wait --for=condition=Established crd things.example.org >/dev/null

load_balancer database/postgres.yaml postgres
cat >database/thing.yaml <<'YAML'
apiVersion: example.org/v1
kind: Thing
metadata: {name: thing}
YAML
config_map web/settings.yaml settings
push "Two Applications, and one of them"

step "the second wave waits until the child of the first is healthy"
apply_application shop "$repository" parent argocd
eventually 30 matches "^Running waiting for healthy state of argoproj.io/Application/database" operation shop
eventually 20 matches "^Progressing Caused by argoproj.io/Application:argocd/database" health shop
prints true application shop '{.status.summary.isAppOfApps}'
absent application -n argocd web
assign_address database postgres
await_application web Synced Healthy
await_application shop Synced Healthy
matches '^Succeeded ' operation shop

step "a child that degrades shows in its parent"
judge database thing False
eventually 20 matches "^Degraded Caused by argoproj.io/Application:argocd/database" health shop

step "but not where the parent says that it need not"
kubectl annotate application -n argocd shop sealer.dev/child-health=false >/dev/null
eventually 20 prints "Healthy " health shop
matches '^Degraded' health database
kubectl annotate application -n argocd shop sealer.dev/child-health- >/dev/null
eventually 20 matches '^Degraded' health shop
judge database thing True
await_application shop Synced Healthy

step "a child that leaves Git takes its objects with it"
git rm -q parent/web.yaml
push "No web"
refresh shop
eventually 30 absent application -n argocd web
absent configmap -n web settings
await_application shop Synced Healthy

step "a parent that contains itself neither waits for itself nor prunes itself"
application_file shop parent argocd -1
push "The parent too"
refresh shop
await_application shop Synced Healthy
matches '^shop:argoproj.io/Application:argocd/shop$' application shop '{.metadata.annotations.argocd\.argoproj\.io/tracking-id}'
uid=$(application shop '{.metadata.uid}')
git rm -q parent/shop.yaml
push "Not the parent"
refresh shop
await_application shop Synced Healthy
prints "$uid" application shop '{.metadata.uid}'
prints "" application shop '{.metadata.deletionTimestamp}'

step "a deleted parent takes its children, and they theirs"
kubectl patch application -n argocd shop --type merge \
    -p '{"metadata": {"finalizers": ["resources-finalizer.argocd.argoproj.io"]}}' >/dev/null
kubectl delete application -n argocd shop --wait=false >/dev/null
eventually 30 absent application -n argocd shop
absent application -n argocd database
absent service -n database postgres

stop_controller
