#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# The everyday use of `sealer`, also under the name of kubeseal, against a running controller and offline.
. "$(dirname "$0")/lib.sh"
start_all
kubectl create namespace vault >/dev/null
cd "$work"

secret() { kubectl create secret generic -n vault "$1" --from-literal=password="$2" --dry-run=client -o "${3:-yaml}"; }

# opens NAME EXPECTED: applies the SealedSecret on stdin; the Secret must come out.
opens() {
    kubectl apply -f - >/dev/null
    eventually 5 prints "$2" secret_value vault "$1" password
}

step "the line of the documentation, with the certificate from the cluster"
kubectl create secret generic one -n vault --from-literal=password=1 --dry-run=client -o yaml |
    "$bin/sealer" --format yaml >sealed.yml
opens one 1 <sealed.yml
grep -q '^kind: SealedSecret$' sealed.yml
grep -q 'sealer.dev/sealed-with' sealed.yml

step "offline, with the certificate in a file"
"$bin/sealer" --fetch-cert >cert.pem
openssl x509 -in cert.pem -noout -checkend 86400 >/dev/null
http "$http_port" /v1/cert.pem | cmp - cert.pem
secret two 2 | KUBECONFIG=/nonexistent "$bin/sealer" --cert cert.pem | opens two 2
secret three 3 json | KUBECONFIG=/nonexistent "$bin/sealer" --cert cert.pem -o yaml | opens three 3

step "the certificate by URL, and by way of explicit flags"
secret four 4 | "$bin/sealer" --cert "http://127.0.0.1:$http_port/v1/cert.pem" | opens four 4
secret five 5 | env -u KUBECONFIG "$bin/sealer" --kubeconfig "$KUBECONFIG" \
    --controller-namespace kube-system --controller-name sealed-secrets-controller | opens five 5

step "files in, files out"
secret six 6 >six.yml
"$bin/sealer" --cert cert.pem -f six.yml -w six-sealed.yaml
opens six 6 <six-sealed.yaml

step "as kubeseal"
ln -s "$bin/sealer" kubeseal
secret seven 7 | ./kubeseal --cert cert.pem --format yaml | opens seven 7
./kubeseal --help 2>&1 | grep -q -- --controller-namespace

step "one raw value"
raw=$(printf 8 | "$bin/sealer" --cert cert.pem --raw --namespace vault --name eight)
opens eight 8 <<YAML
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: {name: eight, namespace: vault}
spec: {encryptedData: {password: $raw}}
YAML

step "values set and merged in place, comments kept"
sed -i '1a # of the vault' six-sealed.yaml
"$bin/sealer" set --cert cert.pem six-sealed.yaml password=6b extra=e
opens six 6b <six-sealed.yaml
prints e secret_value vault six extra
secret six 6c | "$bin/sealer" --cert cert.pem --merge-into six-sealed.yaml
opens six 6c <six-sealed.yaml
grep -q '^# of the vault$' six-sealed.yaml

step "re-encrypted by the controller in place, and validated"
cp six-sealed.yaml before.yaml
"$bin/sealer" --re-encrypt -f six-sealed.yaml
[[ $(grep -c ': A[gQ]' six-sealed.yaml) == 2 ]]
not grep -qFf <(grep ': A[gQ]' before.yaml) six-sealed.yaml
diff <(sed 's/: A[gQ].*//' before.yaml) <(sed 's/: A[gQ].*//' six-sealed.yaml)
opens six 6c <six-sealed.yaml
"$bin/sealer" --validate -f six-sealed.yaml
sed 's/name: six/name: other/' six-sealed.yaml >other.yaml
not "$bin/sealer" --validate -f other.yaml 2>stderr
grep -qx 'error: unable to decrypt sealed secret: other' stderr
"$bin/sealer" reseal . 2>stderr
grep -q '^0 SealedSecrets re-sealed' stderr

step "a folder at once, and what is no Secret in it untouched"
mkdir plain
secret nine 9 >plain/nine.yml
printf 'kind:   ConfigMap # as it is\n' >plain/other.yml
"$bin/sealer" seal --cert cert.pem plain -d sealed
opens nine 9 <sealed/nine.yml
cmp plain/other.yml sealed/other.yml

step "re-sealed from a key that the cluster does not have to one that it has"
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=old -keyout old.key -out old.pem 2>/dev/null
secret ten 10 | "$bin/sealer" --cert old.pem -w sealed/ten.yaml
"$bin/sealer" reseal --private-key old.key --cert cert.pem sealed/ten.yaml
opens ten 10 <sealed/ten.yaml

step "what is wrong is said in one line, and nothing is written"
echo kept >out.yaml
refused() { # TEXT INPUT FLAG...
    local status=0
    printf %s "$2" | "$bin/sealer" -w out.yaml "${@:3}" >stdout 2>stderr || status=$?
    ((status != 0)) || fail "this should have failed: sealer ${*:3}"
    grep -Eq -- "$1" stderr || fail "'sealer ${*:3}' does not say '$1' but: $(<stderr)"
    [[ $(wc -l <stderr) == 1 && ! -s stdout && $(<out.yaml) == kept ]]
}
good=$(secret nine 9)
openssl req -newkey rsa:2048 -nodes -keyout expired.key -out expired.csr -subj /CN=expired 2>/dev/null
openssl x509 -req -in expired.csr -signkey expired.key -days -1 -out expired.pem 2>/dev/null
refused 'no such file' "$good" --cert nowhere.pem
refused 'expired' "$good" --cert expired.pem
refused 'certificate' "$good" --cert expired.key
refused 'not a secret' 'no object at all' --cert cert.pem
refused 'ConfigMap' "${good/kind: Secret/kind: ConfigMap}" --cert cert.pem
refused 'missing metadata.name' "${good/name: nine/labels: {\}}" --cert cert.pem
refused 'base64' "${good/OQ==/OQ=*}" --cert cert.pem
refused 'cannot reach' "$good" --server https://127.0.0.1:1
