"""What people ask the aggregator for: by program, and as pages."""
import http.client
import json
import random
import time

from .workloads import CAMPAIGN, REGIONS

ROUNDS = 300
# Of what takes longer, or is more of the same.
FEW = 30


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
        ("figures of a region", many(lambda: f"/v1/figures?region={region()}")[:FEW], 20),
        ("figures of all", ["/v1/figures"] * FEW, 20),
    ]


def dashboard(port, seed):
    """(name, paths) of the pages that people look at."""
    chance = random.Random(seed)
    some = _get(port, "/v1/hazards?limit=50")["items"]
    region = lambda: f"C-{chance.randrange(REGIONS)}"
    made = [
        ("overview", lambda: "/"), ("hazards", lambda: "/hazards"), ("major hazards", lambda: "/hazards?level=major"),
        ("open hazards of a region", lambda: f"/hazards?state=open&region={region()}"),
        ("overdue hazards", lambda: "/hazards?overdue=true"), ("unassigned hazards", lambda: "/hazards?stage=open"),
        ("hazards of a campaign", lambda: f"/hazards?campaign={CAMPAIGN}"),
        ("one hazard", lambda: f"/hazards/{chance.choice(some)['id']}"), ("campaigns", lambda: "/campaigns"),
        ("a campaign", lambda: f"/campaigns/{CAMPAIGN}"), ("regions", lambda: "/regions"),
        ("a region", lambda: f"/regions/{region()}"), ("sites", lambda: "/sites"),
        ("one site", lambda: f"/sites/{chance.choice(some)['site']['id']}"), ("watch list", lambda: "/watch"),
        ("fleet", lambda: "/fleet"),
    ]
    return [(name, [make() for _ in range(FEW)]) for name, make in made]


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
