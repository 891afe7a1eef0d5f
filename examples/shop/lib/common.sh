# Sourced by every script here: names, checks, and the little that they share.
set -euo pipefail

shop=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
state=$shop/target                      # everything that is made, and is ours to remove
project=shop
network=shop_default
bridge=shop0
subnet=172.30.7.0/24
world=shop-world                        # the outside: a network namespace behind a veth
world_gateway=198.51.100.1              # the host's end
world_verifier=198.51.100.10
world_resolver=198.51.100.53
world_customers="198.51.100.77 198.51.100.78"
front_end_ports="8079 8080"             # published, one a replica
registry=registry.test/shop
version=1.0.0
owner=ringwall.example.owner=examples/shop   # the label that tells our containers from others'
python=/usr/bin/python3                 # the system's, not one that a version manager put before it

say() { printf '%s\n' "$*" >&2; }
die() { say "$0: $*"; exit 1; }

need_root() { [ "$(id -u)" = 0 ] || die "needs root: it makes network namespaces and captures packets"; }

need() {  # need COMMAND PACKAGE ...: says at once what is missing
  local missing=
  while [ $# -gt 0 ]; do
    command -v "$1" >/dev/null || missing="$missing $2"
    shift 2
  done
  [ -z "$missing" ] || die "missing Debian packages:$missing (apt-get install$missing)"
}

ours() {  # ours [--filter ...]: ids of the shop's containers, stopped ones too
  docker ps -aq --no-trunc --filter "label=$owner" --filter "label=com.docker.compose.project=$project" "$@"
}

running() { ours --filter status=running --filter "label=com.docker.compose.service=$1"; }

container() { echo "$project-$1-$2"; }

address_of() { docker inspect -f "{{(index .NetworkSettings.Networks \"$network\").IPAddress}}" "$1"; }

start_container() {  # start_container SERVICE NUMBER [docker run options ... [-- arguments ...]]
  local service=$1 number=$2
  shift 2
  local options=()
  while [ $# -gt 0 ] && [ "$1" != -- ]; do options+=("$1"); shift; done
  [ $# -eq 0 ] || shift
  docker run -d --name "$(container "$service" "$number")" \
    --network "$network" --network-alias "$service" \
    --dns "$world_resolver" --dns-search . \
    --label "$owner" \
    --label "com.docker.compose.project=$project" \
    --label "com.docker.compose.service=$service" \
    --label "com.docker.compose.container-number=$number" \
    --label "com.docker.compose.oneoff=False" \
    "${options[@]}" "$registry/$service:$version" "$@" >/dev/null
}

start_catalogue() {  # start_catalogue NUMBER [docker run options ...]
  start_container catalogue "$@" -e PGPASSWORD=sock-shop -- catalogue
}

stop_process() {  # stop_process PIDFILE: only what a script of ours started and wrote down
  [ -f "$1" ] || return 0
  local pid
  pid=$(cat "$1")
  kill "$pid" 2>/dev/null || true
  for _ in $(seq 50); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.2
  done
  rm -f "$1"
}
