"""The parts of the suite. Each takes (options, folder, figures) and measures once."""
import json
import os
import shutil
import statistics
import subprocess
import sys
import time

from . import slow_server, workloads
from .capacity import costs, predicted
from .fleet import Broker, Fleet, paced, seconds
from .processes import Processes, get, usage
from .queries import beside_sql, dashboard, pages, timed
from .yardstick import Yardstick

PEER_CPU = 0.61  # CPU seconds per million checks of a pipeline in Python: confluent-kafka, orjson, SQLite


def chain(options, folder, figures):
    """Trivial checks through the whole fleet and through three C programs, and stage by stage."""
    data = _folder(folder, "trivial")
    outcomes = workloads.trivial(data, options.tasks, options.seed)
    with Processes(_folder(folder, "chain")) as processes:
        broker = Broker(options, processes)
        fleet = Fleet(options, processes, broker, "chain")
        ran = _campaign(fleet, data, outcomes)
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
    data = _folder(folder, "w1")
    outcomes = workloads.w1(data, options.tasks, options.seed)
    with Processes(_folder(folder, "mixed")) as processes:
        fleet = Fleet(options, processes, Broker(options, processes), "mixed")
        ran = _campaign(fleet, data, outcomes)
        checks = sum(outcomes.values())
        figures.add("64 checks a task: checks", checks / ran["seconds"], "checks/s", at_least=5 * 2.18e6)
        figures.add("64 checks a task: CPU", ran["cpu_s"] * 1e6 / checks, "CPU s per 1M checks",
                    at_most=round(PEER_CPU / 8, 3))


def city(options, folder, figures):
    """500 items a site with 2 % hazards: a part of the city of 195,000 sites."""
    data = _folder(folder, "district")
    outcomes = workloads.district(data, options.sites, options.seed)
    with Processes(_folder(folder, "city")) as processes:
        fleet = Fleet(options, processes, Broker(options, processes), "city")
        ran = _campaign(fleet, data, outcomes)
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
        _rebuild(fleet, outcomes, ran["seconds"], figures)


