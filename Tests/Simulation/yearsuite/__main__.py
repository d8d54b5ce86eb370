"""One year of a district on the whole fleet: a broker, a worker, an aggregator, launches, commands over HTTP.

Inspectors and people are made up by a seed; some fix, some put off, some pretend, some things break again. What happened is
written down as it happens, and Tests/Oracles/simulated_year.py reckons from that alone what the ledger has to say: every
order, escalation, expiry and re-inspection of every hazard, and every figure at several moments. The clock of all programs is
the simulation's (HAZARDFLEET_CLOCK), so that a year takes minutes and every time is known. In the midst of it worker and
aggregator are killed.

Exit codes: 0 all is equal; 1 something differs; 2 the simulation could not run.
"""
import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import uuid

from .comparison import Comparison
from .district import DAY, District, campaign_of, iso, moment, month_start
from .fleet import Fleet, ROOT, Trouble, eventually
from .people import People, Truth

MONTHS = 12
END = month_start(MONTHS) + 5 * DAY
MOMENTS = [month_start(3) + 5 * DAY, month_start(7) + 18 * DAY, month_start(11) + 27 * DAY]
REFUSALS = {409, 422}


class Year:
    def __init__(self, fleet, sites, seed):
        self.fleet, self.district = fleet, District(sites)
        self.truth = Truth(self.district, seed)
        self.people = People(self.truth, seed + 1, self.send)
        self.weeks = random.Random(seed + 2)
        self.facts, self.carried_out, self.refused = [], 0, 0

    def begin(self):
        start = month_start(0)
        self.district.write(self.fleet.folder)
        self.fleet.hold(start)
        self.facts += self.district.facts(start, END)
        self.fleet.run("hazard-producer", "topics", "--config", self.fleet.config)
        self.fleet.start()
        policy = os.path.join(self.fleet.folder, "policy.yaml")
        self.fleet.run("hazard-producer", "policy", "publish", policy, "--person", "boss", "--config", self.fleet.config)

    def month(self, month):
        """Inspections in its first days, and three weeks in which people do something or nothing."""
        begin = month_start(month)
        self.fleet.hold(begin)
        self._inspect(month, begin)
        for week in (1, 2, 3):
            monday = begin + 7 * week * DAY
            self.fleet.let_pass(monday)
            self.people.week(list(self.fleet.pages("/v1/hazards", limit=1000)), monday)
            self._await_verdicts()

    def _inspect(self, month, begin):
        campaign = campaign_of(month)
        rows, results = self.truth.inspect(month)
        with open(os.path.join(self.fleet.folder, f"records-{campaign.split('-')[1]}.csv"), "w", encoding="utf-8") as file:
            file.write(rows)
        self.facts.append({
            "type": "campaign", "id": campaign, "due": begin + 5 * DAY, "cancelled": None, "sites": len(self.district.sites)})
        self.facts += results
        schedule = os.path.join(self.fleet.folder, "schedule.yaml")
        self.fleet.run("hazard-producer", "schedule", "launch", schedule, "--at", iso(begin)[:-4], "--config", self.fleet.config)

        def is_complete():
            status, text = self.fleet.request("GET", f"/v1/campaigns/{campaign}")
            return status == 200 and json.loads(text)["completedAt"]
        eventually(f"{campaign} is complete", is_complete, within=120, pause=0.1)

    def send(self, hazard, key, action, body, at):
        """- Returns: the hazard as it is then; None where the command was refused, which is no fact."""
        self.fleet.hold(at)
        status, text = self.fleet.request("POST", f"/v1/hazards/{hazard}/{action}", body)
        if status in REFUSALS:
            self.refused += 1
            return None
        if status != 200:
            raise Trouble(f"{action} answers {status}: {text}")
        self.carried_out += 1
        self.facts.append({
            "type": "event", "site": key[0], "item": key[1], "action": action, "at": at, "owner": body.get("owner", ""),
            "department": body.get("department", ""), "due": milliseconds(body.get("due")),
            "until": milliseconds(body.get("until")), "evidence": body["evidence"]})
        return self.fleet.get(f"/v1/hazards/{hazard}")

    def _await_verdicts(self):
        """Waits for the workers' word on what was reported as rectified; what it says is known to the simulation."""
        for number, (hazard, (key, body, at)) in enumerate(self.people.waiting.items()):
            eventually(
                f"{hazard} was inspected again", lambda: any(
                    event["event"].startswith("re-inspection") and event["at"] == iso(at)
                    for event in self.fleet.get(f"/v1/hazards/{hazard}")["timeline"]), within=60, pause=0.05)
            item = next(item for item in self.district.items if item["id"] == key[1])
            observation = body.get("observation")
            finding = {"item": key[1], "level": item["level"], "grade": item["grade"], "accepted": None, "evidence": body["evidence"]}
            self.facts.append({
                "type": "result", "campaign": f"re-inspection {number:05}", "seq": 0, "site": key[0], "at": at,
                "inspector": body.get("observedBy", ""), "items": [key[1]],
                "exceptions": [] if observation else [[key[1], "notchecked"]],
                "findings": [finding] if observation == "no" else []})
        self.people.waiting = {}


