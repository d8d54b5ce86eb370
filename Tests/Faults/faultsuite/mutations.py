"""Episodes that take one guarantee away: the checker has to say what broke.

Each is also run with the guarantee in place, where nothing may break: otherwise it would prove nothing.
"""
import re
import time

from .episode import Episode
from .faults import duplicate_results, fault, lock_database, when
from .fleet import RESULTS, SESSION

SEED = 20_261_124
BASE = {
    "seed": SEED, "broker": "mock", "brokers": 1, "proxied": False, "tasks": 800, "checks_per_task": 3, "rate": 300,
    "workers": 2, "aggregators": 1, "window": 100, "named": False,
    "partitions": {"tasks.urgent": 1, "tasks.bulk": 2, "tasks.long": 1, "tasks.retry": 1, "results": 4, "dlq": 1}}
LOST_RESULTS = {"brokers": 2, "proxied": True, "pinned": True, "faults": [[1.0, "lost-results", {}]]}

# What is run for each mutation, and what the checker has to find.
EPISODES = {
    "no-dedupe": (
        {"faults": [[1.0, "late-duplicates", {}]]}, r"counters|tasks of \d+ have ended|outcomes of|complete with"),
    "no-compare-and-set": (
        {"aggregators": 2, "rate": 150, "faults": [[1.0, "zombie-writer", {}]]},
        r"ledger's offset of .* fell|the log of"),
    "no-delivery-reports": (LOST_RESULTS, r"have no (result|outcome)|not complete"),
    "commit-first": (LOST_RESULTS, r"have no (result|outcome)|not complete")}
NAMES = sorted(EPISODES)


def plan(name, is_mutated, store):
    changes, _ = EPISODES[name]
    fleet = {"workers": 4, "aggregators": 2} if store == "postgresql" else {}
    return {**BASE, **fleet, **changes, "store": store, "mutation": name if is_mutated else None}


def run(name, folder, store, template):
    """- name: a mutation, or `control:` and a mutation for the same episode with all guarantees."""
    bare = name.removeprefix("control:")
    settling = 12.0 if bare == name else 60.0
    report = Episode(plan(bare, bare == name, store), folder, settling, template).run()
    report["caught"] = [text for text in report["broken"] if re.search(EPISODES[bare][1], text)]
    return report


@fault("late-duplicates", possible=lambda: False)
def late_duplicates(episode):
    """Every result is there twice, once there are some."""
    when(episode, lambda last: last.ended > 100, lambda: duplicate_results(episode))


@fault("zombie-writer", brokers=("mock",), possible=lambda: False)
def zombie_writer(episode):
    """An aggregator that hangs in the middle of a write until another has written the same, and goes on then.

    Both have written before: a connection that is lost at its first write is not tried again at once.
    """
    def is_due(last):
        written = [place for place, offset in last.offsets.items() if place[0] == RESULTS and offset > 0]
        return last.ended > 50 and len(written) == episode.plan["partitions"]["results"]
    when(episode, is_due, lambda: _hang(episode))


def _hang(episode):
    release = lock_database(episode)
    if release is None:
        return episode.skip("the database cannot be locked")
    time.sleep(1.0)  # By now results wait for the database.
    child = episode.fleet.running("aggregator")[0]
    child.pause()
    episode.disturbed(f"{child.name} hangs in a write")
    if episode.server:
        # The lock would be its turn now, and it would keep it: until the server ends its connection.
        episode.server.cut_off()
    release()

    def resume():
        last = episode.sampler.last
        if (last is None or last.completed_at is None) and time.monotonic() - episode.zero < 18:
            return episode.after(0.2, resume)
        child.resume()
        episode.healed(f"{child.name} goes on")
        # A write of the zombie's has this long to show.
        episode.after(2.0, lambda: None)
    episode.after(SESSION + 1.0, resume)


@fault("lost-results", brokers=("mock",), proxy=True, possible=lambda: False)
def lost_results(episode):
    """Results do not reach their broker, offsets do reach theirs; then all workers are killed."""
    episode.proxy.set(links=[1], is_black_hole=True)
    episode.disturbed("results reach no broker")

    def kill():
        for child in episode.fleet.running("worker"):
            child.kill()
            episode.disturbed(f"killed {child.name}")
        episode.heal_proxy()
        for _ in range(2):
            episode.fleet.start_worker()
    # A commit has this long to come.
    episode.after(6.5, kill)
