"""The programs of the fleet on one broker, as an operator runs them."""
import datetime
import json
import os
import re
import subprocess
import sys
import time

from .processes import free_port, get, kafka_cpu, usage
from .workloads import CAMPAIGN


class Broker:
    """A broker of its own, or the one that the options name."""

    def __init__(self, options, processes):
        self.options, self.process = options, None
        self.address = options.bootstrap
        if not self.address:
            port = free_port()
            self.address = f"127.0.0.1:{port}"
            self.process = processes.start(
                "broker", options.broker, "start", "--only", "kafka", "--kafka-port", str(port), "--data-dir",
                os.path.join(processes.folder, "broker"))


class Fleet:
    """One fleet: its topics share a prefix, and its ledger is its own."""

    def __init__(self, options, processes, broker, prefix):
        self.options, self.processes, self.broker, self.prefix = options, processes, broker, prefix
        self.where = ["--bootstrap", broker.address, "--prefix", prefix]
        self.database = os.path.join(processes.folder, f"{prefix}.sqlite")
        self.started = {}
        create = [self.program("hazard-producer"), "topics", *self.where]
        processes.until(
            "the broker answers", lambda: subprocess.run(create, capture_output=True).returncode == 0, pause=0.2)

    def program(self, name):
        return os.path.join(self.options.bin, name)

    def topic(self, name):
        return f"{self.prefix}.{name}"

    # ---- services

    def start_worker(self, *arguments, name="worker"):
        return self._start(name, "hazard-worker", "--status", *arguments)

    def start_aggregator(self):
        return self._start("aggregator", "hazard-aggregator", "--listen", "run", "--database", self.database)

    def _start(self, name, program, listen, *arguments):
        port = free_port()
        began = time.monotonic()
        process = self.processes.start(
            f"{self.prefix}-{name}", self.program(program), *arguments, *self.where, listen, f"127.0.0.1:{port}")
        self.processes.until(f"{name} is ready", lambda: get(port, "/readyz"))
        service = Service(name, process, port, time.monotonic() - began)
        self.started[name] = service
        return service

    def stop(self, service):
        return self.processes.end(service.process)

    # ---- a campaign

    def launch(self, data, *arguments):
        """Runs the launch to its end; what it used. `arguments` are its own."""
        log = os.path.join(self.processes.folder, f"{self.prefix}-launch.log")
        with open(log, "wb") as out:
            process = subprocess.Popen(
                [self.program("hazard-producer"), "launch", os.path.join(data, "campaign.yaml"),
                 *arguments, *self.where],
                stdout=out, stderr=out)
            _, status, spent = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            with open(log) as out:
                sys.exit(f"bench: the launch failed: {out.read()}")
        return {"cpu_s": spent.ru_utime + spent.ru_stime, "peak_mib": spent.ru_maxrss / 1024}

    def completed(self, aggregator):
        """Waits for the campaign's end; the campaign, as the API tells of it."""

        def campaign():
            reply = get(aggregator.port, f"/v1/campaigns/{CAMPAIGN}")
            found = json.loads(reply) if reply else {}
            return found if found.get("phase") == "complete" else None

        return self.processes.until("the campaign is complete", campaign, pause=0.05)

    def campaign(self, data, outcomes, *arguments):
        """Launches and waits for the end, everything running: seconds from the opening on, and what each process used.

        `arguments` are the launch's."""
        aggregator, worker = self.start_aggregator(), self.start_worker()
        processes = {"producer": self.launch(data, *arguments)}
        campaign = self.completed(aggregator)
        processes |= {s.name: s.used() for s in (worker, aggregator)}
        if self.broker.process:
            processes["broker"] = usage(self.broker.process.pid)
        self.verify(campaign, outcomes)
        return {
            "seconds": seconds(campaign), "processes": processes,
            "cpu_s": sum(used["cpu_s"] for name, used in processes.items() if name != "broker")}

    def rebuild(self, *source):
        """Makes the ledger anew and compares digests; the seconds that the former took."""
        copy = os.path.join(self.processes.folder, "rebuilt.sqlite")
        began = time.monotonic()
        subprocess.run(
            [self.program("hazard-aggregator"), "rebuild", *source, "--into", copy], check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        took = time.monotonic() - began
        if self.digest(copy) != self.digest():
            sys.exit("bench: the rebuilt ledger is another one")
        os.remove(copy)
        return took

    def verify(self, campaign, outcomes):
        """Compares the totals with those that were computed on the side, and has the ledger's invariants checked."""
        got = {k: v for k, v in campaign["checks"]["byOutcome"].items() if v}
        want = {k: v for k, v in outcomes.items() if v}
        if got != want:
            sys.exit(f"bench: the totals are wrong: {got}, expected {want}")
        subprocess.run(
            [self.program("hazard-aggregator"), "verify", "--database", self.database], check=True,
            stdout=subprocess.DEVNULL)

    def digest(self, database=None):
        reply = subprocess.run(
            [self.program("hazard-aggregator"), "digest", "--database", database or self.database], check=True,
            capture_output=True, text=True)
        return reply.stdout.strip()


class Service:
    def __init__(self, name, process, port, ready_seconds):
        self.name, self.process, self.port, self.ready_seconds = name, process, port, ready_seconds
        self.before, self.kafka_before = usage(process.pid), kafka_cpu(process.pid)

    def used(self):
        """Since it was ready."""
        now = usage(self.process.pid)
        return {"cpu_s": now["cpu_s"] - self.before["cpu_s"], "peak_mib": now["peak_mib"],
                "kafka_s": kafka_cpu(self.process.pid) - self.kafka_before}

    def count(self, metric):
        """The sum of a counter over its labels."""
        pattern = re.compile(rf"^{metric}(?:_total)?(?:\{{.*\}})? (\S+)$", re.MULTILINE)
        return sum(float(value) for value in pattern.findall(get(self.port, "/metrics") or ""))


def seconds(campaign):
    """From the opening of a campaign to its last outcome in the ledger."""
    opened, completed = (
        datetime.datetime.fromisoformat(campaign[key].replace("Z", "+00:00")).timestamp()
        for key in ("openedAt", "completedAt"))
    return completed - opened


def paced(processes, service, metric, total):
    """Waits until a counter of a service that has just become ready reaches `total`; how many a second that were."""
    began = time.monotonic()
    processes.until(f"{service.name} has done {total}", lambda: service.count(metric) >= total, pause=0.005)
    return total / (time.monotonic() - began)
