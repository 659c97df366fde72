# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# What every end-to-end scenario stands on. A scenario sources this and is run as
#   SERVER=standalone|kube-apiserver scenario.sh BIN_DIR
# It gets: $bin (the programs), $work (a fresh directory for all it writes, kept afterwards: logs are
# in it), KUBECONFIG once the cluster runs, $idle_workloads (the controller's flags under which no Job
# or Deployment gets on by itself), and the functions below. It ends at the first command
# that fails, and then prints what there is to see.
set -Eeuo pipefail

bin=$(readlink -f "${1:?usage: SERVER=standalone|kube-apiserver $0 BIN_DIR}")
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
root=$(readlink -f "$here/../..")
server=${SERVER:-standalone}
scenario=$(basename "$0" .sh)
work=$(dirname "$bin")/e2e/$scenario-$server
# Real servers run no workloads here.
# shellcheck disable=SC2034 # scenarios use it
idle_workloads=()
# shellcheck disable=SC2034
if [[ $server == standalone ]]; then idle_workloads=(--simulate-workloads=false); fi
rm -rf "$work"
mkdir -p "$work/home"

# Nothing of the user's own configuration is read or written, but for the cache of downloads.
export XDG_CACHE_HOME=${XDG_CACHE_HOME:-$HOME/.cache}
export HOME=$work/home
unset "${!SEALED_SECRETS_@}" "${!GIT_@}" KUBECONFIG
export GIT_CONFIG_NOSYSTEM=1
git config --global user.name Developer
git config --global user.email developer@example.com
git config --global init.defaultBranch main
git config --global advice.detachedHead false

step() { printf '%(%T)T  %s\n' -1 "$*"; }

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# eventually SECONDS COMMAND...: waits until the command succeeds.
eventually() {
    local deadline=$((${EPOCHREALTIME/./} + $1 * 1000000))
    shift
    until "$@" >"$work/eventually.log" 2>&1; do
        if ((${EPOCHREALTIME/./} > deadline)); then
            cat "$work/eventually.log" >&2
            fail "in vain waited for: $*"
        fi
        sleep 0.05
    done
}

# prints EXPECTED COMMAND...: whether the command's output is just that.
prints() {
    local actual
    actual=$("${@:2}") || return
    [[ $actual == "$1" ]] || { echo "not '$1' but: $actual" >&2 && return 1; }
}

# matches REGEX COMMAND...: whether the command's output does, in whatever case.
matches() {
    local actual
    actual=$("${@:2}") || return
    grep -Eqi -- "$1" <<<"$actual" || { echo "no match of '$1' in: $actual" >&2 && return 1; }
}

# not COMMAND...: whether it fails.
not() { ! "$@"; }

# get RESOURCE... JSONPATH: a field of an object.
get() { kubectl get "${@:1:$#-1}" -o "jsonpath=${*: -1}"; }

# absent RESOURCE...: whether there is no such object.
absent() { [[ $(kubectl get "$@" --ignore-not-found -o name) == "" ]]; }

# secret_value NAMESPACE NAME KEY: one value of a live Secret.
secret_value() { get secret -n "$1" "$2" "{.data.${3//./\\.}}" | base64 -d; }

