"""Where the programs and the broker are. Environment variables win over the places in the checkout."""
import os
import shutil
import subprocess
from functools import lru_cache

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
PACKAGE = os.path.join(ROOT, "Tests", "Faults")
BIN = os.environ.get("HAZARDFLEET_BIN") or os.path.join(ROOT, ".build", "release")
DEV_BROKER = os.environ.get("HAZARDFLEET_BROKER") or os.path.join(ROOT, ".venv", "dev-broker")
# What broke stays here for looking into it.
KEPT = os.path.join(ROOT, "var", "faults")
FAKETIME = [
    os.path.join(folder, "faketime", "libfaketimeMT.so.1")
    for folder in ("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/local/lib")]


class Trouble(Exception):
    """Why the suite itself cannot go on; not a finding about the programs."""


def program(name):
    path = os.path.join(BIN, name)
    if not os.access(path, os.X_OK):
        raise Trouble(f"there is no {path}: run make build, or set HAZARDFLEET_BIN to the programs' folder")
    return path


def faketime():
    """The library that moves a process' clock; None where it is not installed."""
    return next((path for path in FAKETIME if os.path.exists(path)), None)


@lru_cache(maxsize=None)
def help_text(name, *words):
    done = subprocess.run([program(name), *words, "--help"], capture_output=True, text=True)
    return done.stdout + done.stderr


@lru_cache(maxsize=None)
def has_command(name, command):
    """Whether a program knows a subcommand."""
    return any(line.split()[:1] == [command] for line in help_text(name).splitlines() if line.startswith("  "))


@lru_cache(maxsize=None)
def can_mount():
    """Whether a small file system of our own can be mounted, out of everybody else's sight."""
    if not shutil.which("unshare"):
        return False
    probe = "mount -t tmpfs -o size=1m tmpfs /mnt"
    return subprocess.run(["unshare", "-m", "sh", "-c", probe], capture_output=True).returncode == 0
