#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Whatever keeps an Application from getting on is told, with its age: health, a finalizer, a confirmation, others.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# Load balancers have their addresses when this scenario says so.
start_all "${idle_workloads[@]}"

new_repository shop
repository=file://$work/git/shop.git
cd "$work/shop"

# condition NAME TYPE [FIELD]: of an Application.
condition() { application "$1" "{.status.conditions[?(@.type==\"$2\")].${3:-message}}"; }

approve() {
    kubectl annotate application -n argocd "$1" --overwrite \
        argocd.argoproj.io/deletion-approved="$(date -u -d '+1 second' +%FT%TZ)" >/dev/null
}

step "a wave that waits says for whose health, and since when"
load_balancer waves/front.yaml front
config_map waves/later.yaml later argocd.argoproj.io/sync-wave=1
push "Add waves"
apply_application waves "$repository" waves waves
eventually 20 matches "^waiting for healthy state of Service/front: Service/front is Progressing: Waiting for load balancer" \
    condition waves SyncWaiting
since=$(condition waves SyncWaiting lastTransitionTime)
[[ -n $since ]]
matches '^sealer_app_sync_waiting_seconds\{.*name="waves".*\} [0-9.]+$' http "$metrics_port" /metrics
kubectl annotate service -n waves front example.com/looked-at=yes >/dev/null
refresh waves
eventually 10 prints "" application waves '{.metadata.annotations.argocd\.argoproj\.io/refresh}'
prints "$since" condition waves SyncWaiting lastTransitionTime
assign_address waves front
await_application waves Synced Healthy
prints "" condition waves SyncWaiting
prints 0 metric sealer_app_sync_waiting_seconds

step "what uses a Secret comes after it, and not while it is that of an older SealedSecret"
mkdir -p sealed
sealed_later() { config_map sealed/later.yaml later argocd.argoproj.io/sync-wave=1 "$@"; }
seal sealed token value=first >sealed/token.yaml
sealed_later
push "Add a SealedSecret"
apply_application sealed "$repository" sealed sealed
await_application sealed Synced Healthy
prints first secret_value sealed token value
version() { get "$1" -n sealed "$2" '{.metadata.resourceVersion}'; }
(($(version secret token) < $(version configmap later)))
seal elsewhere token value=second | sed 's/namespace: elsewhere/namespace: sealed/' >sealed/token.yaml
sealed_later example.com/new=1
push "Seal it for somewhere else"
refresh sealed
eventually 20 matches "^Degraded Caused by bitnami.com/SealedSecret:sealed/token" \
    application sealed '{.status.health.status} {.status.health.message}'
eventually 20 matches "SealedSecret/token is degraded: " condition sealed SyncError
prints "" get configmap -n sealed later '{.metadata.annotations.example\.com/new}'
seal sealed token value=third >sealed/token.yaml
push "Seal it for here"
refresh sealed
await_application sealed Synced Healthy
prints third secret_value sealed token value
prints 1 get configmap -n sealed later '{.metadata.annotations.example\.com/new}'

step "with WaitHealthy=true the last wave is waited for, too"
load_balancer gate/front.yaml front
push "Add gate"
sync_policy='{automated: {}, syncOptions: [CreateNamespace=true, WaitHealthy=true]}' \
    apply_application gate "$repository" gate gate
eventually 20 matches "^waiting for healthy state of Service/front" condition gate SyncWaiting
prints Running application gate '{.status.operationState.phase}'
assign_address gate front
eventually 20 prints Succeeded application gate '{.status.operationState.phase}'

step "without it a sync of one wave is done when all is applied"
load_balancer open/front.yaml front
push "Add open"
apply_application open "$repository" open open
await_application open Synced Progressing
prints "Succeeded successfully synced (all tasks run)" \
    application open '{.status.operationState.phase} {.status.operationState.message}'

step "a finalizer that keeps what is pruned is named"
config_map kept/a.yaml a
config_map kept/b.yaml b
push "Add kept"
apply_application kept "$repository" kept kept
await_application kept Synced Healthy
kubectl patch configmap -n kept b --type merge -p '{"metadata": {"finalizers": ["example.com/busy"]}}' >/dev/null
git rm -q kept/b.yaml
config_map kept/c.yaml c argocd.argoproj.io/sync-wave=1
push "No b"
refresh kept
eventually 20 matches "^waiting for deletion of ConfigMap/b: .* kept by .*example.com/busy" condition kept SyncWaiting
kubectl patch configmap -n kept b --type merge -p '{"metadata": {"finalizers": null}}' >/dev/null
await_application kept Synced Healthy

