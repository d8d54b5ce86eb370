#!/usr/bin/env python3
"""Computes every figure of docs/figures.md from what happened, as JSON on standard output.

    figures.py FACTS.jsonl MOMENT[,MOMENT...]

FACTS has a line for every region, site, item, campaign, result and event. Moments are milliseconds since 1970; `now`
stands for everything. Written from docs/ledger.md, docs/rectification.md and docs/figures.md alone; shares nothing with
HazardFleet.
"""

import json
import math
import sys
from collections import defaultdict
from fractions import Fraction

FOREVER = 2**62
# What the clock says where everything is asked for: 1,000 days after 2026-01-01.
NOW = 1_767_225_600_000 + 1_000 * 86_400_000
NOT_COUNTED = {"notapplicable", "notchecked", "informational", "notselected"}
VERIFYING = {"accept", "fix-on-the-spot", "re-inspection-passed"}
DISMISSING = {"false-positive", "duplicate"}


class World:
    def __init__(self, path):
        self.regions, self.sites, self.items, self.campaigns = {}, {}, {}, {}
        self.results, self.events, self.findings = [], defaultdict(list), defaultdict(list)
        for line in open(path, encoding="utf-8"):
            fact = json.loads(line)
            kind = fact["type"]
            if kind == "region":
                self.regions[fact["code"]] = fact
            elif kind == "site":
                self.sites[fact["id"]] = fact["region"]
            elif kind == "item":
                self.items[fact["id"]] = fact
            elif kind == "campaign":
                self.campaigns[fact["id"]] = fact
            elif kind == "result":
                self.results.append(fact)
                for finding in fact["findings"]:
                    self.findings[fact["site"], finding["item"]].append((fact, finding))
            elif kind == "event":
                self.events[fact["site"], fact["item"]].append(fact)

    def lies_in(self, region, above):
        while region:
            if region == above:
                return True
            region = self.regions[region]["parent"]
        return False

    def sites_in(self, region):
        return {s for s, r in self.sites.items() if region is None or self.lies_in(r, region)}


def hazard_at(world, key, moment):
    """A hazard at a moment, or None before it was found."""
    known = [(r["at"], f["accepted"], f["level"], r["campaign"], r["seq"]) for r, f in world.findings[key] if r["at"] <= moment]
    if not known:
        return None
    done = [e for e in world.events[key] if e["at"] <= moment]
    ends = []
    for event in done:
        if event["action"] in VERIFYING:
            ends.append((event["at"], False))
        elif event["action"] in DISMISSING:
            ends.append((event["at"], True))
        elif event["action"] == "reopen" and ends and ends[-1][1]:
            ends.pop()
    known.sort(key=lambda k: (k[0], k[3], k[4]))
    hazard = {"first": known[0][0], "recurrences": 0}
    cover = "none yet"
    for found, accepted, level, _, _ in known:
        own = min(
            ([(accepted, 0, False)] if accepted is not None and accepted <= moment else [])
            + [(at, 1, dismissal) for at, dismissal in ends if at >= found][:1],
            default=None,
        )
        if cover == "none yet" or (cover is not None and found > cover[0]):
            if cover != "none yet" and not cover[2]:
                hazard["recurrences"] += 1
            hazard.update(opened=found, level=level)
            cover = own
        else:
            hazard["level"] = "major" if "major" in (level, hazard["level"]) else "general"
            if cover is not None and (own is None or own[0] >= cover[0]):
                cover = own
    hazard["closed"] = cover[0] if cover else None
    hazard["state"] = "open" if cover is None else "dismissed" if cover[2] else "closed"
    verified = [e["at"] for e in done if e["action"] in VERIFYING]
    hazard["verified"] = hazard["state"] == "closed" and bool(verified) and max(verified) >= hazard["opened"]
    hazard["last"] = max(k[0] for k in known)
    # Deadlines are those of the episode: set by an assignment, moved by an extension, the first one kept.
    hazard["due"] = hazard["first due"] = None
    for event in done:
        due = event.get("due")
        if due is None or event["at"] < hazard["opened"]:
            continue
        if event["action"] in ("assign", "hand-off", "ordered"):
            hazard["due"], hazard["first due"] = due, min(hazard["first due"] or due, due)
        elif event["action"] == "extend":
            hazard["due"] = due
    named = ""
    for event in done:
        if event["action"] in ("assign", "hand-off"):
            named = event["department"]
        elif event["action"] == "not-responsible":
            named = ""
        elif event["action"] == "ordered":
            named = named or event["department"]
    hazard["department"] = named or world.items[key[1]]["department"]
    hazard["pending"] = hazard["state"] == "open" and stage(known, done, hazard) in ("open", "assigned", "rectifying", "not-responsible")
    return hazard


