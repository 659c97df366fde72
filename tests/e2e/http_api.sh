#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# What the controller answers to whoever reaches its port.
. "$(dirname "$0")/lib.sh"
start_all
kubectl create namespace vault >/dev/null

status() { request "$@" | head -n 1 | cut -d ' ' -f 2; }
body() { request "$@" | sed '1,/^\r$/d'; }

seal vault db password=one >"$work/good.yaml"
kubectl create -f "$work/good.yaml" --dry-run=client -o json >"$work/good.json"
sed 's/name: db/name: moved/' "$work/good.yaml" >"$work/moved.yaml"

step "rate limits: a burst, then 429, whoever the client says that it is"
for _ in 1 2 3; do prints 200 status POST /v1/verify "$work/good.json"; done
request POST /v1/verify "$work/good.json" "X-Forwarded-For: 10.9.8.7" >"$work/limited"
matches '^HTTP/1.1 429' cat "$work/limited"
matches '^Retry-After: 1' cat "$work/limited"
matches '^X-RateLimit-Limit: 3' cat "$work/limited"
matches '^X-RateLimit-Remaining: 0' cat "$work/limited"
matches '^limit exceeded' cat "$work/limited"
prints 200 status GET /healthz
prints 200 status GET /v1/cert.pem

stop_controller
start_controller --rate-limit=1000 --rate-limit-burst=1000

step "verify says whether it opens, and never why not"
prints 200 status POST /v1/verify "$work/good.json"
prints 200 status POST /v1/verify "$work/good.yaml"
prints 409 status POST /v1/verify "$work/moved.yaml"
prints "" body POST /v1/verify "$work/moved.yaml"
kubectl create configmap x --dry-run=client -o yaml >"$work/other.yaml"
prints 500 status POST /v1/verify "$work/other.yaml"
(cat "$work/good.yaml" && echo --- && cat "$work/good.yaml") >"$work/two.yaml"
prints 500 status POST /v1/verify "$work/two.yaml"
prints 500 status POST /v1/verify /dev/null
head -c $((11 << 20)) /dev/zero >"$work/big"
prints 413 status POST /v1/verify "$work/big"
prints 404 status GET /v1/secrets

step "kubeseal's way to it, through the API server"
"$bin/sealer" --validate <"$work/good.yaml"
not "$bin/sealer" --validate <"$work/moved.yaml" 2>"$work/invalid"
grep -q 'unable to decrypt sealed secret: moved' "$work/invalid"

step "neither verify nor rotate asks the template: it would answer questions about the plaintext"
jq '.spec.template.data = {"x": "{{ if hasPrefix \"o\" .password }}{{ fail \"yes\" }}{{ end }}"}' "$work/good.json" >"$work/oracle.json"
prints 200 status POST /v1/verify "$work/oracle.json"
prints 200 status POST /v1/rotate "$work/oracle.json"

step "rotate changes ciphertext and fingerprint, nothing else"
kill -USR1 "${pids[controller]}"
eventually 15 prints 2 metric sealer_keys
jq '.metadata.labels = {"a": "b"} | .spec.template.metadata.annotations = {"note": "kept"}' "$work/good.json" >"$work/before.json"
body POST /v1/rotate "$work/before.json" >"$work/after.json"
without='del(.spec.encryptedData.password, .metadata.annotations["sealer.dev/sealed-with"])'
diff <(jq -S "$without" "$work/before.json") <(jq -S "$without" "$work/after.json")
[[ $(jq .spec.encryptedData.password "$work/before.json") != $(jq .spec.encryptedData.password "$work/after.json") ]]
kubectl apply -f "$work/after.json" >/dev/null
eventually 15 prints one secret_value vault db password
prints 500 status POST /v1/rotate "$work/moved.yaml"

step "a template cannot widen the scope (CVE-2026-22728)"
jq '.spec.template.metadata.annotations = {"sealedsecrets.bitnami.com/cluster-wide": "true"}' "$work/good.json" >"$work/wide.json"
body POST /v1/rotate "$work/wide.json" | jq '.metadata.name = "stolen" | .metadata.annotations["sealedsecrets.bitnami.com/cluster-wide"] = "true"' |
    kubectl apply -f - >/dev/null
eventually 15 prints False get sealedsecret -n vault stolen '{.status.conditions[0].status}'

step "metrics have the original's names"
http "$metrics_port" /metrics >"$work/metrics"
for name in build_info unseal_requests_total unseal_errors_total condition_info http_requests_total \
    http_request_duration_seconds_bucket; do
    grep -q "^sealed_secrets_controller_$name" "$work/metrics"
done
matches 'condition_info\{.*ss_app_kubernetes_io_instance="".*\} -1' grep stolen "$work/metrics"
for name in sealer_keys sealer_key_age_seconds sealer_key_expiry_timestamp_seconds process_resident_memory_bytes; do grep -q "^$name" "$work/metrics"; done
stop_controller
start_controller --metrics-omit-secret-labels
prints 0 metric sealed_secrets_controller_condition_info
not grep -q stolen <(http "$metrics_port" /metrics)
