#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# A new key comes: `sealer reseal` has the controller seal a repository anew, byte for byte the same but for ciphertext
# and fingerprints, and pushes it as a branch.
. "$(dirname "$0")/lib.sh"
start_all
kubectl create namespace vault >/dev/null
new_repository app
touch "$work/git/app.git/git-daemon-export-ok"
port=$(free_port)
start git-daemon "$(git --exec-path)/git-daemon" --listen=127.0.0.1 --port="$port" --base-path="$work/git" \
    --enable=receive-pack --reuseaddr
eventually 10 git ls-remote "git://127.0.0.1:$port/app.git"
git -C "$work/app" remote set-url origin "git://127.0.0.1:$port/app.git"
cd "$work/app"

# shape: a text with what re-sealing may change left out.
shape() { sed -E 's#A[gQ][A-Za-z0-9+/]{40,}=*#CIPHERTEXT#g; s#SHA256:[A-Za-z0-9+/]{43}#FINGERPRINT#g'; }
remote() { git --git-dir="$work/git/app.git" "$@"; }
newest_is_new() { "$bin/sealer" --fetch-cert >"$work/new.pem" && not cmp "$work/old.pem" "$work/new.pem"; }

step "a repository that many hands have written, sealed with the first key"
"$bin/sealer" --fetch-cert >"$work/old.pem"
mkdir -p deploy/deep
{
    printf '# The database.\n\n'
    seal vault db password=one user=two | sed 's/^spec:$/spec:   # sealed/; s/^    password: .*/    # long\n&  # kept/'
    printf -- '---\nkind: ConfigMap # { not ours }\ndata: {a:   b}\n...\n'
} >deploy/db.yaml
seal vault crlf a=three | sed 's/$/\r/' >deploy/deep/crlf.yml
seal vault unknown b=four | sed '/annotations:/d; /sealed-with/d' >deploy/unknown.yaml
seal vault wide c=five | "$bin/sealer" --re-encrypt -o json | jq --tab '{kind: "List", items: [., {kind: "Other"}]}' >deploy/list.json
printf 'not: a SealedSecret, %s\n' "$(tr '\n' ' ' <deploy/unknown.yaml)" | sed 's/SealedSecret/Sealed/g' >deploy/other.txt
chmod 640 deploy/db.yaml
push "Seal"
first=$(git rev-parse HEAD)

step "a new key"
older() { (($(date +%s) > $(date -d "$(openssl x509 -in "$work/old.pem" -noout -startdate | cut -d= -f2)" +%s))); }
eventually 5 older
kill -USR1 "${pids[controller]}"
eventually 15 newest_is_new
new=$("$bin/sealer" keys list -o json | jq -r '.keys[] | select(.state == "newest").fingerprint')
seal vault new d=six >deploy/new.yaml
push "Seal one more"
second=$(git rev-parse HEAD)

step "re-sealed, committed and pushed as a branch"
echo "not to be committed" >>deploy/other.txt
"$bin/sealer" reseal --commit --branch rotate --push deploy >"$work/said" 2>"$work/told"
prints "deploy/db.yaml deploy/deep/crlf.yml deploy/list.json deploy/unknown.yaml" paste -sd ' ' "$work/said"
prints "4 SealedSecrets re-sealed, 1 up to date" cat "$work/told"
prints "$second" remote rev-parse main
prints "$second" remote rev-parse rotate~1
prints "Re-seal for the key $new" remote log -1 --format=%s rotate
prints "$(<"$work/said")" remote diff --name-only main rotate
prints ' M deploy/other.txt' git status --short
prints 640 stat -c %a deploy/db.yaml

step "nothing but ciphertext and fingerprints is another"
while read -r file; do
    git show "main:$file" >"$work/before"
    not cmp -s "$work/before" "$file"
    [[ $file == */unknown.yaml ]] || cmp <(shape <"$work/before") <(shape <"$file")
    not grep -qFf <(grep -oE 'A[gQ][A-Za-z0-9+/]{40,}' "$work/before") "$file"
    prints "$new" grep -oE 'SHA256:[A-Za-z0-9+/]{43}' "$file"
done <"$work/said"
# What knows no fingerprint is given one.
cmp <(git show main:deploy/unknown.yaml | shape) <(shape <deploy/unknown.yaml | sed '/^  annotations:$/,/^    sealer.dev.sealed-with:/d')

step "the new key alone opens all of it, and what comes of it is the same"
kubectl get secrets -n kube-system -l sealedsecrets.bitnami.com/sealed-secrets-key=active -o json |
    jq --rawfile pem "$work/new.pem" '.items |= map(select(.data["tls.crt"] == ($pem | @base64)))' >"$work/new-key.json"
"$bin/sealer" verify --private-key "$work/new-key.json" deploy/db.yaml deploy/deep/crlf.yml deploy/list.json deploy/unknown.yaml &>"$work/verify.log"
kubectl apply -f deploy/deep/crlf.yml -f deploy/unknown.yaml >/dev/null
eventually 5 prints three secret_value vault crlf a
eventually 5 prints four secret_value vault unknown b

step "done once, nothing is left to do or to commit"
"$bin/sealer" reseal --commit --push deploy 2>"$work/told"
prints "0 SealedSecrets re-sealed, 5 up to date" cat "$work/told"
prints "$(git rev-parse HEAD)" remote rev-parse rotate

step "what does not open stays, and the others are done"
git checkout -q --force "$first"
sed -i 's/name: unknown/name: unheard-of/' deploy/unknown.yaml
cp deploy/unknown.yaml "$work/before"
not "$bin/sealer" reseal deploy >"$work/said" 2>"$work/told"
cmp deploy/unknown.yaml "$work/before"
prints 3 grep -c . "$work/said"
grep -q '^error: deploy/unknown.yaml: SealedSecret "unheard-of": ' "$work/told"
grep -q '^3 SealedSecrets re-sealed, 0 up to date, 1 files failed$' "$work/told"
