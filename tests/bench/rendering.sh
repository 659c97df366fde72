#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# sealer render beside kubectl kustomize, where that is installed, in turns on the same input: the large and a small case
# of the conformance set, and trees of 100 to 10,000 resources. Then a repository of 1,000 overlays of one base, of which
# a commit touches one: what it costs the controller, and sealer diff.
set -euo pipefail
bin=$(readlink -f "$1")
cases=$(readlink -f "$(dirname "$0")/../../../shared/kustomize/visible" || true)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

calculate() { awk "BEGIN {printf \"%.2f\", ($1)}"; }

# cost RUNS COMMAND...: milliseconds of one run, the fastest, and the most memory in MB.
cost() {
    local best=3600000000 begin took i
    for ((i = 0; i < $1; i++)); do
        begin=${EPOCHREALTIME/./}
        "${@:2}" >/dev/null 2>&1
        took=$((${EPOCHREALTIME/./} - begin))
        if ((took < best)); then best=$took; fi
    done
    echo "$(calculate "$best / 1000") $(memory "${@:2}")"
}
memory() { # COMMAND...
    python3 - "$@" <<'PYTHON'
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
print("%.0f" % (resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024))
PYTHON
}

# compare TEXT RUNS OF THE PEER, DIRECTORY
compare() {
    local ours peer=(- -) ratio=-
    read -ra ours <<<"$(cost 5 "$bin/sealer" render "$3")"
    if kubectl kustomize --help >/dev/null 2>&1; then
        read -ra peer <<<"$(cost "$2" kubectl kustomize "$3")"
        ratio=$(calculate "${peer[0]} / ${ours[0]}")
    fi
    printf '%-44s%12s%10s%12s%10s%10s\n' "$1" "${ours[0]}" "${ours[1]}" "${peer[0]}" "${peer[1]}" "$ratio"
}

# tree COUNT: a base of that many resources, ten a file, and an overlay over it.
tree() {
    local base=$work/$1/base overlay=$work/$1/overlay file i
    mkdir -p "$base" "$overlay"
    echo "resources:" >"$base/kustomization.yaml"
    for ((file = 0; file < $1 / 10; file++)); do
        echo "- $file.yaml" >>"$base/kustomization.yaml"
        for i in {0..9}; do
            cat <<YAML
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web-$file-$i}
spec:
  template:
    spec:
      containers:
      - {name: web, image: "example.org/web:1", env: [{name: A, value: b}]}
YAML
        done >"$base/$file.yaml"
    done
    cat >"$overlay/kustomization.yaml" <<YAML
resources: [../base]
namePrefix: prod-
namespace: prod
images: [{name: example.org/web, newTag: "2"}]
labels: [{pairs: {env: prod}, includeSelectors: true}]
YAML
}

# rerender TEXT FILE SED: the large case, from nothing, and again after a change to one of its files.
rerender() {
    local repository=$work/rerender-$RANDOM from times
    cp -r "$cases/realistic-big-1000/input" "$repository"
    git -C "$repository" init -q
    commit_all "$repository"
    from=$(git -C "$repository" rev-parse HEAD)
    sed -i "$3" "$repository/$2"
    commit_all "$repository"
    read -ra times <<<"$("$bin/../tests/bench/rerender" "$repository" overlays/production "$from" "$(git -C "$repository" rev-parse HEAD)")"
    printf '%-44s%12s%12s%10s\n' "$1" "${times[@]}" "$(calculate "${times[0]} / ${times[1]}")"
}
commit_all() { # REPOSITORY
    git -C "$1" add -A
    git -C "$1" -c user.name=bench -c user.email=bench@example.org commit -q -m "bench"
}

# overlays COUNT: a repository of that many overlays of one base, and a second commit that touches the last of them.
overlays() {
    local repository=$work/overlays base=$work/overlays/base i overlay
    mkdir -p "$base"
    git init --quiet "$repository"
    cat >"$base/kustomization.yaml" <<YAML
resources: [web.yaml, service.yaml, account.yaml]
configMapGenerator: [{name: settings, literals: [a=1, b=2]}]
YAML
    cat >"$base/web.yaml" <<YAML
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      serviceAccountName: web
      containers:
      - {name: web, image: "example.org/web:1", envFrom: [{configMapRef: {name: settings}}]}
YAML
    echo '{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}' \
        >"$base/service.yaml"
    echo '{apiVersion: v1, kind: ServiceAccount, metadata: {name: web}}' >"$base/account.yaml"
    for ((i = 1; i <= $1; i++)); do
        overlay=$repository/overlays/tenant-$i
        mkdir -p "$overlay"
        cat >"$overlay/kustomization.yaml" <<YAML
resources: [../../base]
namespace: tenant-$i
images: [{name: example.org/web, newTag: "2"}]
labels: [{pairs: {tenant: tenant-$i}, includeSelectors: true}]
patches: [{path: web.yaml}]
YAML
        echo '{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 2}}' >"$overlay/web.yaml"
    done
    commit_all "$repository"
    sed -i 's/replicas: 2/replicas: 3/' "$overlay/web.yaml"
    commit_all "$repository"
}

printf '%-44s%12s%10s%12s%10s%10s\n' "rendering, start included" "sealer, ms" MB "kubectl, ms" MB times
if [[ -d $cases/realistic-big-1000 ]]; then
    compare "conformance case of 1,002 resources" 1 "$cases/realistic-big-1000/input/overlays/production"
    compare "conformance case of a small overlay" 5 "$cases/probe-comp-order/input/$(cat "$cases/probe-comp-order/target")"
fi
for count in 100 1000; do
    tree "$count"
    compare "overlay over $count resources" 1 "$work/$count/overlay"
done
tree 10000
read -ra ours <<<"$(cost 3 "$bin/sealer" render "$work/10000/overlay")"
printf '%-44s%12s%10s%12s\n' "overlay over 10000 resources" "${ours[0]}" "${ours[1]}" "(minutes)"

if [[ -d $cases/realistic-big-1000 ]]; then
    printf '\n%-44s%12s%12s%10s\n' "one changed file of 1,002 resources" "whole, ms" "changed, ms" times
    service=services/green/svc-077
    rerender "a manifest" $service/workload.yaml 's/svc-078/svc-079/'
    rerender "a file that a name's hash is made of" $service/app.properties 's/8080/8081/'
    rerender "the kustomization of a base" $service/kustomization.yaml 's/LOG_LEVEL=info/LOG_LEVEL=debug/'
    rerender "the tag of an image, at the top" overlays/production/kustomization.yaml 's/v1.7.77/v1.7.78/'
fi

overlays 1000
read -r all again rendered <<<"$("$bin/../tests/bench/rerender_overlays" "$work/overlays" overlays \
    "$(git -C "$work/overlays" rev-parse HEAD~1)" "$(git -C "$work/overlays" rev-parse HEAD)")"
printf '\n%-44s%12s%10s\n' "a repository of 1,000 overlays" ms limit
printf '%-44s%12s\n' "the first commit: all rendered" "$all"
printf '%-44s%12s%10s\n' "the next one: $rendered rendered again" "$again" 50
read -ra ours <<<"$(cost 5 "$bin/sealer" diff "$work/overlays@HEAD~1..HEAD")"
printf '%-44s%12s\n' "sealer diff of the two, start included" "${ours[0]}"
