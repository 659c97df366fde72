#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# A SealedSecret becomes a Secret, and the Secret stays what the SealedSecret says.
. "$(dirname "$0")/lib.sh"
start_all
kubectl create namespace vault >/dev/null

value() { secret_value vault "${1:-db}" "${2:-password}"; }
synced() { get sealedsecret -n vault "${1:-db}" '{.status.conditions[?(@.type=="Synced")].status}'; }
message() { get sealedsecret -n vault "${1:-db}" '{.status.conditions[?(@.type=="Synced")].message}'; }
events() { kubectl get events -n vault -o jsonpath='{range .items[*]}{.involvedObject.name} {.type} {.reason}{"\n"}{end}'; }
has_event() { events | grep -qx "$1"; }

step "SealedSecret to Secret, with its type, labels and annotations"
kubectl create secret generic -n vault db --type=example.com/db --from-literal=password=one \
    --from-file=ca.crt="$here/lib.sh" --dry-run=client -o yaml |
    kubectl label --local -f - team=shop -o yaml | kubectl annotate --local -f - note=kept -o yaml |
    "$bin/sealer" --format yaml >"$work/db.yml"
kubectl apply -f "$work/db.yml" >/dev/null
eventually 5 prints one value
value db ca.crt | cmp - "$here/lib.sh"
prints "example.com/db shop kept" get secret -n vault db '{.type} {.metadata.labels.team} {.metadata.annotations.note}'
owner=$(get sealedsecret -n vault db 'bitnami.com/v1alpha1 SealedSecret {.metadata.name} {.metadata.uid} true')
prints "$owner" get secret -n vault db '{range .metadata.ownerReferences[*]}{.apiVersion} {.kind} {.name} {.uid} {.controller}{end}'

step "status and event say so"
eventually 5 prints "True" synced
prints "1 1" get sealedsecret -n vault db '{.metadata.generation} {.status.observedGeneration}'
eventually 5 has_event "db Normal Unsealed"
matches '^NAME +STATUS +SYNCED +AGE$' kubectl get sealedsecret -n vault

step "tampered with or deleted: put right at once"
kubectl patch secret -n vault db --type=merge -p '{"stringData": {"password": "tampered", "extra": "1"}}' >/dev/null
eventually 3 prints one value
prints "" get secret -n vault db '{.data.extra}'
kubectl patch secret -n vault db --type=merge -p '{"metadata": {"labels": {"team": "thieves"}}}' >/dev/null
eventually 3 prints shop get secret -n vault db '{.metadata.labels.team}'
kubectl delete secret -n vault db >/dev/null
eventually 3 prints one value

step "the SealedSecret changes: so does the Secret"
kubectl create secret generic -n vault db --type=example.com/db --from-literal=password=two --dry-run=client -o yaml |
    "$bin/sealer" --format yaml | kubectl apply -f - >/dev/null
eventually 3 prints two value
prints "" get secret -n vault db '{.data.ca\.crt}'

step "wider scopes"
kubectl create secret generic -n vault anywhere --from-literal=password=wide --dry-run=client -o yaml |
    "$bin/sealer" --format yaml --scope cluster-wide | sed 's/name: anywhere/name: renamed/' | kubectl apply -f - >/dev/null
eventually 5 prints wide value renamed
kubectl create secret generic -n vault here --from-literal=password=near --dry-run=client -o yaml |
    "$bin/sealer" --format yaml --scope namespace-wide | sed 's/name: here/name: there/' | kubectl apply -f - >/dev/null
eventually 5 prints near value there

step "a strict one does not open under another name, and says why"
seal vault strict password=no | sed 's/name: strict/name: moved/' | kubectl apply -f - >/dev/null
eventually 5 prints False synced moved
prints 'no key could decrypt secret (password)' message moved
eventually 5 has_event "moved Warning ErrUnsealFailed"
absent secret -n vault moved
kubectl delete sealedsecret -n vault moved >/dev/null

step "a damaged value and a Secret that is too large say so, hold nobody up, and cost RSA once"
seal vault damaged password=no | sed 's/\(password: .*\)....$/\1AAA=/' | kubectl apply -f - >/dev/null
head -c 1100000 /dev/zero | tr '\0' x >"$work/large"
kubectl create secret generic -n vault large --from-file=password="$work/large" --dry-run=client -o yaml |
    "$bin/sealer" --format yaml | kubectl create -f - >/dev/null
seal vault beside password=fine | kubectl apply -f - >/dev/null
eventually 5 prints fine value beside
eventually 5 prints 'no key could decrypt secret (password)' message damaged
eventually 5 matches 'Too long: m.* 1048576 bytes' message large
absent secret -n vault damaged
absent secret -n vault large
rsa=$(metric sealer_rsa_operations_total)
kubectl annotate sealedsecret -n vault damaged large looked-at=yes >/dev/null
seal vault beside password=after | kubectl apply -f - >/dev/null
eventually 5 prints after value beside
prints "$((rsa + 1))" metric sealer_rsa_operations_total
kubectl delete sealedsecret -n vault damaged large beside >/dev/null

step "another's Secret is left alone"
kubectl create secret generic -n vault taken --from-literal=password=mine >/dev/null
seal vault taken password=theirs | kubectl apply -f - >/dev/null
eventually 5 prints False synced taken
matches 'already exists and is not managed by SealedSecret' message taken
prints mine value taken
kubectl delete sealedsecret -n vault taken >/dev/null
prints mine value taken

step "a restart costs no RSA, and announces nothing again"
unsealed=$(events | grep -c Unsealed)
stop_controller
start_controller
eventually 5 prints True synced
prints 0 metric sealer_rsa_operations_total
[[ $(events | grep -c Unsealed) == "$unsealed" ]]

if [[ $server == kube-apiserver ]]; then
    step "what happened while the controller was away is put right"
    stop_controller
    kubectl patch secret -n vault renamed --type=merge -p '{"stringData": {"password": "tampered"}}' >/dev/null
    kubectl delete secret -n vault there >/dev/null
    start_controller
    eventually 5 prints wide value renamed
    eventually 5 prints near value there
fi

step "the SealedSecret goes: so does the Secret"
kubectl delete sealedsecret -n vault db >/dev/null
eventually 60 absent secret -n vault db # a real garbage collector looks for new kinds every 30 s
prints wide value renamed
