#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# The first sync of many ConfigMaps: in Applications of 1,000 at most, and in an Application each; from the creation of
# the Applications to the last ConfigMap. Beside it what the API server takes for the same writes, sent by a bare client
# as fast as it can.
. "$(dirname "$0")/applications.sh"
start_all --kubeclient-qps=-1
kubectl create namespace bench >/dev/null
kubectl create namespace limit >/dev/null
open_repository

# sync_all TEXT APPLICATIONS OBJECTS-OF-EACH [with-statuses]
sync_all() {
    local text=$1 applications=$2 each=$3 i limit took
    for ((i = 0; i < applications; i++)); do
        mkdir -p "app-$i"
        config_maps "one-$i-" "$each" >"app-$i/all.yaml"
    done
    push "$text"
    applications "$applications" >"$work/applications.yaml"
    config_maps limit- $((applications * each)) limit >"$work/limit.yaml"
    took=$("$sync_load" sync one- $((applications * each)) "$work/applications.yaml")
    eventually 300 in_sync "$applications"
    local status=()
    if [[ ${4:-} == with-statuses ]]; then
        application app-0 '{.status}' >"$work/status.json"
        status=("$work/status.json")
    fi
    limit=$("$sync_load" limit "$work/limit.yaml" "${status[@]}")
    row "$text" "$limit" "$took" "$(calculate "$took / $limit")" "$(memory)"

    stop_controller
    delete_all /apis/argoproj.io/v1alpha1/namespaces/argocd/applications
    delete_all /api/v1/namespaces/bench/configmaps
    delete_all /api/v1/namespaces/limit/configmaps
    git rm -q -r .
    start_controller --kubeclient-qps=-1
}

row "first sync, on $server" "limit, s" "s" "times" "RSS, MB"
sync_all "100 ConfigMaps in one Application" 1 100
sync_all "500 ConfigMaps in one Application" 1 500
sync_all "10,000 ConfigMaps in ten Applications" 10 1000
sync_all "100 Applications of one ConfigMap (limit: and a status)" 100 1 with-statuses
sync_all "1,000 Applications of one ConfigMap (limit: and a status)" 1000 1 with-statuses
