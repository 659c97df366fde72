#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Twins of the cases for kubeseal in the integration suite of Sealed Secrets, in its order. Its Secret is called
# testSecret, which no API server would take: nothing here is applied.
. "$(dirname "$0")/lib.sh"
start_all
cd "$work"
ln -s "$bin/sealer" kubeseal

key_secrets() { kubectl get secrets -n kube-system -l sealedsecrets.bitnami.com/sealed-secrets-key=active -o json; }
key_secrets >keys.json

# input [NAMESPACE]: the Secret that the cases seal.
input() {
    jq -n --arg namespace "${1:-}" '{apiVersion: "v1", kind: "Secret", data: {foo: "YmFy"}, metadata:
        ({name: "testSecret", creationTimestamp: null} + if $namespace == "" then {} else {namespace: $namespace} end)}'
}
# kubeseal FLAG...: with a copy of the kubeconfig that the sed script in $edit has changed.
kubeseal() {
    sed "${edit:-}" "$KUBECONFIG" >kubeconfig
    env -u KUBECONFIG ./kubeseal "$@" --kubeconfig kubeconfig
}
field() { jq -r "$2" <"$1"; }
# opened SEALED JQ: a field of the Secret that the cluster's own keys make of it.
opened() { env -u KUBECONFIG ./kubeseal --recovery-unseal --recovery-private-key keys.json <"$1" | jq -r "$2"; }
# fails ERROR COMMAND...: with exit code 1, one line on stderr, and nothing else.
fails() {
    local status=0
    "${@:2}" >stdout 2>stderr || status=$?
    ((status == 1)) || fail "exit code $status, not 1: ${*:2}"
    matches "$1" cat stderr
    [[ $(wc -l <stderr) == 1 && ! -s stdout ]]
}

step "1 without args: the right objectmeta"
input testns | kubeseal >sealed.json
prints "SealedSecret testSecret testns" field sealed.json '"\(.kind) \(.metadata.name) \(.metadata.namespace)"'

step "2 and the right value"
prints bar opened sealed.json '.data.foo | @base64d'

step "3 no input namespace: that of the kubeconfig"
edit='s/^    cluster: .*/&\n    namespace: nons/'
input | kubeseal >sealed.json
prints nons field sealed.json .metadata.namespace

step "4 which qualifies the Secret"
prints "nons bar" opened sealed.json '"\(.metadata.namespace) \(.data.foo | @base64d)"'

step "5 with --namespace: it qualifies the SealedSecret"
input | kubeseal -n argns >sealed.json
prints argns field sealed.json .metadata.namespace

step "6 and the Secret"
prints "argns bar" opened sealed.json '"\(.metadata.namespace) \(.data.foo | @base64d)"'

step "7 offline, with --cert"
jq -r '.items[].data["tls.crt"] | @base64d' keys.json >certs.pem
edit='s|server: .*|server: http://0.0.0.0:1|'
input testns | kubeseal --cert certs.pem >sealed.json
prints bar opened sealed.json '.data.foo | @base64d'
fails 'cannot reach' kubeseal < <(input testns)
edit=

step "8 empty input"
fails '^error: no secrets found' kubeseal </dev/null

step "9 --fetch-cert: the newest key's certificate"
first_is_older() { (($(date +%s) > $(date -d "$(field keys.json '.items[0].metadata.creationTimestamp')" +%s))); }
eventually 5 first_is_older
kill -USR1 "${pids[controller]}"
two_keys() { key_secrets >keys.json && prints 2 field keys.json '.items | length'; }
eventually 15 two_keys
kubectl get secrets -n kube-system -l sealedsecrets.bitnami.com/sealed-secrets-key=active \
    --sort-by=.metadata.creationTimestamp -o json | jq -j '.items[-1].data["tls.crt"] | @base64d' >newest.pem
fetches_newest() { kubeseal --fetch-cert | cmp - newest.pem; }
eventually 5 fetches_newest

step "10 --version"
matches '^kubeseal version: (v[0-9]+\.[0-9]+\.[0-9]+|[0-9a-f]{40})(\+dirty)?$' ./kubeseal --version

step "11 --validate: a valid one is seen as valid"
input testverifyns | kubeseal >sealed.json
kubeseal --validate <sealed.json

step "12 and an invalid one as invalid"
jq '.metadata.name = "a-completely-different-name"' sealed.json >renamed.json
fails '^error: unable to decrypt sealed secret' kubeseal --validate <renamed.json

readonly impossible='/?this/file/cannot/possibly/exist/right?'
step "13 --cert with an impossible path"
fails '^error:.*no such file or directory' kubeseal --cert "$impossible" </dev/null

step "14 --recovery-unseal without --recovery-private-key"
input default | kubeseal >sealed.json
fails '^error:.*key could decrypt secret (.*)' ./kubeseal --recovery-unseal --kubeconfig "$impossible" <sealed.json

step "15 and with it: the keys as the suite writes them, a list without a kind"
jq '{metadata: {resourceVersion: ""}, items: [.items[] | del(.kind, .apiVersion)]}' keys.json >backup.json
./kubeseal --recovery-unseal --kubeconfig "$impossible" --recovery-private-key backup.json <sealed.json >secret.json
prints "Secret bar" field secret.json '"\(.kind) \(.data.foo | @base64d)"'
