#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# A restart with 100, 1,000 and 10,000 unchanged SealedSecrets: time until ready, work done, memory. Beside it, how long
# the bare list of them takes.
. "$(dirname "$0")/lib.sh"
start_all --kubeclient-qps=-1
http "$http_port" /v1/cert.pem >"$work/cert.pem"

seconds() { # COMMAND...
    local begin=${EPOCHREALTIME/./}
    "$@" >"$work/out"
    calculate "(${EPOCHREALTIME/./} - $begin) / 1000000"
}
list_all() { kubectl get --raw /apis/bitnami.com/v1alpha1/sealedsecrets && kubectl get --raw /api/v1/secrets; }
versions() {
    for path in apis/bitnami.com/v1alpha1 api/v1; do
        for kind in sealedsecrets secrets events; do
            kubectl get --raw "/$path/namespaces/default/$kind" 2>/dev/null || true
        done
    done | jq -r '.items[].metadata | .name + " " + .resourceVersion' | sha256sum
}
# A condition counts 1 when it is True.
settled() { prints "$1" metric sealed_secrets_controller_condition_info && prints 0 metric sealer_unseal_queue_length; }
quiet() { [[ $(versions) == "$(versions)" ]]; } # no event comes any more

row "restart with unchanged SealedSecrets, on $server" "list, s" "ready, s" RSA written "RSS, MB"
have=0
for count in 100 1000 10000; do
    "$load" seal "batch-$count-" $((count - have)) 1 "$work/cert.pem" >/dev/null
    have=$count
    eventually 600 settled "$count"
    eventually 120 quiet
    before=$(versions)
    list=$(seconds list_all)
    stop_controller
    begin=${EPOCHREALTIME/./}
    start_controller --kubeclient-qps=-1
    ready=$(calculate "(${EPOCHREALTIME/./} - $begin) / 1000000")
    eventually 30 settled "$count"
    written=no
    if [[ $(versions) != "$before" ]]; then written=yes; fi
    rss=$(awk '/^VmRSS/ {printf "%.0f", $2 / 1024}' "/proc/${pids[controller]}/status")
    row "$count" "$list" "$ready" "$(metric sealer_rsa_operations_total)" "$written" "$rss"
done
