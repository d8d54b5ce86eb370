"""The programs of one run on one broker, watched and started again as a service manager would."""
import os
import random
import re
import time

from . import places
from .processes import Child
from .topics import Topics

PREFIX = "hazardfleet"
TIERS = ["1s", "2s", "3s"]
LANES = ["tasks.urgent", "tasks.bulk", "tasks.long"]
WORKERS, AGGREGATORS = f"{PREFIX}.workers", f"{PREFIX}.aggregators"
# Seconds after which a member that is silent is taken for dead.
SESSION = 3.0
# The exit code of an aggregator that finds no database at its start.
UNAVAILABLE = 69
# Within which a program has to end after SIGTERM, whatever the broker does.
STOPPING = 45.0


def topic(role):
    return f"{PREFIX}.{role}"


TASKS = [topic(lane) for lane in LANES]
RETRIES = [topic(f"tasks.retry.{tier}") for tier in TIERS]
RESULTS, CONTROL, REGISTERS, LETTERS = (topic(role) for role in ("results", "control", "registers", "dlq"))
LEDGER_TOPICS = [CONTROL, REGISTERS, RESULTS]
EVENTS = topic("events")


def layout(partitions):
    """How many partitions every topic has, by its whole name."""
    roles = {lane: partitions[lane] for lane in LANES}
    roles |= {f"tasks.retry.{tier}": partitions["tasks.retry"] for tier in TIERS}
    # Of tasks that only a later release would understand; it stays empty.
    roles |= {"tasks.v2": 1}
    roles |= {"results": partitions["results"], "dlq": partitions["dlq"], "control": 1, "registers": 1, "events": 6}
    return {topic(role): count for role, count in roles.items()}


