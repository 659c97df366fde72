#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Two replicas: one does the work, both serve, and when the one goes the other goes on.
. "$(dirname "$0")/lib.sh"
if [[ $server == standalone ]]; then
    # A third controller, which is the API server and keeps to a namespace of its own.
    start_controller --namespace=elsewhere --all-namespaces=false
    kubeconfig=$work/data/kubeconfig
else
    start_kube_apiserver
    kubeconfig=$work/controller.kubeconfig
fi
kubectl create namespace vault >/dev/null

start_replica() { # NAME
    rm -rf "${work:?}/$1"
    start "$1" "$bin/sealer-controller" --leader-elect --kubeconfig="$kubeconfig" --namespace=kube-system \
        --allow-local-git --data-dir="$work/$1" --key-size=2048 --listen-addr=127.0.0.1:0 --listen-metrics-addr=127.0.0.1:0
}
port() { sed -n "s/^$2=127.0.0.1:\([0-9]*\)$/\1/p" "$work/$1/addresses"; } # NAME http|metrics
serves() { [[ -e $work/$1/ready ]] && http "$(port "$1" http)" /readyz; }
leads() { [[ $(metrics_port=$(port "$1" metrics) metric sealer_leading) == 1 ]]; }
certificate() { http "$(port "$1" http)" /v1/cert.pem; }
unsealed() { # NAME: a new SealedSecret becomes a Secret
    kubectl create secret generic -n vault "$1" --from-literal=password="$1" --dry-run=client -o yaml |
        "$bin/sealer" --cert "$work/cert.pem" | kubectl apply -f - >/dev/null
    eventually 5 prints "$1" secret_value vault "$1" password
}
# elect: which of the two leads is $leader, the other $follower.
elect() {
    leader=a follower=b
    if leads b; then leader=b follower=a; fi
    leads "$leader" && not leads "$follower"
}

step "two replicas: one leads, both are ready with the same key"
start_replica a
start_replica b
eventually 30 serves a
eventually 30 serves b
eventually 10 elect
certificate a | tee "$work/cert.pem" | cmp - <(certificate b)
prints 1 bash -c 'kubectl get secrets -n kube-system -l sealedsecrets.bitnami.com/sealed-secrets-key=active -o name | wc -l'
unsealed one

step "the follower verifies too"
kubectl get sealedsecret -n vault one -o json >"$work/one.json"
kubectl --kubeconfig=/dev/null --server="http://127.0.0.1:$(port "$follower" http)" create --raw /v1/verify -f "$work/one.json"

if [[ $server == kube-apiserver ]]; then # elsewhere the API server itself works on Applications
    step "a webhook that reaches the follower has the leader look"
    new_repository shop
    cd "$work/shop"
    config_map app/first.yaml first
    push "Add an application"
    kubectl create secret generic -n argocd argocd-secret --from-literal=webhook.gitlab.secret=word >/dev/null
    apply_application shop "file://$work/git/shop.git" app vault
    await_application shop Synced Healthy
    config_map app/second.yaml second
    push "Add another"
    jq -n --arg url "file://$work/git/shop.git" '{object_kind: "push", ref: "refs/heads/main",
        project: {web_url: $url, default_branch: "main"}}' >"$work/push.json"
    follower_answers() {
        http_port=$(port "$follower" http) request POST /api/webhook "$work/push.json" "X-Gitlab-Event: Push Hook" \
            "X-Gitlab-Token: word"
    }
    eventually 10 matches '^HTTP/1.1 200' follower_answers
    await_application shop Synced Healthy 10
fi

step "on SIGTERM it lets go: the other takes over within seconds"
exit_code=0
stop "$leader"
((exit_code == 0))
eventually 4 leads "$follower"
unsealed two
start_replica "$leader"
eventually 30 serves "$leader"
not leads "$leader"

step "a new key reaches the one that did not make it"
kill -USR1 "${pids[$follower]}" # which leads by now
eventually 15 prints 2 bash -c 'kubectl get secrets -n kube-system -l sealedsecrets.bitnami.com/sealed-secrets-key=active -o name | wc -l'
same_certificate() { cmp -s <(certificate a) <(certificate b) && not cmp -s "$work/cert.pem" <(certificate a); }
eventually 10 same_certificate

step "killed: the other takes over when the Lease has run out"
elect
stop "$leader" KILL
eventually 25 leads "$follower"
unsealed three

step "who loses the Lease stops at once"
kubectl patch lease -n kube-system sealer-controller --type=merge -p '{"spec": {"holderIdentity": "stranger"}}' >/dev/null
eventually 5 not leads "$follower"
running "$follower"
