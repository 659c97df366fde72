#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Sealing keys: made, made at once, added by hand, taken away, unreadable; all without a restart.
. "$(dirname "$0")/lib.sh"
start_all --privatekey-labels=team=platform --privatekey-annotations=note=kept --my-cn=sealer.example
kubectl create namespace vault >/dev/null
readonly label=sealedsecrets.bitnami.com/sealed-secrets-key

keys() { kubectl get secrets -n kube-system -l $label=active -o name | wc -l; }
certificate() { http "$http_port" /v1/cert.pem; }
synced() { get sealedsecret -n vault "$1" '{.status.conditions[0].status}'; }
events_on() { get events -n kube-system "{.items[?(@.involvedObject.name==\"$1\")].reason}"; }

step "the first key is as the original makes it"
first=$(kubectl get secrets -n kube-system -l $label=active -o 'jsonpath={.items[0].metadata.name}')
[[ $first == sealed-secrets-key????? ]]
prints "kubernetes.io/tls platform kept" get secret -n kube-system "$first" '{.type} {.metadata.labels.team} {.metadata.annotations.note}'
secret_value kube-system "$first" tls.crt | cmp - <(certificate)
matches 'CN ?= ?sealer.example' openssl x509 -noout -subject <<<"$(certificate)"
prints 1 metric sealer_keys

step "SIGUSR1 makes a new one, which seals from then on"
certificate >"$work/first.pem"
kill -USR1 "${pids[controller]}"
eventually 15 prints 2 metric sealer_keys
prints 2 keys
not cmp -s "$work/first.pem" <(certificate)
kubectl create secret generic -n vault old --from-literal=a=old --dry-run=client -o yaml |
    "$bin/sealer" --cert "$work/first.pem" | kubectl apply -f - >/dev/null
eventually 15 prints old secret_value vault old a

step "what is sealed with a key that comes later opens then"
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/late.key" -subj / -days 1 -out "$work/late.pem" 2>/dev/null
kubectl create secret generic -n vault late --from-literal=a=late --dry-run=client -o yaml |
    "$bin/sealer" --cert "$work/late.pem" | kubectl apply -f - >/dev/null
eventually 15 prints False synced late
kubectl create secret tls -n kube-system late --key="$work/late.key" --cert="$work/late.pem" >/dev/null
kubectl label secret -n kube-system late $label=active >/dev/null
eventually 15 prints late secret_value vault late a
eventually 15 prints True synced late
prints 3 metric sealer_keys

step "one marked as compromised is used no more"
kubectl label secret -n kube-system late $label=compromised --overwrite >/dev/null
eventually 15 prints 2 metric sealer_keys
kubectl create secret generic -n vault compromised --from-literal=a=b --dry-run=client -o yaml |
    "$bin/sealer" --cert "$work/late.pem" | kubectl apply -f - >/dev/null
eventually 15 prints False synced compromised
prints late secret_value vault late a

step "an unreadable one is left out, and an event on it says so"
kubectl create secret generic -n kube-system broken --from-literal=tls.key=canary --from-literal=tls.crt=canary >/dev/null
kubectl label secret -n kube-system broken $label=active >/dev/null
eventually 15 prints ErrKeyUnreadable events_on broken
prints 2 metric sealer_keys
running controller
not grep -q canary "$work/controller.log"

step "a cut-off renews what is older, once, and a key order is obeyed"
sleep 1 # certificates have whole seconds
stop_controller
start_controller --key-cutoff-time="$(date -R)" --key-order-priority=SecretCreationTimestamp --key-renew-period=0
eventually 15 prints 3 metric sealer_keys
stop_controller
start_controller --key-cutoff-time="$(date -R -d '-1 hour')" --key-renew-period=0
prints 3 metric sealer_keys

step "renewed by the clock, under another prefix, for another time"
renewed() { (($(kubectl get secrets -n kube-system -l $label=active -o name | grep -c /renewed-) >= 2)); }
stop_controller
start_controller --key-renew-period=2s --key-ttl=1h --key-prefix=renewed-
eventually 15 renewed
openssl x509 -noout -checkend 0 <<<"$(certificate)" >/dev/null
not openssl x509 -noout -checkend 3600 <<<"$(certificate)" >/dev/null
stop_controller
start_controller

step "when the last one goes, a new one is made"
kubectl delete secrets -n kube-system -l $label=active >/dev/null
eventually 15 prints 1 metric sealer_keys
prints old secret_value vault old a
