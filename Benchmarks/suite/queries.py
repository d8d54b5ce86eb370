"""What people ask the aggregator for."""
import http.client
import json
import random
import time

from .workloads import CAMPAIGN, REGIONS

ROUNDS = 300


def pages(port, seed):
    """(name, paths, most milliseconds at the 99th percentile)"""
    chance = random.Random(seed)
    first = _get(port, "/v1/hazards?limit=50")
    some = [hazard["id"] for hazard in first["items"]]
    cursors = [first["next"]]
    while len(cursors) < 20:
        cursors.append(_get(port, f"/v1/hazards?limit=50&cursor={cursors[-1]}")["next"])

    def many(make):
        return [make() for _ in range(ROUNDS)]

    region = lambda: f"C-{chance.randrange(REGIONS)}"
    return [
        ("the worst hazards, a page", many(lambda: f"/v1/hazards?limit=50&cursor={chance.choice(cursors)}"), 20),
        ("hazards of a region", many(lambda: f"/v1/hazards?limit=50&region={region()}"), 20),
        ("major hazards of a region", many(lambda: f"/v1/hazards?limit=50&level=major&region={region()}"), 20),
        ("one hazard", many(lambda: f"/v1/hazards/{chance.choice(some)}"), 20),
        ("a campaign", many(lambda: f"/v1/campaigns/{CAMPAIGN}"), 20),
        ("regions", many(lambda: "/v1/regions"), 20),
        ("months", many(lambda: "/v1/months"), 20),
        ("items", many(lambda: "/v1/items"), 20),
        ("overview", many(lambda: "/v1/overview"), 50),
    ]


def timed(port, paths):
    """Seconds of each request, one after the other on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    times = []
    for path in paths:
        began = time.monotonic()
        connection.request("GET", path)
        reply = connection.getresponse()
        reply.read()
        times.append(time.monotonic() - began)
        if reply.status != 200:
            raise SystemExit(f"bench: {path} answers {reply.status}")
    connection.close()
    return times


def _get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    reply = json.loads(connection.getresponse().read())
    connection.close()
    return reply