class Fleet:
    """- reach: the addresses that the programs are given; the suite's own client goes to the broker itself."""

    def __init__(self, folder, mark, broker, reach, ledger, plan, log):
        self.folder, self.mark, self.broker, self.plan, self.log = folder, mark, broker, plan, log
        self.topics = Topics(broker.bootstrap)
        # What --database is told.
        self.database = ledger.address
        self.environment = {"HAZARDFLEET_MUTATION": plan["mutation"]} if plan.get("mutation") else {}
        self.config = os.path.join(folder, "config.yaml")
        self._configure(reach)
        self.children, self.past, self.counter = {"worker": [], "aggregator": [], "producer": []}, [], 0
        # Aggregators that found no database, and when they are started again: (time, member).
        self.waiting = []
        # Until when the database is away, as far as the suite has taken it away.
        self.database_is_away_until = 0.0
        # Programs that ended without having been told to.
        self.surprises = []
        self.failpoints_hit = []
        self.launched = False
        self.should_launch = False
        self.launches = 0
        self.next_launch = 0.0
        self.kept_up = True
        self.expected = None
        # Where programs run that have hosts of their own; each is on the host of its name.
        self.hosts = None

    def _configure(self, reach):
        settings = {
            "bootstrap.servers": reach, "session.timeout.ms": int(SESSION * 1000), "heartbeat.interval.ms": 500,
            "max.poll.interval.ms": 8000, "socket.timeout.ms": 4000, "reconnect.backoff.max.ms": 500,
            **self.plan.get("kafka", {})}
        partitions = ", ".join(f"{role}: {count}" for role, count in self.plan["partitions"].items())
        lines = ["kafka:", *(f"  {name}: {value}" for name, value in settings.items()), "topics:",
                 f"  partitions: {{{partitions}}}", f"  retryTiers: [{', '.join(TIERS)}]"]
        lines += self.plan.get("config_lines", [])
        with open(self.config, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")

    # ------------------------------------------------------------ starting

    def _start(self, role, words, environment=None, name=None):
        self.counter += 1
        program = {"worker": "hazard-worker", "aggregator": "hazard-aggregator", "producer": "hazard-producer"}[role]
        host = self.hosts.command(name or role) if self.hosts else []
        child = Child(
            f"{self.counter:02}-{name or role}", [*host, places.program(program), *words, "--config", self.config],
            self.folder, self.mark, {**self.environment, **(environment or {})})
        child.role, child.member = role, name
        self.children[role].append(child)
        self.log(f"started {child.name} {environment or ''}")
        return child

    def start_worker(self, name=None, environment=None):
        words = ["--window", str(self.plan["window"]), "--slots", "2"] + (["--name", name] if name else [])
        return self._start("worker", words, environment, name)

    def start_aggregator(self, name=None, environment=None):
        words = ["run", "--events", "--database", self.database, "--listen", "127.0.0.1:0"]
        words += ["--name", name] if name else []
        return self._start("aggregator", words, environment, name)

    def start(self, role, name=None, environment=None):
        return (self.start_worker if role == "worker" else self.start_aggregator)(name, environment)

    def launch(self, environment=None):
        self.should_launch = True
        self.launches += 1
        rate = ["--rate", str(self.plan["rate"])] if self.plan.get("rate") else []
        return self._start("producer", ["launch", self.expected.file, "--log-level", "warning", *rate], environment)

    def run(self, program, *words, within=60.0):
        """Runs a program to its end: (exit code or None, what it said)."""
        self.counter += 1
        child = Child(f"{self.counter:02}-{words[0]}", [places.program(program), *words], self.folder, self.mark,
                      self.environment)
        code = child.wait(within)
        if code is None:
            child.kill()
        self.past.append(child)
        return code, child.log()

    def api(self):
        """The address of an aggregator that serves; None without one."""
        for child in self.running("aggregator"):
            found = re.search(r"^listening on (\S+)$", child.log(), re.M)
            if found:
                return found[1]
        return None

    # ------------------------------------------------------------ watching

    def running(self, role):
        return [child for child in self.children[role] if child.is_running() and not child.was_ended]

    def victims(self, role):
        return [child for child in self.running(role) if not child.is_stopped]

    def everybody(self):
        return [child for children in self.children.values() for child in children] + self.past

    def supervise(self):
        """Notices what ended by itself; starts it again, and the launch until it has succeeded."""
        for role, children in self.children.items():
            for child in [c for c in children if not c.is_running()]:
                children.remove(child)
                self.past.append(child)
                if not child.was_ended:
                    self._ended(role, child)
        for at, member in [each for each in self.waiting if each[0] <= time.monotonic()]:
            self.waiting.remove((at, member))
            if self.kept_up:
                self.start_aggregator(member)
        if self.should_launch and not self.launched and not self.children["producer"]:
            if time.monotonic() >= self.next_launch:
                self.launch()

    def _ended(self, role, child):
        code = child.process.returncode
        self.log(f"{child.name} ended by itself with {code}")
        failpoint = child.environment.get("HAZARDFLEET_FAILPOINT")
        if failpoint and code == -9:
            self.failpoints_hit.append((time.monotonic(), failpoint))
        elif role == "producer":
            self.launched = code == 0
        elif "FAKETIME_TIMESTAMP_FILE" in child.environment and "did not initialize within" in child.tail(3):
            # The client library waits for its threads by the kernel's clock, which libfaketime does not move.
            self.log(f"{child.name} could not start with a false clock")
        elif role == "aggregator" and code == UNAVAILABLE and time.monotonic() < self.database_is_away_until and (
                "listening on" not in child.log()):
            self.waiting.append((time.monotonic() + 0.5, child.member))
            return
        elif code != 0 or self.kept_up:
            self.surprises.append(f"{child.name} ended by itself with {code}: {child.tail(3)}")
        if role == "producer":
            self.next_launch = time.monotonic() + 0.3
        elif self.kept_up:
            self.start(role, child.member)

    # ------------------------------------------------------------ stopping

    def stop(self, deadline=STOPPING):
        """Ends everything with SIGTERM: (name, exit code or None, seconds) of each."""
        self.should_launch = False
        ending = [child for children in self.children.values() for child in children if child.is_running()]
        # Those that may not have come as far as to take the signal.
        self.young = {child.name for child in ending if time.monotonic() - child.started < 2}
        for child in ending:
            child.resume()
            child.terminate()
        began, ends = time.monotonic(), []
        for child in ending:
            code = child.wait(max(0.1, deadline - (time.monotonic() - began)))
            ends.append((child.name, code, time.monotonic() - began))
            if code is None:
                child.kill()
        return ends

    def kill(self):
        for child in self.everybody():
            if child.is_running():
                child.kill()


def name_for(plan, role, number):
    return f"{role}-{number}" if plan["named"] else None


def pick(chance: random.Random, children):
    return chance.choice(children) if children else None
