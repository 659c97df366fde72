#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Twins of the cases in the Sealed Secrets controller's own integration suite, in its order.
. "$(dirname "$0")/lib.sh"
start_all
kubectl create namespace suite >/dev/null
kubectl create namespace other >/dev/null

value() { secret_value suite "$1" "$2"; }
status_of() { get sealedsecret -n suite "$1" "{.status.conditions[0].$2}"; }
uid_of() { get "$1" -n suite "$2" '{.metadata.uid}'; }
owners() { get secret -n suite "$1" '{.metadata.ownerReferences[*].uid}'; }
owned() { [[ $(owners "$1") == $(uid_of sealedsecret "$1") ]]; }
# has_event NAME REASON: an Event about just this incarnation of the SealedSecret.
has_event() {
    kubectl get events -n suite -o jsonpath='{range .items[*]}{.involvedObject.uid} {.reason}{"\n"}{end}' |
        grep -qx "$(uid_of sealedsecret "$1") $2"
}
# labelled NAME KEY=VALUE...: a SealedSecret with a label in its template.
labelled() {
    local pairs=("${@:2}")
    kubectl create secret generic -n suite "$1" "${pairs[@]/#/--from-literal=}" --dry-run=client -o yaml |
        kubectl label --local -f - mylabel=myvalue -o yaml | "$bin/sealer" --format yaml
}
# existing NAME ANNOTATION...: a Secret of somebody else's.
existing() {
    kubectl create secret generic -n suite "$1" --from-literal=foo=bar1 --from-literal=foo2=bar2 >/dev/null
    kubectl label secret -n suite "$1" anotherlabel=anothervalue >/dev/null
    if (($# > 1)); then
        kubectl annotate secret -n suite "$1" "${@:2}" >/dev/null
    fi
}
readonly managed=sealedsecrets.bitnami.com/managed=true patch=sealedsecrets.bitnami.com/patch=true

step "1 create: data, label, status and event"
labelled one foo=bar | kubectl apply -f - >/dev/null
eventually 15 prints bar value one foo
prints myvalue get secret -n suite one '{.metadata.labels.mylabel}'
eventually 15 prints True status_of one status
[[ $(status_of one lastTransitionTime) == $(status_of one lastUpdateTime) ]]
eventually 15 has_event one Unsealed

step "2 update: data, generation and times"
sleep 1 # the times have whole seconds
labelled one foo=bar1 | kubectl apply -f - >/dev/null
eventually 15 prints bar1 value one foo
eventually 15 prints 2 get sealedsecret -n suite one '{.status.observedGeneration}'
[[ $(status_of one lastTransitionTime) != $(status_of one lastUpdateTime) ]]

step "3 a renamed key"
encrypted=$(get sealedsecret -n suite one '{.spec.encryptedData.foo}')
kubectl patch sealedsecret -n suite one --type=json -p '[{"op": "remove", "path": "/spec/encryptedData/foo"},
    {"op": "add", "path": "/spec/encryptedData/foo2", "value": "'"$encrypted"'"}]' >/dev/null
eventually 15 prints bar1 value one foo2
prints "" get secret -n suite one '{.data.foo}'

step "4 an appended item that was sealed by itself"
encrypted=$(printf baz | "$bin/sealer" --raw --namespace suite --name one)
kubectl patch sealedsecret -n suite one --type=merge -p '{"spec": {"encryptedData": {"foo3": "'"$encrypted"'"}}}' >/dev/null
eventually 15 prints baz value one foo3
prints bar1 value one foo2

step "5 a managed Secret is taken over whole"
existing five $managed
labelled five foo=new | kubectl apply -f - >/dev/null
eventually 15 prints new value five foo
prints '{"mylabel":"myvalue"}' get secret -n suite five '{.metadata.labels}'
prints " " get secret -n suite five '{.data.foo2} {.metadata.annotations}'
owned five
eventually 15 has_event five Unsealed

step "6 managed and patched: merged, with an owner"
existing six $managed $patch note=kept
labelled six foo=new | kubectl apply -f - >/dev/null
eventually 15 prints new value six foo
prints bar2 value six foo2
prints "myvalue anothervalue kept" get secret -n suite six '{.metadata.labels.mylabel} {.metadata.labels.anotherlabel} {.metadata.annotations.note}'
owned six

step "7 patched only: merged, without an owner"
existing seven $patch
labelled seven foo=new | kubectl apply -f - >/dev/null
eventually 15 prints new value seven foo
prints bar2 value seven foo2
prints "" owners seven

step "8 patched, and empty before"
kubectl create secret generic -n suite eight >/dev/null
kubectl annotate secret -n suite eight $patch >/dev/null
labelled eight foo=new | kubectl apply -f - >/dev/null
eventually 15 prints new value eight foo
prints "" owners eight

step "9 an owned Secret that is deleted comes again"
kubectl delete secret -n suite one >/dev/null
eventually 15 prints baz value one foo3
owned one

step "10 so does a managed one, deleted right after the SealedSecret came"
existing ten $managed
labelled ten foo=new | kubectl apply -f - >/dev/null
kubectl delete secret -n suite ten >/dev/null
eventually 15 prints new value ten foo
owned ten

step "11, 12 a stranger's, patched or not, stays away for the moment"
existing eleven
existing twelve $patch
for name in eleven twelve; do
    labelled $name foo=new | kubectl apply -f - >/dev/null
    eventually 15 get sealedsecret -n suite $name '{.status.conditions[0].status}'
    kubectl delete secret -n suite $name >/dev/null
    absent secret -n suite $name
done

step "13, 14 sealed with a foreign key of 1,024 bits"
openssl req -x509 -newkey rsa:1024 -nodes -keyout /dev/null -subj / -days 1 -out "$work/foreign.pem" 2>/dev/null
kubectl create secret generic -n suite foreign --from-literal=foo=bar --dry-run=client -o yaml |
    "$bin/sealer" --format yaml --cert "$work/foreign.pem" | kubectl apply -f - >/dev/null
eventually 15 has_event foreign ErrUnsealFailed
absent secret -n suite foreign

step "15 a type of its own"
kubectl create secret docker-registry -n suite registry --docker-username=u --docker-password=p --dry-run=client -o yaml |
    "$bin/sealer" --format yaml | kubectl apply -f - >/dev/null
eventually 15 prints kubernetes.io/dockerconfigjson get secret -n suite registry '{.type}'

step "16 an immutable Secret is made so"
immutable() {
    kubectl create secret generic -n suite immutable --from-literal=foo="$1" --dry-run=client -o json |
        jq '.immutable = true' | "$bin/sealer" --format yaml | kubectl apply -f - >/dev/null
}
immutable bar
eventually 15 prints true get secret -n suite immutable '{.immutable}'
eventually 15 prints 1 get sealedsecret -n suite immutable '{.status.observedGeneration}'

step "17 and cannot be changed, which is said"
immutable other
eventually 15 prints 2 get sealedsecret -n suite immutable '{.status.observedGeneration}'
eventually 15 has_event immutable ErrUpdateFailed
matches 'the target Secret is immutable' status_of immutable message
prints bar value immutable foo

# moved SCOPE NAME SED: what a SealedSecret of that scope gives after SED has moved it.
moved() {
    kubectl create secret generic -n suite "$2" --from-literal=foo=bar --dry-run=client -o yaml |
        "$bin/sealer" --format yaml --scope "$1" | sed "$3" | kubectl apply -f - >/dev/null
}

step "18, 19 under a wrong name"
moved strict named 's/name: named/name: wrong-name/'
eventually 15 has_event wrong-name ErrUnsealFailed
absent secret -n suite wrong-name

step "20, 21 in a wrong namespace"
moved strict wandered 's/namespace: suite/namespace: other/'
eventually 15 prints False get sealedsecret -n other wandered '{.status.conditions[0].status}'
matches ErrUnsealFailed kubectl get events -n other
absent secret -n other wandered

step "22, 23 either, sealed cluster-wide"
moved cluster-wide wide 's/name: wide/name: wide-name/'
eventually 15 prints bar value wide-name foo
moved cluster-wide wide 's/namespace: suite/namespace: other/'
eventually 15 prints bar secret_value other wide foo

step "24, 25 either, sealed namespace-wide"
moved namespace-wide near 's/name: near/name: near-name/'
eventually 15 prints bar value near-name foo
moved namespace-wide near 's/namespace: suite/namespace: other/'
eventually 15 prints False get sealedsecret -n other near '{.status.conditions[0].status}'
absent secret -n other near

step "26 the version"
matches '^controller version: v[0-9]+\.[0-9]+\.[0-9]+$' "$bin/sealer-controller" --version
