#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Git is asked when somebody has a reason: a webhook that knows the secret, or a refresh; else every three minutes.
. "$(dirname "$0")/lib.sh"
start_all
new_repository shop
cd "$work/shop"
repository=file://$work/git/shop.git
canary=canary-$(openssl rand -hex 12)

# deliver SIGNATURE_KEY [HEADER...]: the status that a push event of GitHub's form gets.
deliver() {
    jq -n --arg url "$repository" --arg after "$(git rev-parse HEAD)" '{ref: "refs/heads/main", after: $after,
        repository: {html_url: $url, default_branch: "main"}, commits: [{added: ["app/new.yaml"]}]}' >"$work/push.json"
    local signature
    signature=$(openssl dgst -sha256 -hmac "$1" "$work/push.json" | sed 's/.*= //')
    request POST /api/webhook "$work/push.json" "Content-Type: application/json" "X-GitHub-Event: push" \
        "X-Hub-Signature-256: sha256=$signature" "${@:2}" | head -n 1 | cut -d ' ' -f 2
}
revision() { application shop '{.status.sync.revision}'; }
no_secret() { prints 403 deliver "$canary"; }
knows_secret() { prints 200 deliver "$canary"; }

step "polling is set to three minutes in argocd-cm"
kubectl create configmap -n argocd argocd-cm --from-literal=timeout.reconciliation=3m >/dev/null
config_map app/first.yaml first
push "Add an application"
apply_application shop "$repository" app shop
await_application shop Synced Healthy
asked=$(metric argocd_git_request_total)

step "without a secret a webhook is refused, and causes nothing"
config_map app/second.yaml second
push "Add another"
no_secret
kubectl create secret generic -n argocd argocd-secret --from-literal=webhook.github.secret="$canary" >/dev/null
eventually 10 knows_secret
await_application shop Synced Healthy

step "the secret may stand elsewhere; a reference that leads nowhere lets nobody in"
secret_is() {
    kubectl patch secret -n argocd argocd-secret --type merge \
        -p "$(jq -n --arg value "$1" '{stringData: {"webhook.github.secret": $value}}')" >/dev/null
}
answers() { repository=$repository-other prints "$1" deliver "$2"; }
reference="\$hooks:github-$canary"
secret_is "$reference"
eventually 10 answers 401 "$canary"
answers 401 "$reference"
kubectl create secret generic -n argocd hooks --from-literal="github-$canary=$canary" >/dev/null
kubectl label secret -n argocd hooks app.kubernetes.io/part-of=argocd >/dev/null
eventually 10 answers 200 "$canary"
secret_is "$canary"
matches "begins with" cat "$work/controller.log"

step "with a wrong signature too"
prints 401 deliver wrong
matches '^HTTP/1.1 400' request POST /api/webhook "$work/push.json"
matches '^HTTP/1.1 405' request GET /api/webhook
asked=$(metric argocd_git_request_total)
config_map app/third.yaml third
push "Add a third"
prints 401 deliver wrong
absent configmap -n shop third

step "from a webhook to the cluster in well under a second"
knows_secret
begun=${EPOCHREALTIME/./}
until kubectl get configmap -n shop third >/dev/null 2>&1; do sleep 0.02; done
took=$(((${EPOCHREALTIME/./} - begun) / 1000))
step "  it took $took ms"
((took < 2000)) # on a busy machine; kubectl itself takes its time
await_application shop Synced Healthy
((asked + 1 == $(metric argocd_git_request_total))) # once, for who knew the secret

step "a flood of them for one branch asks Git now and then"
asked=$(metric argocd_git_request_total)
for _ in {1..30}; do deliver "$canary"; done | sort | uniq -c >"$work/flood"
matches '^ *30 200$' cat "$work/flood"
(($(metric argocd_git_request_total) - asked <= 30))

step "a webhook about another repository or branch asks nobody"
asked=$(metric argocd_git_request_total)
repository=$repository-other prints 200 deliver "$canary"
((asked == $(metric argocd_git_request_total)))

step "a refresh asks Git at once, and goes"
config_map app/fourth.yaml fourth
push "Add a fourth"
refresh shop
await_application shop Synced Healthy 5
prints "" application shop '{.metadata.annotations.argocd\.argoproj\.io/refresh}'
kubectl annotate application -n argocd shop argocd.argoproj.io/refresh=hard >/dev/null
eventually 5 prints "" application shop '{.metadata.annotations.argocd\.argoproj\.io/refresh}'

step "who is left alone is not looked at, not even for a webhook"
kubectl annotate application -n argocd shop argocd.argoproj.io/skip-reconcile=true >/dev/null
before=$(revision)
config_map app/fifth.yaml fifth
push "Add a fifth"
knows_secret
apply_application other "$repository" app other
await_application other Synced Healthy
prints "$before" revision
kubectl annotate application -n argocd shop argocd.argoproj.io/skip-reconcile- >/dev/null
await_application shop Synced Healthy 5

step "the secret is in no log and in no status"
not grep -rq "$canary" "$work/controller.log"
not bash -c "kubectl get applications,events -A -o yaml | grep -q '$canary'"
