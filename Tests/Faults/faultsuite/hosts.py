"""Hosts of their own for programs: network namespaces on a bridge, with a cable each that can be pulled out.

Everything lies in a network namespace of the run's own, and is gone with its processes.
"""
import ctypes
import os
import shutil
import subprocess
from functools import lru_cache

from .places import Trouble
from .processes import eventually

CLONE_NEWNET = 0x40000000
# The address of the run itself, where the brokers are. It is as long as 127.0.0.1, whose place it takes in answers.
HERE = "10.77.0.1"


@lru_cache(maxsize=None)
def why_not():
    """What is missing for hosts of their own; None where nothing is."""
    for tool in ("ip", "nsenter", "unshare"):
        if not shutil.which(tool):
            return f"there is no {tool}"
    probe = "ip link add probe type bridge && ip link add va type veth peer name vb"
    done = subprocess.run(["unshare", "-n", "sh", "-c", probe], capture_output=True, text=True)
    return None if done.returncode == 0 else f"network namespaces cannot be made ({done.stderr.strip()}); that takes root"


def _ip(*words, inside=None):
    enter = ["nsenter", "-t", str(inside), "-n"] if inside else []
    done = subprocess.run([*enter, "ip", *map(str, words)], capture_output=True, text=True)
    if done.returncode:
        raise Trouble(f"ip {' '.join(map(str, words))}: {done.stderr.strip()}")


class Hosts:
    """Call it before anything of the run listens, and before it has threads."""

    def __init__(self):
        self.holders = {}
        if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET):
            raise Trouble(f"no network namespace: {os.strerror(ctypes.get_errno())}")
        _ip("link", "set", "lo", "up")
        _ip("link", "add", "fleet", "type", "bridge")
        _ip("addr", "add", f"{HERE}/24", "dev", "fleet")
        _ip("link", "set", "fleet", "up")

    def add(self, name):
        """A host with an address of its own and a cable to the bridge."""
        own = os.readlink("/proc/self/ns/net")
        holder = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "unshare", "-n", "sleep", "infinity"], stdin=subprocess.DEVNULL)
        eventually("the namespace is there", lambda: self._namespace(holder.pid) not in (None, own))
        number = len(self.holders)
        self.holders[name] = (holder, number)
        _ip("link", "add", f"cable{number}", "type", "veth", "peer", "name", "out", "netns", holder.pid)
        _ip("link", "set", f"cable{number}", "master", "fleet", "up")
        _ip("addr", "add", f"10.77.0.{10 + number}/24", "dev", "out", inside=holder.pid)
        _ip("link", "set", "out", "up", inside=holder.pid)
        _ip("link", "set", "lo", "up", inside=holder.pid)

    @staticmethod
    def _namespace(pid):
        try:
            return os.readlink(f"/proc/{pid}/ns/net")
        except OSError:
            return None

    def command(self, name):
        """What runs a program on a host."""
        return ["nsenter", "-t", str(self.holders[name][0].pid), "-n"]

    def cut(self, name):
        _ip("link", "set", f"cable{self.holders[name][1]}", "down")

    def mend(self, name):
        _ip("link", "set", f"cable{self.holders[name][1]}", "up")

    def close(self):
        for holder, _ in self.holders.values():
            holder.kill()
            holder.wait()
