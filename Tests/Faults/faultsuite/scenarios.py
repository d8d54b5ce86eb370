"""Runs that measure: each gives a figure, and says what is broken when the figure is beyond its bound."""
import os
import socket
import time

from . import campaigns, hosts, wire
from .episode import Episode
from .faults import has_probes
from .fleet import LETTERS, RESULTS, RETRIES, SESSION, TASKS, topic
from .places import Trouble
from .plugins import sleeper
from .processes import eventually

PLAN = {
    "seed": 1, "broker": "mock", "brokers": 1, "proxied": False, "tasks": 4500, "checks_per_task": 3, "rate": 300,
    "workers": 2, "aggregators": 1, "window": 500, "named": False, "faults": [], "mutation": None,
    "partitions": {"tasks.urgent": 2, "tasks.bulk": 4, "tasks.long": 2, "tasks.retry": 1, "results": 4, "dlq": 1}}

MEMORY_BOUND_MIB = 256
MEMORY_TASKS = 1_000_000
URGENT_P99_BOUND = 3.0


class Stage(Episode):
    """An episode without faults whose course is a scenario's."""

    def __init__(self, name, folder, changes, template):
        super().__init__({**PLAN, **changes, "name": name}, folder, template=template)
        self.applied.append(name)
        self.figure = "no figure"

    def perform(self, scenario):
        try:
            self._set_up()
            self.zero = time.monotonic()
            scenario(self)
            self.fleet.kept_up = False
            for name, code, seconds in self.fleet.stop():
                if code != 0 and "producer" not in name:
                    self.broken.append(f"{name} ended with {code} after SIGTERM")
        except Trouble as trouble:
            self.broken.append(f"the scenario could not go on: {trouble}")
        finally:
            self._clear()
        return {**self.report(), "figure": self.figure}

    def watch(self, until, within, what):
        def condition():
            self.fleet.supervise()
            return until()
        return eventually(what, condition, within, 0.05)


# ---------------------------------------------------------------- a killed worker

# The mock broker waits for a session less 1 s before it gives a lost member's partitions to the rest, where Apache
# Kafka waits for the rest only; a short session keeps that within the bound of session + 2 s.
HEAL_SESSION = 2.0


def heal(stage):
    """From the kill -9 of a worker until another works on each of its partitions."""
    fleet = stage.fleet
    fleet.launch()
    stage.watch(lambda: stage.sampler.last and stage.sampler.last.ended > 900, 30, "the campaign is under way")
    victim = fleet.running("worker")[0]
    name, killed = f"{socket.gethostname()}-{victim.pid}", time.time() * 1000
    victim.kill()
    stage.watch(stage._is_complete, 60, "the campaign is complete")
    places_ = {}
    for record in fleet.topics.read(TASKS):
        places_[wire.task(record.value).seq] = record.topic, record.partition
    owners, taken = {}, {}
    for record in sorted(fleet.topics.read([RESULTS]), key=lambda r: r.time):
        result = wire.result(record.value)
        place = places_[result.seq]
        if record.time <= killed:
            owners[place] = result.worker
        elif result.worker != name:
            taken.setdefault(place, record.time)
    orphans = [place for place, owner in owners.items() if owner == name]
    if not orphans:
        raise Trouble("the killed worker had no partitions")
    seconds = max((taken.get(place, float("inf")) - killed) / 1000 for place in orphans)
    bound = HEAL_SESSION + 2
    stage.figure = (f"{seconds:.1f} s after kill -9 others work on all {len(orphans)} partitions; session "
                    f"{HEAL_SESSION:g} s, bound {bound:g} s")
    if seconds > bound:
        stage.broken.append(stage.figure)


# ---------------------------------------------------------------- several hosts


