#!/usr/bin/env python3
"""Computes the orders, escalations and figures of a year under a policy from what happened, as JSON on standard output.

    policy_year.py FACTS.jsonl MOMENT[,MOMENT...]

FACTS has a line for the policy, every region, site, item, finding and command. Written from docs/responsibility.md,
docs/rectification.md and docs/figures.md alone; shares nothing with HazardFleet. What a hazard is at a moment is reckoned by
figures.py, with the orders that were reckoned here.
"""

import json
import sys
from collections import defaultdict
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import figures

GRADES = ["blue", "yellow", "orange", "red"]
PENDING = {"open", "assigned", "rectifying", "not-responsible"}


class Calendar:
    def __init__(self, policy):
        self.zone = ZoneInfo(policy["timeZone"])
        self.special = {date.fromisoformat(d): worked for d, worked in policy["days"].items()}

    def day(self, at):
        return (datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC")) + timedelta(milliseconds=at)).astimezone(self.zone).date()

    def works(self, day):
        return self.special.get(day, day.weekday() < 5)

    def end(self, period, start):
        """The last millisecond of a period that is counted from a moment."""
        count, unit = period
        if unit == "h":
            return start + count * 3_600_000
        day = self.day(start)
        if unit == "d":
            day += timedelta(days=count)
        while unit == "wd" and count:
            day += timedelta(days=1)
            count -= self.works(day)
        midnight = datetime(day.year, day.month, day.day, tzinfo=self.zone) + timedelta(days=1)
        return int(midnight.timestamp()) * 1000 - 1


class Course:
    """One hazard, from finding to finding and from command to command."""

    def __init__(self, world, key):
        self.world, self.policy, self.calendar = world, world.policy, world.calendar
        self.site, self.item = world.place[key[0]], world.thing[key[1]]
        self.state, self.owner, self.department = None, "", ""
        self.last, self.happened = None, []
        self.lineage = []
        region = self.site["region"]
        while region:
            self.lineage.append(region)
            region = world.area[region]["parent"]
        self.begin(None)

    def begin(self, at):
        self.state, self.sightings, self.opened = "open", [], at
        self.due = self.first = self.ordered = self.until = None
        self.climbs, self.since = 0, at

    def run(self, steps):
        for at, what in steps:
            self.advance(at - 1 if "level" in what else at)
            if "level" in what:
                self.find(at, what)
            else:
                self.do(at, what)
        self.advance(self.world.end)
        return self.happened

    def find(self, at, what):
        gone = self.state in ("closed", "false-positive", "duplicate")
        if self.opened is None or (gone and at > self.last):
            self.begin(at)
        elif self.state == "rectified" and at > self.done_at:
            self.state, self.since = "rectifying", at
        self.sightings.append((at, what["level"], GRADES.index(what["grade"])))

    def do(self, at, what):
        action, before = what["action"], self.state
        self.last = max(self.last or at, at)
        self.state = {
            "assign": "assigned", "hand-off": "assigned", "start": "rectifying", "reject": "rectifying", "rectify": "rectified",
            "accept": "closed", "fix-on-the-spot": "closed", "accept-risk": "risk-accepted", "reopen": "open",
            "false-positive": "false-positive", "duplicate": "duplicate", "not-responsible": "not-responsible",
        }.get(action, before)
        if action in ("assign", "hand-off"):
            self.owner, self.department = what["owner"], what["department"]
            if what["due"] is not None:
                self.set_due(what["due"], at)
        elif action == "not-responsible":
            self.owner = self.department = ""
        elif action == "rectify":
            self.done_at = at
        elif action == "accept-risk":
            self.until = what["until"]
        elif action == "extend":
            self.due, self.climbs = what["due"], 0
            self.first = self.first if self.first is not None else what["due"]
        if before not in PENDING and self.state in PENDING:
            self.since = at

    def set_due(self, due, at):
        self.due, self.ordered, self.climbs = due, at, 0
        self.first = due if self.first is None else min(self.first, due)

    def known(self, at):
        seen = [s for s in self.sightings if s[0] <= at]
        return "major" if any(s[1] == "major" for s in seen) else "general", max(s[2] for s in seen)

    def away(self, person, day):
        return any(a["person"] == person and a["from"] <= day.isoformat() <= a["through"] for a in self.policy["absences"])

    def duty(self, day):
        fits = lambda d: all(
            d[k] is None or v for k, v in [
                ("item", d["item"] == self.item["id"]), ("category", d["category"] == self.item["category"]),
                ("region", d["region"] in self.lineage)])
        row = next((d for d in self.policy["duties"] if fits(d)), {"owner": "", "backup": "", "department": ""})
        people = [row["owner"], row["backup"], self.site["owner"]]
        for region in self.lineage:
            people += self.policy["heads"].get(region, [])
        there = [p for p in people if p and not self.away(p, day)]
        return row["department"] or self.item["department"], there[0] if there else ""

    def order(self, start):
        level, grade = self.known(start)
        for row in self.policy["deadlines"]:
            if row["level"] in (None, level) and row["grade"] in (None, GRADES[grade]) and row["category"] in (None, self.item["category"]):
                return self.calendar.end(row["within"], start)
        return None

    def next_order(self):
        if self.ordered is None:
            start = max(self.opened, self.policy["publishedAt"])
            due = self.order(start)
            return None if due is None else (start, 0, due)
        for at, _, _ in self.sightings:
            if at > self.ordered and at >= self.policy["publishedAt"]:
                due = self.order(at)
                if due is not None and due < self.first:
                    return at, 0, due
        return None

    def next_step(self):
        if self.due is None or self.climbs >= len(self.policy["escalation"]):
            return None
        step = self.policy["escalation"][self.climbs]
        return max(self.calendar.end(step["after"], self.due) + 1, self.since), 1, step["to"]

    def advance(self, until):
        """What the passing of time brings about."""
        while self.opened is not None:
            if self.state == "risk-accepted":
                if self.until > until:
                    return
                at = self.last = self.since = self.until
                self.state = "assigned" if self.owner else "open"
                self.happened.append({"action": "expired", "at": at, "owner": "", "department": "", "due": None, "region": ""})
                continue
            steps = [s for s in (self.next_order(), self.next_step()) if s] if self.state in PENDING else []
            if not steps:
                return
            start, kind, value = min(steps)
            at = max(start, self.last or start)
            if at > until:
                return
            if kind == 0:
                department, owner = self.duty(self.calendar.day(start))
                named = "" if self.owner else owner
                self.happened.append({"action": "ordered", "at": at, "owner": named, "department": department, "due": value, "region": ""})
                if named:
                    self.owner = named
                    self.state = "assigned" if self.state == "open" else self.state
                self.department = self.department or department
                self.set_due(value, at)
            else:
                region = next((r for r in self.lineage if self.world.area[r]["level"] == value), "")
                day = self.calendar.day(start)
                told = [p for p in self.policy["heads"].get(region, []) if p and not self.away(p, day)]
                self.happened.append(
                    {"action": "escalated", "at": at, "owner": told[0] if told else "", "department": "", "due": None, "region": region})
                self.climbs += 1
            self.last = at


class World:
    def __init__(self, path):
        self.area, self.place, self.thing, self.steps = {}, {}, {}, defaultdict(list)
        for line in open(path, encoding="utf-8"):
            fact = json.loads(line)
            kind = fact["type"]
            if kind == "policy":
                self.policy, self.calendar, self.end = fact, Calendar(fact), fact["end"]
            elif kind == "region":
                self.area[fact["code"]] = fact
            elif kind == "site":
                self.place[fact["id"]] = fact
            elif kind == "item":
                self.thing[fact["id"]] = fact
            elif kind in ("finding", "event"):
                self.steps[fact["site"], fact["item"]].append((fact["at"], fact))


def main():
    path, moments = sys.argv[1], [int(m) for m in sys.argv[2].split(",")]
    world = World(path)
    happened = {}
    for key, steps in world.steps.items():
        # Commands at one time stay in their order.
        happened[key] = Course(world, key).run(sorted(steps, key=lambda s: s[0]))
    seen = figures.World.__new__(figures.World)
    seen.regions, seen.items, seen.campaigns, seen.results = world.area, world.thing, {}, []
    seen.sites = {s: p["region"] for s, p in world.place.items()}
    seen.findings, seen.events = defaultdict(list), defaultdict(list)
    for key, steps in world.steps.items():
        for at, fact in steps:
            if "level" in fact:
                result = {"at": at, "campaign": fact["campaign"], "seq": fact["seq"]}
                seen.findings[key].append((result, {"accepted": None, "level": fact["level"]}))
            else:
                seen.events[key].append(fact)
        seen.events[key] = sorted(seen.events[key] + happened[key], key=lambda e: e["at"])
    answer = {"happened": {"/".join(k): h for k, h in happened.items() if h}, "moments": {}}
    for moment in moments:
        hazards = {k: h for k in seen.findings if (h := figures.hazard_at(seen, k, moment))}
        answer["moments"][str(moment)] = {
            r or "": figures.figures(seen, hazards, r, moment, moment - 60 * 86_400_000) for r in [None, *world.area]}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
