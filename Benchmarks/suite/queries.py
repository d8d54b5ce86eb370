"""What people ask the aggregator for: by program, and as pages."""
import http.client
import json
import random
import sqlite3
import statistics
import time

from . import workloads
from .fleet import Broker, Fleet
from .processes import Processes, fresh, get
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
        ("open hazards", many(lambda: "/v1/hazards?state=open&limit=50"), 20),
        ("overdue hazards", many(lambda: "/v1/hazards?overdue=true&limit=50"), 20),
        ("unassigned hazards", many(lambda: "/v1/hazards?stage=open&limit=50"), 20),
        ("the oldest hazards", many(lambda: "/v1/hazards?sort=age&limit=50"), 20),
        ("hazards of a campaign", many(lambda: f"/v1/hazards?campaign={CAMPAIGN}&limit=50"), 20),
        ("hazards of an item", many(lambda: f"/v1/hazards?item=I-{chance.randrange(64):02d}&limit=50"), 20),
        ("hazards of a department", many(lambda: "/v1/hazards?department=none&limit=50"), 20),
        ("the gate of a campaign", many(lambda: f"/v1/campaigns/{CAMPAIGN}/gate"), 20),
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


PLAIN = """
    SELECT hazard.id, hazard.state, hazard.level, hazard.grade, site.code, site.name, region.code, region.name, item.code,
      item.text, item.category, item.department, hazard.reason, hazard.first_found_at, hazard.opened_at,
      hazard.last_found_at, hazard.closed_at, hazard.sightings, hazard.recurrences, rectification.*
    FROM hazard JOIN site ON site.id = hazard.site_id JOIN region ON region.id = hazard.region_id
    JOIN item ON item.id = hazard.item_id LEFT JOIN rectification ON rectification.hazard_id = hazard.id
    WHERE {} ORDER BY hazard.level DESC, hazard.grade DESC, hazard.opened_at, hazard.id LIMIT 50
    """


def beside_sql(port, database, seed):
    """(name, seconds over HTTP, seconds of the same page and its total by plain SQL in SQLite), medians of both by turns."""
    region = f"C-{random.Random(seed).randrange(REGIONS)}"
    asked = [
        ("open hazards", "state=open", "hazard.state = 0"),
        ("hazards of a region", f"region={region}", f"region.code = '{region}'"),
        ("unassigned hazards", "stage=open", "hazard.state = 0 AND hazard.stage = 0"),
        ("overdue hazards", "overdue=true", f"hazard.state = 0 AND hazard.stage IN (0, 1, 2, 8) AND hazard.due_at < {time.time_ns() // 1_000_000}"),
        ("hazards of a campaign", f"campaign={CAMPAIGN}",
         f"hazard.id IN (SELECT hazard_id FROM event WHERE campaign_id = (SELECT id FROM campaign WHERE code = '{CAMPAIGN}'))"),
    ]
    plain = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    plain.execute("PRAGMA cache_size = -65536")
    for name, query, condition in asked:
        page = PLAIN.format(condition)
        total = f"SELECT COUNT(*) FROM hazard JOIN region ON region.id = hazard.region_id WHERE {condition}"
        http_times, sql_times = [], []
        for _ in range(FEW // 3):
            http_times += timed(port, [f"/v1/hazards?{query}&limit=50"])
            began = time.monotonic()
            plain.execute(page).fetchall(), plain.execute(total).fetchall()
            sql_times.append(time.monotonic() - began)
        yield name, statistics.median(http_times), statistics.median(sql_times)
    plain.close()


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


def queries(options, folder, figures):
    """Pages and figures of the API with the hazards of a large city's ten years in the ledger."""
    data = fresh(folder, "troubled")
    outcomes = workloads.troubled(data, options.hazards // 32, options.seed)
    with Processes(fresh(folder, "queries")) as processes:
        fleet = Fleet(options, processes, Broker(options, processes), "queries")
        fleet.campaign(data, outcomes)
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
    data = fresh(folder, "more")
    outcomes = workloads.more_trouble(data, options.hazards // 100, options.seed + 1)
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