def cut_off(stage):
    """Every program is on a host of its own; one worker's and one aggregator's are cut off and come back."""
    fleet = stage.fleet
    fleet.launch()
    cuts = []
    for name, share in (("worker-0", 0.15), ("aggregator-0", 0.45)):
        stage.watch(
            lambda: stage.sampler.last and stage.sampler.last.ended > share * stage.plan["tasks"], 60,
            f"the campaign is under way beyond {share:.0%}")
        stage.hosts.cut(name)
        stage.disturbed(f"cut off the host of {name}")
        before = stage.sampler.last.ended
        end = time.monotonic() + 2 * SESSION + 2
        stage.watch(lambda: time.monotonic() > end, 60, "the cut lasts")
        cuts.append(f"{stage.sampler.last.ended - before} tasks ended while the host of {name} was cut off")
        stage.hosts.mend(name)
        stage.healed(f"the host of {name} is back")
    stage._settle()
    stage._end()
    stage.figure = f"{'; '.join(cuts)}; all {stage.plan['tasks']} in the end"


def cut_off_hosts(plan):
    return {**plan, "hosts": [
        "producer", *(f"{role}-{number}" for role in ("worker", "aggregator") for number in range(plan[f"{role}s"]))]}


# ---------------------------------------------------------------- urgent beside bulk


def urgent(stage):
    """How long urgent tasks take while slow bulk tasks wait, and whether those go on meanwhile."""
    fleet, backlog = stage.fleet, stage.expected.campaign
    fleet.launch()
    stage.watch(lambda: fleet.launched, 60, "the backlog is launched")
    stage.watch(lambda: stage.sampler.last and stage.sampler.last.ended > 20, 30, "the backlog is worked on")
    alarm = campaigns.write(
        os.path.join(stage.folder, "alarm"), "alarm", 7, 160, 6, ("A-3", stage.plan["probe"][1]))
    code, said = fleet.run(
        "hazard-producer", "launch", alarm.file, "--rate", "16", "--log-level", "warning", "--config", fleet.config)
    if code != 0:
        raise Trouble(f"the urgent campaign is not launched: {said}")
    time.sleep(URGENT_P99_BOUND + 1)
    sent = {}
    for record in fleet.topics.read([topic("tasks.urgent")]):
        task = wire.task(record.value)
        if task.campaign == "alarm":
            sent[task.seq] = record.time
    ended, bulk = {}, 0
    for record in fleet.topics.read([RESULTS]):
        result = wire.result(record.value)
        if result.campaign == "alarm" and result.seq in sent:
            ended.setdefault(result.seq, record.time)
        elif result.campaign == backlog and min(sent.values()) <= record.time <= max(sent.values()):
            bulk += 1
    last = stage.sampler.look()
    took = sorted((ended.get(seq, float("inf")) - at) / 1000 for seq, at in sent.items())
    p99 = took[min(len(took) - 1, int(len(took) * 0.99))]
    stage.figure = (f"p99 {p99:.2f} s of {len(took)} urgent tasks, bound {URGENT_P99_BOUND:g} s; {bulk} bulk tasks "
                    f"done meanwhile, {last.tasks - last.ended} waiting")
    if p99 > URGENT_P99_BOUND or bulk == 0:
        stage.broken.append(stage.figure)
    if last.ended == last.tasks:
        raise Trouble("there was no backlog")
    # The rest is not waited for.
    for child in fleet.running("worker"):
        child.kill()


# ---------------------------------------------------------------- memory


def memory(stage):
    """The peak memory of a worker that a million tasks wait for, some of them slow."""
    fleet = stage.fleet
    fleet.launch()
    stage.watch(lambda: fleet.launched, 240, "a million tasks are launched")
    ends = fleet.topics.ends(TASKS)
    worker = fleet.start_worker()
    peak, began = 0.0, time.monotonic()
    while time.monotonic() - began < 30:
        if not worker.is_running():
            raise Trouble(f"the worker ended: {worker.tail()}")
        peak = max(peak, worker.peak_mib())
        time.sleep(0.5)
    done = sum(fleet.topics.ends([RESULTS, *RETRIES, LETTERS]).values())
    stage.figure = (f"{peak:.0f} MiB at the most, with {sum(ends.values()):,} tasks waiting and {done:,} done in 30 s, "
                    f"bound {MEMORY_BOUND_MIB} MiB")
    if peak > MEMORY_BOUND_MIB or done == 0:
        stage.broken.append(stage.figure)


