#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# kubectl's everyday commands do what its users expect, with the kubectl that is installed and with the old one beside
# the real API server; there the script shows that the expectations are right.
. "$(dirname "$0")/lib.sh"
if [[ $server == kube-apiserver ]]; then start_kube_apiserver; else start_controller; fi

# refused REGEX COMMAND...: it must fail, and say so.
refused() {
    local output
    if output=$("${@:2}" 2>&1); then fail "this should have failed: ${*:2}"; fi
    grep -Eqi -- "$1" <<<"$output" || fail "'${*:2}' does not say '$1' but: $output"
}

tab() { kubectl "$@" | tr -s ' '; } # a table, its padding squeezed

everyday() { # NAMESPACE
    step "create"
    prints "namespace/$1 created" kubectl create namespace "$1"
    kubectl config set-context --current --namespace="$1" >/dev/null
    prints "configmap/settings created" kubectl create configmap settings --from-literal=colour=red --from-literal=size=9
    prints "secret/login created" kubectl create secret generic login --from-literal=password=secret
    prints "deployment.apps/web created" kubectl create deployment web --image=example.com/web:1 --replicas=2
    prints "serviceaccount/robot created" kubectl create serviceaccount robot
    refused 'already exists' kubectl create configmap settings
    refused 'invalid|Invalid' kubectl create configmap Not_A_Name
    refused 'NotFound' kubectl get configmap nowhere
    eventually 5 kubectl get serviceaccount default
    matches '"token": ?"' eval "echo '{}' | kubectl create --raw /api/v1/namespaces/$1/serviceaccounts/robot/token -f -"
    prints yes kubectl auth can-i create pods

    step "get"
    matches '^NAME DATA AGE$' tab get configmap settings
    matches '^settings 2 [0-9]+s$' tab get configmap settings --no-headers
    matches '^login Opaque 1 [0-9]+s$' tab get secret login --no-headers
    matches '^NAME READY UP-TO-DATE AVAILABLE AGE CONTAINERS IMAGES SELECTOR$' tab get deployments -o wide
    prints "red 9" kubectl get configmap settings -o 'jsonpath={.data.colour} {.data.size}'
    prints "settings" kubectl get configmap -o name --field-selector metadata.name=settings \
        -o 'custom-columns=:metadata.name' --no-headers
    prints "configmap/settings" kubectl get -f <(kubectl get configmap settings -o yaml) -o name
    kubectl label configmap settings tier=front >/dev/null
    prints "configmap/settings" kubectl get configmaps -l 'tier in (front, back)' -o name
    prints "" kubectl get configmaps -l 'tier=front,!tier' -o name 2>/dev/null
    matches "^$1 settings " tab get configmaps -A --no-headers
    refused 'not a known field selector' kubectl get configmaps --field-selector data=x
    matches 'replicas.*<integer>' kubectl explain deployment.spec.replicas
    kubectl get all,configmaps,secrets -o yaml >/dev/null
    new_event | kubectl create -f - >/dev/null
    matches 'Made +pod/web +it is there' kubectl get events

    step "watch"
    kubectl get configmaps --watch-only -o name >"$work/watch.txt" &
    local watch=$!
    eventually 10 seen_by_watch
    kill "$watch"

    step "describe"
    matches '^colour:' kubectl describe configmap settings
    matches 'password: +6 bytes' kubectl describe secret login
    matches 'example.com/web:1' kubectl describe deployment web

    step "apply, client-side"
    prints "configmap/applied created" configure applied 'a: "1", b: "2"'
    prints "configmap/applied unchanged" configure applied 'a: "1", b: "2"'
    prints "configmap/applied configured" configure applied 'a: "3"'
    prints '{"a":"3"}' kubectl get configmap applied -o 'jsonpath={.data}'
    prints "configmap/applied configured (server dry run)" configure applied 'a: "4"' --dry-run=server
    prints '{"a":"3"}' kubectl get configmap applied -o 'jsonpath={.data}'
    refused '^\+  a: "4"' compare applied 'a: "4"'

    step "apply, server-side"
    prints "configmap/owned serverside-applied" configure owned 'c: "1", d: "1"' --server-side --field-manager=one
    refused conflict configure owned 'c: "2"' --server-side --field-manager=two
    prints "configmap/owned serverside-applied" configure owned 'c: "2"' --server-side --field-manager=two --force-conflicts
    prints "configmap/owned serverside-applied" configure owned 'd: "1"' --server-side --field-manager=one
    prints "configmap/owned serverside-applied" configure owned '' --server-side --field-manager=one
    prints '{"c":"2"}' kubectl get configmap owned -o 'jsonpath={.data}'

    step "patch: three kinds"
    kubectl patch deployment web -p '{"spec": {"template": {"spec": {"containers": [{"name": "side", "image": "s:1"}]}}}}' >/dev/null
    prints "side web" eval 'kubectl get deployment web -o "jsonpath={.spec.template.spec.containers[*].name}" | tr " " "\n" | sort | paste -sd " "'
    kubectl patch configmap settings --type=merge -p '{"data": {"size": null, "shape": "round"}}' >/dev/null
    kubectl patch configmap settings --type=json -p '[{"op": "test", "path": "/data/shape", "value": "round"},
        {"op": "replace", "path": "/data/colour", "value": "blue"}]' >/dev/null
    prints '{"colour":"blue","shape":"round"}' kubectl get configmap settings -o 'jsonpath={.data}'
    matches "configmap/settings patched" kubectl patch configmap settings --type=merge -p '{"data": {"shape": "round"}}'

    step "edit, label, annotate, scale, replace, rollout"
    EDITOR="sed -i s/blue/green/" kubectl edit configmap settings >/dev/null
    prints green kubectl get configmap settings -o 'jsonpath={.data.colour}'
    prints "configmap/settings annotated" kubectl annotate configmap settings note=x
    prints "deployment.apps/web scaled" kubectl scale deployment web --replicas=3
    prints 3 kubectl get deployment web -o 'jsonpath={.spec.replicas}'
    kubectl get configmap settings -o yaml | sed s/green/black/ | kubectl replace -f - >/dev/null
    prints black kubectl get configmap settings -o 'jsonpath={.data.colour}'
    prints "deployment.apps/web restarted" kubectl rollout restart deployment web
    eventually 10 matches '^2 ' kubectl rollout history deployment web
    prints "deployment.apps/web rolled back" kubectl rollout undo deployment web
    prints "" get deployment web '{.spec.template.metadata.annotations}'
    prints "horizontalpodautoscaler.autoscaling/web autoscaled" kubectl autoscale deployment web --max=3 --cpu-percent=60
    prints 60 get horizontalpodautoscalers.v1.autoscaling web '{.spec.targetCPUUtilizationPercentage}'
    kubectl delete horizontalpodautoscalers --all >/dev/null

    step "a kind of one's own"
    kubectl apply -f - >/dev/null <<YAML
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: boats.$1.example.com}
spec:
  group: $1.example.com
  scope: Namespaced
  names: {kind: Boat, plural: boats, singular: boat, shortNames: [bt]}
  versions:
  - name: v1
    served: true
    storage: true
    subresources: {status: {}}
    additionalPrinterColumns: [{name: Length, type: integer, jsonPath: .spec.length}]
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            required: [length]
            properties:
              length: {type: integer, minimum: 1}
              colour: {type: string, default: white}
          status:
            type: object
            properties: {afloat: {type: boolean}}
