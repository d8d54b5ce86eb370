"""How long results fail to come when a worker is killed."""
import os
import signal
import time

from . import workloads
from .fleet import Broker, Fleet
from .processes import DEADLINE, Processes, fresh

SESSION_TIMEOUT = 45  # seconds, librdkafka's default


def recovery(options, folder, figures):
    """Kills one of two workers and starts it again, as a service manager does. Their windows are small, so that there is work
    left when it comes back."""
    data = fresh(folder, "trivial")
    tasks = options.tasks
    outcomes = workloads.trivial(data, tasks, options.seed)
    with Processes(fresh(folder, "recovery")) as processes:
        fleet = Fleet(options, processes, Broker(options, processes), "recovery")
        fleet.launch(data)
        aggregator = fleet.start_aggregator()

        def start(name):
            return fleet.start_worker("--name", name, "--window", "20", name=name)

        one, _ = start("one"), start("two")
        watch = Watch(aggregator, tasks)
        processes.until("the worker is at work", lambda: one.count("hazardfleet_tasks_ended") > 0)
        kill(processes, one)
        killed = time.monotonic()
        again = start("one")
        processes.until("the worker is back", lambda: again.count("hazardfleet_tasks_ended") > 0)
        figures.add("recovery: a killed worker checks again after", time.monotonic() - killed, "s", at_most=10)
        watch.until(tasks)
        fleet.verify(fleet.completed(aggregator), outcomes)
        figures.add("recovery: longest time without a result", watch.longest, "s", at_most=SESSION_TIMEOUT - 1)


class Watch:
    """Follows how many results the ledger has, and how long none came at most."""

    def __init__(self, aggregator, tasks):
        self.aggregator, self.tasks, self.longest = aggregator, tasks, 0.0
        self.seen, self.since = 0, time.monotonic()

    def until(self, count):
        end = time.monotonic() + DEADLINE
        while self.seen < count:
            if time.monotonic() > end:
                raise SystemExit(f"bench: {self.seen} results of {self.tasks} after {DEADLINE} s")
            now = int(self.aggregator.count("hazardfleet_results_inserted"))
            if now > self.seen:
                # What passed before the first result is the workers' start.
                self.longest = max(self.longest, time.monotonic() - self.since) if self.seen else 0.0
                self.seen, self.since = now, time.monotonic()
            time.sleep(0.01)


def kill(processes, service):
    processes.running.remove(service.process)
    os.kill(service.process.pid, signal.SIGKILL)
    service.process.wait()
