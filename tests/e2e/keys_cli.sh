#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Auditors at work: `sealer keys` on a cluster, from the first key to the recovery of a lost one, and `sealer audit` in
# front of a commit.
. "$(dirname "$0")/lib.sh"
start_all
kubectl create namespace vault >/dev/null
cd "$work"

keys() { "$bin/sealer" keys "$@" 2>&1 | tee -a keys.log; }
listed() { keys list -o json | jq -r "$1"; }
key_of() { listed ".keys[] | select(.state == \"$1\") | .$2"; }
refused() { # TEXT OPERATION...: whether the operation fails, and says so
    local said
    if said=$(keys "${@:2}") || ! grep -Eq -- "$1" <<<"$said"; then
        fail "'keys ${*:2}' said: $said"
    fi
}
clock_is_past() { (($(date +%s) > $(date -d "$1" +%s))); }

step "the controller's first key, and who needs it"
first=$(key_of newest name)
first_fingerprint=$(key_of newest fingerprint)
seal vault one password=1 >one.yaml
kubectl apply -f one.yaml >/dev/null
eventually 5 prints 1 secret_value vault one password
prints "1 0" listed '"\(.keys[0].neededBy) \(.unknown)"'
keys show "$first_fingerprint" | grep -q '^  vault/one$'
keys list | grep -q "^$first  *newest  *1 "

step "a new key is escrowed to the recovery certificate"
openssl req -x509 -newkey rsa:2048 -nodes -keyout recovery.key -out recovery.crt -subj /CN=recovery -days 1 2>/dev/null
kubectl create secret generic -n kube-system sealer-recovery --from-file=tls.crt=recovery.crt >/dev/null
eventually 5 clock_is_past "$(key_of newest notBefore)"
keys rotate --key-size 2048 --my-cn vault --privatekey-labels backup=nightly --privatekey-annotations owner=ops |
    grep -q '^created sealed-secrets-key'
second=$(key_of newest name)
second_fingerprint=$(key_of newest fingerprint)
prints "nightly ops active" get secret -n kube-system "$second" \
    '{.metadata.labels.backup} {.metadata.annotations.owner} {.metadata.labels.sealedsecrets\.bitnami\.com/sealed-secrets-key}'
matches 'CN *= *vault$' openssl x509 -noout -subject -in <(secret_value kube-system "$second" tls.crt)
[[ $second != "$first" && $(key_of active name) == "$first" ]]
kubectl get configmaps -n kube-system -l sealer.dev/escrowed-key=true -o json >escrow.json
prints "$second_fingerprint" jq -r '.items[].data["backup.json"] | fromjson.keys[]' escrow.json

step "a key that is needed is not retired"
refused 'needed by 1 SealedSecret \(vault/one\)' retire "$first"
refused 'is the one that seals' retire "$second"
prints active get secret -n kube-system "$first" '{.metadata.labels.sealedsecrets\.bitnami\.com/sealed-secrets-key}'
kubectl apply -f - >/dev/null <<YAML
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: {name: silent, namespace: vault}
spec: {encryptedData: {x: AgA=}}
YAML
prints 1 listed .unknown
kubectl delete sealedsecret -n vault one >/dev/null
refused 'which key is needed by 1 SealedSecret \(vault/silent\) is unknown' retire "$first"
kubectl delete sealedsecret -n vault silent >/dev/null
keys retire "$first" >/dev/null
prints "$first" key_of retired name

# With no active key left, the controller makes another: names and fingerprints tell them apart.
step "backup, loss and restore"
keys backup -w backup.json
not grep -q 'tls.key\|PRIVATE' backup.json
refused 'the backup is encrypted' verify-backup backup.json
keys verify-backup backup.json --recovery-private-key recovery.key | grep -q "^ok $second $second_fingerprint\$"
made=$(listed ".keys[] | select(.name == \"$second\") | .created")
kubectl delete secret -n kube-system "$second" >/dev/null
eventually 5 clock_is_past "$made"
keys restore backup.json --recovery-private-key recovery.key >restored
grep -q "^restored $second\$" restored
grep -q "^$first is there already\$" restored
prints "$second_fingerprint $made" listed ".keys[] | select(.name == \"$second\") | \"\(.fingerprint) \(.created)\""
keys restore backup.json --recovery-private-key recovery.key | grep -q "^$second is there already\$"

step "the escrow alone restores a key, too"
kubectl delete secret -n kube-system "$second" >/dev/null
keys restore escrow.json --recovery-private-key recovery.key | grep -q '^restored sealed-secrets-key'
prints "$second_fingerprint" listed ".keys[].fingerprint | select(. == \"$second_fingerprint\")"

step "a backup that lacks a key is found out"
keys rotate --key-size 2048 >/dev/null
refused '^missing sealed-secrets-key' verify-backup backup.json --recovery-private-key recovery.key
keys verify-backup backup.json --offline --recovery-private-key recovery.key >/dev/null

step "plain backups take an explicit flag, and open files"
refused 'needs a file' backup --plaintext
keys backup --plaintext -w plain.json
prints 600 stat -c %a plain.json
"$bin/sealer" verify one.yaml --private-key plain.json | grep -q "vault/one: 1 value, sealed with $first_fingerprint"

step "no output shows a private key"
while read -r line; do
    not grep -qF -e "$line" -e "$(printf %s "$line" | base64 -w0 | tr -d =)" keys.log backup.json escrow.json restored
done < <(jq -r '.items[].data["tls.key"] | @base64d' plain.json | grep -v -e ----- -e '^.\{0,40\}$')

step "the hook of the documentation keeps plaintext out of commits"
new_repository app
hook=app/.git/hooks/pre-commit
sed -n '/^    #!\/bin\/sh$/,/^$/s/^    //p' "$root/docs/auditing.md" >"$hook"
chmod +x "$hook"
export PATH=$bin:$PATH
cp one.yaml app/
git -C app add --all
git -C app commit -q -m "Sealed"
secret=(kubectl create secret generic plain -n vault --dry-run=client -o yaml)
"${secret[@]}" --from-literal=password=s3cret >app/plain.yaml
git -C app add --all
not git -C app commit -q -m "Plain" 2>hook.log >hook.log
grep -q 'plain.yaml:3: error: .*\[plaintext-secret\]' hook.log
git -C app commit -q --no-verify -m "Plain, all the same"
git -C app rm -q plain.yaml
git -C app commit -q -m "Too late"
"$bin/sealer" audit app
not "$bin/sealer" audit --history app >history.log
grep -q "(commit $(git -C app rev-parse --short=12 HEAD~1)) \[plaintext-in-history\]" history.log

step "the key of Sealed Secrets before 0.9 is loaded by its name, whatever its label"
kubectl create secret tls -n kube-system sealed-secrets-key --cert=recovery.crt --key=recovery.key >/dev/null
keys list | grep -q '^sealed-secrets-key '
refused 'by its name' retire sealed-secrets-key --force

step "the controller escrows what it makes, too"
kubectl delete secrets -n kube-system -l sealedsecrets.bitnami.com/sealed-secrets-key >/dev/null
kubectl delete secret -n kube-system sealed-secrets-key >/dev/null
stop_controller
start_controller
made=$(key_of newest fingerprint)
kubectl get configmaps -n kube-system -l sealer.dev/escrowed-key=true -o json |
    jq -r '.items[].data["backup.json"] | fromjson.keys[]' | grep -qxF "$made"