# ---------------------------------------------------------------- rebalances

REBALANCES = 1_000
HEARTBEAT, ILLEGAL_GENERATION = 12, 22
GROWTH_BOUND_MIB = 24


def rebalances(stage):
    """What a worker keeps of a thousand rebalances: memory, open files, threads."""
    worker = stage.fleet.running("worker")[0]
    stage.watch(lambda: _assignments(worker) > 0, 30, "the worker has partitions")
    first = None
    while (count := _assignments(worker)) < REBALANCES:
        # An error makes it join again, if it comes while it is a member; some come in between and are lost.
        stage.fleet.broker.tell("errors", HEARTBEAT, ILLEGAL_GENERATION, 20)
        target = min(count + 8, REBALANCES)
        stage.watch(lambda: _assignments(worker) >= target, 120, f"rebalance {target}")
        if first is None and target >= REBALANCES / 10:
            first = _held(worker)
    grown = [later - earlier for earlier, later in zip(first, _held(worker))]
    stage.figure = (f"{grown[0]:+.1f} MiB, {grown[1]:+} files, {grown[2]:+} threads over "
                    f"{REBALANCES - REBALANCES // 10} rebalances, bound {GROWTH_BOUND_MIB} MiB")
    if grown[0] > GROWTH_BOUND_MIB or grown[1] > 8 or grown[2] > 8:
        stage.broken.append(stage.figure)


def _assignments(worker):
    return worker.log().count("partitions assigned")


def _held(worker):
    with open(f"/proc/{worker.pid}/status") as file:
        values = dict(line.split(":", 1) for line in file if ":" in line)
    return (int(values["VmRSS"].split()[0]) / 1024, len(os.listdir(f"/proc/{worker.pid}/fd")),
            int(values["Threads"]))


def _slow(folder, seconds, probes):
    probe, lines = sleeper(folder, seconds)
    return {"probe": ("A-7", probe), "config_lines": [f"worker: {{probes: {probes}}}", *lines]}


# Those that run beside others, since they measure no time.
BESIDE = {"rebalances"}
# Those that the ledger's store has a part in; the others run on the first store that there is.
ON_EVERY_STORE = {"hosts"}
SCENARIOS = {
    "rebalances": (rebalances, lambda folder: {
        # The mock broker waits for a session less 1 s at every rebalance.
        "workers": 1, "aggregators": 0,
        "kafka": {"session.timeout.ms": 1050, "heartbeat.interval.ms": 50}}, lambda: True),
    "heal": (heal, lambda folder: {"kafka": {"session.timeout.ms": int(HEAL_SESSION * 1000)}}, lambda: True),
    "hosts": (cut_off, lambda folder: cut_off_hosts({
        "proxied": True, "named": True, "workers": 3, "aggregators": 2, "window": 100, "rate": 150}),
        lambda: hosts.why_not() is None),
    "urgent": (urgent, lambda folder: {
        "tasks": 6000, "checks_per_task": 6, "rate": 3000, "workers": 1, **_slow(folder, 0.25, 8)}, has_probes),
    "memory": (memory, lambda folder: {
        "tasks": MEMORY_TASKS, "checks_per_task": 1, "rate": None, "workers": 0, "aggregators": 0, "window": 5000,
        "partitions": {"tasks.urgent": 6, "tasks.bulk": 24, "tasks.long": 6, "tasks.retry": 6, "results": 24,
                       "dlq": 3}, **_slow(folder, 0.5, 16)}, has_probes)}

NAMES = list(SCENARIOS)


def available():
    return [name for name, (_, _, is_possible) in SCENARIOS.items() if is_possible()]


def left_out(wanted):
    """Scenarios that cannot be run here, and why."""
    reasons = {"hosts": hosts.why_not()}
    return [(name, reasons.get(name) or "the programs lack what it needs")
            for name in wanted if name in SCENARIOS and name not in available()]


def run(name, folder, store, template):
    scenario, changes, _ = SCENARIOS[name]
    return Stage(name, folder, {"store": store, **changes(folder)}, template).perform(scenario)
