#!/usr/bin/env python3
"""Computes what a simulated year comes to, from what people did and inspectors saw, as JSON on standard output.

    simulated_year.py FACTS.jsonl MOMENT[,MOMENT...]

FACTS has a line for the policy and for every region, site, item, campaign, result and command, in the order in which they
happened; `now` among the moments stands for everything. Orders, escalations, expiries and what re-inspections decide are
reckoned by policy_year.py, figures by figures.py; both share nothing with HazardFleet.
"""

import json
import sys
from collections import defaultdict

import figures
import policy_year

REINSPECTION = "re-inspection"


class Course(policy_year.Course):
    """With inspections that find something in order, and re-inspections that decide."""

    supervised = False

    def begin(self, at):
        super().begin(at)
        self.supervised = False

    def run(self, steps):
        for at, what in steps:
            kind = what["type"]
            self.advance(at - 1 if kind == "finding" else at)
            {"finding": self.find, "pass": self.look, "verdict": self.judge, "event": self.do}[kind](at, what)
        self.advance(self.world.end)
        return self.happened

    def do(self, at, what):
        super().do(at, what)
        self.supervised |= what["action"] == "supervise"

    def look(self, at, _):
        """An accepted risk ends when the item is found in order."""
        if self.state == "risk-accepted" and at > max(self.last, max(s[0] for s in self.sightings)):
            self.note("passed", at, "closed")

    def judge(self, at, what):
        if self.state != "rectified":
            return
        if what["outcome"] == "fail":
            self.note("failed", at, "rectifying")
            self.since = at
        elif what["outcome"] == "pass" and not self.supervised:
            self.note("passed", at, "closed")
        else:
            self.note("undecided", at, self.state)

    def note(self, verdict, at, state):
        self.happened.append(
            {"action": f"{REINSPECTION}-{verdict}", "at": at, "owner": "", "department": "", "due": None, "region": ""})
        self.last, self.state = at, state


def steps_of(path):
    """What happened to each (site, item), in order: findings, passes, verdicts and commands."""
    steps = defaultdict(list)
    for line in open(path, encoding="utf-8"):
        fact = json.loads(line)
        if fact["type"] == "event":
            steps[fact["site"], fact["item"]].append((fact["at"], fact))
        elif fact["type"] == "result":
            failed = {f["item"]: f for f in fact["findings"]}
            special = dict(map(tuple, fact["exceptions"]))
            asked = fact["campaign"].startswith(REINSPECTION)
            for item in fact["items"]:
                outcome = "fail" if item in failed else special.get(item, "pass")
                key = fact["site"], item
                if outcome == "fail":
                    steps[key].append((fact["at"], {**failed[item], "type": "finding"}))
                if asked:
                    steps[key].append((fact["at"], {"type": "verdict", "outcome": outcome}))
                elif outcome == "pass" and steps[key]:
                    steps[key].append((fact["at"], {"type": "pass"}))
    found = {k: s for k, s in steps.items() if any(what["type"] == "finding" for _, what in s)}
    return {k: sorted(s, key=lambda step: step[0]) for k, s in found.items()}


def level(world, key, hazard, moment):
    """Of the region that a hazard lies in, or had climbed to."""
    region = world.sites[key[0]]
    for event in world.events[key]:
        if event["at"] > moment or event["at"] < hazard["opened"]:
            continue
        if event["action"] in ("ordered", "extend") or (event["action"] == "assign" and event["due"] is not None):
            region = world.sites[key[0]]
        elif event["action"] == "escalated":
            region = event["region"]
    return world.regions[region]["level"]


def period(world, begin, end):
    """What was found and closed in it, and what was open at its end."""
    hazards = {k: h for k in world.findings if (h := figures.hazard_at(world, k, end - 1))}
    said = figures.figures(world, hazards, None, end - 1, begin)
    return {"found": said["newlyFound"], "closed": said["newlyClosed"], "open": said["open"]}


def at_moment(world, name):
    moment = figures.FOREVER if name == "now" else int(name)
    hazards = {k: h for k in world.findings if (h := figures.hazard_at(world, k, moment))}
    since = None if name == "now" else moment - 60 * 86_400_000
    resolved = defaultdict(lambda: [0, 0])
    for key, hazard in hazards.items():
        if hazard["state"] != "dismissed":
            group = f"{level(world, key, hazard, moment)}/{hazard['department']}"
            resolved[group][0] += hazard["state"] == "closed"
            resolved[group][1] += 1
    outcomes = {s: figures.site_items(world, hazards, s, moment) for s in world.sites}
    # A period ends before its last moment.
    periods = [] if since is None else [period(world, since, moment), period(world, 2 * since - moment, since)]
    seen = {r["site"] for r in world.results if figures.decided(r) and r["at"] <= moment}
    return {
        "regions": {r or "": figures.figures(world, hazards, r, moment, since) for r in [None, *world.regions]},
        "resolved": resolved,
        "trend": periods,
        "missingSites": sorted(set(world.sites) - seen),
        "scores": {s: figures.scores(world, o) for s, o in outcomes.items() if o},
        "gains": {s: figures.gains(world, hazards, o, s) for s, o in outcomes.items() if o},
    }


def main():
    path, moments = sys.argv[1], sys.argv[2].split(",")
    people, world = policy_year.World(path), figures.World(path)
    figures.NOW = people.end
    signals = figures.signals(world, 60_000)
    happened = {key: Course(people, key).run(steps) for key, steps in steps_of(path).items()}
    timelines = {}
    for key, events in happened.items():
        found = [{"action": "found", "at": r["at"]} for r, _ in world.findings[key]]
        timelines["/".join(key)] = found + [
            {k: e.get(k) for k in ("action", "at", "owner", "department", "due", "region")} for e in world.events[key] + events]
        world.events[key] = sorted(world.events[key] + events, key=lambda event: event["at"])
    json.dump(
        {"timelines": timelines, "signals": signals, "moments": {name: at_moment(world, name) for name in moments}}, sys.stdout)


if __name__ == "__main__":
    main()