def milliseconds(text):
    return None if text is None else moment(text[:-1])


def reckon(year, folder):
    facts = os.path.join(folder, "facts.jsonl")
    with open(facts, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(fact) + "\n" for fact in year.facts)
    oracle = os.path.join(ROOT, "Tests", "Oracles", "simulated_year.py")
    moments = ",".join([*map(str, MOMENTS), "now"])
    return json.loads(subprocess.run([sys.executable, "-B", oracle, facts, moments], stdout=subprocess.PIPE, check=True).stdout)


def compare(year, said):
    comparison = Comparison(year.fleet, year.district, said)
    counts = comparison.timelines()
    for name in said["moments"]:
        comparison.moment(name)
    comparison.signals()
    # A year in which nothing happened would show nothing.
    least = 3 if len(year.district.sites) >= 1_000 else 1
    for kind in ("ordered", "escalated", "expired", "re-inspection-passed", "re-inspection-failed", "extend", "supervise"):
        if counts[kind] < least:
            comparison.wrong.append(f"events of the kind {kind}: {counts[kind]}, which shows too little")
    return comparison, counts


def rebuild(fleet, wrong):
    """The ledger is sound, and one that is made anew from its log is the same."""
    copy = os.path.join(fleet.folder, "copy.sqlite")
    fleet.run("hazard-aggregator", "verify", "--database", fleet.database)
    fleet.run("hazard-aggregator", "rebuild", "--database", fleet.database, "--into", copy)
    digests = [fleet.run("hazard-aggregator", "digest", "--database", path).split()[:1] for path in (fleet.database, copy)]
    if digests[0] != digests[1]:
        wrong.append(f"the rebuilt ledger is another one: {digests}")


def simulate(options, folder):
    fleet = Fleet(folder, uuid.uuid4().hex)
    try:
        fleet.configure()
        year, began = Year(fleet, options.sites, options.seed), time.monotonic()
        year.begin()
        for month in range(MONTHS):
            year.month(month)
            if month == MONTHS // 2:
                fleet.restart()
            print(f"month {month + 1}: {year.carried_out} commands, {year.refused} refused, {time.monotonic() - began:.0f} s", flush=True)
        fleet.let_pass(END)
        comparison, counts = compare(year, reckon(year, folder))
        rebuild(fleet, comparison.wrong)
    finally:
        fleet.stop()
    print(", ".join(f"{count} {kind}" for kind, count in sorted(counts.items())))
    for line in comparison.wrong[:20]:
        print(f"DIFFERS {line}")
    print(f"year: sites={options.sites} seed={options.seed} compared={comparison.compared} different={len(comparison.wrong)} "
          f"seconds={time.monotonic() - began:.0f}")
    return 1 if comparison.wrong else 0


def main():
    parser = argparse.ArgumentParser(prog="yearsuite", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=2_000, help="how many sites (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=2_026, help="of everything that is made up (default: %(default)s)")
    parser.add_argument("--keep", metavar="FOLDER", help="work there, and leave everything for looking into it")
    options = parser.parse_args()
    folder = options.keep or tempfile.mkdtemp(prefix="hazardfleet-year-")
    os.makedirs(folder, exist_ok=True)
    try:
        return simulate(options, folder)
    except Trouble as trouble:
        print(f"yearsuite: {trouble}", file=sys.stderr)
        return 2
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
