#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# What the API server, webhooks and other controllers make of objects is no drift: Synced with no rule of what to ignore,
# and no write after the first. What differs for good reason can be ignored, by rules of every form.
. "$(dirname "$0")/lib.sh"
start_all
new_repository config
cd "$work/config"

# differing NAME: the objects of an Application that are not as they should be.
differing() { application "$1" '{range .status.resources[?(@.status!="Synced")]}{.kind}/{.name} {end}'; }
served() { prints "" application "$1" '{.metadata.annotations.argocd\.argoproj\.io/refresh}'; }

# look_again NAME: has it compared once more, with Git and cluster as they are now.
look_again() {
    refresh "$1"
    eventually 20 served "$1"
}

# untouched NAME WRITES: whether it is Synced, and has been synchronised that often since the controller's start.
untouched() {
    look_again "$1"
    prints "" differing "$1"
    prints Synced application "$1" '{.status.sync.status}'
    prints "$2" metric argocd_app_sync_total
}

# asked: how often the API server had to be asked by a dry run, but for what only it can tell: what a custom type's defaults
# fill in within a list that is one field, or within an object that Git leaves empty.
asked() { awk '/asking the API server/ && !/Gadget drift\/(full|empty)/ {n++} END {print n + 0}' "$work/controller.log"; }

# restarts_quietly NAME: whether a new start finds an Application as it should be, asks nothing and writes nothing.
restarts_quietly() {
    local before
    before=$(asked)
    stop_controller
    start_controller
    untouched "$1" 0
    prints "$before" asked
}

step "objects that are stored otherwise than they are written"
if [[ $server == kube-apiserver ]]; then # which lets nobody grant what he has not, see docs/operations.md
    kubectl create clusterrolebinding wide --clusterrole=cluster-admin \
        --serviceaccount=kube-system:sealed-secrets-controller >/dev/null
fi
kubectl apply -f - >/dev/null <<'YAML'
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: gadgets.example.com}
spec:
  group: example.com
  names: {kind: Gadget, plural: gadgets, singular: gadget, listKind: GadgetList}
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              size: {type: integer, default: 3}
              nested:
                type: object
                default: {}
                properties: {mode: {type: string, default: fast}, speed: {type: number}}
              list: {type: array, items: {type: object, properties: {a: {type: integer}, b: {type: integer, default: 7}}}}
              keyed:
                type: array
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [name]
                items: {type: object, required: [name], properties: {name: {type: string}, on: {type: boolean, default: true}}}
              set: {type: array, x-kubernetes-list-type: set, items: {type: string}}
              free: {type: object, x-kubernetes-preserve-unknown-fields: true}
              amount: {anyOf: [{type: integer}, {type: string}], x-kubernetes-int-or-string: true}
YAML
kubectl wait --for=condition=Established crd gadgets.example.com >/dev/null
mkdir app
cat >app/pods.yaml <<'YAML'
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {}, annotations: {}, creationTimestamp: null}
spec:
  selector: {matchLabels: {app: web}}
  strategy: {}
  template:
    metadata: {labels: {app: web}, creationTimestamp: null}
    spec:
      securityContext: {}
      nodeSelector: {}
      tolerations: [{key: example.com/zone, operator: Exists}]
      volumes:
      - {name: cache, emptyDir: {}}
      - {name: sized, emptyDir: {sizeLimit: 0.5Gi}}
      - {name: both, projected: {sources: [{configMap: {name: c, items: [{key: a, path: a}]}}, {downwardAPI: {items: [{path: l, fieldRef: {fieldPath: metadata.labels}}]}}]}}
      containers:
      - name: web
        image: example.com/web
        env:
        - {name: Z, value: hidden}
        - {name: A, value: first}
        - {name: Z, value: last}
        - {name: EMPTY, value: ""}
        - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
        args: []
        ports: [{containerPort: 8080}, {containerPort: 53, protocol: UDP, name: dns}]
        livenessProbe: {httpGet: {path: /healthz, port: 8080}}
        resources: {limits: {cpu: 1000m, memory: 0.5Gi}, requests: {cpu: 0.1, memory: 1024Ki, ephemeral-storage: 1e9}}
        volumeMounts: [{name: cache, mountPath: /cache}]
      initContainers: []
