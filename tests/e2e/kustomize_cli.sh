#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# A new image on its way: set in an overlay, looked at before and after the commit, applied.
. "$(dirname "$0")/lib.sh"
start_all
kubectl create namespace shop >/dev/null
mkdir -p "$work/repo/base" "$work/repo/overlays/production"
cd "$work/repo"
git init -q

cat >base/kustomization.yaml <<'EOF'
resources: [web.yaml]
secretGenerator:
- name: db
  literals: [password=hunter2]
EOF
cat >base/web.yaml <<'EOF'
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: web, image: shop}
EOF
cat >overlays/production/kustomization.yaml <<'EOF'
# What runs for customers.
namespace: shop
resources:
  - ../../base
images:
  - name: shop   # by CI
    newTag: "1.4"
EOF
git add -A
git commit -qm one

diff_is() { # EXIT_CODE ARGUMENT...: what `sealer diff` prints
    local code=0
    "$bin/sealer" diff "${@:2}" || code=$?
    ((code == $1)) || fail "sealer diff ${*:2} ended with $code"
}
live_image() { kubectl get deployment -n shop web -o 'jsonpath={.spec.template.spec.containers[0].image}'; }

step "an image is set, and nothing but its line changes"
"$bin/sealer" set image shop=registry.example.com/shop:1.5 -C overlays/production
git diff --numstat | grep -qx $'2\t1\toverlays/production/kustomization.yaml'
grep -qx '  - name: shop   # by CI' overlays/production/kustomization.yaml

step "what that does, before the commit and after it"
diff_is 1 --local >local.diff
grep -qx -- '+++ apps/Deployment shop/web' local.diff
grep -q -- '^+ .*image: registry.example.com/shop:1.5$' local.diff
git commit -qam two
diff_is 1 .@HEAD~1..HEAD | cmp - local.diff
diff_is 0 --local
diff_is 1 .@HEAD~1..HEAD -o markdown | grep -q '^<details><summary>changed <code>apps/Deployment shop/web'

step "a password is hidden"
sed -i s/hunter2/hunter3/ base/kustomization.yaml
diff_is 1 --local | grep -q '<hidden, changed>'
if diff_is 1 --local -o json | grep -e hunter -e aHVudGVy; then fail "a password is shown"; fi
git checkout -q base

step "what is rendered at a commit can be applied"
"$bin/sealer" render .@HEAD~1:overlays/production | kubectl apply -f - >/dev/null
prints shop:1.4 live_image
"$bin/sealer" render overlays/production | kubectl apply -f - >/dev/null
prints registry.example.com/shop:1.5 live_image
