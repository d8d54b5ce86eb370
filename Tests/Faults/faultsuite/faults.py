"""What can go wrong: each fault draws its parameters from the seed and is applied to a running episode."""
import os
import sqlite3
import threading
import time
from dataclasses import dataclass
from typing import Callable

from . import places, postgres
from .fleet import AGGREGATORS, CONTROL, LEDGER_TOPICS, RESULTS, SESSION, TASKS, WORKERS, pick
from .ledger import STORES
from .plugins import Plugins
from .wire import with_version

REGISTRY = {}


@dataclass
class Fault:
    name: str
    apply: Callable
    draw: Callable
    brokers: tuple
    needs_proxy: bool
    weight: int
    is_possible: Callable
    # Names of faults that make no sense in the same episode.
    excludes: tuple
    # What an episode is set up with.
    prepare: Callable
    # More tasks than that take too long.
    most_tasks: int
    # Where the ledger may be.
    stores: tuple


def fault(name, draw=lambda chance: {}, brokers=("mock", "dev"), proxy=False, weight=2, possible=lambda: True,
          excludes=(), prepare=lambda episode: None, most_tasks=10_000, stores=tuple(STORES)):
    def register(apply):
        REGISTRY[name] = Fault(
            name, apply, draw, brokers, proxy, weight, possible, (*excludes, *SINGLE.get(name, ())), prepare,
            most_tasks, stores)
        return apply
    return register


# Each of these sets the campaign's probes up, or ends it.
SINGLE = {"bad-checks": ("bad-checks", "redrive", "redrive-cancel"), "redrive": ("redrive", "redrive-cancel", "cancel"),
          "redrive-cancel": ("redrive-cancel", "cancel", "kill-broker"), "cancel": ("cancel", "kill-broker")}


def available(store):
    return {name: each for name, each in REGISTRY.items() if store in each.stores and each.is_possible()}


# ---------------------------------------------------------------- processes


def _kill(episode, role, pause):
    victim = pick(episode.chance, episode.fleet.victims(role))
    if victim is None:
        return episode.skip(f"no {role} to kill")
    victim.kill()
    episode.disturbed(f"killed {victim.name}")
    if role != "producer":
        episode.after(pause, lambda: episode.fleet.start(role, victim.member))


def _pause(chance):
    return {"pause": round(chance.choice([0.1, 0.5, SESSION + 1.0]), 1)}


@fault("kill-worker", _pause, weight=4)
def kill_worker(episode, pause):
    _kill(episode, "worker", pause)


@fault("kill-aggregator", _pause, weight=4)
def kill_aggregator(episode, pause):
    _kill(episode, "aggregator", pause)


@fault("kill-producer", weight=3)
def kill_producer(episode):
    _kill(episode, "producer", 0)


@fault("kill-loop", lambda chance: {"role": chance.choice(["worker", "aggregator", "producer"]), "times": 3})
def kill_loop(episode, role, times):
    for number in range(times):
        episode.after(0.6 * number, lambda: _kill(episode, role, 0.1))


def _stop(episode, role, seconds):
    victim = pick(episode.chance, episode.fleet.victims(role))
    if victim is None:
        return episode.skip(f"no {role} to stop")
    victim.pause()
    episode.disturbed(f"stopped {victim.name} for {seconds} s")

    def resume():
        victim.resume()
        episode.healed(f"resumed {victim.name}")
    episode.after(seconds, resume)


def _past_session(chance):
    return {"seconds": round(SESSION + chance.uniform(0.5, 2.0), 1)}


@fault("stop-worker", _past_session, weight=3)
def stop_worker(episode, seconds):
    _stop(episode, "worker", seconds)


@fault("stop-aggregator", _past_session, weight=3)
def stop_aggregator(episode, seconds):
    _stop(episode, "aggregator", seconds)


@fault("storm", lambda chance: {"role": chance.choice(["worker", "worker", "aggregator"]), "rounds": 3}, weight=3,
       brokers=("mock",))
