#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# demo.sh BIN_DIR [--once]: the whole loop on this machine, each step as a person would type it, in
# the end checked as a test checks it. Without --once it keeps running until Ctrl-C.
. "$(dirname "$0")/lib.sh"
PATH=$bin:$PATH

bold='' dim='' green='' plain=''
if [[ -t 1 ]]; then bold=$'\e[1m' dim=$'\e[2m' green=$'\e[32m' plain=$'\e[0m'; fi

title() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
good() { printf '%s✔ %s%s\n' "$green" "$*" "$plain"; }

prompt() { printf '%s$%s %s\n' "$dim" "$plain" "$1"; }

# type_in LINE: shows a line as typed at a prompt, and runs it.
type_in() {
    prompt "$1"
    eval "$1"
}

show() { # FILE
    printf '%s── %s%s\n' "$dim" "$1" "$plain"
    cut -c -100 "$1" | sed 's/^/   /'
}

start_clock() { clock=${EPOCHREALTIME/./}; }
elapsed() { printf '%d.%02d s' $((t = (${EPOCHREALTIME/./} - clock) / 10000, t / 100)) $((t % 100)); }

write_manifests() {
    mkdir apps argocd
    cp -r "$root/tests/data/shop" apps/
    echo "resources: [deployment.yml, service.yml]" >apps/shop/base/kustomization.yaml
    cat >apps/shop/overlays/demo/kustomization.yaml <<YAML
resources: [../../base, config.yml, db-credentials.yml, smoke-test.yml]
images:
- name: registry.example.com/shop/web
  newTag: 1.4.3
patches:   # the configuration and the credentials first, then what needs them
- target: {kind: Deployment|Service}
  patch: '- {op: add, path: /metadata/annotations, value: {argocd.argoproj.io/sync-wave: "1"}}'
YAML
    cat >apps/shop/overlays/demo/smoke-test.yml <<YAML
apiVersion: batch/v1
kind: Job
metadata:
  name: smoke-test
  annotations: {argocd.argoproj.io/hook: PostSync}
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{name: curl, image: registry.example.com/curl, args: [--fail, http://web]}]
YAML
    cat >argocd/shop.yml <<YAML
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: shop
  namespace: argocd
spec:
  project: default
  source:
    repoURL: file://$work/git/shop.git
    targetRevision: main
    path: apps/shop/overlays/demo
  destination:
    server: https://kubernetes.default.svc
    namespace: shop
  syncPolicy:
    automated: {prune: true, selfHeal: true}
    syncOptions: [CreateNamespace=true]
YAML
}

title "1. A cluster: Sealer's controller with an API server of its own"
controller=(sealer-controller --standalone --data-dir="$work/data" --git-poll-interval=2s
    --listen-addr=127.0.0.1:0 --listen-metrics-addr=127.0.0.1:0)
prompt "${controller[*]} &"
start controller "${controller[@]}"
eventually 60 test -e "$work/data/ready"
type_in "export KUBECONFIG=$work/data/kubeconfig"
type_in "kubectl get namespaces"

title "2. A Git repository, laid out as usual: a base, and an overlay for this cluster"
new_repository shop
type_in "cd $work/shop"
write_manifests
type_in "find apps argocd -type f | sort"
show apps/shop/overlays/demo/kustomization.yaml
show apps/shop/overlays/demo/smoke-test.yml
show argocd/shop.yml

title "3. Seal the database's credentials: nobody but the cluster can open what goes to Git"
type_in "kubectl create secret generic db-credentials -n shop --dry-run=client -o yaml \\
    --from-literal=username=shop --from-literal=password=correct-horse |
    sealer --format yaml > apps/shop/overlays/demo/db-credentials.yml"
show apps/shop/overlays/demo/db-credentials.yml

title "4. Commit, push, and tell the controller about the repository"
type_in "git add . && git commit -q -m 'Add the shop' && git push -q origin main"
start_clock
type_in "kubectl apply -f argocd/shop.yml"
await_application shop Synced Healthy 60
eventually 10 prints correct-horse secret_value shop db-credentials password
good "pushed, Synced, Healthy and unsealed within $(elapsed)"
type_in "sealer app get shop --tree"
type_in "kubectl get sealedsecrets -n shop && kubectl get jobs -n shop smoke-test -o wide"
type_in "kubectl describe secret db-credentials -n shop"

title "5. Change something by hand, and see it put back"
type_in "kubectl patch configmap web -n shop --type=merge -p '{\"data\": {\"GREETING\": \"Hello from nobody knows where\"}}'"
start_clock
eventually 30 prints "Hello from Git" get configmap -n shop web '{.data.GREETING}'
good "the ConfigMap is as Git says again, after $(elapsed)"
type_in "kubectl delete secret db-credentials -n shop"
start_clock
eventually 30 prints correct-horse secret_value shop db-credentials password
good "the Secret is back, after $(elapsed)"

title "6. Change the overlay: a new image"
type_in "sed -i s/1.4.3/1.5.0/ apps/shop/overlays/demo/kustomization.yaml && git commit -q -a -m 'Web 1.5.0' && git push -q origin main"
start_clock
type_in "kubectl annotate application shop -n argocd argocd.argoproj.io/refresh=normal"
eventually 30 prints registry.example.com/shop/web:1.5.0 \
    get deployment -n shop web '{.spec.template.spec.containers[0].image}'
good "rolled out, after $(elapsed)"

title "7. Take a manifest out of the base, and see the object go"
type_in "echo 'resources: [deployment.yml]' > apps/shop/base/kustomization.yaml"
type_in "git rm -q apps/shop/base/service.yml && git commit -q -a -m 'No Service needed' && git push -q origin main"
start_clock
type_in "kubectl annotate application shop -n argocd argocd.argoproj.io/refresh=normal"
eventually 30 absent service -n shop web
await_application shop Synced Healthy
good "the Service is gone, after $(elapsed)"
eventually 10 prints "$(git rev-parse HEAD)" application shop '{.status.history[-1:].revision}'
type_in "sealer app history shop"

title "That was the whole loop."
if [[ ${2:-} == --once ]]; then exit 0; fi
cat <<TEXT
It keeps running until Ctrl-C. In another terminal, go on with:

  export KUBECONFIG=$KUBECONFIG PATH=$bin:\$PATH
  kubectl get applications -n argocd -w
  cd $work/shop        # commit and push; the controller looks every few seconds

The controller's log: $work/controller.log
TEXT
trap 'exit 0' INT TERM
wait "${pids[controller]}"
