#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Applications whose source is a kustomization: bases and overlays, options, what is refused.
. "$(dirname "$0")/lib.sh"
start_all
new_repository shop
new_repository library
cd "$work/shop"
repository=file://$work/git/shop.git
# No Deployment gets anywhere on an API server without nodes.
health=Healthy
if [[ $server == kube-apiserver ]]; then health=Progressing; fi

# condition NAME: the message of its ComparisonError.
condition() { application "$1" '{.status.conditions[?(@.type=="ComparisonError")].message}'; }

# image NAMESPACE: of the Deployment there.
image() { get deployment -n "$1" "${2:-web}" '{.spec.template.spec.containers[0].image}'; }

write_overlay() { # NAME TAG
    mkdir -p "overlays/$1"
    cat >"overlays/$1/kustomization.yaml" <<YAML
resources: [../../base]
images:
- name: registry.example.com/shop/web
  newTag: $2
configMapGenerator:
- name: web
  literals: [GREETING=Hello from $1]
YAML
}

step "two overlays of one base"
mkdir base
cp "$root"/tests/data/shop/base/*.yml base/
echo 'resources: [deployment.yml, service.yml]' >base/kustomization.yaml
sed -i '/secretRef/d' base/deployment.yml
write_overlay demo 1.5.0
write_overlay live 1.4.9
push "Add a base and two overlays"
apply_application demo "$repository" overlays/demo demo
apply_application live "$repository" overlays/live live
await_application demo Synced $health
await_application live Synced $health
prints Kustomize application demo '{.status.sourceType}'
prints registry.example.com/shop/web:1.5.0 image demo
prints registry.example.com/shop/web:1.4.9 image live
generated=$(get deployment -n demo web '{.spec.template.spec.containers[0].envFrom[0].configMapRef.name}')
prints "Hello from demo" get configmap -n demo "$generated" '{.data.GREETING}'

step "a commit that changes an image in one of them changes that one"
version() { get deployment -n live web '{.metadata.resourceVersion}'; }
before=$(version)
write_overlay demo 1.5.1
push "Web 1.5.1"
refresh demo
await_application demo Synced $health
await_application live Synced $health
prints registry.example.com/shop/web:1.5.1 image demo
if [[ $server == standalone ]]; then prints "$before" version; fi # a real one's own controllers write, too

step "a new name of a generated ConfigMap: the old one goes"
sed -i 's/Hello from/Good day from/' overlays/demo/kustomization.yaml
push "Greet"
refresh demo
await_application demo Synced $health
eventually 10 absent configmap -n demo "$generated"

step "the Application's own options, and those in files beside the kustomization"
kustomize='{namePrefix: my-, images: ["registry.example.com/shop/web:2.0.0"], commonAnnotations: {by: test}}' \
    apply_application options "$repository" overlays/demo options
await_application options Synced $health
prints registry.example.com/shop/web:2.0.0 image options my-web
prints test get deployment -n options my-web '{.metadata.annotations.by}'
echo 'kustomize: {images: ["registry.example.com/shop/web:2.0.1"]}' >overlays/demo/.argocd-source-options.yaml
push "Update an image"
refresh options
await_application options Synced $health
prints registry.example.com/shop/web:2.0.1 image options my-web
prints registry.example.com/shop/web:1.5.1 image demo
kubectl delete application -n argocd options >/dev/null

step "a base in another repository, and its branch moving on"
cd "$work/library"
mkdir settings
echo 'configMapGenerator: [{name: settings, literals: [LEVEL=one], options: {disableNameSuffixHash: true}}]' \
    >settings/kustomization.yaml
push "Add settings"
cd "$work/shop"
mkdir overlays/remote
echo "resources: ['file://$work/git/library.git//settings?ref=main']" >overlays/remote/kustomization.yaml
push "Use them"
apply_application remote "$repository" overlays/remote remote
await_application remote Synced Healthy
prints one get configmap -n remote settings '{.data.LEVEL}'
cd "$work/library"
sed -i s/one/two/ settings/kustomization.yaml
push "Level two"
cd "$work/shop"
eventually 30 prints two get configmap -n remote settings '{.data.LEVEL}'

step "a project permits repositories by globs and denials, those of remote bases too"
project() { # REPOSITORIES: of AppProject shop
    kubectl apply -f - >/dev/null <<YAML
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: shop, namespace: argocd}
spec:
  sourceRepos: [$1]
  destinations: [{namespace: '*', server: '*'}]
  clusterResourceWhitelist: [{group: '*', kind: '*'}]
YAML
}
project "'file://$work/git/*'"
kubectl patch application -n argocd remote --type merge -p '{"spec": {"project": "shop"}}' >/dev/null
refresh remote
await_application remote Synced Healthy
project "'file://$work/git/*', '!file://$work/git/lib*'"
refresh remote
eventually 30 matches 'library.git is not fetched: project shop does not permit it' condition remote
prints two get configmap -n remote settings '{.data.LEVEL}'
project "'file://$work/git/library'"
refresh remote
eventually 30 matches "is not permitted in project 'shop'" \
    application remote '{.status.conditions[?(@.type=="InvalidSpecError")].message}'
project "'*'"
refresh remote
await_application remote Synced Healthy

step "what is wrong is said, with file and line, and what is live stays"
before=$(get deployment -n demo web '{.metadata.uid}')
printf 'resources: [../../base]\nimages: {\n' >overlays/demo/kustomization.yaml
push "Break"
refresh demo
eventually 10 matches 'overlays/demo/kustomization.yaml: line [0-9]+' condition demo
prints Unknown application demo '{.status.sync.status}'
printf 'resources: [../../base]\nimags: []\n' >overlays/demo/kustomization.yaml
push "Break otherwise"
refresh demo
eventually 10 matches 'overlays/demo/kustomization.yaml: unknown field "imags": did you mean "images"' condition demo
prints "$before" get deployment -n demo web '{.metadata.uid}'
prints registry.example.com/shop/web:1.5.1 image demo

step "nothing outside of the repository is read"
mkdir overlays/hostile
ln -s /etc overlays/hostile/outside
number=0
for entry in ../../../../etc/passwd /etc/passwd ../../../.. outside/passwd "$work/shop/base"; do
    number=$((number + 1))
    mkdir "overlays/hostile/$number"
    echo "resources: ['$entry']" >"overlays/hostile/$number/kustomization.yaml"
    cp -P overlays/hostile/outside "overlays/hostile/$number/"
done
push "Try to get out"
for number in 1 2 3 4 5; do
    apply_application "hostile-$number" "$repository" "overlays/hostile/$number" hostile
    eventually 30 matches "overlays/hostile/$number/kustomization.yaml: " condition "hostile-$number"
    not matches root: condition "hostile-$number"
done
absent namespace hostile

step "it mends"
write_overlay demo 1.5.2
push "Mend"
refresh demo
await_application demo Synced $health
prints registry.example.com/shop/web:1.5.2 image demo
