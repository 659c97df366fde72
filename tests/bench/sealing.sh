#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# The CLI from start to end: one Secret of 10 values with --cert, beside one OAEP encryption by openssl with the same
# certificate; 1,000 Secrets in one run, of one value and of 10, beside one, and beside the RSA operations alone that the
# format asks for, one a value.
. "$(dirname "$0")/lib.sh"
runs=200

openssl req -x509 -newkey rsa:4096 -nodes -keyout "$work/key.pem" -out "$work/cert.pem" -days 3650 -subj / 2>/dev/null
head -c 32 /dev/urandom >"$work/session-key"
# secrets NAME OPTION...: into NAME.yaml one Secret with what the options say, into NAME-thousand.yaml a thousand.
secrets() {
    {
        echo '---'
        kubectl create secret generic -n shop one "${@:2}" --dry-run=client -o yaml
    } >"$work/$1.yaml"
    for i in {1..1000}; do sed "s/name: one/name: s$i/" "$work/$1.yaml"; done >"$work/$1-thousand.yaml"
}
secrets ten --from-literal=key{1..10}=value-of-some-length
secrets single --from-literal=key1=value-of-some-length

# milliseconds RUNS COMMAND...: of one run, on average.
milliseconds() {
    local begin=${EPOCHREALTIME/./} i
    for ((i = 0; i < $1; i++)); do "${@:2}" >/dev/null; done
    calculate "(${EPOCHREALTIME/./} - $begin) / 1000 / $1"
}
# cpu_milliseconds COMMAND...: likewise, of one run, the CPU time, which other programs do not stretch.
cpu_milliseconds() {
    local TIMEFORMAT='%3U %3S'
    { time "$@" >/dev/null 2>&3; } 3>&2 2>&1 | awk '{print ($1 + $2) * 1000}'
}
encrypt() {
    openssl pkeyutl -encrypt -certin -inkey "$work/cert.pem" -in "$work/session-key" \
        -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256
}
# A copy, as an installed program is one: the kernel maps what a linker has just written in smaller pieces.
cp "$bin/sealer" "$work/sealer"
seal_file() { "$work/sealer" --cert "$work/cert.pem" -o yaml <"$work/$1.yaml"; }

# Taken in turns, so that all see the same machine.
peer=0 ours=0 single=0
for round in 1 2 3 4; do
    : "$round"
    peer=$(calculate "$peer + $(milliseconds $((runs / 4)) encrypt) / 4")
    ours=$(calculate "$ours + $(milliseconds $((runs / 4)) seal_file ten) / 4")
    single=$(calculate "$single + $(milliseconds $((runs / 4)) seal_file single) / 4")
done
thousand=$(milliseconds 5 seal_file ten-thousand)
thousand_cpu=$(cpu_milliseconds seal_file ten-thousand)
thousand_single=$(milliseconds 20 seal_file single-thousand)
version=$(milliseconds 50 "$work/sealer" --version)
limit=$(calculate "10000 * 1000 / $(rsa_public_operations_per_second)")
row "sealing, wall time" ms ratio
row "openssl pkeyutl -encrypt, one OAEP encryption" "$peer" ""
row "sealer --cert, one Secret of 10 values" "$ours" "$(calculate "$ours / $peer")"
row "sealer --version" "$version" "$(calculate "$version / $peer")"
row "sealer --cert, one Secret of one value" "$single" "$(calculate "$single / $peer")"
row "sealer --cert, 1,000 Secrets of one value in one run" "$thousand_single" \
    "$(calculate "$thousand_single / $single") of one"
row "sealer --cert, 1,000 Secrets of 10 values in one run" "$thousand" "$(calculate "$thousand / $ours") of one"
row "limit: 10,000 RSA encryptions alone, all cores" "$limit" "$(calculate "100 * $limit / $thousand")%"
row "sealer --cert, 1,000 Secrets of 10 values, CPU time" "$thousand_cpu" ""
row "limit: 10,000 RSA encryptions alone, CPU time" "$(calculate "$limit * $(nproc)")" \
    "$(calculate "100 * $limit * $(nproc) / $thousand_cpu")%"
