#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# A new key leads to a commit: the files of an Application that asks for it are sealed anew in its repository.
. "$(dirname "$0")/lib.sh"
start_all

new_repository config
cd "$work/config"
port=$(free_port)
url=git://127.0.0.1:$port/config.git
start git-daemon "$(git --exec-path)/git-daemon" --listen=127.0.0.1 --port="$port" --base-path="$work/git" --reuseaddr \
    --export-all --enable=receive-pack
eventually 10 git ls-remote "$url"
remote() { git --git-dir="$work/git/config.git" "$@"; }
commits() { remote rev-list --count main; }
newest() { "$bin/sealer" keys list -o json | jq -r ".keys[] | select(.state == \"newest\") | .$1"; }
clock_is_past() { (($(date +%s) > $(date -d "$1" +%s))); }
rotate() {
    eventually 5 clock_is_past "$(newest notBefore)"
    "$bin/sealer" keys rotate --key-size 2048 >/dev/null
}
asks_for_it() { kubectl annotate application -n argocd "$1" sealer.dev/reseal=true >/dev/null; }
condition() { application "$1" "{.status.conditions[?(@.type==\"$2\")].message}"; }
hook() { # SCRIPT: what the server says to pushes
    printf '#!/bin/sh\n%s\n' "$1" >"$work/hook"
    install "$work/hook" "$work/git/config.git/hooks/pre-receive"
}
blank() { sed -E 's#[A-Za-z0-9+/=]{300,}#…#; s#SHA256:[A-Za-z0-9+/]+#…#' "$@"; }
# The newest key alone opens what the newest commit says.
is_renewed() { remote show "main:$1" | grep -c "sealer.dev/sealed-with: $(newest fingerprint)"; }

step "without the annotation a new key changes nothing in Git"
mkdir deploy quiet
{
    printf '# The database.\r\n'
    seal shop db password=s3cret | sed 's/$/\r/; s/  password:/  # kept\r\n      password:/'
} >deploy/db.yaml
{
    seal shop one a=1 | sed '/sealed-with/d; /annotations:$/d'
    echo ---
    seal shop two a=2
} >deploy/both.yaml
# How Sealed Secrets began: all of a Secret in one value.
cat >deploy/v1.yaml <<YAML
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata:
  name: first
  namespace: shop
spec:
  encryptedData: {} # the CRD wants it
  data: $(kubectl create secret generic first --from-literal=a=v1 --dry-run=client -o json |
    "$bin/sealer" --raw --namespace shop --name first --from-file=/dev/stdin)
YAML
seal quiet quiet a=1 >quiet/quiet.yaml
push "Add secrets"
cp -r deploy quiet "$work"
apply_application shop "$url" deploy shop
apply_application quiet "$url" quiet quiet
await_application shop Synced Healthy
await_application quiet Synced Healthy
secret_uid=$(get secret -n shop db '{.metadata.uid}')
rotate
refresh shop
eventually 10 prints "" application shop '{.metadata.annotations.argocd\.argoproj\.io/refresh}'
prints 1 commits

step "with it, one commit seals them anew"
asks_for_it shop
eventually 30 prints 2 commits
prints "Sealer Re-seal for the key $(newest fingerprint)" remote log -1 --format='%an %s' main
remote log -1 --format=%b main | grep -qx 'deploy/both.yaml: one, two'
remote log -1 --format=%b main | grep -qx "Key: $(newest name)"
prints "deploy/both.yaml deploy/db.yaml deploy/v1.yaml" eval 'remote diff --name-only main~ main | xargs'
prints "$(blank "$work/deploy/db.yaml")" eval 'remote show main:deploy/db.yaml | blank'
prints 1 is_renewed deploy/db.yaml
prints 2 is_renewed deploy/both.yaml
prints 1 is_renewed deploy/v1.yaml
remote show main:deploy/v1.yaml | grep -q '^  data: A'
eventually 10 matches Resealed kubectl get events -n argocd

step "what is deployed is the same Secret, and the key of the cluster's SealedSecret the new one"
git pull -q
await_application shop Synced Healthy
prints "$(newest fingerprint)" get sealedsecret -n shop db '{.metadata.annotations.sealer\.dev/sealed-with}'
eventually 10 prints 4 newest neededBy
prints v1 secret_value shop first a
prints s3cret secret_value shop db password
prints "$secret_uid" get secret -n shop db '{.metadata.uid}'

step "the CLI does it by hand, however often the controller asks for patience"
cp -r "$work/deploy" "$work/by-hand"
"$bin/sealer" --re-encrypt --format yaml <"$work/by-hand/v1.yaml" | grep -q "sealed-with: $(newest fingerprint)"
"$bin/sealer" reseal "$work/by-hand" 2>&1 | grep -q '^4 SealedSecrets re-sealed'
"$bin/sealer" --validate <"$work/by-hand/v1.yaml"

step "and no commit follows the commit"
refresh shop
eventually 10 prints "" application shop '{.metadata.annotations.argocd\.argoproj\.io/refresh}'
prints 2 commits
prints 1 metric 'sealer_app_reseals_total[{]result="pushed"[}]'
prints "" condition shop ResealError

step "a refused push is reported, tried again, and done once it is let through"
hook 'echo "by the rules" >&2; exit 1'
rotate
eventually 30 matches 'not pushed: .*by the rules' condition shop ResealError
eventually 10 matches ResealFailed kubectl get events -n argocd
prints 2 commits
prints s3cret secret_value shop db password
hook 'exit 0'
eventually 30 prints 3 commits
eventually 10 prints "" condition shop ResealError
prints 1 is_renewed deploy/db.yaml

step "somebody else's commit that comes in between is not lost"
git pull -q
git switch -q -c side
echo more >notes.txt
push "Take notes"
# The branch moves on while our push is on its way.
hook "env -u GIT_QUARANTINE_PATH git update-ref refs/heads/main $(git rev-parse HEAD)
echo '#!/bin/sh' >hooks/pre-receive"
rotate
eventually 30 prints 5 commits
prints "Sealer Developer" eval "remote log -2 --format=%an main | xargs"
prints more remote show main:notes.txt
prints 1 is_renewed deploy/db.yaml
eventually 10 prints "" condition shop ResealError

step "what does not open is left and reported"
git switch -q main
git pull -q
sed 's/  name: db/  name: stranger/' "$work/deploy/db.yaml" >deploy/stranger.yaml
cp "$work/deploy/db.yaml" deploy/db.yaml
push "Add what cannot be opened, and what is old"
eventually 30 prints 7 commits
eventually 10 prints 'deploy/stranger.yaml: SealedSecret "stranger": no key could decrypt secret (password)' \
    condition shop ResealWarning
prints 1 is_renewed deploy/db.yaml
prints "$(<deploy/stranger.yaml)" remote show main:deploy/stranger.yaml

step "there is no pushing to a tag"
remote tag v1 "$(git rev-list --max-parents=0 HEAD)"
revision=v1 apply_application tagged "$url" quiet quiet
asks_for_it tagged
eventually 30 matches '1 SealedSecrets .* not pushed: "v1" is no branch' condition tagged ResealError
prints 7 commits
