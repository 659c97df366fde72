#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# From apply to the last Secret: 200 SealedSecrets of 3 values under RSA-4096, beside the two things that bound it; then
# with ten further keys, the oldest needed, with and without the fingerprint that names it. Other programs can but
# slow it down: of three rounds the best counts, of the limits too.
. "$(dirname "$0")/lib.sh"
start_all --kubeclient-qps=-1
count=200 values=3

http "$http_port" /v1/cert.pem >"$work/cert.pem"
"$load" seal warm 20 1 "$work/cert.pem" >/dev/null
# The statuses and events of one measurement are not to slow the next.
seal() { # PREFIX FLAG...
    eventually 60 prints 0 metric sealer_unseal_queue_length
    "$load" seal "$1-$round-" $count $values "$work/cert.pem" "${@:2}"
}
least() { printf '%s\n' "$@" | sort -n | head -n 1; }
most() { printf '%s\n' "$@" | sort -n | tail -n 1; }

rsa=0 writes=0 one_key=1000 many_keys=1000
for round in {1..3}; do
    rsa=$(most "$rsa" "$(rsa_operations_per_second)")
    writes=$(most "$writes" "$("$load" writes 1000)")
    one_key=$(least "$one_key" "$(seal one)")
done

for i in {1..10}; do
    openssl req -x509 -newkey rsa:4096 -nodes -keyout "$work/$i.key" -out "$work/$i.crt" -days 3650 -subj / 2>/dev/null
    kubectl create secret tls -n kube-system "more-$i" --key="$work/$i.key" --cert="$work/$i.crt" >/dev/null
    kubectl label secret -n kube-system "more-$i" sealedsecrets.bitnami.com/sealed-secrets-key=active >/dev/null
done
newest=$(kubectl get secret -n kube-system more-10 -o 'jsonpath={.data.tls\.crt}' | base64 -d)
eventually 30 prints "$newest" http "$http_port" /v1/cert.pem
for round in {1..3}; do
    many_keys=$(least "$many_keys" "$(seal many)")
done
before=$(metric sealer_rsa_operations_total)
no_hint=$(seal search --no-fingerprint)
searches=$(($(metric sealer_rsa_operations_total) - before))

# Each SealedSecret is written by who applies it; then come its Secret, its status and an event. Whoever waits for the
# Secret waits for RSA and the first two, all on the same cores.
by_rsa=$(calculate "$count * $values / $rsa")
by_writes=$(calculate "$count * 4 / $writes")
tighter=$(calculate "$by_rsa > $by_writes ? $by_rsa : $by_writes")
shared=$(calculate "$by_rsa + $count * 2 / $writes")
measured() { # TEXT SECONDS
    row "$1" "$2" "$(calculate "100 * $tighter / $2")%" "$(calculate "100 * $shared / $2")%"
}
echo "$count SealedSecrets of $values values, RSA-4096, on $server"
row "" seconds "of tighter" "of shared"
row "limit: RSA alone, at $rsa operations/s" "$by_rsa"
row "limit: four writes each, at $writes writes/s" "$by_writes"
row "limit: RSA and two writes each, on the same cores" "$shared"
measured "one key" "$one_key"
measured "eleven keys, the oldest needed, named by fingerprint" "$many_keys"
row "eleven keys, the oldest needed, not named" "$no_hint"
row "  RSA operations a SealedSecret (1 search: $((10 + values)))" "$(calculate "$searches / $count")" ""
