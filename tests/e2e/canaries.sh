#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Plaintext and private keys stay where they belong: nothing that the programs write or show holds one.
. "$(dirname "$0")/lib.sh"
ulimit -c unlimited # even so, a crash must not leave a core behind
start_all
kubectl create namespace vault >/dev/null
new_repository app
cd "$work/app"
mkdir app

canary=canary-$(openssl rand -hex 12)
other=canary-$(openssl rand -hex 12)
git_password=canary-$(openssl rand -hex 12)

# holds VALUE NAME: as `prints`, without printing.
holds() { [[ $(secret_value vault "$2" password) == "$1" ]]; }

step "through all that can happen to a secret"
seal vault good password="$canary" multi="$other" >app/good.yaml
seal vault wrong password="$canary" | sed 's/name: wrong/name: moved/' >app/moved.yaml
push "Add secrets"
apply_application app "file://$work/git/app.git" app vault
eventually 30 holds "$canary" good
kubectl create secret generic -n argocd repository --from-literal=url=https://127.0.0.1:1/nowhere.git \
    --from-literal=username=git --from-literal=password="$git_password" >/dev/null
kubectl label secret -n argocd repository argocd.argoproj.io/secret-type=repository >/dev/null
apply_application unreachable https://127.0.0.1:1/nowhere.git app vault
eventually 30 matches . application unreachable '{.status.conditions[*].message}'
kubectl patch secret -n vault good --type=merge -p "{\"stringData\": {\"password\": \"$other\"}}" >/dev/null
eventually 5 holds "$canary" good
kubectl create secret generic -n vault plain --from-literal=password="$canary" --dry-run=client -o yaml >app/plain.yaml
push "A plain Secret, as it should not be"
refresh app
eventually 30 holds "$canary" plain
git rm -q app/plain.yaml
kubectl create secret generic -n vault plain --from-literal=password="$canary" --dry-run=client -o yaml |
    sed 's/^  password:.*/  password: "*** '"$canary"' ***"/' >app/refused.yaml
push "A Secret that the API server refuses, and may quote"
refresh app
eventually 30 matches 'illegal base64|data.password' application app \
    '{.status.conditions}{.status.operationState.syncResult.resources[?(@.status=="SyncFailed")]}'

step "the CLI does not tell, either"
for input in "stringData: [$canary]" "data: {password: $canary!}" "{\"stringData\": {\"password\": \"$canary\""; do
    printf 'apiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: b}\n%s\n' "$input" |
        "$bin/sealer" >>"$work/cli.log" 2>&1 || true
done

step "what can be seen from outside"
{
    kubectl get applications,sealedsecrets,events,configmaps -A -o yaml
    http "$http_port" /v1/cert.pem
    http "$metrics_port" /metrics
} >"$work/seen.log"

step "a crash leaves no core"
pid=${pids[controller]}
grep -q '^Max core file size *0 ' "/proc/$pid/limits"
tr '\0' '\n' <"/proc/$pid/environ" >"$work/environment.log"
tr '\0' '\n' <"/proc/$pid/cmdline" >"$work/command.log"
private_key=$(secret_value kube-system "$(kubectl get secrets -n kube-system -o name |
    grep -o 'sealed-secrets-key.*')" tls.key | sed -n 2p)
[[ ${#private_key} == 64 ]]
stop_controller ABRT

# The API server's own store is the one place where Secrets are, in plain, until it encrypts at rest.
for secret in "$canary" "$other" "$git_password" "$private_key"; do
    for form in "$secret" "$(printf %s "$secret" | base64 -w0 | tr -d =)"; do
        if grep -rlF --exclude-dir={cluster,data,git,app,home} -e "$form" "$work" >&2 ||
            grep -rlF -e "$form" "$work/data" --exclude='*.db*' --exclude='*.sqlite*' >&2; then
            fail "these files hold a secret"
        fi
    done
done
