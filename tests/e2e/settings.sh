#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# What argocd-cm says counts as soon as it says so: by which mark an object is an Application's, and which kinds are left
# alone.
. "$(dirname "$0")/lib.sh"
start_all
new_repository config
cd "$work/config"
# KEY=VALUE..., all that argocd-cm says.
settings() {
    kubectl create configmap -n argocd argocd-cm --dry-run=client -o yaml "${@/#/--from-literal=}" |
        kubectl apply -f - >/dev/null
}
label() { get configmap -n shop "$1" '{.metadata.labels.app\.kubernetes\.io/instance}'; }
annotation() { get configmap -n shop "$1" "{.metadata.annotations.argocd\\.argoproj\\.io/$2}"; }
in_git() {
    push "$1"
    refresh shop
}
# NAME FIELD: a ConfigMap that nobody has in Git.
stray() {
    kubectl apply -f - >/dev/null <<YAML
apiVersion: v1
kind: ConfigMap
metadata: {name: $1, namespace: shop, $2}
YAML
}

step "by the annotation, which counts for the object that it names"
for name in a b c; do config_map "app/$name.yaml" $name; done
push "Add an application"
apply_application shop "file://$work/git/config.git" app shop
await_application shop Synced Healthy
prints shop:/ConfigMap:shop/a annotation a tracking-id
prints "" label a
stray copied "annotations: {argocd.argoproj.io/tracking-id: 'shop:/ConfigMap:shop/a'}"
rm app/b.yaml
in_git "Drop one"
eventually 20 absent configmap -n shop b
prints copied get configmap -n shop copied '{.metadata.name}'

step "by the label, wherever it is"
settings application.resourceTrackingMethod=label
eventually 20 prints shop label a
prints "" annotation a tracking-id
await_application shop Synced Healthy
prints copied get configmap -n shop copied '{.metadata.name}'
stray labelled "labels: {app.kubernetes.io/instance: shop}"
eventually 20 absent configmap -n shop labelled
rm app/c.yaml
in_git "Drop another"
eventually 20 absent configmap -n shop c

step "by both, of one of several installations"
settings application.resourceTrackingMethod=annotation+label installationID=blue
eventually 20 prints blue annotation a installation-id
prints shop:/ConfigMap:shop/a annotation a tracking-id
prints shop label a
await_application shop Synced Healthy
stray other "annotations: {argocd.argoproj.io/tracking-id: 'shop:/ConfigMap:shop/other'}"
stray ours "annotations: {argocd.argoproj.io/tracking-id: 'shop:/ConfigMap:shop/ours', argocd.argoproj.io/installation-id: blue}"
eventually 20 absent configmap -n shop ours
prints other get configmap -n shop other '{.metadata.name}'

step "an excluded kind is left alone"
settings installationID=blue resource.exclusions='[{apiGroups: [""], kinds: [ConfigMap], clusters: ["https://*"]}]'
kubectl create secret generic kept --dry-run=client -o yaml >app/kept.yaml
rm app/a.yaml
config_map app/d.yaml d
in_git "Have another kind"
await_application shop Synced Healthy
prints "Resource /ConfigMap d is excluded in the settings" \
    application shop '{.status.conditions[?(@.type=="ExcludedResourceWarning")].message}'
prints a get configmap -n shop a '{.metadata.name}'
absent configmap -n shop d
prints kept get secret -n shop kept '{.metadata.name}'

step "until it is none any more"
settings installationID=blue
eventually 20 absent configmap -n shop a
eventually 20 prints d get configmap -n shop d '{.metadata.name}'

step "where the cluster is disabled nothing happens"
settings installationID=blue cluster.inClusterEnabled=false
eventually 20 matches "is disabled" application shop '{.status.conditions[?(@.type=="InvalidSpecError")].message}'
kubectl delete configmap -n shop d >/dev/null
refresh shop
eventually 20 prints "" application shop '{.metadata.annotations.argocd\.argoproj\.io/refresh}'
absent configmap -n shop d
settings installationID=blue
await_application shop Synced Healthy
prints d get configmap -n shop d '{.metadata.name}'
