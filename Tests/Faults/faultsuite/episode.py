"""One episode: a fleet, a campaign, faults at their times, the end, the check."""
import heapq
import json
import os
import random
import signal
import time

from confluent_kafka import KafkaException

from . import campaigns, checker, hosts, ledger, places
from .brokers import DevBroker, MockBroker
from .faults import REGISTRY
from .fleet import AGGREGATORS, LEDGER_TOPICS, RESULTS, TASKS, WORKERS, Fleet, layout, name_for
from .ledger import FileLedger, Sampler
from .postgres import Server
from .processes import marked
from .proxy import Proxy


class Episode:
    """- plan: as `plans.make` draws it, or written by hand.

    `settling` is how many seconds a campaign may take to get complete once everything is healed; `template` is of the
    database servers, None to make one.
    """

    def __init__(self, plan, folder, settling=60.0, template=None):
        self.plan, self.folder, self.settling, self.template = plan, folder, settling, template
        self.mark = f"{os.getpid()}-{plan['seed']}-{time.time_ns()}"
        self.chance = random.Random(f"run {plan['seed']}")
        self.zero = time.monotonic()
        self.actions, self.sequence = [], 0
        self.broken, self.notes, self.applied = [], [], []
        self.heals, self.crashes = [], 0
        self.copied_tasks = self.copied_results = self.poisoned_tasks = 0
        self.was_cancelled = self.was_redriven = self.broker_lost_data = False
        self.first_launch, self.clocks = None, []
        self.proxy = self.fleet = self.sampler = self.hosts = self.server = self.ledger = None
        self.disk = os.path.join(folder, "disk")
        self.layout = layout(plan["partitions"])

    # ------------------------------------------------------------ what faults ask for

    def log(self, text):
        with open(os.path.join(self.folder, "episode.log"), "a", encoding="utf-8") as file:
            file.write(f"{time.monotonic() - self.zero:8.3f}  {text}\n")

    def after(self, seconds, action):
        self.sequence += 1
        heapq.heappush(self.actions, (time.monotonic() + seconds, self.sequence, action))

    def disturbed(self, text, crash=True):
        """- crash: whether work may have been begun that somebody else does again."""
        self.crashes += crash
        self.heals.append(time.monotonic())
        self.log(text)

    def healed(self, text):
        self.heals.append(time.monotonic())
        self.log(text)

    def heal_proxy(self):
        self.proxy.heal()
        self.healed("the network is well")

    def skip(self, text):
        self.notes.append(text)
        self.log(f"skipped: {text}")

    # ------------------------------------------------------------ the course

    def run(self):
        self.log(json.dumps(self.plan))
        try:
            self._set_up()
            self._schedule()
            self._play()
            self._settle()
            self._end()
        except (places.Trouble, KafkaException) as trouble:
            self.broken.append(f"the episode could not go on: {trouble}")
        finally:
            self._clear()
        return self.report()

    def mount_disk(self):
        """A small file system of our own for the ledger."""
        os.mkdir(self.disk)
        if os.system(f"mount -t tmpfs -o size=48m tmpfs '{self.disk}'"):
            raise places.Trouble("no file system of our own can be mounted")
        self.plan["database_folder"] = self.disk

    def _set_up(self):
        plan = self.plan
        if plan.get("hosts"):
            self.hosts = hosts.Hosts()
            for name in plan["hosts"]:
                self.hosts.add(name)
        for _, name, _ in plan["faults"]:
            REGISTRY[name].prepare(self)
        if plan["broker"] == "mock":
            broker = MockBroker(self.folder, self.mark, self.layout, plan["brokers"])
        else:
            broker = DevBroker(self.folder, self.mark)
        self.broker = broker
        if plan.get("pinned"):
            self._pin()
        if plan["proxied"]:
            self.proxy = Proxy(broker.addresses, *([hosts.HERE] if self.hosts else []))
        self._make_ledger()
        self.fleet = Fleet(
            self.folder, self.mark, broker, (self.proxy or broker).bootstrap, self.ledger, plan, self.log)
        self.fleet.hosts = self.hosts
        if plan["broker"] == "dev":
            self.fleet.topics.create(self.layout)
        self.expected = campaigns.write(
            os.path.join(self.folder, "inputs"), f"faults-{plan['seed']}", plan["seed"], plan["tasks"],
            plan["checks_per_task"], plan.get("probe"))
        self.fleet.expected = self.expected
        self.sampler = Sampler(self.ledger, self.expected.campaign)
        self.sampler.start()
        for number in range(plan["aggregators"]):
            self.fleet.start_aggregator(name_for(plan, "aggregator", number))
        for number in range(plan["workers"]):
            self.fleet.start_worker(name_for(plan, "worker", number))

    def _make_ledger(self):
        if self.plan["store"] == "sqlite":
            folder = self.plan.get("database_folder") or self.folder
            self.ledger = FileLedger(os.path.join(folder, "ledger.sqlite"))
        else:
            self.server = Server(self.folder, self.mark, self.template, *([hosts.HERE] if self.hosts else []))
            self.ledger = self.server.ledger()

    def _pin(self):
        """Results are led by the second broker, everything else by the first."""
        for name, count in self.layout.items():
            for number in range(count):
                self.broker.tell("leader", name, number, 2 if name == RESULTS else 1)
        for group in (WORKERS, AGGREGATORS):
            self.broker.tell("coordinator", group, 1)

    def _schedule(self):
        self.zero = time.monotonic()
        for at, name, parameters in self.plan["faults"]:
            def apply(name=name, parameters=parameters):
                self.log(f"fault {name} {parameters}")
                self.applied.append(name)
                REGISTRY[name].apply(self, **parameters)
            if name == "failpoint" and parameters["role"] == "producer":
                apply()
            else:
                self.after(at, apply)
        self.fleet.launch(self.first_launch)

    def _play(self):
        end = time.monotonic() + 120
        while self.actions:
            self.fleet.supervise()
            if self.actions[0][0] <= time.monotonic():
                heapq.heappop(self.actions)[2]()
            else:
                time.sleep(min(0.05, max(0, self.actions[0][0] - time.monotonic())))
            if time.monotonic() > end:
                raise places.Trouble("the faults do not come to an end")

    def _settle(self):
        """Everything is healed: the campaign has to get complete, and all that still travels to arrive."""
        self.healed("everything is well again")
        for role in ("worker", "aggregator"):
            if not self.fleet.running(role):
                self.fleet.start(role, name_for(self.plan, role, 0))
        if self.broker_lost_data:
            self._reconcile()
        end = time.monotonic() + self.settling
        while not self._is_complete():
            self.fleet.supervise()
            if time.monotonic() > end:
                last = self.sampler.last
                state = f"{last.ended} of {last.tasks} tasks ended, sealed: {last.sealed}" if last else "no campaign"
                self.broken.append(f"not complete {self.settling:g} s after everything was well: {state}")
                return
            time.sleep(0.05)
        self.log("complete")
        self._drain(30.0)

    def _reconcile(self):
        """Sends again what the broker forgot."""
        end = time.monotonic() + 40
        while not self.fleet.launched and time.monotonic() < end:
            self.fleet.supervise()
            time.sleep(0.05)
        time.sleep(2)
        for _ in range(5):
            last = self.sampler.look()
            if last and last.completed_at is not None:
                return
            code, said = self.fleet.run(
                "hazard-producer", "reconcile", self.expected.file, "--api", self.fleet.api() or "", "--config",
                self.fleet.config)
            self.log(f"reconcile ended with {code}: {said.strip()}")
            if "was never launched" in said:
                # The broker forgot it before the ledger had heard of it.
                self.fleet.launched, self.fleet.should_launch = False, True
            wait = time.monotonic() + 6
            while time.monotonic() < wait and not self._is_complete():
                self.fleet.supervise()
                time.sleep(0.05)

    def _is_complete(self):
        last = self.sampler.last
        return last is not None and last.completed_at is not None and (self.fleet.launched or self.was_cancelled)

    def _drain(self, within):
        """Waits until the workers have no task and the ledger no result before them."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            self.fleet.supervise()
            ends = self.fleet.topics.ends([*TASKS, *LEDGER_TOPICS])
            committed = self.fleet.topics.committed(WORKERS, [p for p in ends if p[0] in TASKS])
            offsets = self.sampler.look().offsets if self.sampler.last else {}
            behind = [p for p, e in ends.items() if (offsets if p[0] in LEDGER_TOPICS else committed).get(p, 0) < e]
            is_published = ledger.is_published(self.ledger)
            if not behind and is_published:
                self.log("drained")
                return
            time.sleep(0.2)
        if behind:
            self.broken.append(f"what waits in {behind} is not worked on for {within:g} s")
        else:
            self.broken.append(f"events that the ledger has are not published within {within:g} s")

    def _end(self):
        self.fleet.supervise()
        self.fleet.kept_up = False
        self.ends = self.fleet.stop()
        self.sampler.stop()
        for name, code, seconds in self.ends:
            self.log(f"{name} ended with {code} after {seconds:.1f} s of SIGTERM")
            if code is None:
                self.broken.append(f"{name} did not end within its deadline after SIGTERM")
            elif code != 0 and "producer" not in name and name not in self.fleet.young:
                self.broken.append(f"{name} ended with {code} after SIGTERM")
        self.broken += self.fleet.surprises + self.sampler.broken
        self.figures = checker.check(self)
        self.broken += self.figures.pop("broken")
        self.fleet.kill()
        self.broker.stop()
        self._stop_server()
        self._check_leftovers()

    def _stop_server(self):
        if self.ledger:
            self.ledger.close()
        if self.server and self.server.child.is_running():
            if self.broken:
                self.server.dump()
            self.server.stop()

    def _check_leftovers(self):
        left = marked(self.mark, self.folder)
        for pid, _ in left:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        # A worker that is killed cannot end its plugins; a service manager does.
        kills = {"kill-worker", "kill-loop", "failpoint", "lost-results"} & set(self.applied)
        found = [pid for pid, is_plugin in left if not (is_plugin and kills)]
        if found:
            self.broken.append(f"processes are left behind: {found}")

    def _clear(self):
        if self.sampler and self.sampler.thread.is_alive():
            self.sampler.stop()
        if self.fleet:
            self.fleet.kill()
        if getattr(self, "broker", None):
            self.broker.stop()
        self._stop_server()
        if self.proxy:
            self.proxy.close()
        if self.hosts:
            self.hosts.close()
        if self.plan.get("database_folder"):
            os.system(f"cp '{self.disk}'/ledger.sqlite* '{self.folder}' 2>/dev/null; umount -l '{self.disk}'")

    def report(self):
        recoveries = [self.sampler.recovery(at) for at in self.heals] if self.sampler else []
        for text in self.broken:
            self.log(f"BROKEN: {text}")
        return {
            "seed": self.plan["seed"], "store": self.plan["store"], "broken": self.broken, "notes": self.notes, "faults": self.applied,
            "failpoints": [place for _, place in self.fleet.failpoints_hit] if self.fleet else [],
            "crashes": self.crashes, "recoveries": [round(r, 2) for r in recoveries if r is not None],
            "seconds": round(time.monotonic() - self.zero, 1), **getattr(self, "figures", {})}