def storm(episode, role, rounds):
    """Somebody joins or leaves every 2 s."""
    guests = []

    def join(number):
        guests.append(episode.fleet.start(role, f"guest-{number}" if episode.plan["named"] else None))
        episode.disturbed(f"{guests[-1].name} joins")

    def leave():
        guest = guests.pop(0)
        guest.terminate()
        episode.disturbed(f"{guest.name} leaves")
    for number in range(rounds):
        episode.after(2.0 * number, lambda number=number: join(number))
        episode.after(2.0 * number + 1.0, leave)


FAILPOINTS = {
    "worker": ["worker.sending", "worker.delivered", "worker.completed"],
    "aggregator": ["ledger.writing", "ledger.committed"],
    "producer": ["producer.opened", "producer.window", "producer.sealing"]}


def _failpoint(chance):
    role = chance.choice(sorted(FAILPOINTS))
    place = chance.choice(FAILPOINTS[role])
    once = place in ("producer.opened", "producer.sealing")
    return {"role": role, "place": f"{place}:{1 if once else chance.randint(1, 6)}"}


@fault("failpoint", _failpoint, weight=8)
def failpoint(episode, role, place):
    """A process that ends itself, as kill -9 does, at a place in its code. Started before the episode's clock."""
    environment = {"HAZARDFLEET_FAILPOINT": place}
    if role == "producer":
        episode.first_launch = environment
        return
    victim = pick(episode.chance, episode.fleet.victims(role))
    if victim:
        victim.kill()
    episode.fleet.start(role, victim.member if victim else None, environment)
    episode.disturbed(f"a {role} will end at {place}")


# ---------------------------------------------------------------- the network and the broker


def _outage(chance):
    return {"seconds": round(chance.uniform(1.0, 4.5), 1)}


@fault("proxy-delay", lambda chance: {"seconds": 3.0, "delay": chance.choice([0.05, 0.2, 0.5])}, proxy=True)
def proxy_delay(episode, seconds, delay):
    episode.proxy.set(delay=delay)
    episode.disturbed(f"every message is {delay} s late for {seconds} s")
    episode.after(seconds, episode.heal_proxy)


@fault("proxy-drop", lambda chance: {"times": chance.randint(1, 4)}, proxy=True)
def proxy_drop(episode, times):
    def drop():
        episode.proxy.drop()
        episode.disturbed("all connections are closed")
    for number in range(times):
        episode.after(0.4 * number, drop)


@fault("proxy-black-hole", _outage, proxy=True)
def proxy_black_hole(episode, seconds):
    episode.proxy.set(is_black_hole=True)
    episode.disturbed(f"nothing passes for {seconds} s")
    episode.after(seconds, episode.heal_proxy)


@fault("proxy-ack-cut", _outage, proxy=True)
def proxy_ack_cut(episode, seconds):
    episode.proxy.set(cuts_acknowledgements=True)
    episode.disturbed(f"no acknowledgement comes back for {seconds} s")
    episode.after(seconds, episode.heal_proxy)


@fault("broker-slow", _outage, brokers=("mock",))
def broker_slow(episode, seconds):
    """A broker that takes everything and answers nothing."""
    number = episode.chance.randint(1, episode.plan["brokers"])
    episode.fleet.broker.tell("rtt", number, 3_600_000)
    episode.disturbed(f"broker {number} does not answer for {seconds} s")

    # On a thread of its own: the next fault may itself wait for the broker.
    timer = threading.Timer(seconds, episode.fleet.broker.tell, ("rtt", number, 0))
    timer.daemon = True
    timer.start()
    episode.after(seconds, lambda: episode.healed(f"broker {number} answers"))


# (request, error code, how often): names as in Kafka's protocol.
ERRORS = {
    "produce-not-leader": (0, 6, 5), "produce-timed-out": (0, 7, 5), "produce-not-enough-replicas": (0, 19, 5),
    "fetch-not-leader": (1, 6, 5), "coordinator-loading": (10, 14, 5), "not-coordinator": (12, 16, 3),
    "commit-loading": (8, 14, 3), "join-unknown-member": (11, 25, 1), "heartbeat-unknown-member": (12, 25, 2),
    "heartbeat-illegal-generation": (12, 22, 2), "offset-fetch-loading": (9, 14, 3), "init-loading": (22, 14, 3)}


