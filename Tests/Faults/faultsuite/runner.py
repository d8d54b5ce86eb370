"""Runs episodes, mutations and scenarios, each in a process of its own, several at a time."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

from . import mutations, places, plans, postgres, report, scenarios
from .ledger import STORES

# Seconds after which a run is given up; it has deadlines of its own.
LIMIT = 900


@dataclass
class Job:
    kind: str
    name: str
    store: str
    seed: int = 0
    attempt: int = 1
    # Runs beside nothing else, since it measures.
    is_alone: bool = False

    @property
    def title(self):
        what = f"seed {self.seed}" if self.kind == "episode" else f"{self.kind} {self.name}"
        return what if self.store == STORES[0] else f"{what} on {self.store}"


class Runner:
    def __init__(self, options):
        self.options = options
        self.folder = tempfile.mkdtemp(prefix="hazardfleet-faults-")
        # The owner of database servers has to come through.
        os.chmod(self.folder, 0o711)
        self.stores = STORES if options.store == "both" else [options.store]
        self.template = None
        self.running = {}
        self.reports = {"episode": [], "mutation": [], "scenario": []}
        self.began = time.monotonic()

    def jobs(self):
        options = self.options
        jobs = []
        if not options.no_mutations:
            jobs += [Job("mutation", prefix + name, store) for store, name in self._mutations() for prefix in ("", "control:")]
        for seed in range(options.seed, options.seed + options.episodes):
            jobs.append(Job("episode", "", plans.store_of(seed) if len(self.stores) > 1 else self.stores[0], seed))
        if not options.no_scenarios:
            jobs = self._scenarios(False) + jobs + self._scenarios(True)
        return jobs

    def _mutations(self):
        """Each on each store; the short part goes through the stores in turn."""
        if not self.options.short:
            return [(store, name) for store in self.stores for name in mutations.NAMES]
        return [(self.stores[number % len(self.stores)], name) for number, name in enumerate(mutations.NAMES)]

    def _scenarios(self, is_alone):
        wanted = self.options.only_scenarios or scenarios.NAMES
        if is_alone:
            for name, reason in scenarios.left_out(wanted):
                print(f"scenario {name} is left out: {reason}", flush=True)
        return [
            Job("scenario", name, store, is_alone=is_alone) for name in scenarios.available() if name in wanted
            and (name not in scenarios.BESIDE) == is_alone
            for store in (self.stores if name in scenarios.ON_EVERY_STORE else self.stores[:1])]

    def run(self):
        try:
            if "postgresql" in self.stores:
                self.template = postgres.make_template(os.path.join(self.folder, "template"))
            width = self.options.jobs or (os.cpu_count() or 1) + 1
            waiting = self.jobs()
            while waiting or self.running:
                while waiting and self._has_room(waiting[0], width):
                    self._start(waiting.pop(0))
                self._collect()
                time.sleep(0.05)
        finally:
            self._clear()
        return self.reports

    def _has_room(self, job, width):
        if any(other.is_alone for other, _, _, _ in self.running.values()):
            return False
        return not self.running if job.is_alone else len(self.running) < width

    def _start(self, job):
        name = job.title.replace(" ", "-").replace(":", "-")
        folder = os.path.join(self.folder, f"{name}-{job.attempt}")
        os.mkdir(folder)
        # A name space of its own, so that what it mounts is gone with it.
        words = ["unshare", "-m"] if places.can_mount() else []
        watch = shutil.which("setpriv")
        words += [watch, "--pdeathsig", "TERM"] if watch else []
        words += [sys.executable, "-m", "faultsuite", "--one", job.kind, "--name", job.name, "--seed", str(job.seed),
                  "--store", job.store, "--folder", folder, *(["--template", self.template] if self.template else [])]
        log = open(os.path.join(folder, "run.log"), "wb")
        process = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, cwd=places.PACKAGE)
        log.close()
        self.running[process.pid] = (job, process, folder, time.monotonic())

    def _collect(self):
        for pid, (job, process, folder, began) in list(self.running.items()):
            if process.poll() is None:
                if time.monotonic() - began > LIMIT:
                    process.terminate()
                    process.wait(30)
                continue
            del self.running[pid]
            self._settle(job, process.returncode, folder)

    def _settle(self, job, code, folder):
        try:
            with open(os.path.join(folder, "report.json"), encoding="utf-8") as file:
                found = json.load(file)
        except (OSError, ValueError):
            with open(os.path.join(folder, "run.log"), encoding="utf-8", errors="replace") as file:
                found = {"broken": [f"the run ended with {code}: {file.read()[-1500:]}"], "faults": []}
        found["title"], found["name"], found["store"] = job.title, job.name, job.store
        self.reports[job.kind].append(found)
        wants_broken = job.kind == "mutation" and not job.name.startswith("control:")
        is_sound = bool(found.get("caught")) if wants_broken else not found["broken"]
        report.line(job, found, is_sound, wants_broken)
        if not is_sound or self.options.keep:
            self._keep(job, folder)
        shutil.rmtree(folder, ignore_errors=True)

    def _keep(self, job, folder):
        place = os.path.join(places.KEPT, os.path.basename(folder))
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(folder, place, ignore=shutil.ignore_patterns("disk", "broker", "postgres", "template"), dirs_exist_ok=True)
        print(f"    kept in {os.path.relpath(place, places.ROOT)}", flush=True)

    def _clear(self):
        """Nothing stays: neither processes nor folders."""
        for _, process, _, _ in self.running.values():
            process.terminate()
        for _, process, _, _ in self.running.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def run(options):
    runner = Runner(options)
    reports = runner.run()
    return report.close(reports, time.monotonic() - runner.began, options)
