#!/usr/bin/env bash
# Inspects the bundled district from end to end: a broker, an aggregator and two workers on free loopback ports.
#
#   scripts/demo.sh          run, show the summary, stop everything
#   KEEP=1 scripts/demo.sh   leave the fleet running and say where it is
#   scripts/demo.sh --stop   stop what KEEP=1 left running
#
# HAZARDFLEET_BIN names the folder of the programs (default: .build/release).
set -euo pipefail
cd "$(dirname "$0")/.."
readonly root=$PWD
readonly bin=${HAZARDFLEET_BIN:-$root/.build/release}
readonly broker=${HAZARDFLEET_BROKER:-$root/.venv/dev-broker}
readonly keep=${KEEP:-}
readonly kept=$root/var/demo # holds the folder of the fleet that was left running
readonly campaign=district-2026-autumn
readonly processes="broker aggregator worker-1 worker-2"

work=           # the folder of this run
foreground=     # the command that runs at the moment
started=0       # whether processes may be there to stop

# ---------------------------------------------------------------- words

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
  bold=$'\e[1m' plain=$'\e[0m'
else
  bold='' plain=''
fi

heading() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
step() { printf '%-58s' "$*"; }
done_step() { printf '%s\n' "${1:-done}"; }

fail() {
  printf '\ndemo: %s\n' "$*" >&2
  if [ -n "$work" ] && [ -d "$work" ]; then
    local log
    for log in "$work"/*.log; do
      [ -s "$log" ] || continue
      printf -- '---- %s\n' "${log##*/}" >&2
      tail -n 15 "$log" >&2
    done
  fi
  exit 1
}

# ---------------------------------------------------------------- processes

# Tells a process from a later one with the same number.
birth() { cut -d ' ' -f 22 "/proc/$1/stat" 2>/dev/null || echo unknown; }

# A process of its own session, so that Ctrl-C reaches this script first and the order of stopping is ours.
start() {
  local name=$1 own_session=()
  shift
  command -v setsid >/dev/null && own_session=(setsid)
  "${own_session[@]}" "$@" >"$work/$name.log" 2>&1 </dev/null &
  echo "$! $(birth $!)" >"$work/$name.pid"
}

is_running() {
  local pid=0 born=
  [ -f "$work/$1.pid" ] && read -r pid born <"$work/$1.pid"
  [ "$pid" -gt 0 ] && kill -0 "$pid" 2>/dev/null || return 1
  # setsid replaces itself by the program, which keeps the process' time of birth.
  [ "$(birth "$pid")" = "$born" ]
}

signal() {
  local pid
  is_running "$2" || return 0
  read -r pid _ <"$work/$2.pid"
  kill -s "$1" "$pid" 2>/dev/null || true
}

# Waits until a process has ended; kills it when it takes too long. Prints its exit code, if it is our child.
stop() {
  local name=$1 pid tries=0
  signal TERM "$name"
  while is_running "$name" && [ "$tries" -lt 300 ]; do
    sleep 0.1
    tries=$((tries + 1))
  done
  signal KILL "$name"
  read -r pid _ <"$work/$name.pid"
  stopped_with=0
  wait "$pid" 2>/dev/null || stopped_with=$?
}

# Runs a command so that a signal to this script is handled at once and not after the command's end.
run() {
  local code=0
  "$@" &
  foreground=$!
  wait "$foreground" || code=$?
  foreground=
  return "$code"
}

cleanup() {
  local code=$? name
  trap - EXIT
  trap '' INT TERM HUP
  [ -z "$foreground" ] || kill -s KILL "$foreground" 2>/dev/null || true
  if [ "$started" = 1 ]; then
    for name in $processes; do signal KILL "$name"; done
  fi
  [ -z "$work" ] || rm -rf "$work"
  exit "$code"
}

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

start_broker() {
  local tries
  broker_port=$(free_port)
  start broker "$broker" start --only kafka --kafka-port "$broker_port" --data-dir "$work/broker"
  for ((tries = 0; tries < 600; tries++)); do
    answers "$broker_port" && return
    is_running broker || fail "the development broker ended"
    sleep 0.05
  done
  fail "the development broker does not answer"
}

start_aggregator() {
  local tries
  start aggregator "$bin/hazard-aggregator" run --bootstrap "$bootstrap" \
    --database "$work/ledger.sqlite" --listen 127.0.0.1:0 --map Examples/district/borders.geojson
  for ((tries = 0; tries < 600; tries++)); do
    api=$(sed -n 's/^listening on //p' "$work/aggregator.log")
    [ -n "$api" ] && return
    is_running aggregator || fail "the aggregator ended"
    sleep 0.05
  done
  fail "the aggregator does not serve its API"
}

# ---------------------------------------------------------------- stopping a kept fleet

stop_kept() {
  [ -f "$kept" ] || { echo "no demo was left running"; exit 0; }
  work=$(cat "$kept")
  if [ -d "$work" ]; then
    local name
    for name in worker-1 worker-2 aggregator broker; do
      [ ! -f "$work/$name.pid" ] || stop "$name"
    done
    rm -rf "$work"
  fi
  rm -f "$kept"
  echo "the demo's fleet has stopped"
}

# ---------------------------------------------------------------- the demo

