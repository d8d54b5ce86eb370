#!/usr/bin/env python3
"""Runs the demo's pipeline at a size you choose, beside librdkafka alone moving the same bytes.

    scripts/bench.py [--sites 10000] [--checks-per-task 500] [--workers 1] [--runs 3] [--json FILE]

One run: a broker of its own, a generated district (500 items a site, 2% failures), one aggregator and the workers;
the clock runs from the campaign's opening until the ledger has it complete. The totals are
compared with those that the generator computed on its own, and the ledger's invariants are verified; a run whose
figures differ fails. Then librdkafka alone (consume and produce, no parsing) relays the same tasks to results of
the same mean size, on the same broker. CPU and memory are the operating system's accounting of each process.
"""
import argparse
import datetime
import json
import os
import platform
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DISTRICT = os.path.join(ROOT, "Examples", "district")
CAMPAIGN = "bench"
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


class Run:
    """The processes of one run, which end with it."""

    def __init__(self, options, folder):
        self.options, self.folder, self.processes = options, folder, []

    def program(self, name):
        return os.path.join(self.options.bin, name)

    def start(self, name, *command):
        log = open(os.path.join(self.folder, name + ".log"), "wb")
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        self.processes.append(process)
        return process

    def stop(self):
        for process in reversed(self.processes):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def until(self, what, condition):
        end = time.monotonic() + DEADLINE
        while time.monotonic() < end:
            for process in self.processes:
                if process.poll() is not None:
                    sys.exit(f"bench: a process ended early while waiting until {what}; see {self.folder}")
            value = condition()
            if value:
                return value
            time.sleep(0.02)
        sys.exit(f"bench: not within {DEADLINE} s: {what}")

    def get(self, port, path):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as reply:
                return reply.read()
        except OSError:
            return None