step "and so is one that keeps a deleted Application"
kubectl patch configmap -n kept a --type merge -p '{"metadata": {"finalizers": ["example.com/busy"]}}' >/dev/null
kubectl patch application -n argocd kept --type merge \
    -p '{"metadata": {"finalizers": ["resources-finalizer.argocd.argoproj.io"]}}' >/dev/null
kubectl delete application -n argocd kept --wait=false >/dev/null
eventually 20 matches "^waiting for deletion of ConfigMap/a: .* kept by .*example.com/busy" condition kept SyncWaiting
kubectl patch configmap -n kept a --type merge -p '{"metadata": {"finalizers": null}}' >/dev/null
eventually 20 absent application -n argocd kept

step "pruning much at once is held until it is approved"
for i in {1..12}; do config_map "many/$i.yaml" "c$i"; done
push "Add many"
apply_application many "$repository" many many
await_application many Synced Healthy
for i in {1..11}; do git rm -q "many/$i.yaml"; done
push "Remove most"
refresh many
eventually 20 matches "11 of 12 objects would be deleted, more than sealer.dev/deletion-budget allows" \
    condition many SyncWaiting
kubectl get configmap -n many c1 >/dev/null
approve many
await_application many Synced Healthy
absent configmap -n many c1

step "an approval holds until the sync has succeeded, however often it is tried"
for i in {1..12}; do config_map "many/$i.yaml" "c$i"; done
config_map many/last.yaml last argocd.argoproj.io/sync-wave=1
push "Add them again"
refresh many
await_application many Synced Healthy
for i in {1..11} last; do git rm -q "many/$i.yaml"; done
config_map many/stray.yaml stray
sed -i 's/^metadata:/&\n  namespace: elsewhere/' many/stray.yaml
push "Remove most, and add one whose namespace is missing"
refresh many
eventually 20 matches "12 of 14 objects would be deleted" condition many SyncWaiting
approve many
eventually 20 matches "waiting to try again|Failed last sync" application many '{.status.conditions[*].message}'
absent configmap -n many last
kubectl get configmap -n many c1 >/dev/null
kubectl create namespace elsewhere >/dev/null
await_application many Synced Healthy
absent configmap -n many c1

step "unless the Application says that it need not be"
for i in {1..12}; do config_map "many/$i.yaml" "c$i"; done
push "Add them again"
refresh many
await_application many Synced Healthy
kubectl annotate application -n argocd many sealer.dev/deletion-budget=off >/dev/null
for i in {1..11}; do git rm -q "many/$i.yaml"; done
push "Remove most again"
refresh many
await_application many Synced Healthy
absent configmap -n many c1
kubectl annotate application -n argocd many --overwrite sealer.dev/deletion-budget=lots >/dev/null
eventually 10 matches 'sealer.dev/deletion-budget: "lots" is neither' condition many InvalidSpecError

step "an Application waits for those that it depends on, at their newest revision"
load_balancer database/postgres.yaml postgres
config_map web/settings.yaml settings
push "Add database and web"
apply_dependent() { # NAME DEPENDS_ON
    apply_application "$1" "$repository" "$1" "$1"
    kubectl annotate application -n argocd "$1" --overwrite sealer.dev/depends-on="$2" >/dev/null
}
sync_policy='{syncOptions: [CreateNamespace=true]}' apply_dependent web database
sync_policy='{automated: {prune: true, selfHeal: true}, syncOptions: [CreateNamespace=true]}' apply_dependent web database
eventually 10 matches "names Application database, which does not exist" condition web DependencyError
apply_application database "$repository" database database
eventually 20 matches "^waiting for Application database: it is Progressing" condition web SyncWaiting
absent configmap -n web settings
assign_address database postgres
await_application web Synced Healthy
prints "" condition web SyncWaiting
config_map web/settings.yaml settings example.com/new=1
load_balancer database/replica.yaml replica
push "Change both"
refresh web
eventually 20 matches "^waiting for Application database: " condition web SyncWaiting
prints "" get configmap -n web settings '{.metadata.annotations.example\.com/new}'
assign_address database replica
await_application web Synced Healthy
prints 1 get configmap -n web settings '{.metadata.annotations.example\.com/new}'

step "a circle is named"
kubectl annotate application -n argocd database sealer.dev/depends-on=web >/dev/null
eventually 10 matches "circle: database -> web -> database" condition database DependencyError
eventually 10 matches "circle: web -> database -> web" condition web DependencyError
kubectl annotate application -n argocd database sealer.dev/depends-on- >/dev/null
eventually 10 prints "" condition web DependencyError
eventually 10 prints "" condition database DependencyError

step "a health script that is not run is told where it would count"
kubectl create configmap argocd-cm -n argocd --from-literal=resource.customizations.health.Service='return {}' >/dev/null
eventually 10 matches "health scripts for Service, which this version" condition waves HealthScriptWarning
prints "" condition web HealthScriptWarning

stop_controller
