#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Whose a Secret is: of nobody where that is asked for, and of the next SealedSecret of its name when that is replaced.
. "$(dirname "$0")/lib.sh"
start_all
kubectl create namespace vault >/dev/null

value() { secret_value vault "$1" a; }
status_of() { get sealedsecret -n vault "$1" '{.status.conditions[0].status}'; }
uid_of() { get sealedsecret -n vault "$1" '{.metadata.uid}'; }
owners() { get secret -n vault "$1" '{.metadata.ownerReferences[*].uid}'; }
ownerless() { # VALUE
    kubectl create secret generic -n vault free --from-literal=a="$1" --dry-run=client -o json | "$bin/sealer" |
        jq '.spec.template.metadata.annotations["sealedsecrets.bitnami.com/skip-set-owner-references"] = "true"' |
        kubectl apply -f - >/dev/null
}

step "without an owner: unsealed, followed, and left when its SealedSecret goes"
ownerless one
eventually 5 prints one value free
eventually 5 prints True status_of free
prints "" owners free
ownerless two
eventually 5 prints two value free
template_data() { kubectl patch sealedsecret -n vault free --type=merge -p '{"spec": {"template": {"data": '"$1"'}}}' >/dev/null; }
template_data '{"b": "{{"}'
eventually 5 prints False status_of free
template_data '{"b": "{{ .a }}"}'
eventually 5 prints two secret_value vault free b
template_data null
eventually 5 prints "" get secret -n vault free '{.data.b}'
kubectl delete sealedsecret -n vault free >/dev/null
prints two value free

step "its SealedSecret comes again, and takes it, but not what a stranger has put there"
ownerless three
eventually 5 prints three value free
kubectl delete sealedsecret -n vault free >/dev/null
kubectl delete secret -n vault free >/dev/null
kubectl create secret generic -n vault free --from-literal=a=strange >/dev/null
ownerless four
eventually 5 prints False status_of free
prints strange value free

step "one that is replaced never loses its Secret for good, whenever the garbage collector comes"
adopted() { prints "$(uid_of heir)" owners heir; }
for value in 1 2 3; do
    seal vault heir a=$value >"$work/heir.yaml"
    kubectl replace --force -f "$work/heir.yaml" >/dev/null
    eventually 40 prints $value value heir
    eventually 40 adopted
    eventually 40 prints True status_of heir
done