LEADS_TO = {
    "assign": "assigned", "hand-off": "assigned", "start": "rectifying", "reject": "rectifying", "rectify": "rectified",
    "accept": "closed", "fix-on-the-spot": "closed", "accept-risk": "risk-accepted", "false-positive": "false-positive",
    "duplicate": "duplicate", "not-responsible": "not-responsible", "reopen": "open", "expired": "assigned",
    "re-inspection-passed": "closed", "re-inspection-failed": "rectifying",
}


def stage(known, done, hazard):
    """Where its rectification stands: what was done, and what was found in between."""
    steps = sorted([(k[0], 0, None) for k in known] + [(e["at"], 1 + n, e["action"]) for n, e in enumerate(done)])
    now, last, done_at = "open", None, None
    for at, _, action in steps:
        if action is not None:
            last = at
            now = LEADS_TO.get(action, now)
            if action == "rectify":
                done_at = at
        elif now == "rectified" and at > done_at:
            now = "rectifying"
        elif last is not None and at > last and (now in ("closed", "false-positive", "duplicate") or at == hazard["opened"]):
            now = "open"
    return now


def percentile(values, percent):
    values = sorted(values)
    return values[max(1, math.ceil(Fraction(len(values) * percent, 100))) - 1] if values else None


def wilson(k, n):
    if n == 0:
        return None
    z, p = 1.959963984540054, k / n
    root = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return [(p + z * z / (2 * n) - root) / (1 + z * z / n), (p + z * z / (2 * n) + root) / (1 + z * z / n)]


def decided(result):
    away = {i for i, _ in result["exceptions"]}
    return [i for i in result["items"] if i not in away]


def figures(world, hazards, region, moment, since=None):
    inside = world.sites_in(region)
    mine = [h for (site, _), h in hazards.items() if site in inside]
    by_state = {s: [h for h in mine if h["state"] == s] for s in ("open", "closed", "dismissed")}
    closed, opened = by_state["closed"], by_state["open"]
    back = [h for h in closed + opened if h["recurrences"]]
    ever = len(closed) + sum(1 for h in opened if h["recurrences"])
    times = [h["closed"] - h["opened"] for h in closed]
    results = [r for r in world.results if r["site"] in inside and r["at"] <= moment]
    verdicts = sum(len(decided(r)) for r in results)
    applicable = sum(len(r["items"]) - sum(1 for _, o in r["exceptions"] if o in ("notapplicable", "notselected")) for r in results)
    seen = {r["site"] for r in results if decided(r)}
    due, came, timely = 0, 0, 0
    for campaign in world.campaigns.values():
        cancelled = campaign["cancelled"] is not None and campaign["cancelled"] <= moment
        if campaign["due"] is None or campaign["due"] > moment or cancelled:
            continue
        own = [r for r in world.results if r["campaign"] == campaign["id"] and r["site"] in inside]
        due += campaign["sites"] if region is None else len({r["site"] for r in own})
        first = {}
        for r in own:
            if decided(r) and r["at"] <= moment:
                first[r["site"]] = min(first.get(r["site"], FOREVER), r["at"])
        came += len(first)
        timely += sum(1 for at in first.values() if at < campaign["due"])
    ordered = [h for h in closed if h["due"] is not None]
    pending = [h for h in opened if h["pending"] and h["due"] is not None]
    shares = {
        "on-time": [sum(h["closed"] <= h["due"] for h in ordered), len(ordered)],
        "on-first-time": [sum(h["closed"] <= h["first due"] for h in ordered), len(ordered)],
        "overdue": [sum(h["due"] < min(moment, NOW) for h in pending), len(pending)],
        "settlement": [len(closed), len(closed) + len(opened)],
        "verified": [sum(h["verified"] for h in closed), len(closed)],
        "recurrence": [len(back), ever],
        "reports": [came, due],
        "reports-on-time": [timely, came],
        "coverage": [verdicts, applicable],
        "sites": [len(seen), len(inside)],
    }
    answer = {
        "found": len(mine), "open": len(opened), "closed": len(closed), "dismissed": len(by_state["dismissed"]),
        "openMajor": sum(h["level"] == "major" for h in opened),
        "median": percentile(times, 50), "p90": percentile(times, 90), "shares": shares,
        "wilson": {name: wilson(*share) for name, share in shares.items()},
    }
    if since is not None:
        answer["newlyFound"] = sum(h["first"] >= since and h["state"] != "dismissed" for h in mine)
        answer["newlyClosed"] = sum(h["closed"] >= since for h in closed)
    return answer