free_port() {
    local port
    while port=$((20000 + RANDOM % 10000)) && (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
    echo "$port"
}

# http PORT PATH: the body of a GET; kubectl is the HTTP client at hand.
http() { kubectl --kubeconfig=/dev/null --server="http://127.0.0.1:$1" get --raw "$2"; }

# request METHOD PATH [FILE [HEADER...]]: the controller's whole answer.
request() {
    local file=${3:-/dev/null} fd
    exec {fd}<>"/dev/tcp/127.0.0.1/$http_port"
    {
        printf '%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n' "$1" "$2"
        printf '%s\r\n' "Content-Length: $(wc -c <"$file")" "${@:4}" ""
    } >&"$fd"
    { cat "$file" >&"$fd"; } 2>/dev/null || true # too much of it is not read
    cat <&"$fd"
    exec {fd}>&-
}

# metric NAME: the sum of a metric of the controller.
metric() { http "$metrics_port" /metrics | awk -v name="$1" '$1 ~ "^" name "({|$)" {sum += $2} END {print sum + 0}'; }

#--- Processes ---------------------------------------------------------------------------------------

declare -A pids=()

# start NAME COMMAND...: runs it in the background until stop NAME, or the scenario's end; appends its output to
# $work/NAME.log.
start() {
    # In a session of its own: a stopped process may cost all others of its group a SIGHUP.
    setsid setpriv --pdeathsig KILL "${@:2}" >>"$work/$1.log" 2>&1 &
    pids[$1]=$!
}

# stop NAME [SIGNAL]: ends it; fails if it takes more than 5 s.
stop() {
    local pid=${pids[$1]}
    unset "pids[$1]"
    kill "-${2:-TERM}" "$pid"
    timeout 5 tail --pid="$pid" --sleep-interval=0.05 -f /dev/null || {
        kill -KILL "$pid"
        fail "$1 did not end within 5 s"
    }
    wait "$pid" || exit_code=$?
}

running() { kill -0 "${pids[$1]}"; }

finish() {
    local status=$? name
    if ((status != 0)); then
        for name in "$work"/*.log; do
            printf '\n--- the end of %s\n' "$name"
            tail -n 40 "$name"
        done >&2
        if [[ -n ${KUBECONFIG:-} ]]; then
            kubectl get applications,sealedsecrets,events -A -o wide >&2 || true
        fi
    fi
    for name in "${!pids[@]}"; do kill "${pids[$name]}" || true; done
    wait
}
trap finish EXIT
trap 'echo "FAILED: $0, line $LINENO (called from ${BASH_LINENO[*]}): $BASH_COMMAND" >&2' ERR

#--- The cluster and the controller ------------------------------------------------------------------

http_port=$(free_port)
metrics_port=$(free_port)

start_all() { # CONTROLLER_FLAG...
    if [[ $server == kube-apiserver ]]; then start_kube_apiserver; fi
    start_controller "$@"
}

# A real API server, with all of crds/ in it but the Deployment.
start_kube_apiserver() {
    start kube-apiserver "$root/tests/kube-apiserver/run" "$work/cluster"
    eventually 120 test -e "$work/cluster/ready"
    export KUBECONFIG=$work/cluster/kubeconfig
    kubectl apply -k "$root/crds" >/dev/null
    kubectl wait --for=condition=Established crd --all >/dev/null
    # No node runs it here; and its Service gives way to one that reaches the controller outside.
    kubectl delete -n kube-system deployment,service sealed-secrets-controller >/dev/null
    "$root/tests/kube-apiserver/link-service" "$work/cluster" kube-system sealed-secrets-controller "$http_port"
    write_controller_kubeconfig
}

# The controller runs with its ServiceAccount's permissions, as in a real cluster. Written by hand: Debian's kubectl 1.20
# crashes when it writes a kubeconfig.
write_controller_kubeconfig() {
    local account=/api/v1/namespaces/kube-system/serviceaccounts/sealed-secrets-controller token url
    token=$(echo '{"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": {}}' |
        kubectl create --raw "$account/token" -f - | jq -r .status.token)
    url=$(kubectl config view -o 'jsonpath={.clusters[0].cluster.server}')
    cat >"$work/controller.kubeconfig" <<YAML
apiVersion: v1
kind: Config
current-context: controller
contexts: [{name: controller, context: {cluster: cluster, user: controller}}]
clusters: [{name: cluster, cluster: {server: "$url", certificate-authority: $work/cluster/pki/ca.crt}}]
users: [{name: controller, user: {token: "$token"}}]
YAML
}

start_controller() { # FLAG...
    local flags=(
        --listen-addr="127.0.0.1:$http_port" --listen-metrics-addr="127.0.0.1:$metrics_port"
        --data-dir="$work/data" --key-size="${key_bits:-2048}" --git-poll-interval="${poll_interval:-2s}" --allow-local-git --log-level="${log_level:-debug}"
    )
    rm -f "$work/data/ready"
    if [[ $server == standalone ]]; then
        export KUBECONFIG=$work/data/kubeconfig
        start controller "$bin/sealer-controller" --standalone "${flags[@]}" "$@"
    else
        start controller "$bin/sealer-controller" --kubeconfig="$work/controller.kubeconfig" "${flags[@]}" "$@"
    fi
    eventually 30 ready
}

ready() { running controller && [[ -e $work/data/ready ]] && http "$http_port" /readyz; }

# stop_controller [SIGNAL]: on SIGTERM it must end well, and within 5 s.
# shellcheck disable=SC2120 # scenarios pass one
stop_controller() {
    local exit_code=0
    stop controller "${1:-TERM}"
    [[ -n ${1:-} ]] || ((exit_code == 0)) || fail "sealer-controller ended with $exit_code"
}

#--- Git and Applications ----------------------------------------------------------------------------

# new_repository NAME: an empty repository at file://$work/git/NAME.git, with a clone in $work/NAME.
new_repository() {
    git init -q --bare "$work/git/$1.git"
    git clone -q "$work/git/$1.git" "$work/$1" 2>/dev/null
}

# config_map FILE NAME [ANNOTATION=VALUE...]: a ConfigMap in a file.
config_map() {
    mkdir -p "$(dirname "$1")"
    local manifest
    manifest=$(kubectl create configmap "$2" --from-literal=from="$1" --dry-run=client -o yaml |
        kubectl annotate --local -f - -o yaml example.com/by=test "${@:3}")
    echo "$manifest" >"$1"
}

# job FILE NAME_FIELD ANNOTATION...
job() {
    mkdir -p "$(dirname "$1")"
    {
        printf 'apiVersion: batch/v1\nkind: Job\nmetadata:\n  %s\n  annotations:\n' "$2"
        printf '    %s\n' "${@:3}"
        printf 'spec:\n  template:\n    spec:\n      restartPolicy: Never\n'
        printf '      containers: [{name: job, image: example.com/job}]\n'
    } >"$1"
}

# end_job NAMESPACE NAME CONDITION [MESSAGE]: as the job controller would report it.
end_job() {
    eventually 10 put_condition "$@"
}
put_condition() {
    kubectl get job -n "$1" "$2" -o json | jq --arg type "$3" --arg message "${4:-}" \
        '.status.conditions = [{type: $type, status: "True", message: $message}]' >"$work/job.json"
    kubectl replace --raw "/apis/batch/v1/namespaces/$1/jobs/$2/status" -f "$work/job.json"
}

# load_balancer FILE NAME: a Service in a file that is healthy once assign_address says so.
load_balancer() {
    mkdir -p "$(dirname "$1")"
    kubectl create service loadbalancer "$2" --tcp=80 --dry-run=client -o json |
        jq 'del(.status, .metadata.creationTimestamp)' >"$1"
}

# assign_address NAMESPACE NAME: gives a Service its address, as the controller of load balancers would.
assign_address() { eventually 20 put_address "$@"; }
put_address() {
    kubectl get service -n "$1" "$2" -o json |
        jq '.status.loadBalancer.ingress = [{ip: "192.0.2.1"}]' >"$work/service.json"
    kubectl replace --raw "/api/v1/namespaces/$1/services/$2/status" -f "$work/service.json"
}

# push MESSAGE: commits and pushes all of the clone that is the current directory.
push() {
    git add --all
    git commit -q -m "$1"
    git push -q origin HEAD
}

# apply_application NAME REPO_URL PATH NAMESPACE: an Application, with automated sync where $sync_policy does not say
# else, of the $revision (HEAD) of a repository; $directory or $kustomize says how to read it.
apply_application() {
    kubectl apply -f - >/dev/null <<YAML
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: $1
  namespace: argocd
spec:
  project: default
  destination:
    server: https://kubernetes.default.svc
    namespace: $4
  source:
    repoURL: $2
    path: $3
    targetRevision: ${revision:-HEAD}
    directory: ${directory:-{\}}
    kustomize: ${kustomize:-{\}}
  syncPolicy: ${sync_policy:-"{automated: {prune: true, selfHeal: true}, syncOptions: [CreateNamespace=true]}"}
YAML
}

# application NAME JSONPATH: a field of an Application.
application() { get application -n argocd "$1" "$2"; }

# await_application NAME SYNC HEALTH [SECONDS]: and of the newest commit of the clone that is the current directory.
await_application() {
    eventually "${4:-30}" prints "$2 $3 $(git rev-parse HEAD)" \
        application "$1" '{.status.sync.status} {.status.health.status} {.status.sync.revision}'
}

# refresh NAME: asks for a look at Git at once.
refresh() { kubectl annotate application -n argocd "$1" argocd.argoproj.io/refresh=normal --overwrite >/dev/null; }

# seal NAMESPACE NAME KEY=VALUE...: a SealedSecret, on stdout.
seal() {
    local pairs=("${@:3}")
    kubectl create secret generic -n "$1" "$2" "${pairs[@]/#/--from-literal=}" --dry-run=client -o yaml |
        "$bin/sealer" --format yaml
}

# no_trace_of SECRET: ends the controller, and fails if anything that it wrote, or showed before, holds the secret.
no_trace_of() {
    {
        kubectl get applications,sealedsecrets,events,configmaps -A -o yaml
        http "$metrics_port" /metrics
    } >"$work/seen.log"
    stop_controller
    not grep -rlF --exclude-dir={cluster,data,git,"$(basename "$PWD")"} -e "$1" -e "$(printf %s "$1" | base64 -w0 | cut -c -40)" "$work"
}
