#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# The Secret as spec.template says: rendered data, metadata, type, immutable; and what comes of templates that fail.
. "$(dirname "$0")/lib.sh"
start_all
kubectl create namespace vault >/dev/null

value() { secret_value vault "${2:-db}" "$1"; }
# condition NAME: status and message.
condition() { get sealedsecret -n vault "$1" '{.status.conditions[0].status} {.status.conditions[0].message}'; }
type_of() { get secret -n vault "$1" '{.type}'; }
keys_of() { kubectl get secret -n vault "$1" -o json | jq -r '.data | keys | join(" ")'; }
# made_of NAME TEMPLATE: a SealedSecret of that template alone, without any item.
made_of() {
    jq -n --arg name "$1" --argjson template "$2" '{apiVersion: "bitnami.com/v1alpha1", kind: "SealedSecret",
        metadata: {name: $name, namespace: "vault"}, spec: {encryptedData: {}, template: $template}}' |
        kubectl apply -f - >/dev/null
}
# template NAME JSON: merges into spec.template.
template() { kubectl patch sealedsecret -n vault "$1" --type=merge -p '{"spec": {"template": '"$2"'}}' >/dev/null; }

step "rendered from items and from plain texts; a null keeps its item out; metadata and type as they stand"
kubectl create secret generic -n vault db --from-literal=password='p&w' --from-literal=spare=s --dry-run=client -o json |
    "$bin/sealer" | jq '.spec.template += {type: "example.com/db", data: {username: "admin", spare: null,
        url: "db://{{ .username }}:{{ .password | urlquery }}@db/{{ .spare | b64enc }}"}} |
        .spec.template.metadata += {labels: {team: "shop"}, annotations: {note: "a"}}' | kubectl apply --server-side -f - >/dev/null
eventually 5 prints 'db://admin:p%26w@db/cw==' value url
prints 'password url username' keys_of db
prints 'p&w' value password
prints admin value username
prints example.com/db type_of db
prints "shop a" get secret -n vault db '{.metadata.labels.team} {.metadata.annotations.note}'

step "the template alone changes: the Secret follows, in data and metadata"
template db '{"data": {"url": "{{ index . \"password\" | upper }}", "username": null},
    "metadata": {"labels": {"team": null, "app": "web"}, "annotations": {"note": "b"}}}'
eventually 5 prints 'P&W' value url
prints ' web b' get secret -n vault db '{.metadata.labels.team} {.metadata.labels.app} {.metadata.annotations.note}'
template db '{"data": null}'
eventually 5 prints 'password spare' keys_of db

# bad TEMPLATE MESSAGE: the condition says so, and neither the Secret nor others suffer.
bad() {
    local version
    version=$(get secret -n vault db '{.metadata.resourceVersion}')
    template db "$(jq -n --arg text "$1" '{data: {bad: $text}}')"
    eventually 15 prints "False $2" condition db
    prints "$version" get secret -n vault db '{.metadata.resourceVersion}'
}
step "templates that cannot be parsed or fail: the condition says why, the Secret stays"
bad '{{ .password' 'template: bad:1: unclosed action (bad)'
bad '{{ env "HOME" }}' 'template: bad:1: function "env" not defined (bad)'
bad '{{ fail "boom" }}' 'template: bad:1:3: executing "bad" at <fail "boom">: error calling fail: boom (bad)'
matches 'Warning +ErrUnsealFailed +.*error calling fail: boom' kubectl get events -n vault

step "what they compute is not said"
template db '{"data": {"bad": "{{ fail .password }}"}}'
eventually 5 matches '^False .*error calling fail' condition db
not grep -q 'p&w' <(condition db; kubectl get events -n vault -o json) "$work/controller.log"

step "bombs burst in their own hands"
for bomb in 'until 999999999' 'repeat 999999999 .password' 'genPrivateKey "ecdsa" }}{{ template "bad"'; do
    template db "$(jq -n --arg text "{{ $bomb }}" '{data: {bad: $text}}')"
    eventually 15 matches "^False .*bad:1:[0-9]+: .*calling ${bomb%% *}: the template makes more than" condition db
done
seal vault other a=b | kubectl apply -f - >/dev/null
eventually 5 prints b value a other

step "mended, all is well again"
template db '{"data": {"bad": "{{ .password | len }}"}}'
eventually 5 prints 3 value bad
eventually 5 prints "True " condition db

step "a template without any item; what is random is settled once"
made_of plain '{"type": "kubernetes.io/basic-auth",
    "data": {"username": "admin", "password": "{{ randAlphaNum 20 }}"}}'
eventually 5 matches '^.{20}$' value password plain
prints admin value username plain
prints kubernetes.io/basic-auth type_of plain
eventually 5 prints "True " condition plain
password=$(value password plain)
stop_controller
start_controller
kubectl label secret -n vault plain stray=1 >/dev/null
eventually 5 prints "$password" value password plain

step "immutable: made so, then out of reach, and made anew once it is deleted"
made_of fixed '{"immutable": true, "data": {"a": "1"}}'
eventually 5 prints 1 value a fixed
prints true get secret -n vault fixed '{.immutable}'
template fixed '{"data": {"a": "2"}}'
eventually 5 matches '^False .*the target Secret is immutable' condition fixed
prints 1 value a fixed
kubectl delete secret -n vault fixed >/dev/null
eventually 5 prints 2 value a fixed