def site_items(world, hazards, site, moment):
    outcome = {}
    mine = sorted((r for r in world.results if r["site"] == site and r["at"] <= moment), key=lambda r: (r["at"], r["campaign"], r["seq"]))
    for r in mine:
        special = dict(map(tuple, r["exceptions"]))
        for item in r["items"]:
            what = special.get(item, "pass")
            if what not in ("notchecked", "notselected") or item not in outcome:
                outcome[item] = what
    for item in list(outcome):
        hazard = hazards.get((site, item))
        if hazard:
            outcome[item] = {"open": "fail", "closed": "fixed", "dismissed": "pass"}[hazard["state"]]
    return outcome


def scores(world, outcome):
    counted = {i: o in ("pass", "fixed") for i, o in outcome.items() if o not in NOT_COUNTED}
    weight = {i: Fraction(world.items[i]["weight"]) for i in counted}
    means = []
    for section in sorted({world.items[i]["section"] for i in counted}):
        members = [i for i in counted if world.items[i]["section"] == section]
        total = sum(weight[i] for i in members)
        if total:
            means.append(100 * sum(weight[i] for i in members if counted[i]) / total)
    maximum, points = sum(weight.values()), sum(w for i, w in weight.items() if counted[i])
    flat_max = sum(1 for w in weight.values() if w)
    flat = sum(1 for i, w in weight.items() if w and counted[i])
    return {
        "default": float(sum(means) / len(means)) if means else None,
        "flat": float(100 * points / maximum) if maximum else None,
        "flat-unweighted": 100 * flat / flat_max if flat_max else None,
        "absolute": (100.0 if points == maximum else 0.0) if counted else None,
    }


def gains(world, hazards, outcome, site):
    before = scores(world, outcome)["default"]
    found = {}
    for item in outcome:
        hazard = hazards.get((site, item))
        if hazard and hazard["state"] == "open":
            after = scores(world, {**outcome, item: "fixed"})["default"]
            found[item] = None if before is None else after - before
    return found


def signals(world, fast):
    visits, checks, steps = defaultdict(set), defaultdict(lambda: [0, 0]), {}
    for r in world.results:
        if decided(r):
            visits[r["inspector"]].add((r["at"], r["site"]))
            checks[r["inspector"]][0] += len(decided(r))
            checks[r["inspector"]][1] += len(r["findings"])
    for who, places in visits.items():
        walk = sorted(places)
        took = [b[0] - a[0] for a, b in zip(walk, walk[1:]) if a[1] != b[1]]
        short = [t for t in took if t < fast]
        if short:
            steps[who] = [len(short), len(took), min(took)]
    total, failed = sum(c for c, _ in checks.values()), sum(f for _, f in checks.values())
    lucky = {who: (1 - failed / total) ** c for who, (c, f) in checks.items() if f == 0}
    used = defaultdict(set)
    for key, found in world.findings.items():
        for _, finding in found:
            for e in finding["evidence"]:
                used[e].add(key)
    for key, events in world.events.items():
        for event in events:
            for e in event["evidence"]:
                used[e].add(key)
    hashed = defaultdict(set)
    for e, keys in used.items():
        hashed["sha256:" + e.split("sha256:")[1][:64] if "sha256:" in e else e] |= keys
    reused = {e: [len(k), len({site for site, _ in k})] for e, k in hashed.items() if len(k) > 1}
    return {"failing": [failed, total], "fast": steps, "allPass": {w: c for w, c in lucky.items() if c < 0.001}, "reused": reused}


def main():
    world = World(sys.argv[1])
    answer = {"moments": {}, "signals": signals(world, 60_000)}
    for name in sys.argv[2].split(","):
        moment = FOREVER if name == "now" else int(name)
        hazards = {k: h for k in world.findings if (h := hazard_at(world, k, moment))}
        since = None if name == "now" else moment - 60 * 86_400_000
        regions = {r or "": figures(world, hazards, r, moment, since) for r in [None, *world.regions]}
        resolved = defaultdict(lambda: [0, 0])
        for (site, _), h in hazards.items():
            if h["state"] != "dismissed":
                group = world.regions[world.sites[site]]["level"] + "/" + h["department"]
                resolved[group][0] += h["state"] == "closed"
                resolved[group][1] += 1
        outcomes = {s: site_items(world, hazards, s, moment) for s in world.sites}
        missing = sorted(set(world.sites) - {r["site"] for r in world.results if decided(r) and r["at"] <= moment})
        answer["moments"][name] = {
            "regions": regions,
            "resolved": resolved,
            "missingSites": missing,
            "scores": {s: scores(world, o) for s, o in outcomes.items() if o},
            "gains": {s: gains(world, hazards, o, s) for s, o in outcomes.items() if o},
        }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
