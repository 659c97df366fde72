#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# All that the controller stands on fails, one after the other, while commits go on: Git servers that refuse and hang,
# history that is rewritten, and (on the real API server) an API server that restarts, loses etcd, cuts watches, answers
# 409 and 429, and no longer knows the controller's token. In the end the cluster is as Git says.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

canary=canary-$(openssl rand -hex 12)

# commit_all NAME: a commit that changes what is in two waves, with a hook between.
count=0
commit_all() {
    count=$((count + 1))
    config_map first.yaml first argocd.argoproj.io/sync-wave=0 example.com/count="$count"
    config_map second.yaml second argocd.argoproj.io/sync-wave=1 example.com/count="$count"
    printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  generateName: ran-\n  labels: {count: "%s"}\n' "$count" >hook.yaml
    printf '  annotations: {argocd.argoproj.io/hook: PreSync}\n' >>hook.yaml
    git rm -q --ignore-unmatch "old-$((count - 1)).yaml"
    config_map "old-$count.yaml" "old-$count"
    seal shop credentials password="$canary-$count" >"$work/sealed.yaml" && mv "$work/sealed.yaml" credentials.yaml
    push "$1"
    refresh shop
}
live_count() { get configmap -n shop "$1" '{.metadata.annotations.example\.com/count}'; }
as_git_says() {
    prints "$count" live_count first && prints "$count" live_count second &&
        prints "$canary-$count" secret_value shop credentials password &&
        absent configmap -n shop "old-$((count - 1))" &&
        prints "Synced Healthy $(git rev-parse HEAD)" application shop \
            '{.status.sync.status} {.status.health.status} {.status.sync.revision}'
}
runs() { kubectl get configmaps -n shop -l "count=$count" -o name | wc -l; }
waits_for() { application shop '{.status.conditions[?(@.type=="SyncWaiting")].message}'; }
# write_token: a fresh one of the controller's ServiceAccount.
write_token() {
    echo '{"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": {}}' |
        kubectl create --raw /api/v1/namespaces/kube-system/serviceaccounts/sealed-secrets-controller/token -f - |
        jq -r .status.token >"$work/token.new"
    mv "$work/token.new" "$work/token"
}

# start_behind_proxy: the controller reaches the API server through one that misbehaves as $work/faults says.
start_behind_proxy() {
    local url proxy_port
    url=$(kubectl config view -o 'jsonpath={.clusters[0].cluster.server}')
    proxy_port=$(free_port)
    start proxy "$here/faulty_proxy.py" "$proxy_port" "${url#https://}" "$work/cluster/pki" "$work/faults"
    eventually 10 eval "(: <>/dev/tcp/127.0.0.1/$proxy_port)"
    write_token
    sed -i "s,server: \"[^\"]*\",server: https://127.0.0.1:$proxy_port,; s,user: {token: .*},user: {tokenFile: $work/token}}," \
        "$work/controller.kubeconfig"
    start_controller
}

if [[ $server == kube-apiserver ]]; then
    start_kube_apiserver
    start_behind_proxy
else
    start_controller
fi
kubectl create namespace shop >/dev/null
kubectl create configmap -n shop bystander --from-literal=a=b >/dev/null
new_repository shop
cd "$work/shop"
touch "$work/git/shop.git/git-daemon-export-ok"
git_port=$(free_port)
start_git() {
    start git-daemon "$(git --exec-path)/git-daemon" --listen=127.0.0.1 --port="$git_port" --base-path="$work/git" --reuseaddr
    eventually 10 git ls-remote "git://127.0.0.1:$git_port/shop.git"
}
start_git
config_map base.yaml base
push "Start"
apply_application shop "git://127.0.0.1:$git_port/shop.git" . shop
commit_all "Open the shop"
eventually 30 as_git_says

step "the Git server refuses"
stop git-daemon
commit_all "Not to be had"
eventually 30 matches 'waiting for the Git repository: .*unable to connect' waits_for
start_git
refresh shop
eventually 30 as_git_says

step "the Git server hangs; what comes from elsewhere goes on"
kill -STOP "${pids[git-daemon]}"
commit_all "Far away"
new_repository other
(cd "$work/other" && config_map here.yaml here && push "Near")
apply_application other "file://$work/git/other.git" . shop
eventually 30 get configmap -n shop here '{.metadata.name}'
kill -CONT "${pids[git-daemon]}"
eventually 120 as_git_says

step "history is rewritten"
git reset -q --hard HEAD~2
git commit -q --amend -m "Another past"
git push -q --force origin HEAD
commit_all "Another present"
eventually 30 as_git_says

if [[ $server == kube-apiserver ]]; then
    for fault in 429 409 cut "429 409 cut"; do
        step "the API server: $fault"
        echo "$fault" >"$work/faults"
        commit_all "Under $fault"
        eventually 60 as_git_says
        config_map first.yaml first # a hand that writes meanwhile
        kubectl annotate configmap -n shop second --overwrite example.com/count=by-hand >/dev/null
        git checkout -q first.yaml
        eventually 60 as_git_says
        prints 1 runs
        rm "$work/faults"
    done

    step "the API server restarts in the middle of a sync"
    commit_all "Before the restart"
    kill -HUP "${pids[kube-apiserver]}"
    eventually 60 kubectl get --raw /readyz
    eventually 90 as_git_says

    step "etcd stops for a minute"
    etcd=$(pgrep -f "^etcd --data-dir=$work/cluster/etcd")
    commit_all "Before the minute"
    kill -STOP "$etcd"
    sleep 60 # the outage itself
    kill -CONT "$etcd"
    eventually 60 kubectl get --raw /readyz
    eventually 120 as_git_says

    step "the token is no longer valid, until there is a new one"
    echo expired >"$work/token"
    echo cut >"$work/faults" # so that nothing that is open goes on
    kubectl annotate configmap -n shop second --overwrite example.com/count=by-hand >/dev/null
    eventually 30 grep -qE '401|Unauthorized' "$work/controller.log"
    rm "$work/faults"
    write_token
    commit_all "With a new token"
    eventually 90 as_git_says
fi

step "nothing is gone that should not be, and no secret was written down"
get configmap -n shop bystander '{.data.a}' >/dev/null
get configmap -n shop base '{.data.from}' >/dev/null
no_trace_of "$canary"
