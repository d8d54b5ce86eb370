"""Plugins that misbehave, for checks that run programs."""
import os
import stat

SCRIPT = """#!/bin/sh
# Checks a site: most pass; some misbehave the first time, and some always, until the file "repaired" is there.
number=${{1#S}}
[ -e '{state}/repaired' ] && {{ echo repaired; exit 0; }}
case $((number % {every})) in
  3) kind=hang ;;
  5) kind=crash ;;
  7) kind=flood ;;
  9) kind=unknown ;;
  11) kind={always} ;;
  *) echo fine; exit 0 ;;
esac
if [ "$kind" != broken ]; then mkdir '{state}/'"$number" 2>/dev/null || {{ echo fine now; exit 0; }}; fi
case $kind in
  hang) trap '' TERM; sleep 600 & sleep 600; sleep 600 ;;
  crash) kill -SEGV $$ ;;
  flood) while :; do echo flood flood flood flood flood flood flood flood flood; done ;;
  unknown) echo no idea; exit 3 ;;
  broken) echo broken; exit 3 ;;
esac
"""


class Plugins:
    """- always: whether some sites fail until they are repaired."""

    def __init__(self, folder, always=False, every=29):
        self.state = os.path.join(folder, "plugins")
        os.mkdir(self.state)
        self.path = os.path.join(self.state, "check_site")
        with open(self.path, "w", encoding="ascii") as file:
            file.write(SCRIPT.format(state=self.state, every=every, always="broken" if always else "unknown"))
        os.chmod(self.path, stat.S_IRWXU)

    # The item, and its probe as checklists write it.
    probe = ("A-7", "plugin check_site {site}")

    @property
    def config_lines(self):
        return ["worker: {probes: 8}", "plugins:",
                f"  check_site: {{path: {self.path}, timeout: 1s, outputLimit: 10000}}"]

    def repair(self):
        with open(os.path.join(self.state, "repaired"), "w", encoding="ascii"):
            pass


def sleeper(folder, seconds):
    """A plugin that takes its time and passes: its probe, and the lines of the configuration."""
    path = os.path.join(folder, "check_slow")
    with open(path, "w", encoding="ascii") as file:
        file.write(f"#!/bin/sh\nexec sleep {seconds}\n")
    os.chmod(path, stat.S_IRWXU)
    return "plugin check_slow", ["plugins:", f"  check_slow: {{path: {path}, timeout: 30s, outputLimit: 1000}}"]
