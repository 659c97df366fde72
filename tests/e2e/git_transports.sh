#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Repositories behind https with a password, ssh with a key, and git://.
. "$(dirname "$0")/lib.sh"
start_all
new_repository config
cd "$work/config"
mkdir app
kubectl create configmap settings --from-literal=a=b --dry-run=client -o yaml >app/settings.yaml
push "Add settings"
touch "$work/git/config.git/git-daemon-export-ok"

# repository_secret NAME KEY=VALUE...: how to log in to a repository, as Argo CD keeps it.
repository_secret() {
    kubectl create secret generic -n argocd "$1" "${@:2}" >/dev/null
    kubectl label secret -n argocd "$1" argocd.argoproj.io/secret-type=repository >/dev/null
}

# problem NAME: what keeps an Application from being compared.
problem() { application "$1" '{.status.conditions[?(@.type=="ComparisonError")].message}'; }

step "git://"
port=$(free_port)
start git-daemon "$(git --exec-path)/git-daemon" --listen=127.0.0.1 --port="$port" --base-path="$work/git" --reuseaddr
eventually 10 git ls-remote "git://127.0.0.1:$port/config.git"
apply_application daemon "git://127.0.0.1:$port/config.git" app daemon
await_application daemon Synced Healthy

step "https: refused without the password or an unknown certificate, read with them"
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/tls.key" -out "$work/tls.crt" -days 2 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost 2>/dev/null
port=$(free_port)
start git-https node "$root/tests/servers/git-https.mjs" "$work/git" "$work/tls.key" "$work/tls.crt" developer:s3cret "$port"
eventually 10 eval "(: <>/dev/tcp/127.0.0.1/$port)"
url=https://localhost:$port/config.git
apply_application https "$url" app https
eventually 30 matches certificate problem https
kubectl create configmap -n argocd argocd-tls-certs-cm --from-file=localhost="$work/tls.crt" >/dev/null
refresh https
eventually 30 matches 'authenti|401|credential|username' problem https
repository_secret https --from-literal=url="$url" --from-literal=username=developer --from-literal=password=s3cret
refresh https
await_application https Synced Healthy
prints "" problem https

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
repository_secret ssh --from-literal=url="$url" --from-file=sshPrivateKey="$work/user_key"
apply_application ssh "$url" app ssh
eventually 30 matches 'host key' problem ssh
kubectl create configmap -n argocd argocd-ssh-known-hosts-cm \
    --from-literal=ssh_known_hosts="[127.0.0.1]:$port $(<"$work/host_key.pub")" >/dev/null
refresh ssh
await_application ssh Synced Healthy
prints "" problem ssh
