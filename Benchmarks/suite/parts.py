"""The parts of the suite. Each takes (options, folder, figures) and measures once."""
import contextlib
import sqlite3

from . import workloads
from .capacity import costs, predicted
from .fleet import Broker, Fleet, paced
from .growth import growth
from .peer import peer
from .probing import probes
from .processes import Processes, fresh
from .queries import queries
from .recovery import recovery
from .yardstick import Yardstick

PEER_CPU = 0.61  # CPU seconds per million checks of a pipeline in Python: confluent-kafka, orjson, SQLite


def chain(options, folder, figures):
    """Trivial checks through the whole fleet and through three C programs, and stage by stage."""
    data = fresh(folder, "trivial")
    outcomes = workloads.trivial(data, options.tasks, options.seed)
    with Processes(fresh(folder, "chain")) as processes:
        broker = Broker(options, processes)
        fleet = Fleet(options, processes, broker, "chain")
        ran = fleet.campaign(data, outcomes)
        for service in list(fleet.started.values()):
            fleet.stop(service)
        yardstick = Yardstick(options, processes, broker)
        Fleet(options, processes, broker, "yard")
        size = round(yardstick.consume(fleet.topic("results"), options.tasks)["bytes"] / options.tasks)
        alone = yardstick.chain(
            fleet.topic("tasks.bulk"), "yard.tasks.bulk", "yard.results", options.tasks, size)
        rate, best = options.tasks / ran["seconds"], options.tasks / alone["seconds"]
        figures.add("chain: tasks through the fleet", rate, "tasks/s")
        figures.add("chain: records through three C programs", best, "records/s")
        figures.add("chain: ratio", rate / best, "", at_least=0.5)
        _stages(options, processes, broker, yardstick, data, outcomes, size, figures)


def _stages(options, processes, broker, yardstick, data, outcomes, size, figures):
    """Producer, worker and aggregator one after the other: each has the machine for itself."""
    fleet = Fleet(options, processes, broker, "stages")
    fleet.launch(data)
    Fleet(options, processes, broker, "yard2")
    relayed = yardstick.relay(fleet.topic("tasks.bulk"), "yard2.results", options.tasks, size)
    worker = fleet.start_worker()
    rate = paced(processes, worker, "hazardfleet_tasks_ended", options.tasks)
    used = worker.used()
    fleet.stop(worker)
    best = options.tasks / relayed["seconds"]
    figures.add("worker alone", rate, "tasks/s")
    figures.add("relay in C alone", best, "records/s")
    figures.add("worker alone: ratio", rate / best, "", at_least=0.7)
    figures.add(
        "worker alone: checks a processor", 64 * options.tasks / used["cpu_s"] * 60, "a minute", at_least=1e8,
        note="from reading the task to writing the result")
    figures.add("worker alone: CPU", used["cpu_s"] * 1e6 / options.tasks, "us a task")
    figures.add("relay in C alone: CPU", relayed["cpu_seconds"] * 1e6 / options.tasks, "us a record")
    aggregator = fleet.start_aggregator()
    rate = paced(processes, aggregator, "hazardfleet_results_inserted", options.tasks)
    fleet.verify(fleet.completed(aggregator), outcomes)
    figures.add("aggregator alone", rate, "results/s")
    figures.add("aggregator alone: CPU", aggregator.used()["cpu_s"] * 1e6 / options.tasks, "us a result")
    fleet.stop(aggregator)


def mixed(options, folder, figures):
    """64 checks a task of which 2 % fail: the workload that pipelines of other make were measured with."""
    data = fresh(folder, "w1")
    outcomes = workloads.w1(data, options.tasks, options.seed)
    with Processes(fresh(folder, "mixed")) as processes:
        fleet = Fleet(options, processes, Broker(options, processes), "mixed")
        ran = fleet.campaign(data, outcomes)
        checks = sum(outcomes.values())
        figures.add("64 checks a task: checks", checks / ran["seconds"], "checks/s", at_least=5 * 2.18e6)
        figures.add("64 checks a task: CPU", ran["cpu_s"] * 1e6 / checks, "CPU s per 1M checks",
                    at_most=round(PEER_CPU / 8, 3))


def city(options, folder, figures):
    """500 items a site with 2 % hazards: a part of the city of 195,000 sites."""
    data = fresh(folder, "district")
    outcomes = workloads.district(data, options.sites, options.seed)
    with Processes(fresh(folder, "city")) as processes:
        fleet = Fleet(options, processes, Broker(options, processes), "city")
        ran = fleet.campaign(data, outcomes)
        checks, share = sum(outcomes.values()), options.sites / 195_000
        figures.add("city: sites", options.sites, "")
        figures.add("city: seconds from OPEN to complete", ran["seconds"], "s", at_most=round(15 * share, 2))
        figures.add("city: checks", checks / ran["seconds"], "checks/s")
        figures.add("city: CPU", ran["cpu_s"] * 1e6 / checks, "CPU s per 1M checks")
        for name, used in ran["processes"].items():
            if name != "broker":
                figures.add(f"city: {name}, CPU", used["cpu_s"], "s")
                figures.add(f"city: {name}, memory", used["peak_mib"], "MiB", at_most=512)
        figures.add("worker ready", fleet.started["worker"].ready_seconds, "s", at_most=1)
        figures.add("worker drained", fleet.stop(fleet.started["worker"]), "s", at_most=2)
        fleet.stop(fleet.started["aggregator"])
        _rebuild(fleet, ran["seconds"], figures)


def _rebuild(fleet, live, figures):
    """The ledger made anew, from its log and from the topics: an equal one, and how fast."""
    with contextlib.closing(sqlite3.connect(fleet.database)) as ledger:
        events = ledger.execute("SELECT COUNT(*) FROM event").fetchone()[0]
    took = fleet.rebuild("--database", fleet.database)
    figures.add("rebuild from the log: hazard events", events / took * 60, "a minute", at_least=1e7)
    took = fleet.rebuild("--from-topics", *fleet.where)
    figures.add("rebuild from the topics: as fast as it came", live / took, "times", at_least=3)


def capacity(options, folder, figures):
    """What the planner says of loads beforehand, beside what they come to."""
    loads = {
        "plain": lambda data: workloads.shares(data, options.tasks // 2, options.seed, 0.05),
        "rich": lambda data: workloads.district(data, options.sites // 4, options.seed)}
    for items, make in loads.items():
        data = fresh(folder, items)
        outcomes = make(data)
        ran = costs(options, fresh(folder, f"capacity-{items}"), data, outcomes, f"capacity-{items}")
        said = predicted(options, ran, items)
        for name, measured, expected in (
                ("worker, CPU", ran["workerSeconds"], said["workerSeconds"]),
                ("aggregator, CPU", ran["aggregatorSeconds"], said["ledgerSeconds"]),
                ("topics, bytes", ran["taskBytes"] + ran["resultBytes"], said["topicBytesPerDay"]),
                ("ledger, bytes", ran["ledgerBytes"], said["ledgerBytesPerDay"])):
            figures.add(f"capacity: {items}, {name}, error", abs(expected / measured - 1) * 100, "%", at_most=25,
                        note=f"predicted {expected:,.3g}, measured {measured:,.3g}")


ALL = {
    "chain": chain, "mixed": mixed, "peer": peer, "city": city, "recovery": recovery, "growth": growth,
    "queries": queries, "probes": probes, "capacity": capacity}
