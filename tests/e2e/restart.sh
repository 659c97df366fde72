#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Stopped, killed, or without its API server: the controller goes on where it was.
. "$(dirname "$0")/lib.sh"
start_all
new_repository app
cd "$work/app"
mkdir app

# change NAME: a commit with a further ConfigMap and SealedSecret of that name.
change() {
    kubectl create configmap "$1" --from-literal=a=b --dry-run=client -o yaml >"app/$1.yaml"
    seal app "$1" password="$1" >"app/$1-sealed.yaml"
    push "Add $1"
}

# arrived NAME: waits until they are live.
arrived() {
    await_application app Synced Healthy 60
    eventually 30 prints "$1" secret_value app "$1" password
    prints "configmap/$1" kubectl get configmap -n app "$1" -o name
}

change one
apply_application app "file://$work/git/app.git" app app
arrived one

step "SIGTERM ends it within 5 s, and a new start goes on"
change two
stop_controller
start_controller
arrived two

step "killed in the midst of its work"
for name in three four five; do
    change $name
    refresh app
    stop_controller KILL
    start_controller
done
arrived five
prints three secret_value app three password

if [[ $server == kube-apiserver ]]; then
    step "the API server is away for a while"
    # Killed and started again by us; whoever watches over it must not see that.
    kill -STOP "${pids[kube-apiserver]}"
    pid=$(pgrep -P "${pids[kube-apiserver]}" -x kube-apiserver)
    program=$(readlink "/proc/$pid/exe")
    mapfile -d '' arguments <"/proc/$pid/cmdline"
    change six
    kill -KILL "$pid"
    eventually 30 grep -q 'cannot reach' "$work/controller.log"
    running controller
    start second-kube-apiserver "$program" "${arguments[@]:1}"
    arrived six
    kubectl patch configmap -n app six --type=merge -p '{"data": {"a": "tampered"}}' >/dev/null
    eventually 15 prints b get configmap -n app six '{.data.a}'
    kill -CONT "${pids[kube-apiserver]}"
fi
