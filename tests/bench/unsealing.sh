#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# From apply to the last Secret: 200 SealedSecrets of 3 values under RSA-4096, beside the two things that bound it; then
# with ten further keys, the oldest needed, with and without the fingerprint that names it.
. "$(dirname "$0")/lib.sh"
start_all --kubeclient-qps=-1
count=200 values=3

rsa=$(rsa_operations_per_second)
writes=$("$load" writes 2000)
http "$http_port" /v1/cert.pem >"$work/cert.pem"
"$load" seal warm 20 1 "$work/cert.pem" >/dev/null
one_key=$("$load" seal one $count $values "$work/cert.pem")

for i in {1..10}; do
    openssl req -x509 -newkey rsa:4096 -nodes -keyout "$work/$i.key" -out "$work/$i.crt" -days 3650 -subj / 2>/dev/null
    kubectl create secret tls -n kube-system "more-$i" --key="$work/$i.key" --cert="$work/$i.crt" >/dev/null
    kubectl label secret -n kube-system "more-$i" sealedsecrets.bitnami.com/sealed-secrets-key=active >/dev/null
done
newest=$(kubectl get secret -n kube-system more-10 -o 'jsonpath={.data.tls\.crt}' | base64 -d)
eventually 30 prints "$newest" http "$http_port" /v1/cert.pem
many_keys=$("$load" seal many $count $values "$work/cert.pem")
before=$(metric sealer_rsa_operations_total)
no_hint=$("$load" seal search $count $values "$work/cert.pem" --no-fingerprint)
searches=$(($(metric sealer_rsa_operations_total) - before))

# Each SealedSecret is written by who applies it; then come its Secret, its status and an event.
by_rsa=$(calculate "$count * $values / $rsa")
by_writes=$(calculate "$count * 4 / $writes")
tighter=$(calculate "$by_rsa > $by_writes ? $by_rsa : $by_writes")
echo "$count SealedSecrets of $values values, RSA-4096, on $server"
row "" seconds "of limit"
row "limit: RSA alone, at $rsa operations/s" "$by_rsa" ""
row "limit: four writes each, at $writes writes/s" "$by_writes" ""
row "one key" "$one_key" "$(calculate "100 * $tighter / $one_key")%"
row "eleven keys, the oldest needed, named by fingerprint" "$many_keys" "$(calculate "100 * $tighter / $many_keys")%"
row "eleven keys, the oldest needed, not named" "$no_hint" ""
row "  RSA operations a SealedSecret (1 search: $((10 + values)))" "$(calculate "$searches / $count")" ""
