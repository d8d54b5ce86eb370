"""Child processes that do not outlive the suite, and what is known of them."""
import os
import shutil
import signal
import subprocess
import time

from .places import Trouble

MARK = "HAZARDFLEET_FAULT_RUN"


def eventually(what, condition, within=30.0, pause=0.02):
    """Waits for a true value. The deadline only ends a run that would never go on."""
    end = time.monotonic() + within
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise Trouble(f"not within {within:g} s: {what}")
        time.sleep(pause)


class Child:
    """A program in a group of its own; it dies with the thread that started it, so start it from the main one.

    - runner: what runs it so, where that is not the usual.
    """

    def __init__(self, name, command, folder, mark, environment=None, pipes=False, runner=None):
        self.name, self.command = name, command
        self.environment = dict(environment or {})
        self.log_path = os.path.join(folder, name + ".log")
        if runner is None:
            runner = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [*runner, *command], stdin=subprocess.PIPE if pipes else subprocess.DEVNULL,
                stdout=subprocess.PIPE if pipes else log, stderr=log, start_new_session=True,
                env={**os.environ, MARK: mark, **self.environment})
        self.started = time.monotonic()
        self.is_stopped = False
        # Whether the suite itself ended it, in whatever way.
        self.was_ended = False

    @property
    def pid(self):
        return self.process.pid

    def is_running(self):
        return self.process.poll() is None

    def send(self, number):
        if self.is_running():
            try:
                os.killpg(self.pid, number)
            except ProcessLookupError:
                pass

    def kill(self):
        self.was_ended = True
        self.send(signal.SIGKILL)
        self.process.wait()

    def pause(self):
        self.is_stopped = True
        self.send(signal.SIGSTOP)

    def resume(self):
        self.send(signal.SIGCONT)
        self.is_stopped = False

    def terminate(self):
        self.was_ended = True
        self.send(signal.SIGTERM)

    def wait(self, seconds):
        """The exit code; None when it did not end in time."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def log(self):
        try:
            with open(self.log_path, encoding="utf-8", errors="replace") as file:
                return file.read()
        except OSError:
            return ""

    def tail(self, count=12):
        return "\n".join(self.log().splitlines()[-count:])

    def peak_mib(self):
        with open(f"/proc/{self.pid}/status") as file:
            return next((int(line.split()[1]) / 1024 for line in file if line.startswith("VmHWM")), 0.0)


def marked(mark, folder):
    """Processes that were started in a run, or by what was started in it: (number, whether it is a plugin)."""
    wanted, found, ancestors = f"{MARK}={mark}".encode(), [], _ancestors()
    for name in os.listdir("/proc"):
        if not name.isdigit() or int(name) in ancestors:
            continue
        try:
            with open(f"/proc/{name}/environ", "rb") as file:
                environment = file.read().split(b"\0")
            with open(f"/proc/{name}/cmdline", "rb") as file:
                command = file.read()
            with open(f"/proc/{name}/stat") as file:
                state = file.read().rsplit(")", 1)[1].split()[0]
        except OSError:
            continue
        # Plugins are run with an environment of their own; they lie in the run's folder.
        is_plugin = (folder + "/plugins").encode() in command
        if (wanted in environment or is_plugin) and state != "Z":
            found.append((int(name), is_plugin))
    return found


def _ancestors():
    pids, pid = set(), os.getpid()
    while pid > 0 and pid not in pids:
        pids.add(pid)
        with open(f"/proc/{pid}/stat") as file:
            pid = int(file.read().rsplit(")", 1)[1].split()[1])
    return pids