def generate(options, folder):
    """Observations, register and campaign of the wanted size; the expected totals come with them."""
    expected = os.path.join(folder, "expected.json")
    command = [
        sys.executable, os.path.join(DISTRICT, "make_observations.py"), "--out",
        os.path.join(folder, "observations.jsonl"), "--scale", str(options.sites), "--sites-out",
        os.path.join(folder, "sites.csv"), "--expect", expected, "--seed", str(options.seed)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    for name in ("checklist.yaml", "regions.csv"):
        shutil.copy(os.path.join(DISTRICT, name), folder)
    with open(os.path.join(folder, "campaign.yaml"), "w") as f:
        f.write(
            f"campaign: {CAMPAIGN}\nchecklist: checklist.yaml\nregions: regions.csv\nsites: sites.csv\n"
            f"observations: observations.jsonl\nchecksPerTask: {options.checks_per_task}\n")
    with open(expected) as f:
        return json.load(f)


def compare(campaign, expected):
    got = {k: v for k, v in campaign["checks"]["byOutcome"].items() if v}
    want = {k: v for k, v in expected["outcomes"].items() if v}
    if got != want:
        sys.exit(f"bench: the totals are wrong: {got}, expected {want}")


def pipeline(options, folder, data, expected):
    run = Run(options, folder)
    try:
        kafka, api = free_port(), free_port()
        where = ["--bootstrap", f"127.0.0.1:{kafka}"]
        broker = run.start(
            "broker", options.broker, "start", "--only", "kafka", "--kafka-port", str(kafka), "--data-dir",
            os.path.join(folder, "broker"))
        create = [run.program("hazard-producer"), "topics", *where]
        run.until("the broker answers", lambda: subprocess.run(create, capture_output=True).returncode == 0)
        database = os.path.join(folder, "ledger.sqlite")
        aggregator = run.start(
            "aggregator", run.program("hazard-aggregator"), "run", *where, "--database", database, "--listen",
            f"127.0.0.1:{api}")
        workers, ports = [], []
        for number in range(options.workers):
            ports.append(free_port())
            workers.append(run.start(
                f"worker{number}", run.program("hazard-worker"), *where, "--status", f"127.0.0.1:{ports[-1]}"))
        for port in [api, *ports]:
            run.until("everybody is ready", lambda: run.get(port, "/readyz"))
        before = {p.pid: usage(p.pid) for p in [broker, aggregator, *workers]}
        started = time.monotonic()
        launch = [run.program("hazard-producer"), "launch", os.path.join(data, "campaign.yaml"), *where]
        spent = launched(launch, os.path.join(folder, "launch.log"))

        def complete():
            reply = run.get(api, f"/v1/campaigns/{CAMPAIGN}")
            campaign = json.loads(reply) if reply else {}
            return campaign if campaign.get("phase") == "complete" else None

        campaign = run.until("the campaign is complete", complete)
        with_planning = time.monotonic() - started
        seconds = instant(campaign["completedAt"]) - instant(campaign["openedAt"])
        compare(campaign, expected)
        processes = {"producer": {"cpu_s": spent.ru_utime + spent.ru_stime, "peak_mib": spent.ru_maxrss / 1024}}
        names = {broker.pid: "broker", aggregator.pid: "aggregator"}
        names.update({w.pid: f"worker {n}" for n, w in enumerate(workers)})
        for pid, name in names.items():
            now = usage(pid)
            processes[name] = {"cpu_s": now["cpu_s"] - before[pid]["cpu_s"], "peak_mib": now["peak_mib"]}
        subprocess.run([run.program("hazard-aggregator"), "verify", "--database", database], check=True,
                       stdout=subprocess.DEVNULL)
        tasks, checks = campaign["tasks"]["total"], campaign["checks"]["total"]
        relay = relayed(run, kafka, tasks)
        return {
            "tasks": tasks, "checks": checks, "hazards": hazards(database), "seconds": seconds,
            "seconds_with_planning": with_planning, "tasks_per_s": tasks / seconds, "checks_per_s": checks / seconds,
            "cpu_s": sum(p["cpu_s"] for n, p in processes.items() if n != "broker"), "processes": processes,
            "relay": relay, "relay_tasks_per_s": tasks / relay["seconds"],
            "ratio": (tasks / seconds) / (tasks / relay["seconds"])}
    finally:
        run.stop()


def launched(command, log):
    """Runs a command to its end; what it used, by the operating system's accounting."""
    with open(log, "wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
        _, status, spent = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        with open(log) as out:
            sys.exit(f"bench: {command[0]} failed: {out.read()}")
    return spent


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def hazards(database):
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as db:
        return db.execute("SELECT COUNT(*) FROM hazard").fetchone()[0]


def relayed(run, kafka, tasks):
    """librdkafka alone: tasks in, as many records of a result's mean size out."""

    def relay(topics, size):
        reply = subprocess.run(
            [run.program("kafka-relay"), f"127.0.0.1:{kafka}", topics, "hazardfleet.dlq", str(tasks), str(size)],
            capture_output=True, text=True, timeout=DEADLINE)
        if reply.returncode:
            sys.exit(f"bench: the relay failed: {reply.stderr}")
        return json.loads(reply.stdout)

    size = round(relay("hazardfleet.results", 0)["consumed_bytes"] / tasks)
    return {"value_bytes": size, **relay("hazardfleet.tasks.bulk,hazardfleet.tasks.urgent", size)}


def median(runs, *path):
    def value(run):
        for key in path:
            run = run[key]
        return run
    return statistics.median(value(run) for run in runs)


def report(options, runs):
    first = runs[0]
    lines = [
        f"{first['tasks']:,} tasks, {first['checks']:,} checks, {first['hazards']:,} hazards; "
        f"{options.workers} worker(s), 1 aggregator; median of {len(runs)} runs",
        f"{os.cpu_count()} processors, {platform.machine()}, {platform.system()} {platform.release()}", "",
        f"{'tasks/s':24}{median(runs, 'tasks_per_s'):>14,.0f}",
        f"{'checks/s':24}{median(runs, 'checks_per_s'):>14,.0f}",
        f"{'seconds':24}{median(runs, 'seconds'):>14.2f}   OPEN to complete",
        f"{'with planning':24}{median(runs, 'seconds_with_planning'):>14.2f}   from the launch command on",
        f"{'CPU s, fleet':24}{median(runs, 'cpu_s'):>14.2f}",
        f"{'CPU s per 1M checks':24}{median(runs, 'cpu_s') * 1e6 / first['checks']:>14.3f}", "",
        f"{'process':16}{'CPU s':>10}{'peak MiB':>12}"]
    for name in first["processes"]:
        lines.append(
            f"{name:16}{median(runs, 'processes', name, 'cpu_s'):>10.2f}"
            f"{median(runs, 'processes', name, 'peak_mib'):>12.0f}")
    lines += [
        f"{'relay in C':16}{median(runs, 'relay', 'cpu_seconds'):>10.2f}{median(runs, 'relay', 'peak_mib'):>12.0f}",
        "", f"{'relay, tasks/s':24}{median(runs, 'relay_tasks_per_s'):>14,.0f}   librdkafka alone, no parsing",
        f"{'ratio pipeline/relay':24}{median(runs, 'ratio'):>14.3f}",
        "", "totals equal the generator's, invariants verified, in every run"]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=10_000)
    parser.add_argument("--checks-per-task", type=int, default=500)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--bin", default=os.environ.get("HAZARDFLEET_BIN", os.path.join(ROOT, ".build", "release")))
    parser.add_argument("--broker", default=os.environ.get("HAZARDFLEET_BROKER", os.path.join(ROOT, ".venv", "dev-broker")))
    parser.add_argument("--json", help="write the figures of every run to this file")
    options = parser.parse_args()
    runs = []
    with tempfile.TemporaryDirectory(prefix="hazardfleet-bench-") as folder:
        expected = generate(options, folder)
        for number in range(options.runs):
            place = os.path.join(folder, f"run{number}")
            os.mkdir(place)
            runs.append(pipeline(options, place, folder, expected))
            print(f"run {number + 1}: {runs[-1]['tasks_per_s']:,.0f} tasks/s, ratio {runs[-1]['ratio']:.3f}",
                  file=sys.stderr)
            shutil.rmtree(place)
    print(report(options, runs))
    if options.json:
        with open(options.json, "w") as f:
            json.dump({"processors": os.cpu_count(), "options": vars(options), "runs": runs}, f, indent=2)


if __name__ == "__main__":
    main()