def _rebuild(fleet, outcomes, live, figures):
    """The ledger made anew from its log: an equal one, and how fast."""
    copy = os.path.join(fleet.processes.folder, "rebuilt.sqlite")
    began = time.monotonic()
    subprocess.run(
        [fleet.program("hazard-aggregator"), "rebuild", "--database", fleet.database, "--into", copy],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    took = time.monotonic() - began
    if fleet.digest(copy) != fleet.digest():
        raise SystemExit("bench: the rebuilt ledger is another one")
    figures.add("rebuild: hazard events", outcomes["fail"] / took * 60, "a minute", at_least=1e7)
    figures.add("rebuild: as fast as it came", live / took, "times", at_least=3)


def queries(options, folder, figures):
    """Pages and figures of the API with the hazards of a large city's ten years in the ledger."""
    data = _folder(folder, "troubled")
    outcomes = workloads.troubled(data, options.hazards // 32, options.seed)
    with Processes(_folder(folder, "queries")) as processes:
        fleet = Fleet(options, processes, Broker(options, processes), "queries")
        _campaign(fleet, data, outcomes)
        fleet.stop(fleet.started["worker"])
        port = fleet.started["aggregator"].port
        figures.add("queries: hazards in the ledger", outcomes["fail"], "")
        for name, paths, limit in pages(port, options.seed):
            times = timed(port, paths)
            figures.add(f"queries: {name}, median", statistics.median(times) * 1e3, "ms")
            figures.add(f"queries: {name}, p99", statistics.quantiles(times, n=100)[98] * 1e3, "ms", at_most=limit)
        for name, paths in dashboard(port, options.seed):
            figures.add(f"pages: {name}, median", statistics.median(timed(port, paths)) * 1e3, "ms", at_most=50)
        for name, api, plain in beside_sql(port, fleet.database, options.seed):
            figures.add(f"queries: {name}, of plain SQL", api / plain, "times", at_most=1.5,
                        note=f"medians {api * 1e3:.2f} ms over HTTP, {plain * 1e3:.2f} ms in SQLite alone")
        _while_ingesting(options, folder, fleet, figures)


def _while_ingesting(options, folder, fleet, figures):
    """The same lists while another campaign brings new hazards."""
    data = _folder(folder, "more")
    outcomes = workloads.more_trouble(data, options.hazards // 320, options.seed + 1)
    port = fleet.started["aggregator"].port
    asked = [(name, paths, limit) for name, paths, limit in pages(port, options.seed) if name != "overview"]
    fleet.start_worker()
    fleet.launch(data)
    times = {name: [] for name, _, _ in asked}
    while json.loads(get(port, f"/v1/campaigns/{workloads.MORE}") or "{}").get("phase") != "complete":
        for name, paths, _ in asked:
            times[name] += timed(port, paths[:5])
    figures.add("queries while ingesting: new hazards", outcomes["fail"], "")
    for name, _, limit in asked:
        if len(times[name]) >= 100:
            figures.add(f"queries while ingesting: {name}, p99", statistics.quantiles(times[name], n=100)[98] * 1e3,
                        "ms", at_most=limit)


def probes(options, folder, figures):
    """Web probes that take 100 ms each, many at once in one worker."""
    data = _folder(folder, "probed")
    hosts = 1000
    with Processes(_folder(folder, "probes")) as processes:
        server = processes.start(
            "devices", sys.executable, "-B", "-m", "suite.slow_server", str(hosts), "0.1", stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True)
        port = server.stdout.readline().strip()
        places = [f"{address}:{port}" for address in slow_server.addresses(hosts)]
        outcomes = workloads.probed(data, [places[n % hosts] for n in range(options.probes)])
        fleet = Fleet(options, processes, Broker(options, processes), "probes")
        aggregator, worker = fleet.start_aggregator(), fleet.start_worker("--probes", "10000", "--window", "20000")
        fleet.launch(data)
        campaign = fleet.completed(aggregator)
        used = worker.used()
        fleet.verify(campaign, outcomes)
        server.stdin.close()
        peak = json.loads(server.stdout.readline())
        figures.add("probes of 100 ms: at once at most", peak["all"], "")
        figures.add("probes of 100 ms: at one host at most", peak["one"], "", at_most=8)
        figures.add(
            "probes of 100 ms: checks", options.probes / seconds(campaign), "checks/s", at_least=90_000,
            note="from OPEN to complete; the devices are one process in Python, which bounds it")
        figures.add("probes of 100 ms: CPU", used["cpu_s"] * 1e6 / options.probes, "us a check")


def capacity(options, folder, figures):
    """What the planner says of loads beforehand, beside what they come to."""
    loads = {
        "plain": lambda data: workloads.shares(data, options.tasks // 2, options.seed, 0.05),
        "rich": lambda data: workloads.district(data, options.sites // 4, options.seed)}
    for items, make in loads.items():
        data = _folder(folder, items)
        outcomes = make(data)
        ran = costs(options, _folder(folder, f"capacity-{items}"), data, outcomes, f"capacity-{items}")
        said = predicted(options, ran, items)
        for name, measured, expected in (
                ("worker, CPU", ran["workerSeconds"], said["workerSeconds"]),
                ("aggregator, CPU", ran["aggregatorSeconds"], said["ledgerSeconds"]),
                ("topics, bytes", ran["taskBytes"] + ran["resultBytes"], said["topicBytesPerDay"]),
                ("ledger, bytes", ran["ledgerBytes"], said["ledgerBytesPerDay"])):
            figures.add(f"capacity: {items}, {name}, error", abs(expected / measured - 1) * 100, "%", at_most=25,
                        note=f"predicted {expected:,.3g}, measured {measured:,.3g}")


def _campaign(fleet, data, outcomes):
    """Launches and waits for the end, everything running."""
    aggregator, worker = fleet.start_aggregator(), fleet.start_worker()
    processes = {"producer": fleet.launch(data)}
    campaign = fleet.completed(aggregator)
    processes |= {s.name: s.used() for s in (worker, aggregator)}
    if fleet.broker.process:
        processes["broker"] = usage(fleet.broker.process.pid)
    fleet.verify(campaign, outcomes)
    return {
        "seconds": seconds(campaign), "processes": processes,
        "cpu_s": sum(used["cpu_s"] for name, used in processes.items() if name != "broker")}


def _folder(parent, name):
    path = os.path.join(parent, name)
    shutil.rmtree(path, ignore_errors=True)
    os.mkdir(path)
    return path


ALL = {"chain": chain, "mixed": mixed, "city": city, "queries": queries, "probes": probes, "capacity": capacity}
