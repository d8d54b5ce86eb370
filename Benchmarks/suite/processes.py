"""Processes of one run, and what the operating system says that they used."""
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

DEADLINE = 600
TICKS = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def usage(pid):
    """CPU seconds and peak resident MiB of a running process."""
    with open(f"/proc/{pid}/stat") as f:
        fields = f.read().rsplit(")", 1)[1].split()
    with open(f"/proc/{pid}/status") as f:
        peak = next((line.split()[1] for line in f if line.startswith("VmHWM")), "0")
    return {"cpu_s": (int(fields[11]) + int(fields[12])) / TICKS, "peak_mib": int(peak) / 1024}


def fresh(parent, name):
    """A new folder, empty."""
    path = os.path.join(parent, name)
    shutil.rmtree(path, ignore_errors=True)
    os.mkdir(path)
    return path


def kafka_cpu(pid):
    """CPU seconds of a process's threads that are librdkafka's."""
    total = 0
    for thread in os.listdir(f"/proc/{pid}/task"):
        try:
            with open(f"/proc/{pid}/task/{thread}/stat") as f:
                name, fields = f.read().split("(", 1)[1].rsplit(")", 1)
        except OSError:
            continue  # It has ended.
        if name.startswith("rdk:"):
            total += int(fields.split()[11]) + int(fields.split()[12])
    return total / TICKS


def get(port, path):
    """The body of a page; None where nobody answers with one."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as reply:
            return reply.read().decode()
    except OSError:
        return None


class Processes:
    """What is started through this ends with it."""

    def __init__(self, folder):
        self.folder, self.running = folder, []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in reversed(self.running):
            self.end(process)

    def start(self, name, *command, **streams):
        log = open(os.path.join(self.folder, name + ".log"), "ab")
        process = subprocess.Popen(command, start_new_session=True, **{"stdout": log, "stderr": log, **streams})
        self.running.append(process)
        return process

    def end(self, process):
        """Asks the process to stop, as an operator does.

        Returns the seconds that took."""
        started = time.monotonic()
        if process in self.running:
            self.running.remove(process)
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        return time.monotonic() - started

    def until(self, what, condition, pause=0.01):
        """Waits for a true value of `condition`, and returns it."""
        end = time.monotonic() + DEADLINE
        while time.monotonic() < end:
            for process in self.running:
                if process.poll() not in (None, 0):
                    sys.exit(f"bench: {process.args[0]} ended early while waiting until {what}; see {self.folder}")
            value = condition()
            if value:
                return value
            time.sleep(pause)
        sys.exit(f"bench: not within {DEADLINE} s: {what}")
