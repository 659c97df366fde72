#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Ten Applications with 100, 1,000 and 10,000 ConfigMaps in all, in sync: what they cost while nothing happens, how long
# it takes from a push, of which a webhook tells, to its one change in the cluster, and what a restart does: what it asks
# for when nothing has changed, as the API server's audit log tells, and how long it takes until drift is put right.
. "$(dirname "$0")/applications.sh"
export AUDITED_USER=system:serviceaccount:kube-system:sealed-secrets-controller
start_all --kubeclient-qps=-1
kubectl create namespace bench >/dev/null
kubectl create secret generic -n argocd argocd-secret --from-literal=webhook.gitlab.secret=s3cret >/dev/null
open_repository
applications=10 files=10

# requests: how many there were but for watches. writes: of these, those that write.
requests() { jq -s '[.[] | select(.verb != "watch")] | length' "$work/cluster/audit.log"; }
writes() { jq -s '[.[] | select(.verb | IN("get", "list", "watch") | not)] | length' "$work/cluster/audit.log"; }
# quiet: whether nothing was asked for a while.
quiet() {
    local before
    before=$(wc -l <"$work/cluster/audit.log")
    sleep 3
    [[ $(wc -l <"$work/cluster/audit.log") == "$before" ]]
}
# all_at HEAD: whether all Applications are in sync with that commit.
all_at() {
    prints "$applications" grep -cx "Synced Healthy $1" \
        <(get application -n argocd '{range .items[*]}{.status.sync.status} {.status.health.status} {.status.sync.revision}{"\n"}{end}')
}
refresh_all() { kubectl annotate application -n argocd --all argocd.argoproj.io/refresh=normal --overwrite >/dev/null; }
# drift: of one ConfigMap of each Application. healed: whether all are as Git has them.
drift() { for ((i = 0; i < applications; i++)); do kubectl patch configmap -n bench "c-$i-0-0" -p '{"data": {"value": "x"}}'; done; }
healed() {
    local names
    mapfile -t names < <(for ((i = 0; i < applications; i++)); do echo "c-$i-0-0"; done)
    not grep x <(kubectl get configmap -n bench "${names[@]}" -o 'jsonpath={.items[*].data.value}')
}
seconds() { # COMMAND...
    local begin=${EPOCHREALTIME/./}
    "$@" >"$work/out"
    calculate "(${EPOCHREALTIME/./} - $begin) / 1000000"
}
list_all() {
    kubectl get --raw /apis/argoproj.io/v1alpha1/namespaces/argocd/applications
    kubectl get --raw /api/v1/configmaps
}
# change_one: pushes a change to one ConfigMap, and tells of it as GitLab does.
cat >"$work/payload.json" <<JSON
{"object_kind": "push", "ref": "refs/heads/main", "total_commits_count": 1, "commits": [{"modified": ["app-5/5.yaml"]}],
 "project": {"git_http_url": "$repository", "default_branch": "main"}}
JSON
export -f request
export http_port
cat >"$work/change_one" <<SH
#!/usr/bin/env bash
set -e
sed -i '0,/value: "0"/s//value: "1"/' app-5/5.yaml
git commit -q -a -m "Change one"
git push -q origin HEAD
request POST /api/webhook "$work/payload.json" \
    "X-Gitlab-Event: Push Hook" "X-Gitlab-Token: s3cret" "Content-Type: application/json" | grep -q '^HTTP/1.1 200'
SH
chmod +x "$work/change_one"

row "ConfigMaps in sync, on $server" "requests/60 s" "% of a core" "RSS, MB" "one change, s" "list, s" "ready, s" "requests" "writes"
for count in 100 1000 10000; do
    for ((i = 0; i < applications; i++)); do
        mkdir -p "app-$i"
        for ((file = 0; file < files; file++)); do
            config_maps "c-$i-$file-" $((count / applications / files)) >"app-$i/$file.yaml"
        done
    done
    push "$count"
    applications "$applications" | kubectl apply -f - >/dev/null
    refresh_all
    eventually 600 all_at "$(git rev-parse HEAD)"
    eventually 120 quiet

    before=$(requests) used=$(cpu)
    sleep 60
    used=$(calculate "100 * ($(cpu) - $used) / 60") asked=$(($(requests) - before)) rss=$(memory)

    changed=$("$sync_load" change bench c-5-5-0 value 1 "$work/change_one")
    refresh_all
    eventually 120 all_at "$(git rev-parse HEAD)"
    eventually 120 quiet

    list=$(seconds list_all)
    stop_controller
    before=$(requests) written=$(writes)
    start_controller --kubeclient-qps=-1
    eventually 120 quiet
    before=$(($(requests) - before)) written=$(($(writes) - written))

    stop_controller
    drift >/dev/null
    begin=${EPOCHREALTIME/./}
    start_controller --kubeclient-qps=-1
    eventually 120 healed
    ready=$(calculate "(${EPOCHREALTIME/./} - $begin) / 1000000")
    row "$count" "$asked" "$used" "$rss" "$changed" "$list" "$ready" "$before" "$written"
done
