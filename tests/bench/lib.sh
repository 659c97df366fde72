# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# What the benchmarks in shell stand on: the end-to-end tests' cluster, with keys of full size, and the limits to
# measure against, taken in the same run.
. "$(dirname "${BASH_SOURCE[0]}")/../e2e/lib.sh"
export key_bits=4096 log_level=warn
export load=$bin/../tests/bench/cluster_load

# calculate EXPRESSION: with two decimals.
calculate() { awk "BEGIN {printf \"%.2f\", ($1)}"; }

# RSA-4096 private operations a second that OpenSSL alone does on all cores.
rsa_operations_per_second() {
    openssl speed -seconds 3 -multi "$(nproc)" rsa4096 2>/dev/null | awk '/^rsa 4096/ {print $(NF - 1)}'
}

# RSA-4096 public operations a second, likewise.
rsa_public_operations_per_second() {
    openssl speed -seconds 3 -multi "$(nproc)" rsa4096 2>/dev/null | awk '/^rsa 4096/ {print $NF}'
}

# row TEXT VALUE...: a line of the table.
row() {
    local text=$1
    shift
    printf '%-58s' "$text"
    printf '%15s' "$@"
    echo
}
