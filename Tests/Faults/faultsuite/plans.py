"""What an episode does, drawn from its seed: the same seed gives the same plan."""
import random

from .faults import available
from .ledger import STORES

# Faults of an episode begin within this many seconds of the launch.
SPAN = 3.5


def store_of(seed):
    """Where the ledger is in an episode, unless it is said."""
    # In turn; the turn is another with each round of faults, so that all come on all stores.
    return STORES[(seed + seed // 32) % len(STORES)]


def make(seed, store=None):
    """- store: where the ledger is; None to draw that as well."""
    store = store or store_of(seed)
    chance = random.Random(f"plan {seed}")
    faults = available(store)
    names = sorted(faults)
    # The first fault goes round, so that every one has its turn; the others are drawn by weight.
    first = faults[names[(seed - 1) % len(names)]]
    broker = chance.choice(first.brokers) if chance.random() < 0.25 else first.brokers[0]
    chosen = [first]
    for _ in range(chance.choice([0, 1, 1, 2, 3])):
        fitting = [
            f for f in faults.values() if broker in f.brokers and not set(f.excludes) & {c.name for c in chosen}
            and not any(f.name in c.excludes for c in chosen)]
        chosen.append(_draw(chance, fitting))
    tasks = chance.choice([200, 400, 800, 1500, 3000] if broker == "mock" else [200, 400, 800, 1500])
    tasks = min([tasks, *(f.most_tasks for f in chosen)])
    plan = {
        "seed": seed, "store": store, "broker": broker, "brokers": _brokers(chance, broker, chosen),
        "proxied": any(f.needs_proxy for f in chosen),
        "tasks": tasks, "checks_per_task": chance.choice([1, 2, 3, 6]), "rate": max(100, int(tasks / 3)),
        "workers": chance.randint(1, 3), "aggregators": chance.choice([1, 1, 2]),
        "window": chance.choice([20, 100, 500]),
        # The development broker never forgets a member, so one that comes back needs its name.
        "named": broker == "dev" or chance.random() < 0.3,
        "partitions": {
            "tasks.urgent": chance.randint(1, 2), "tasks.bulk": chance.randint(1, 4), "tasks.long": 1,
            "tasks.retry": 1, "results": chance.randint(1, 4), "dlq": 1},
        "faults": sorted(
            [[round(chance.uniform(0.2, SPAN), 2), f.name, f.draw(chance)] for f in chosen], key=lambda f: f[:2])}
    if store == "postgresql":
        # As a region runs it: partitions are shared, and there is somebody to take over.
        plan |= {"workers": 4, "aggregators": 2}
    if broker == "dev":
        # It takes no shorter session than Apache Kafka does by default.
        plan["kafka"] = {"topic.metadata.refresh.interval.ms": 1000, "session.timeout.ms": 6000}
    return plan


def _brokers(chance, broker, faults):
    if broker == "dev":
        return 1
    return 2 if any(f.name == "leaders-move" for f in faults) else chance.choice([1, 1, 2])


def _draw(chance, faults):
    faults = sorted(faults, key=lambda f: f.name)
    return chance.choices(faults, [f.weight for f in faults])[0]
