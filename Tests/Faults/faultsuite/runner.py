"""Runs episodes, mutations and scenarios, each in a process of its own, several at a time."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

from . import mutations, places, report, scenarios


# Seconds after which a run is given up; it has deadlines of its own.
LIMIT = 900


@dataclass
class Job:
    kind: str
    name: str
    seed: int = 0
    attempt: int = 1
    # Runs beside nothing else, since it measures.
    is_alone: bool = False

    @property
    def title(self):
        return f"seed {self.seed}" if self.kind == "episode" else f"{self.kind} {self.name}"


class Runner:
    def __init__(self, options):
        self.options = options
        self.folder = tempfile.mkdtemp(prefix="hazardfleet-faults-")
        self.running = {}
        self.reports = {"episode": [], "mutation": [], "scenario": []}
        self.began = time.monotonic()

    def jobs(self):
        options = self.options
        jobs = []
        if not options.no_mutations:
            jobs += [Job("mutation", prefix + name) for name in mutations.NAMES for prefix in ("", "control:")]
        jobs += [Job("episode", "", seed) for seed in range(options.seed, options.seed + options.episodes)]
        if not options.no_scenarios:
            wanted = options.only_scenarios or scenarios.NAMES
            for name, reason in scenarios.left_out(wanted):
                print(f"scenario {name} is left out: {reason}", flush=True)
            measured = [name for name in scenarios.available() if name in wanted]
            jobs = [Job("scenario", name) for name in measured if name in scenarios.BESIDE] + jobs
            jobs += [Job("scenario", name, is_alone=True) for name in measured if name not in scenarios.BESIDE]
        return jobs

    def run(self):
        try:
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
                  "--folder", folder]
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
        found["title"], found["name"] = job.title, job.name
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
        shutil.copytree(folder, place, ignore=shutil.ignore_patterns("disk", "broker"), dirs_exist_ok=True)
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
