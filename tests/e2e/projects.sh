#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# What AppProjects permit and forbid.
. "$(dirname "$0")/lib.sh"
start_all --application-namespaces='team-*'
new_repository config
cd "$work/config"
repository=file://$work/git/config.git

# project SPEC: the AppProject `shop`.
project() {
    kubectl apply -f - >/dev/null <<YAML
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: shop, namespace: argocd}
spec: {$1}
YAML
}

# application_of NAMESPACE NAME DESTINATION: an Application of that project.
application_of() {
    kubectl apply -f - >/dev/null <<YAML
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: $2, namespace: $1, finalizers: [resources-finalizer.argocd.argoproj.io]}
spec:
  project: shop
  destination: {name: in-cluster, namespace: $3}
  source: {repoURL: $repository, path: $2}
  syncPolicy: {automated: {prune: true, selfHeal: true}}
YAML
}

# condition NAME TYPE: its message.
condition() { application "$1" "{.status.conditions[?(@.type==\"$2\")].message}"; }
# outcome NAME: of its last sync.
outcome() { application "$1" '{.status.operationState.message}'; }

kubectl create namespace web >/dev/null
kubectl create namespace other >/dev/null
config_map web/web.yaml web
cat >web/role.yaml <<'YAML'
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: e2e-web}
rules: []
YAML
push "Add web"

step "the default project is there, and open"
apply_application open "$repository" web web
await_application open Synced Healthy
prints '*' get appproject -n argocd default '{.spec.sourceRepos[0]}'
kubectl patch application -n argocd open --type=merge \
    -p '{"metadata": {"finalizers": ["resources-finalizer.argocd.argoproj.io"]}}' >/dev/null
kubectl delete application -n argocd open --timeout=30s >/dev/null
absent configmap -n web web

step "a project that is not there, and one that permits nothing: said, and nothing written"
application_of argocd web web
eventually 10 prints "Application referencing project shop which does not exist" condition web InvalidSpecError
project "sourceRepos: []"
eventually 10 matches "application repo $repository is not permitted in project 'shop'" condition web InvalidSpecError
project "sourceRepos: ['*'], destinations: [{server: '*', namespace: '!web'}]"
eventually 10 matches "destination server 'https://kubernetes.default.svc' and namespace 'web' do not match" \
    condition web InvalidSpecError
absent configmap -n web web

step "kinds: nothing begins while one is forbidden, all does once none is"
project "sourceRepos: ['*'], destinations: [{name: in-cluster, namespace: web}]"
eventually 10 prints "one or more synchronization tasks are not valid: resource rbac.authorization.k8s.io:ClusterRole is \
not permitted in project shop" outcome web
prints SyncFailed application web '{.status.operationState.syncResult.resources[?(@.kind=="ClusterRole")].status}'
prints Unknown application web '{.status.resources[?(@.kind=="ClusterRole")].status}'
absent configmap -n web web
absent clusterrole e2e-web
open="sourceRepos: ['*'], destinations: [{name: in-cluster, namespace: web}], \
clusterResourceWhitelist: [{group: rbac.authorization.k8s.io, kind: ClusterRole, name: 'e2e-*'}]"
project "$open"
await_application web Synced Healthy

step "what has become forbidden is neither shown nor pruned, nor deleted with the Application"
git rm -q web/role.yaml
push "Remove the role"
project "sourceRepos: ['*'], destinations: [{name: in-cluster, namespace: web}]"
refresh web
await_application web Synced Healthy
prints "" application web '{.status.resources[?(@.kind=="ClusterRole")].name}'
kubectl delete application -n argocd web --timeout=30s >/dev/null
absent configmap -n web web
get clusterrole e2e-web '{.metadata.name}' >/dev/null

step "another namespace than the destination's"
config_map stray/stray.yaml stray
sed -i 's/^metadata:/metadata:\n  namespace: other/' stray/stray.yaml
push "Add stray"
application_of argocd stray web
eventually 10 matches "namespace other is not permitted in project 'shop'" outcome stray
absent configmap -n other stray
kubectl delete application -n argocd stray --timeout=30s >/dev/null

step "Applications of other namespaces, where flag and project permit them"
for namespace in team-a elsewhere; do
    kubectl create namespace $namespace >/dev/null
    application_of $namespace web web
done
eventually 10 matches "application 'web' in namespace 'team-a' is not permitted to use project 'shop'" \
    get application -n team-a web '{.status.conditions[0].message}'
project "$open, sourceNamespaces: ['*']"
eventually 10 prints "Synced Healthy" get application -n team-a web '{.status.sync.status} {.status.health.status}'
prints team-a_web:/ConfigMap:web/web get configmap -n web web '{.metadata.annotations.argocd\.argoproj\.io/tracking-id}'
prints "" get application -n elsewhere web '{.status}'
kubectl delete application -n team-a web --timeout=30s >/dev/null
absent configmap -n web web

step "what cannot be enforced is refused, by name"
project "$open, syncWindows: [{kind: deny, schedule: '* * * * *', duration: 1h}]"
application_of argocd web web
eventually 10 matches 'project shop: spec.syncWindows is not supported by this version of Sealer' \
    condition web InvalidSpecError
project "$open"
kubectl delete application -n argocd web --timeout=30s >/dev/null

step "a global project forbids more, to the projects that it selects"
kubectl apply -f - >/dev/null <<'YAML'
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: everybody, namespace: argocd}
spec: {namespaceResourceBlacklist: [{group: "", kind: ConfigMap}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cm, namespace: argocd}
data: {globalProjects: '[{projectName: everybody, labelSelector: {matchLabels: {guarded: "yes"}}}]'}
YAML
kubectl label appproject -n argocd shop guarded=yes >/dev/null
application_of argocd web web
eventually 10 matches "resource :ConfigMap is not permitted in project shop" outcome web
kubectl label appproject -n argocd shop guarded- >/dev/null
await_application web Synced Healthy
kubectl delete application -n argocd web --timeout=30s >/dev/null

step "objects that no Application wants"
project "$open, orphanedResources: {ignore: [{kind: ConfigMap, name: 'tool-*'}]}"
application_of argocd web web
await_application web Synced Healthy
prints "" condition web OrphanedResourceWarning
kubectl create configmap -n web tool-a >/dev/null
kubectl create service clusterip -n web forgotten --tcp=80 >/dev/null
eventually 10 prints "Application has 1 orphaned resources: Service/forgotten" condition web OrphanedResourceWarning
kubectl delete service -n web forgotten >/dev/null
eventually 10 prints "" condition web OrphanedResourceWarning

step "a deleted project stays while an Application is of it"
kubectl patch appproject -n argocd shop --type=merge \
    -p '{"metadata": {"finalizers": ["resources-finalizer.argocd.argoproj.io"]}}' >/dev/null
kubectl delete appproject -n argocd shop --wait=false >/dev/null
refresh web
eventually 10 prints "" application web '{.metadata.annotations.argocd\.argoproj\.io/refresh}'
get appproject -n argocd shop '{.metadata.name}' >/dev/null
kubectl delete application -n argocd web --timeout=30s >/dev/null
eventually 10 absent appproject -n argocd shop
absent configmap -n web web