# Compares the ledger with what the script that made up the records counted, which shares no code with the fleet.
compare() {
  run "$bin/hazardctl" --api "$api" --json campaign "$campaign" >"$work/campaign.json"
  run "$bin/hazardctl" --api "$api" --json overview >"$work/overview.json"
  python3 - "$work/expected.json" "$work/campaign.json" "$work/overview.json" <<'PYTHON'
import json, sys
expected, campaign, overview = (json.load(open(path)) for path in sys.argv[1:])
counted = {name: count for name, count in campaign["checks"]["byOutcome"].items() if count}
hazards = overview["hazards"]
pairs = [
    (counted, {name: count for name, count in expected["outcomes"].items() if count}),
    (hazards["total"], expected["hazards"]["total"]),
    (hazards["closed"], expected["hazards"]["closed"]),
    (hazards["major"], expected["hazards"]["byLevel"]["major"]),
    (hazards["byGrade"], expected["hazards"]["byGrade"]),
]
for found, wanted in pairs:
    if found != wanted:
        sys.exit(f"the ledger says {found}, an independent count {wanted}")
PYTHON
}

show() {
  heading "$1"
  shift
  run "$bin/hazardctl" --api "$api" "$@"
}

summary() {
  local county worst
  show "The ledger at a glance" overview
  # Without the table of all 95 sections.
  heading "The campaign"
  run "$bin/hazardctl" --api "$api" campaign "$campaign" >"$work/campaign.txt"
  sed '/^SECTION/,$d' "$work/campaign.txt"
  show "Counties of Duanhe (4412)" regions 4412
  for county in 441203 441224; do show "Towns of county $county" regions "$county"; done
  show "The ten worst open hazards" hazards --state open --limit 10
  worst=$("$bin/hazardctl" --api "$api" --json hazards --state open --limit 1 \
    | python3 -c 'import json, sys; print(json.load(sys.stdin)["items"][0]["id"])')
  show "Who answers for the worst of them" responsibility "$worst"
}

explain_kept() {
  mkdir -p "${kept%/*}"
  echo "$work" >"$kept"
  cat <<TEXT

${bold}The fleet is still running${plain}
  pages    $api/
  API      $api/v1/overview
  broker   $bootstrap
  ledger   $work/ledger.sqlite
  logs     $work/*.log

  Look:    export HAZARDCTL_API=$api
           $bin/hazardctl overview
           $bin/hazardctl hazards --state open --level major
           curl $api/v1/regions?parent=4412
           curl $api/metrics
  Send:    $bin/hazard-producer launch campaign.yaml --bootstrap $bootstrap
  Stop:    make demo-stop
TEXT
}

main() {
  local program name began=$SECONDS
  for program in hazard-producer hazard-worker hazard-aggregator hazardctl; do
    [ -x "$bin/$program" ] || fail "there is no $bin/$program: run make build"
  done
  [ -x "$broker" ] || fail "there is no development broker at $broker: run make setup"
  if [ -n "$keep" ] && [ -f "$kept" ]; then
    fail "a demo is running already (in $(cat "$kept")): make demo-stop ends it"
  fi

  trap cleanup EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  trap 'exit 129' HUP
  work=$(mktemp -d "${TMPDIR:-/tmp}/hazardfleet-demo.XXXXXX")
  started=1

  heading "HazardFleet: the autumn inspection of a made-up district"
  step "Writing the inspectors' records"
  run python3 Examples/district/make_observations.py --out "$work/observations.jsonl" \
    --expect "$work/expected.json" 2>"$work/observations.log" || fail "the records could not be written"
  done_step "$(cat "$work/observations.log")"

  step "Starting the broker"
  start_broker
  readonly bootstrap=127.0.0.1:$broker_port
  done_step "$bootstrap"

  step "Creating the topics"
  run "$bin/hazard-producer" topics --bootstrap "$bootstrap" >"$work/topics.log" 2>&1 || fail "no topics"
  done_step

  step "Starting an aggregator and two workers"
  start_aggregator
  start worker-1 "$bin/hazard-worker" --bootstrap "$bootstrap" --name worker-1
  start worker-2 "$bin/hazard-worker" --bootstrap "$bootstrap" --name worker-2
  done_step "$api"

  step "Publishing who answers for what, and by when"
  run "$bin/hazard-producer" policy publish Examples/district/policy.yaml --person demo --bootstrap "$bootstrap" \
    --log-level warning >"$work/policy.log" 2>&1 || fail "the policy was not published"
  done_step "$(cat "$work/policy.log")"

  heading "Launching the campaign"
  run "$bin/hazard-producer" launch Examples/district/campaign.yaml --data "$work" --bootstrap "$bootstrap" \
    --log-level warning || fail "the launch failed"

  heading "Inspecting"
  run "$bin/hazardctl" --api "$api" campaign "$campaign" --wait --timeout 300 >"$work/waited.log" \
    || fail "the campaign did not get complete"

  summary

  heading "Checking"
  step "The ledger's invariants"
  run "$bin/hazard-aggregator" verify --database "$work/ledger.sqlite" >"$work/verify.log" 2>&1 \
    || fail "an invariant is broken"
  done_step "$(cat "$work/verify.log")"
  step "The figures, against an independent count"
  compare || fail "the figures differ"
  done_step equal

  if [ -n "$keep" ]; then
    explain_kept
    trap - EXIT
    return
  fi
  for name in worker-1 worker-2 aggregator; do
    step "Stopping $name"
    stop "$name"
    [ "$stopped_with" -eq 0 ] || fail "$name ended with exit code $stopped_with"
    done_step
  done
  stop broker
  printf '\nDone in %s s. KEEP=1 leaves the fleet running.\n' "$((SECONDS - began))"
}

case "${1:-}" in
  --stop) stop_kept ;;
  '') main ;;
  *) fail "unknown argument $1; there is only --stop" ;;
esac