def _one_in_flight(episode):
    """The mock broker checks no sequence numbers: a later batch that it takes would count for the refused one, too."""
    episode.plan.setdefault("kafka", {})["max.in.flight.requests.per.connection"] = 1


@fault("broker-errors", lambda chance: {"which": chance.choice(sorted(ERRORS))}, brokers=("mock",), weight=5,
       prepare=_one_in_flight)
def broker_errors(episode, which):
    episode.fleet.broker.tell("errors", *ERRORS[which])
    episode.disturbed(f"errors: {which}")


@fault("producer-fatal", brokers=("mock",), weight=2, prepare=_one_in_flight)
def producer_fatal(episode):
    """An answer after which an idempotent producer's handle is of no use any more."""
    episode.fleet.broker.tell("errors", 0, 45, 2)
    episode.disturbed("out of order sequence")


@fault("leaders-move", brokers=("mock",))
def leaders_move(episode):
    for name, count in episode.layout.items():
        for number in range(count):
            episode.fleet.broker.tell("leader", name, number, episode.chance.randint(1, episode.plan["brokers"]))
    episode.fleet.broker.tell("coordinator", WORKERS, episode.chance.randint(1, episode.plan["brokers"]))
    episode.disturbed("other brokers lead")


@fault("partition-added", brokers=("dev",), weight=3)
def partition_added(episode):
    name = episode.chance.choice([*TASKS, RESULTS])
    episode.layout[name] += 1
    episode.fleet.topics.grow(name, episode.layout[name])
    episode.disturbed(f"{name} has {episode.layout[name]} partitions")


@fault("kill-broker", lambda chance: {"pause": chance.choice([0.2, 1.0])}, brokers=("dev",), weight=3,
       possible=lambda: places.has_command("hazard-producer", "reconcile"))
def kill_broker(episode, pause):
    """The development broker forgets what it has not saved: what is missing is reconciled afterwards."""
    episode.fleet.broker.kill_and_restart(pause)
    episode.broker_lost_data = True
    episode.sampler.may_go_back = True
    episode.disturbed("killed the broker")


# ---------------------------------------------------------------- the ledger's database


def lock_database(episode):
    """Takes the lock that writers of the ledger take turns by: what lets it go, None when it is not to be had."""
    if episode.server:
        session = episode.server.lock()
        return session and (lambda: postgres.release(session))
    lock = sqlite3.connect(episode.ledger.address, timeout=5, isolation_level=None, check_same_thread=False)
    try:
        lock.execute("BEGIN IMMEDIATE")
    except sqlite3.Error:
        lock.close()
        return None

    def release():
        lock.execute("ROLLBACK")
        lock.close()
    return release


@fault("database-locked", lambda chance: {"seconds": chance.choice([1.0, 3.0, 12.0])})
def database_locked(episode, seconds):
    if episode.sampler.last is None:
        return episode.skip("there is no database yet")
    release = lock_database(episode)
    if release is None:
        return episode.skip("the database cannot be locked")
    episode.disturbed(f"the database is locked for {seconds} s")
    episode.after(seconds, lambda: (release(), episode.healed("the database is free")))


# One of these at a time: a server that is gone can be neither stopped nor asked.
SERVER_FAULTS = ("kill-database", "stop-database", "cut-database", "database-locked")


@fault("kill-database", lambda chance: {"pause": chance.choice([0.2, 1.0, 4.0])}, weight=4, stores=("postgresql",),
       excludes=SERVER_FAULTS)
def kill_database(episode, pause):
    """kill -9 of all the server's processes; what was committed is there again afterwards."""
    episode.server.kill()
    # Those that begin meanwhile, or while the server recovers, end by themselves.
    episode.fleet.database_is_away_until = time.monotonic() + pause + 10
    episode.disturbed(f"killed the database for {pause} s")

    def restart():
        episode.server.restart()
        episode.healed("the database is back")
    episode.after(pause, restart)


