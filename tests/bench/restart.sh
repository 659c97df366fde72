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
    "$@" >/dev/null
    calculate "(${EPOCHREALTIME/./} - $begin) / 1000000"
}
list_all() { kubectl get --raw /apis/bitnami.com/v1alpha1/sealedsecrets && kubectl get --raw /api/v1/secrets; }
versions() { kubectl get sealedsecrets,secrets,events -n default -o custom-columns=V:.metadata.resourceVersion --no-headers | sha256sum; }

all_synced() { # COUNT
    local synced
    synced=$(kubectl get sealedsecrets -n default -o custom-columns=S:.status.conditions[0].status --no-headers | grep -c True)
    ((synced == $1)) && prints 0 metric sealer_unseal_queue_length
}

row "restart with unchanged SealedSecrets, on $server" "list, s" "ready, s" RSA written "RSS, MB"
have=0
for count in 100 1000 10000; do
    "$load" seal "batch-$count-" $((count - have)) 1 "$work/cert.pem" >/dev/null
    have=$count
    eventually 300 all_synced "$count"
    before=$(versions)
    stop_controller
    list=$(seconds list_all)
    begin=${EPOCHREALTIME/./}
    start_controller --kubeclient-qps=-1
    ready=$(calculate "(${EPOCHREALTIME/./} - $begin) / 1000000")
    eventually 30 prints 0 metric sealer_unseal_queue_length
    written=no
    if [[ $(versions) != "$before" ]]; then written=yes; fi
    rss=$(awk '/^VmRSS/ {printf "%.0f", $2 / 1024}' "/proc/${pids[controller]}/status")
    row "$count" "$list" "$ready" "$(metric sealer_rsa_operations_total)" "$written" "$rss"
done
