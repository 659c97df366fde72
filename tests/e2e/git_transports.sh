#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Repositories behind https and ssh, with every way to log in, and git://.
. "$(dirname "$0")/lib.sh"
start_all
new_repository config
cd "$work/config"
mkdir app
kubectl create configmap settings --from-literal=a=b --dry-run=client -o yaml >app/settings.yaml
push "Add settings"
touch "$work/git/config.git/git-daemon-export-ok"

# problem NAME: what keeps an Application from being compared.
problem() { application "$1" '{.status.conditions[?(@.type=="ComparisonError")].message}'; }

# by_label NAME TYPE KEY=VALUE...: a Secret that Argo CD would know by that type.
by_label() {
    kubectl create secret generic -n argocd "$1" "${@:3}" >/dev/null
    kubectl label secret -n argocd "$1" "argocd.argoproj.io/secret-type=$2" >/dev/null
}

# serve NAME LOGIN [CLIENT_CA]: the repositories over https, from then on at $url.
serve() {
    port=$(free_port)
    start "$1" node "$root/tests/servers/git-https.mjs" "$work/git" "$work/tls.key" "$work/tls.crt" "$2" "$port" "${@:3}"
    eventually 10 eval "(: <>/dev/tcp/127.0.0.1/$port)"
    url=https://localhost:$port/config.git
}

step "git://"
port=$(free_port)
start git-daemon "$(git --exec-path)/git-daemon" --listen=127.0.0.1 --port="$port" --base-path="$work/git" --reuseaddr
eventually 10 git ls-remote "git://127.0.0.1:$port/config.git"
apply_application daemon "git://127.0.0.1:$port/config.git" app daemon
await_application daemon Synced Healthy

step "https: refused without the password or an unknown certificate, read with them"
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/tls.key" -out "$work/tls.crt" -days 2 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost 2>/dev/null
serve git-https developer:s3cret-word
apply_application https "$url" app https
eventually 30 matches certificate problem https
kubectl create configmap -n argocd argocd-tls-certs-cm --from-file=localhost="$work/tls.crt" >/dev/null
refresh https
eventually 30 matches 'authenti|401|credential|username' problem https
by_label https repository --from-literal=url="$url" --from-literal=username=developer --from-literal=password=s3cret-word
await_application https Synced Healthy # unasked: the Secret was noticed
prints "" problem https

step "a token, and a client certificate, of a template for all repositories of that host"
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/client.key" -out "$work/client.crt" -days 2 -subj /CN=client 2>/dev/null
serve git-token "Bearer t0ken-word" "$work/client.crt"
apply_application token "$url" app token
eventually 30 matches 'certificate|SSL|TLS' problem token
by_label token repo-creds --from-literal=url="https://localhost:$port/" --from-literal=bearerToken=t0ken-word \
    --from-file=tlsClientCertData="$work/client.crt" --from-file=tlsClientCertKey="$work/client.key"
await_application token Synced Healthy

step "a project's own: its Applications may read it, others are not logged in, even for a commit that is here"
serve git-own developer:0wn-word
by_label own repository --from-literal=url="$url" --from-literal=username=developer \
    --from-literal=password=0wn-word --from-literal=project=own
kubectl apply -f - >/dev/null <<'YAML'
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: own, namespace: argocd}
spec: {destinations: [{server: '*', namespace: '*'}], clusterResourceWhitelist: [{group: "", kind: Namespace}]}
YAML
apply_application own "$url" app own
revision=$(git rev-parse HEAD) apply_application other "$url" app other
eventually 30 matches 'authenti|401|credential|username' problem own
kubectl patch application -n argocd own --type=merge -p '{"spec": {"project": "own"}}' >/dev/null
await_application own Synced Healthy
refresh other
eventually 30 matches 'authenti|401|credential|username' problem other
absent configmap -n other settings

step "a proxy with a log-in"
serve git-far developer:s3cret-word
proxy_port=$(free_port)
start proxy node "$root/tests/servers/connect-proxy.mjs" bob:pr0xy-word "$proxy_port"
eventually 10 eval "(: <>/dev/tcp/127.0.0.1/$proxy_port)"
by_label far repository --from-literal=url="$url" --from-literal=username=developer --from-literal=password=s3cret-word \
    --from-literal=proxy="http://bob:pr0xy-word@127.0.0.1:$proxy_port" --from-literal=noProxy=
apply_application far "$url" app far
await_application far Synced Healthy
grep -q "^localhost:$port$" "$work/proxy.log"

step "what cannot be done is said"
by_label helm repository --from-literal=url=https://localhost:1/charts --from-literal=type=helm
by_label github repo-creds --from-literal=url=https://localhost:1/github --from-literal=githubAppID=1
apply_application helm https://localhost:1/charts app helm
apply_application github https://localhost:1/github/a app github
eventually 30 matches 'repository Secret helm: type helm is not supported' problem helm
eventually 30 matches 'repository Secret github: githubAppID: this way to log in is not supported' problem github

step "ssh: refused without the host's key, read with it"
ssh-keygen -q -t ed25519 -N '' -f "$work/host_key"
ssh-keygen -q -t ed25519 -N '' -f "$work/user_key"
port=$(free_port)
cat >"$work/sshd_config" <<CONFIG
ListenAddress 127.0.0.1:$port
HostKey $work/host_key
AuthorizedKeysFile $work/user_key.pub
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin yes
PidFile none
CONFIG
if ((EUID == 0)); then mkdir -p /run/sshd; fi
start sshd /usr/sbin/sshd -D -e -f "$work/sshd_config"
url=ssh://$(id -un)@127.0.0.1:$port$work/git/config.git
by_label ssh repository --from-literal=url="$url" --from-file=sshPrivateKey="$work/user_key"
apply_application ssh "$url" app ssh
eventually 30 matches 'host key' problem ssh
kubectl create configmap -n argocd argocd-ssh-known-hosts-cm \
    --from-literal=ssh_known_hosts="[127.0.0.1]:$port $(<"$work/host_key.pub")" >/dev/null
await_application ssh Synced Healthy
prints "" problem ssh

step "no credentials in logs, status, events, or what is kept on disk"
kubectl get applications,events -A -o yaml >"$work/seen.log"
for secret in s3cret-word t0ken-word 0wn-word pr0xy-word "$(sed -n 2p "$work/client.key")" "$(sed -n 2p "$work/user_key")"; do
    for form in "$secret" "$(printf %s "$secret" | base64 -w0 | tr -d =)"; do
        not grep -lF -e "$form" "$work/controller.log" "$work/seen.log"
        not grep -rlF -e "$form" "$work/data/repositories"
    done
done