@fault("stop-database", lambda chance: {"seconds": chance.choice([1.0, 5.0])}, stores=("postgresql",),
       excludes=SERVER_FAULTS)
def stop_database(episode, seconds):
    """A server that takes everything and answers nothing."""
    episode.server.pause()
    episode.fleet.database_is_away_until = time.monotonic() + seconds + 10
    episode.disturbed(f"the database stands still for {seconds} s")

    def go_on():
        episode.server.resume()
        episode.healed("the database goes on")
    episode.after(seconds, go_on)


@fault("cut-database", lambda chance: {"times": chance.randint(1, 3)}, weight=3, stores=("postgresql",),
       excludes=SERVER_FAULTS)
def cut_database(episode, times):
    """The aggregators' connections are ended, whatever they are in the midst of."""
    def cut():
        episode.server.cut_off()
        episode.fleet.database_is_away_until = time.monotonic() + 5
        episode.disturbed("all connections to the database are ended")
    for number in range(times):
        episode.after(0.7 * number, cut)


@fault("disk-full", lambda chance: {"seconds": round(chance.uniform(1.0, 3.0), 1)}, possible=places.can_mount,
       prepare=lambda episode: episode.mount_disk(), excludes=("disk-full",), stores=("sqlite",))
def disk_full(episode, seconds):
    filler = os.path.join(episode.disk, "filler")
    with open(filler, "wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(1 << 16))
        except OSError:
            pass
    episode.disturbed(f"the disk is full for {seconds} s")

    def free():
        os.remove(filler)
        episode.healed("the disk has room")
    episode.after(seconds, free)


# ---------------------------------------------------------------- messages


def _copies(episode, names, is_shuffled=False):
    records = episode.fleet.topics.read(names)
    episode.fleet.topics.write(
        [(r.topic, None if is_shuffled else r.partition, r.key, r.value, list(r.headers.items())) for r in records],
        is_shuffled)
    return records


@fault("duplicate-tasks", weight=3)
def duplicate_tasks(episode):
    episode.copied_tasks += len(_copies(episode, TASKS))
    episode.disturbed("every task is there twice", crash=False)


@fault("duplicate-results", weight=3)
def duplicate_results(episode):
    episode.copied_results += len(_copies(episode, [RESULTS]))
    episode.disturbed("every result is there twice", crash=False)


@fault("shuffle", weight=2)
def shuffle(episode):
    """Tasks and results come again on partitions that have nothing to do with their keys."""
    episode.copied_tasks += len(_copies(episode, TASKS, True))
    episode.copied_results += len(_copies(episode, [RESULTS], True))
    episode.disturbed("everything comes again on other partitions", crash=False)


@fault("rewind", lambda chance: {"group": chance.choice(["workers", "aggregators"])}, weight=3)
def rewind(episode, group):
    """The group is stopped, its offsets go to 0, and it starts again."""
    role, names = ("worker", TASKS) if group == "workers" else ("aggregator", LEDGER_TOPICS)
    stopped = episode.fleet.running(role)
    for child in stopped:
        child.resume()
        child.terminate()
    for child in stopped:
        if child.wait(45) is None:
            episode.broken.append(f"{child.name} did not end within 45 s of SIGTERM")
            child.kill()
    ends = episode.fleet.topics.ends(names)
    places_ = [place for place in ends if ends[place] > 0]
    if places_:
        try:
            episode.fleet.topics.rewind(WORKERS if role == "worker" else AGGREGATORS, places_)
        except places.Trouble as error:
            episode.skip(str(error))
    if role == "worker":
        episode.copied_tasks += sum(ends.values())
    for child in stopped:
        episode.fleet.start(role, child.member)
    episode.disturbed(f"the {group} begin at 0")


POISON = ["tombstone", "empty", "garbage", "truncated", "version", "oversized"]


@fault("poison-tasks", lambda chance: {"kinds": chance.sample(POISON, 3)}, weight=4)
def poison_tasks(episode, kinds):
    sound = episode.fleet.topics.read(TASKS[:2])
    if not sound:
        return episode.skip("there is no task to spoil yet")
    spoilt = []
    for kind in kinds:
        for _ in range(3):
            record = episode.chance.choice(sound)
            key = episode.chance.choice([record.key, b"nobody", None])
            spoilt.append((episode.chance.choice(TASKS), None, key, _spoil(kind, record.value, episode.chance), None))
    episode.poisoned_tasks += len(spoilt)
    episode.fleet.topics.write(spoilt)
    episode.disturbed(f"poison among the tasks: {', '.join(kinds)}", crash=False)


@fault("poison-ledger", lambda chance: {"kinds": chance.sample(POISON, 3)}, weight=3)
def poison_ledger(episode, kinds):
    sound = episode.fleet.topics.read([RESULTS])
    spoilt = []
    for kind in kinds:
        value = episode.chance.choice(sound).value if sound else b"\x08\x01\x12\x01x"
        for name in (RESULTS, CONTROL):
            # A tombstone or another record under a real key of control would take that record away, by design.
            spoilt.append((name, None, b"poison/%d" % len(spoilt), _spoil(kind, value, episode.chance), None))
    episode.fleet.topics.write(spoilt)
    episode.disturbed(f"poison for the ledger: {', '.join(kinds)}", crash=False)


def _spoil(kind, value, chance):
    if kind == "tombstone":
        return None
    if kind == "empty":
        return b""
    if kind == "garbage":
        return bytes(chance.randrange(256) for _ in range(chance.randint(1, 200)))
    if kind == "truncated":
        return value[:chance.randint(1, max(1, len(value) - 1))]
    if kind == "version":
        return with_version(value, 99)
    # An unknown field that says it is 768 KiB long, and is a little less.
    return value + bytes([0xC2, 0x0C, 0x80, 0x80, 0x30]) + bytes(0xC0000 - 7)


# ---------------------------------------------------------------- clocks


@fault("clock-jump", lambda chance: {"role": chance.choice(["worker", "aggregator"]),
                                     "offset": chance.choice(["+2h", "-2h", "+400d", "-1d"])},
       possible=lambda: bool(places.faketime()))
def clock_jump(episode, role, offset):
    """One process' clock of the day jumps, and jumps back; its monotonic clock goes on."""
    clock = os.path.join(episode.folder, f"clock-{len(episode.clocks)}")
    episode.clocks.append(clock)
    _set_clock(clock, "+0")
    environment = {
        "LD_PRELOAD": places.faketime(), "FAKETIME_TIMESTAMP_FILE": clock, "FAKETIME_NO_CACHE": "1",
        "DONT_FAKE_MONOTONIC": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    episode.fleet.start(role, f"{role}-clock" if episode.plan["named"] else None, environment)
    episode.disturbed(f"another {role} has a clock that jumps")
    episode.after(1.2, lambda: (_set_clock(clock, offset), episode.disturbed(f"it jumps by {offset}")))
    episode.after(2.5, lambda: (_set_clock(clock, "+0"), episode.healed("it jumps back")))


def _set_clock(path, offset):
    with open(path + ".new", "w", encoding="ascii") as file:
        file.write(offset + "\n")
    os.replace(path + ".new", path)


# ---------------------------------------------------------------- operators


def _cancel(episode, attempts=30):
    code, said = episode.fleet.run(
        "hazard-producer", "cancel", episode.expected.campaign, "--reason", "drill", "--person", "suite", "--config",
        episode.fleet.config)
    episode.log(f"cancel ended with {code}: {said.strip()[-300:]}")
    if code == 0:
        episode.was_cancelled = True
        episode.fleet.should_launch = False
        episode.disturbed("cancelled", crash=False)
    elif attempts > 1:
        episode.after(0.3, lambda: _cancel(episode, attempts - 1))
    else:
        episode.broken.append(f"cancel ended with {code}: {said.strip()[-300:]}")


def when(episode, condition, action, within=40.0):
    """Does something as soon as the ledger shows something."""
    end = time.monotonic() + within

    def look():
        last = episode.sampler.last
        if last and condition(last):
            action()
        elif time.monotonic() < end:
            episode.after(0.02, look)
        else:
            episode.skip("the moment did not come")
    look()


@fault("cancel", lambda chance: {"at": chance.choice(["now", "last"])}, weight=4,
       possible=lambda: places.has_command("hazard-producer", "cancel"))
def cancel(episode, at):
    """Cancelled in the middle, or in a race with the last results."""
    if at == "now":
        _cancel(episode)
    else:
        when(episode, lambda last: last.ended >= 0.93 * last.tasks, lambda: _cancel(episode))


def has_probes():
    return "--probes" in places.help_text("hazard-worker")


def _set_up_plugins(episode, always):
    episode.plugins = Plugins(episode.folder, always)
    episode.plan["probe"] = episode.plugins.probe
    episode.plan["config_lines"] = episode.plugins.config_lines


@fault("bad-checks", weight=3, possible=has_probes, prepare=lambda episode: _set_up_plugins(episode, False),
       most_tasks=400)
def bad_checks(episode):
    """Some checks hang, crash, flood their output or do not know, the first time that they run."""
    episode.disturbed("some checks misbehave", crash=False)


def _redrive(episode):
    episode.plugins.repair()
    code, said = episode.fleet.run("hazard-producer", "dlq", "redrive", "--all", "--person", "suite", "--config",
                                   episode.fleet.config)
    episode.log(f"redrive ended with {code}: {said.strip()[-300:]}")
    episode.was_redriven = code == 0
    # Poison is refused, with 1.
    if code not in (0, 1, 2):
        episode.broken.append(f"redrive ended with {code}: {said.strip()[-300:]}")


def has_redrive():
    return has_probes() and places.has_command("hazard-producer", "dlq")


@fault("redrive", weight=2, possible=has_redrive, prepare=lambda episode: _set_up_plugins(episode, True),
       most_tasks=400)
def redrive(episode):
    """Some checks fail for good; when their cause is mended, the dead letters are sent again."""
    def begin():
        _redrive(episode)
        episode.disturbed("redriven", crash=False)
    when(episode, lambda last: last.dead > 0 and last.ended == last.tasks, begin)


@fault("redrive-cancel", weight=2, possible=has_redrive, prepare=lambda episode: _set_up_plugins(episode, True),
       most_tasks=400)
def redrive_cancel(episode):
    """The campaign is cancelled while its dead letters are sent again."""
    def begin():
        helper = threading.Thread(target=_redrive, args=(episode,))
        helper.start()
        time.sleep(episode.chance.uniform(0, 0.3))
        _cancel(episode)
        helper.join()
    when(episode, lambda last: last.dead > 0, begin)


# ---------------------------------------------------------------- stopping


@fault("term-hung", lambda chance: {"role": chance.choice(["worker", "aggregator", "producer"])}, brokers=("mock",),
       proxy=True, weight=1, excludes=("proxy-delay", "proxy-drop", "proxy-black-hole", "proxy-ack-cut"))
def term_hung(episode, role):
    """SIGTERM while the broker does not answer."""
    victim = pick(episode.chance, episode.fleet.victims(role))
    if victim is None:
        return episode.skip(f"no {role} to end")
    episode.proxy.set(is_black_hole=True)
    time.sleep(0.3)
    victim.terminate()
    began = time.monotonic()
    code = victim.wait(45)
    if code is None:
        episode.broken.append(f"{victim.name} did not end within 45 s of SIGTERM with a hung broker")
        victim.kill()
    episode.log(f"{victim.name} ended with {code} after {time.monotonic() - began:.1f} s of SIGTERM")
    episode.disturbed(f"SIGTERM to {victim.name} with a hung broker")
    episode.heal_proxy()
    if role != "producer":
        episode.fleet.start(role, victim.member)
