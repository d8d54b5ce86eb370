"""A PostgreSQL server of an episode's own, which can be killed, stopped, and cut off from those that it serves."""
import glob
import os
import shutil
import signal
import subprocess
import time

from .brokers import accepts, free_port
from .ledger import ServerLedger
from .places import Trouble
from .processes import Child, eventually

# What the server is told. Nothing need survive the machine; what was committed has to survive the server's end.
SETTINGS = {
    "fsync": "off", "full_page_writes": "off", "autovacuum": "off", "max_connections": "100", "shared_buffers": "16MB",
    "unix_socket_directories": "", "log_min_messages": "warning"}
ROLE, DATABASE = "ledger", "ledger"
# Of the lock that writers of a ledger take turns by: the letters of "ledger".
WRITE_LOCK = int.from_bytes(b"ledger", "big")


def programs():
    """Where the server's programs are; Debian keeps them apart, by version."""
    versions = sorted(
        glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[-2].split(".")[0]), reverse=True)
    for folder in [*versions, *os.environ.get("PATH", "").split(":")]:
        if os.access(os.path.join(folder, "initdb"), os.X_OK):
            return folder
    raise Trouble("PostgreSQL is not installed: run make setup, or run with --store sqlite")


def _as_owner():
    """The server refuses to run as root."""
    if os.getuid() != 0:
        return ["setpriv", "--pdeathsig", "KILL"]
    return ["setpriv", "--pdeathsig", "KILL", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


def make_template(folder):
    """An empty database cluster, for servers to begin with a copy of: making one takes a second.

    Its order of texts is that of a language, not of bytes, as a district's server may have it.
    """
    os.mkdir(folder)
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    done = subprocess.run(
        [*_as_owner(), os.path.join(programs(), "initdb"), "-D", os.path.join(folder, "data"), "-U", ROLE, "--auth=trust",
         "--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US", "--no-sync"],
        capture_output=True, text=True, cwd="/")
    if done.returncode:
        raise Trouble(f"initdb: {(done.stdout + done.stderr).strip()[-500:]}")
    # Programs on hosts of their own; the server listens there in the name space of a run that has any.
    with open(os.path.join(folder, "data", "pg_hba.conf"), "a", encoding="ascii") as file:
        file.write("host all all 10.77.0.0/24 trust\n")
    return folder


class Server:
    """- host: the address that the programs are given."""

    def __init__(self, folder, mark, template, host="127.0.0.1"):
        self.folder, self.mark, self.host = folder, mark, host
        place = os.path.join(folder, "postgres")
        subprocess.run(["cp", "-a", template or make_template(os.path.join(folder, "template")), place], check=True)
        self.data = os.path.join(place, "data")
        for _ in range(3):
            self.port = free_port()
            if self._start():
                break
        else:
            raise Trouble(f"the PostgreSQL server does not start: {self.child.tail()}")
        self.execute(f"CREATE DATABASE {DATABASE}", "postgres")

    def address(self, database=DATABASE):
        return f"postgresql://{ROLE}@{self.host}:{self.port}/{database}"

    def ledger(self):
        return ServerLedger(self.address(), os.path.join(programs(), "psql"))

    def execute(self, sql, database=DATABASE):
        """Executes statements and waits for them; what they print."""
        done = subprocess.run(
            [os.path.join(programs(), "psql"), "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", self.address(database)], input=sql,
            capture_output=True, text=True, timeout=60)
        if done.returncode:
            raise Trouble(f"psql: {done.stderr.strip()[-500:]}")
        return done.stdout

    def lock(self):
        """A session that holds the writers' lock until it is released; None when it is not to be had."""
        session = subprocess.Popen(
            [os.path.join(programs(), "psql"), "-XqAt", "-d", self.address()], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        session.stdin.write(
            f"SET lock_timeout = '5s';\nBEGIN;\nSELECT pg_advisory_xact_lock({WRITE_LOCK});\n\\echo held :ERROR\n")
        session.stdin.flush()
        while (line := session.stdout.readline()) and not line.startswith("held"):
            pass
        if line.strip() == "held false":
            return session
        release(session)
        return None

    def cut_off(self):
        """Ends all connections of the ledger's programs."""
        self.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hazard-aggregator'")

    def kill(self):
        """kill -9 of all its processes, as the machine's end would come to them."""
        backends = self._backends()
        self.child.kill()
        for pid in backends:
            _send(pid, signal.SIGKILL)
        eventually("the server's processes are gone", lambda: not any(map(_is_there, backends)))

    def restart(self):
        for _ in range(20):
            if self._start():
                return
            time.sleep(0.2)
        raise Trouble(f"the PostgreSQL server does not start again: {self.child.tail()}")

    def pause(self):
        self.stopped = [self.child.pid, *self._backends()]
        for pid in self.stopped:
            _send(pid, signal.SIGSTOP)

    def resume(self):
        for pid in self.stopped:
            _send(pid, signal.SIGCONT)

    def stop(self):
        self.kill()

    def dump(self):
        """The ledger as SQL beside the logs, for who looks into what broke."""
        subprocess.run(
            [os.path.join(programs(), "pg_dump"), "-f", os.path.join(self.folder, "ledger.sql"), self.address()],
            capture_output=True, timeout=60)

    def _start(self):
        places = {"listen_addresses": ",".join({"127.0.0.1", self.host}), **SETTINGS}
        options = [part for name, value in places.items() for part in ("-c", f"{name}={value}")]
        self.child = Child(
            "postgres", [os.path.join(programs(), "postgres"), "-D", self.data, "-p", str(self.port), *options],
            self.folder, self.mark, runner=_as_owner())
        ready = [os.path.join(programs(), "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        eventually("the PostgreSQL server answers", lambda: not self.child.is_running() or (
            accepts(self.port) and subprocess.run(ready).returncode == 0))
        return self.child.is_running()

    def _backends(self):
        """Its processes but the first; each leads a session of its own."""
        found, wanted = [], str(self.child.pid)
        for name in os.listdir("/proc"):
            try:
                with open(f"/proc/{name}/stat", "rb") as file:
                    state, parent = file.read().rsplit(b")", 1)[1].split()[:2]
            except (OSError, IndexError):
                continue
            if parent.decode() == wanted and state != b"Z":
                found.append(int(name))
        return found


def release(session):
    """Ends a session of `Server.lock`; the server rolls back."""
    session.kill()
    session.communicate()


def _is_there(pid):
    return os.path.exists(f"/proc/{pid}")


def _send(pid, number):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass
