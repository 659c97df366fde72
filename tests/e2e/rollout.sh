#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# sealer.dev/restart: workloads that use a Secret are rolled out when its contents change.
. "$(dirname "$0")/lib.sh"
start_all
kubectl create namespace vault >/dev/null

workload() { # KIND NAME SPEC_JSON
    jq -n --arg kind "$1" --arg name "$2" --argjson spec "$3" '{apiVersion: "apps/v1", kind: $kind,
        metadata: {name: $name, namespace: "vault"},
        spec: ({selector: {matchLabels: {app: $name}}, template: {metadata: {labels: {app: $name}},
            spec: ({containers: [{name: "c", image: "i"}]} + $spec)}}
            + if $kind == "StatefulSet" then {serviceName: $name} else {} end)}' | kubectl apply -f - >/dev/null
}
marker() { get "$1" -n vault "$2" '{.spec.template.metadata.annotations.sealer\.dev/restarted-for}'; }
sealed() { # VALUE [ANNOTATION]
    seal vault db password="$1" | kubectl annotate --local -f - "${2:-sealer.dev/restart=true}" -o yaml | kubectl apply -f - >/dev/null
    eventually 5 prints "$1" secret_value vault db password
}

workload Deployment by-env '{"containers": [{"name": "c", "image": "i", "env": [{"name": "P",
    "valueFrom": {"secretKeyRef": {"name": "db", "key": "password"}}}]}]}'
workload StatefulSet by-volume '{"volumes": [{"name": "v", "secret": {"secretName": "db"}}]}'
workload DaemonSet by-pull '{"imagePullSecrets": [{"name": "db"}]}'
workload Deployment stranger '{"volumes": [{"name": "v", "secret": {"secretName": "other"}}]}'

step "not when the Secret is made"
sealed one
eventually 5 prints True get sealedsecret -n vault db '{.status.conditions[0].status}'
prints "" marker deployment by-env

step "when its contents change"
sealed two
eventually 5 matches '^db@[0-9]+$' marker deployment by-env
eventually 5 matches '^db@[0-9]+$' marker statefulset by-volume
eventually 5 matches '^db@[0-9]+$' marker daemonset by-pull
prints "" marker deployment stranger

step "not when it is sealed anew, nor when somebody's edit is undone"
before=$(marker deployment by-env)
sealed two
kubectl patch secret -n vault db --type=merge -p '{"stringData": {"password": "tampered"}}' >/dev/null
eventually 5 prints two secret_value vault db password
eventually 5 prints True get sealedsecret -n vault db '{.status.conditions[0].status}'
prints "$before" marker deployment by-env

step "drift is left alone where that is asked for, until something new is sealed"
kubectl annotate sealedsecret -n vault db sealer.dev/ignore-drift=true >/dev/null
sleep 1 # for the controller to have seen it
kubectl patch secret -n vault db --type=merge -p '{"stringData": {"password": "mine"}}' >/dev/null
sleep 1
prints mine secret_value vault db password
sealed three sealer.dev/ignore-drift=true