status: {}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, image: example.com/db, resources: {limits: {cpu: 2}}}]}
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1024Mi}}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: once}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: once, image: example.com/once}]}}}
---
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 5}
YAML
cat >app/rest.yaml <<'YAML'
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{name: http, port: 80}, {name: dns, port: 53, protocol: UDP, targetPort: dns}]}
---
apiVersion: v1
kind: Service
metadata: {name: outside}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec: {podSelector: {}, ingress: [{ports: [{port: 80}], from: [{podSelector: {}}]}]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: nothing}
rules: []
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: nobody}
roleRef: {kind: Role, name: nothing, apiGroup: rbac.authorization.k8s.io}
subjects: [{kind: User, name: nobody}, {kind: ServiceAccount, name: default}]
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: most}
spec: {hard: {requests.cpu: 1000000m, limits.memory: 1.5Ti, pods: 100}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: files}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 0.5Gi}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: nothing, labels: null}
data: {}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: some}
data: {empty: "", "lines": "a\nb\n"}
binaryData: {zero: AA==}
---
apiVersion: v1
kind: Secret
metadata: {name: some}
stringData: {password: canary}
data: {empty: "", token: Y2FuYXJ5}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: web}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: part, labels: {example.com/whole: drift}}
rules: [{nonResourceURLs: [/metrics], verbs: [get]}, {apiGroups: [apps], resources: [deployments], verbs: ["*"]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: whole}
aggregationRule: {clusterRoleSelectors: [{matchLabels: {example.com/whole: drift}}]}
rules: [] # the API server fills them in
---
apiVersion: example.com/v1
kind: Gadget
metadata: {name: plain}
spec: {set: [a]}
---
apiVersion: example.com/v1
kind: Gadget
metadata: {name: empty}
spec: {}
---
apiVersion: example.com/v1
kind: Gadget
metadata: {name: full}
spec:
  size: 4
  nested: {speed: 1.0}
  list: [{a: 1}, {a: 2, b: 3}]
  keyed: [{name: z}, {name: a, on: false}]
  set: [b, a]
  free: {deep: {empty: {}, list: [], nothing: 1.50}}
  amount: 1000m
YAML
push "Add objects"
apply_application drift "file://$work/git/config.git" app drift
eventually 30 prints Synced application drift '{.status.sync.status}'
prints "last first" get deployment -n drift web '{.spec.template.spec.containers[0].env[0,1].value}'
if [[ $server == kube-apiserver ]]; then eventually 10 matches metrics get clusterrole whole '{.rules}'; fi
eventually 10 prints 1 metric argocd_app_sync_total
untouched drift 1

step "others change what Git does not say"
kubectl scale deployment -n drift web --replicas=4 >/dev/null
kubectl label configmap -n drift some example.com/theirs=yes >/dev/null
kubectl annotate service -n drift web example.com/theirs=yes >/dev/null
kubectl patch gadget -n drift plain --type=merge -p '{"spec": {"size": 9}}' >/dev/null
kubectl patch configmap -n drift some --type=merge -p '{"data": {"theirs": "x"}}' >/dev/null
untouched drift 1

step "a new start finds all as it should be, and asks nothing"
restarts_quietly drift

step "rules of every form say what to ignore"
new_repository rules
cd "$work/rules"
settings() { # KEY=VALUE...
    kubectl create configmap -n rules settings "${@/#/--from-literal=}" --dry-run=client -o yaml >app/settings.yaml
}
mkdir app
settings pointer=git jq=git manager=git everywhere=git none=git
push "Add settings"
kubectl create namespace rules >/dev/null
kubectl create configmap -n argocd argocd-cm \
    --from-literal=resource.customizations.ignoreDifferences.ConfigMap='jsonPointers: [/data/everywhere]' >/dev/null
apply_application rules "file://$work/git/rules.git" app rules
kubectl patch application -n argocd rules --type=merge -p '{"spec": {"ignoreDifferences": [
    {"kind": "ConfigMap", "name": "settings", "jsonPointers": ["/data/pointer"]},
    {"group": "*", "kind": "Config*", "jqPathExpressions": [".data | .jq"]},
    {"kind": "ConfigMap", "namespace": "rules", "managedFieldsManagers": ["somebody"]}]}}' >/dev/null
