#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# What the API server refuses to change is made anew where nothing is lost by it, and never where something is.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"
start_all
new_repository shop
repository=file://$work/git/shop.git
cd "$work/shop"

message() { application shop '{.status.operationState.message}'; }
uid() { get "$1" -n shop "$2" '{.metadata.uid}'; }

# write VALUE: each object with something in it that cannot be changed.
write() {
    mkdir -p app
    cat >app/all.yaml <<YAML
apiVersion: v1
kind: ConfigMap
metadata: {name: sealed}
immutable: true
data: {value: $1}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: $1}
rules: []
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: reader}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: $1}
subjects: [{kind: ServiceAccount, name: default, namespace: shop}]
---
apiVersion: batch/v1
kind: Job
metadata: {name: task}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: example.com/$1}]}}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: $1
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: a, image: example.com/db}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: {argocd.argoproj.io/sync-options: Force=true}}
spec:
  selector: {matchLabels: {app: $1}}
  template:
    metadata: {labels: {app: $1}}
    spec: {containers: [{name: a, image: example.com/web}]}
YAML
}

step "what can be made anew is, once"
write first
push "Add all"
apply_application shop "$repository" app shop
eventually 30 prints "Synced $(git rev-parse HEAD)" application shop '{.status.sync.status} {.status.sync.revision}'
kinds=(configmap/sealed rolebinding/reader job/task statefulset/db deployment/web)
declare -A old
for object in "${kinds[@]}"; do old[$object]=$(uid "${object%/*}" "${object#*/}"); done
write second
push "Change what cannot be changed"
refresh shop
eventually 60 prints "Synced $(git rev-parse HEAD)" application shop '{.status.sync.status} {.status.sync.revision}'
for object in "${kinds[@]}"; do
    [[ $(uid "${object%/*}" "${object#*/}") != "${old[$object]}" ]] || fail "$object is the old one"
done
prints second get configmap -n shop sealed '{.data.value}'
prints second get statefulset -n shop db '{.spec.serviceName}'

step "what is not even valid costs nothing"
before=$(uid job task)
sed -i 's,image: example.com/second,image: "",' app/all.yaml
push "Break the Job"
refresh shop
eventually 30 matches 'batch/Job/task' message
prints "$before" uid job task
write second
push "Mend it"
refresh shop
eventually 60 prints "Synced $(git rev-parse HEAD)" application shop '{.status.sync.status} {.status.sync.revision}'

step "a Deployment that does not ask for it stays, and so does a claim that does"
sed -i '/Force=true/s/, annotations.*/}/' app/all.yaml
push "Do not ask for it any more" # the live object's word counts as well
refresh shop
eventually 30 prints "Synced $(git rev-parse HEAD)" application shop '{.status.sync.status} {.status.sync.revision}'
sed -i 's/app: second/app: third/' app/all.yaml
cat >>app/all.yaml <<YAML
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data, annotations: {argocd.argoproj.io/sync-options: Force=true}}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
YAML
before=$(uid deployment web)
push "Change its selector"
refresh shop
eventually 30 matches 'apps/Deployment/web' message
prints "$before" uid deployment web
before=$(uid persistentvolumeclaim data)
sed -i 's/ReadWriteOnce/ReadWriteMany/' app/all.yaml
push "Change the claim"
refresh shop
eventually 30 matches 'PersistentVolumeClaim/data' message
prints "$before" uid persistentvolumeclaim data

stop_controller