YAML
    kubectl wait --for=condition=Established "crd/boats.$1.example.com" --timeout=10s >/dev/null
    boat() { # NAME SPEC
        eventually 10 kubectl get boats
        printf '{"apiVersion": "%s.example.com/v1", "kind": "Boat", "metadata": {"name": "%s"}, "spec": %s}' "$namespace" "$@" |
            kubectl apply -f - 2>&1
    }
    local namespace=$1
    prints "boat.$1.example.com/ark created" boat ark '{"length": 137}'
    prints "ark 137" tab get bt --no-headers
    prints white kubectl get boat ark -o 'jsonpath={.spec.colour}'
    refused 'spec.length' boat tiny '{"length": 0}'
    refused 'length' boat none '{}'
    matches 'boat' kubectl api-resources --api-group="$1.example.com"
    eventually 20 kubectl explain boat.spec.length # the OpenAPI document comes later
    prints "boat.$1.example.com \"ark\" deleted" kubectl delete boat ark
    kubectl delete crd "boats.$1.example.com" >/dev/null

    step "delete and wait"
    prints 'configmap "applied" deleted' kubectl delete configmap applied
    kubectl delete configmaps,secrets -l tier=front >/dev/null
    absent configmap settings
    kubectl patch secret login --type=merge -p '{"metadata": {"finalizers": ["example.com/wait"]}}' >/dev/null
    kubectl delete secret login --wait=false >/dev/null
    kubectl get secret login -o 'jsonpath={.metadata.deletionTimestamp}' | grep -q .
    refused 'timed out' kubectl wait --for=delete secret/login --timeout=1s
    kubectl patch secret login --type=merge -p '{"metadata": {"finalizers": null}}' >/dev/null
    eventually 5 absent secret login
    prints "namespace \"$1\" deleted" kubectl delete namespace "$1"
    absent namespace "$1"
}

seen_by_watch() {
    kubectl annotate configmap settings --overwrite "seen=$RANDOM" >/dev/null
    grep -q configmap/settings "$work/watch.txt"
}

new_event() {
    cat <<YAML
apiVersion: events.k8s.io/v1
kind: Event
metadata: {name: made}
eventTime: "$(date -u +%FT%T.000000Z)"
type: Normal
reason: Made
action: Make
note: it is there
reportingController: example.com/maker
reportingInstance: maker-1
regarding: {apiVersion: v1, kind: Pod, name: web, namespace: $(kubectl config view --minify -o 'jsonpath={..namespace}')}
YAML
}

# A ConfigMap of that name and data: applied, and compared with what is there.
config_map() { printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s}\ndata: {%s}\n' "$@"; }
configure() { config_map "$1" "$2" | kubectl apply "${@:3}" -f - 2>&1; } # NAME DATA FLAG...
compare() { config_map "$@" | kubectl diff -f -; }                       # NAME DATA

step "with $(kubectl version --client 2>/dev/null | head -1)"
everyday first

PATH=$("$root/tests/kube-apiserver/provide"):$PATH
hash -r
step "with $(kubectl version --client 2>/dev/null | head -1)"
rm -rf "$HOME/.kube"
everyday second