await_application rules Synced Healthy
change() { kubectl patch configmap -n rules settings --field-manager="$1" --type=merge -p "{\"data\": {\"$2\": \"cluster\"}}" >/dev/null; }
for key in pointer jq everywhere; do change else $key; done
change somebody manager
untouched rules 1
prints '[".data | .jq"]' application rules '{.status.sync.comparedTo.ignoreDifferences[1].jqPathExpressions}'

step "they hold at a new start, which asks nothing"
restarts_quietly rules

step "what they do not say is put back; RespectIgnoreDifferences lets the rest be"
kubectl patch application -n argocd rules --type=merge \
    -p '{"spec": {"syncPolicy": {"syncOptions": ["RespectIgnoreDifferences=true"]}}}' >/dev/null
settings pointer=new jq=new manager=new everywhere=new none=new
push "Change all"
refresh rules
await_application rules Synced Healthy
for key in pointer jq manager everywhere; do prints cluster get configmap -n rules settings "{.data.$key}"; done
prints new get configmap -n rules settings '{.data.none}'
kubectl patch application -n argocd rules --type=json -p '[{"op": "remove", "path": "/spec/ignoreDifferences"}]' >/dev/null
kubectl delete configmap -n argocd argocd-cm >/dev/null
eventually 20 prints new get configmap -n rules settings '{.data.everywhere}'
prints new get configmap -n rules settings '{.data.jq}'

step "a rule that cannot be evaluated is named, and nothing is overwritten meanwhile"
kubectl patch application -n argocd rules --type=merge -p '{"spec": {"ignoreDifferences": [
    {"kind": "ConfigMap", "jqPathExpressions": ["def f: f; f"]}]}}' >/dev/null
change else none
eventually 20 matches 'def f: f; f' application rules '{.status.conditions[?(@.type=="ComparisonError")].message}'
prints cluster get configmap -n rules settings '{.data.none}'

# The embedded server knows no webhooks.
if [[ $server == kube-apiserver ]]; then
    step "a webhook changes what is written"
    pki=$work/cluster/pki
    port=$(free_port)
    start webhook "$here/mutating_webhook.py" "$port" "$pki/server.crt" "$pki/server.key"
    eventually 10 eval "(: <>/dev/tcp/127.0.0.1/$port)"
    kubectl apply -f - >/dev/null <<YAML
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: shouting}
webhooks:
- name: shouting.example.com
  clientConfig: {url: "https://127.0.0.1:$port/", caBundle: $(base64 -w0 "$pki/ca.crt")}
  rules: [{apiGroups: ["", apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps, deployments]}]
  objectSelector: {matchLabels: {shout: "yes"}}
  sideEffects: None
  admissionReviewVersions: [v1]
YAML
    cd "$work/config"
    mkdir mutated
    cat >mutated/all.yaml <<'YAML'
apiVersion: v1
kind: ConfigMap
metadata: {name: greeter, labels: {shout: "yes"}}
data: {greeting: hello, other: hello}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: greeter, labels: {shout: "yes"}}
spec:
  selector: {matchLabels: {app: greeter}}
  template:
    metadata: {labels: {app: greeter}}
    spec: {containers: [{name: greeter, image: example.com/greeter}]}
YAML
    push "Add what is changed on its way"
    apply_application mutated "file://$work/git/config.git" mutated mutated
    eventually 30 prints Synced application mutated '{.status.sync.status}'
    prints HELLO get configmap -n mutated greeter '{.data.greeting}'
    prints "greeter proxy" get deployment -n mutated greeter '{.spec.template.spec.containers[*].name}'
    synchronised=$(metric argocd_app_sync_total)
    untouched mutated "$synchronised"
    kubectl patch configmap -n mutated greeter --type=merge -p '{"data": {"other": "by hand"}}' >/dev/null
    eventually 20 prints hello get configmap -n mutated greeter '{.data.other}'
fi
