#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# What kubectl apply once wrote is taken over whole: what Git does not say goes, Secrets' values in annotations too. An
# Application with a finalizer takes its objects along when it goes.
. "$(dirname "$0")/lib.sh"
export AUDITED_USER=system:serviceaccount:kube-system:sealed-secrets-controller
start_all
new_repository config
cd "$work/config"

step "objects that kubectl applied"
kubectl create namespace legacy >/dev/null
mkdir app
cat >before.yaml <<'YAML'
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: legacy}
data: {kept: "1", dropped: "2"}
---
apiVersion: v1
kind: Secret
metadata: {name: token, namespace: legacy}
stringData: {kept: canary-kept, dropped: canary-dropped}
YAML
sed 's/, dropped: [^}]*//' before.yaml >app/all.yaml
kubectl apply -f before.yaml >/dev/null
rm before.yaml
push "Drop a key of each"
apply_application legacy "file://$work/git/config.git" app legacy
await_application legacy Synced Healthy

step "what Git dropped is gone, and nobody but us owns the rest"
prints '{"kept":"1"}' get configmap -n legacy settings '{.data}'
prints sealer get configmap -n legacy settings '{.metadata.managedFields[*].manager}'
prints canary-kept secret_value legacy token kept
prints "" get secret -n legacy token '{.data.dropped}'
not matches canary kubectl get secret -n legacy token -o yaml
not matches canary cat "$work/controller.log"

step "objects that Argo CD applied, from the client or by the server: in sync without a write"
mkdir argo
for name in client server; do
    cat >argo/$name.yaml <<YAML
apiVersion: v1
kind: ConfigMap
metadata:
  name: $name
  namespace: legacy
  annotations: {argocd.argoproj.io/tracking-id: "argo:/ConfigMap:legacy/$name"}
data: {kept: "1", dropped: "2"}
YAML
done
kubectl apply --field-manager=argocd-controller -f argo/client.yaml >/dev/null
kubectl apply --server-side --field-manager=argocd-controller -f argo/server.yaml >/dev/null
versions() { get configmap -n legacy '{.items[?(@.data.kept=="1")].metadata.resourceVersion}'; }
# writes: how many requests to change a ConfigMap, dry runs among them, the controller has sent. Of the embedded server
# tests/unit/app/takeover_test.cpp counts them.
writes() {
    [[ $server == standalone ]] ||
        jq -s 'map(select(.objectRef.resource == "configmaps" and (.verb | test("create|update|patch|delete")))) | length' \
            "$work/cluster/audit.log"
}
before=$(versions)
written=$(writes)
push "Add what Argo CD manages"
apply_application argo "file://$work/git/config.git" argo legacy
await_application argo Synced Healthy
prints "$before" versions
prints "$written" writes

step "and what Git drops of them goes"
sed -i 's/, dropped: .*/}/' argo/*.yaml
push "Drop a key of each"
refresh argo
await_application argo Synced Healthy
for name in client server; do
    prints '{"kept":"1"}' get configmap -n legacy $name '{.data}'
    prints sealer get configmap -n legacy $name '{.metadata.managedFields[*].manager}'
done
not matches last-applied kubectl get configmap -n legacy client -o yaml

step "the Application goes, and takes its objects along"
kubectl patch application -n argocd legacy --type=merge \
    -p '{"metadata": {"finalizers": ["resources-finalizer.argocd.argoproj.io"]}}' >/dev/null
kubectl delete application -n argocd legacy --timeout=30s >/dev/null
absent configmap -n legacy settings
absent secret -n legacy token
