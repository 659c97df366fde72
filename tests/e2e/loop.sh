#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# The whole job: what is sealed, committed and pushed becomes live, stays as Git says, and goes with it.
. "$(dirname "$0")/lib.sh"
start_all

step "seal, commit, push"
new_repository shop
cd "$work/shop"
mkdir apps
cp -r "$root/tests/data/shop" apps/
seal shop db-credentials username=shop password=correct-horse >apps/shop/overlays/demo/db-credentials.yml
if grep -rq correct-horse .; then fail "a secret reached the repository"; fi
push "Add the shop"

step "it becomes live"
# No Deployment gets anywhere on an API server without nodes.
health=Healthy
if [[ $server == kube-apiserver ]]; then health=Progressing; fi
directory='{recurse: true}' apply_application shop "file://$work/git/shop.git" apps/shop shop
await_application shop Synced $health
eventually 10 prints correct-horse secret_value shop db-credentials password
prints shop secret_value shop db-credentials username
prints 2 get deployment -n shop web '{.spec.replicas}'

step "kubectl shows it as with Argo CD"
matches '^NAME +SYNC STATUS +HEALTH STATUS$' kubectl get applications -n argocd
matches "^shop +Synced +$health\$" kubectl get applications -n argocd
prints "Succeeded $(git rev-parse HEAD)" application shop \
    '{.status.operationState.phase} {.status.operationState.syncResult.revision}'
prints "ConfigMap Service Deployment SealedSecret" application shop '{.status.resources[*].kind}'
prints "shop:apps/Deployment:shop/web" get deployment -n shop web '{.metadata.annotations.argocd\.argoproj\.io/tracking-id}'

step "self-heal"
kubectl patch configmap -n shop web --type=merge -p '{"data": {"GREETING": "tampered"}}' >/dev/null
eventually 10 prints "Hello from Git" get configmap -n shop web '{.data.GREETING}'
kubectl delete service -n shop web >/dev/null
eventually 10 prints service/web kubectl get service -n shop web -o name
kubectl delete secret -n shop db-credentials >/dev/null
eventually 10 prints correct-horse secret_value shop db-credentials password

step "a new commit changes, adds and prunes"
kubectl create configmap web --from-literal=GREETING=welcome --dry-run=client -o yaml >apps/shop/overlays/demo/config.yml
seal shop api-token token=tr0ub4dor >apps/shop/overlays/demo/api-token.yml
git rm -q apps/shop/overlays/demo/db-credentials.yml
push "Rotate"
await_application shop Synced $health
prints welcome get configmap -n shop web '{.data.GREETING}'
eventually 10 prints tr0ub4dor secret_value shop api-token token
absent sealedsecret -n shop db-credentials
eventually 60 absent secret -n shop db-credentials # a real garbage collector looks for new kinds every 30 s

step "nothing changes: nothing is written"
version() { kubectl get configmaps,services,sealedsecrets,secrets -n shop -o jsonpath='{range .items[*]}{.metadata.name}:{.metadata.resourceVersion} {end}'; }
before=$(version)
refresh shop
eventually 10 prints "" application shop '{.metadata.annotations.argocd\.argoproj\.io/refresh}'
prints "$before" version
