#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# The original's flags that say which SealedSecrets are unsealed, and what is done for them.
. "$(dirname "$0")/lib.sh"
start_all
for name in one two three; do kubectl create namespace $name >/dev/null; done
http "$http_port" /v1/cert.pem >"$work/cert.pem"

sealed() { # NAMESPACE NAME [LABEL]
    kubectl create secret generic -n "$1" "$2" --from-literal=a=b --dry-run=client -o yaml |
        "$bin/sealer" --format yaml --cert "$work/cert.pem" | kubectl label --local -f - "x=${3:-none}" -o yaml | kubectl apply -f - >/dev/null
}
unsealed() { prints b secret_value "$1" "$2" a; }
restart() {
    stop_controller
    start_controller "$@"
}

step "--additional-namespaces: these and the own, no others; missing ones are left out"
restart --additional-namespaces=one,missing,one
sealed three there
sealed one here
sealed kube-system own
eventually 5 unsealed one here
eventually 5 unsealed kube-system own
absent secret -n three there
grep -q 'namespace left out: it does not exist.*namespace=missing' "$work/controller.log"

step "--all-namespaces=false: the own alone"
restart --all-namespaces=false
sealed one late
sealed kube-system late
eventually 5 unsealed kube-system late
absent secret -n one late

step "--label-selector"
restart --label-selector=x=mine
sealed two stranger
sealed two ours mine
eventually 5 unsealed two ours
absent secret -n two stranger

step "--update-status=false: no conditions, but Secrets"
restart --update-status=false
eventually 5 unsealed two stranger
prints "" get sealedsecret -n two stranger '{.status}'

step "--accept-deprecated-v1-data: a whole Secret in one value"
restart
old() { # NAME
    kubectl create secret generic -n two "$1" --from-literal=a=b --dry-run=client -o json |
        "$bin/sealer" --raw --cert "$work/cert.pem" --namespace two --name "$1" |
        jq -R --arg name "$1" '{apiVersion: "bitnami.com/v1alpha1", kind: "SealedSecret",
            metadata: {namespace: "two", name: $name}, spec: {data: ., encryptedData: {}}}' | kubectl apply -f - >/dev/null
}
old first-form
eventually 5 unsealed two first-form
restart --accept-deprecated-v1-data=false
old late-first-form
eventually 5 matches "using deprecated 'data' field" get sealedsecret -n two late-first-form '{.status.conditions[0].message}'
absent secret -n two late-first-form

step "--log-format, --log-level"
log_level=info restart --log-format=json
prints info jq -r 'select(.msg == "ready") | .level' <(grep '^{' "$work/controller.log")
not grep -q '^{.*"level":"debug"' "$work/controller.log"

step "--skip-recreate: what is deleted stays away, and a restart costs no RSA"
restart
eventually 5 prints True get sealedsecret -n two stranger '{.status.conditions[0].status}'
restart --skip-recreate
kubectl delete secret -n two stranger >/dev/null
sealed two after
eventually 5 unsealed two after
absent secret -n two stranger
prints 1 metric sealer_rsa_operations_total

step "--old-gc-behavior: the Secret goes with its SealedSecret, if that owned it"
restart --old-gc-behavior
kubectl create secret generic -n two mine --from-literal=a=mine >/dev/null
sealed two mine
eventually 5 prints False get sealedsecret -n two mine '{.status.conditions[0].status}'
kubectl delete sealedsecret -n two mine ours >/dev/null
eventually 5 absent secret -n two ours
prints mine secret_value two mine a

step "environment variables stand in for flags"
stop_controller
export SEALED_SECRETS_LABEL_SELECTOR=x=mine SEALED_SECRETS_SKIP_RECREATE=true
start_controller
sealed two env
sealed two env-mine mine
eventually 5 unsealed two env-mine
absent secret -n two env
unset SEALED_SECRETS_LABEL_SELECTOR SEALED_SECRETS_SKIP_RECREATE

if [[ $server == kube-apiserver ]]; then
    step "a kubeconfig that names no authority: those of the machine count, no others"
    sed -i 's/, certificate-authority: [^}]*//' "$work/controller.kubeconfig"
    SSL_CERT_FILE=$work/cluster/pki/ca.crt restart
    stop_controller
    SSL_CERT_FILE='' SSL_CERT_DIR=$work/home start stranger "$bin/sealer-controller" --data-dir="$work/data" \
        --kubeconfig="$work/controller.kubeconfig" --listen-addr="127.0.0.1:$http_port" --listen-metrics-addr="127.0.0.1:$metrics_port"
    eventually 10 grep -q 'SSL handshake (is its certificate of the authority that is configured' "$work/stranger.log"
fi
