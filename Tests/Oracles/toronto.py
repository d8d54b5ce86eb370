#!/usr/bin/env python3
"""Counts what Toronto's inspections.csv comes to, as JSON on standard output.

    toronto.py inspections.csv [MOMENT]

Written from the file's description alone, and shares nothing with HazardFleet. The rules:

- Rows of the same address and opening time are one inspection.
- A row with a fire code is a violation. Codes count as they are written, padding blanks and all. Rows that repeat
  (address, opened, code) are one finding, accepted at the latest of their closing times.
- All findings of one (address, code) are one hazard. A finding opens an interval up to its acceptance; one that is
  strictly later than the end of all earlier ones is a recurrence, any other was found while the hazard was open.
- At a MOMENT (ISO 8601, UTC) later findings and acceptances do not exist: a hazard is closed when all that was found of
  it was accepted by then. It took from the finding that began its last interval to the end of that.
- Wards are ranked by the share of closed hazards, the largest first; equal ones share a rank, wards with fewer than 30
  hazards have none.
- Times are Toronto's local ones; intervals are compared as instants, months are those of the local opening time.
"""

import csv
import datetime
import json
import sys
from collections import Counter, defaultdict
from fractions import Fraction
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Toronto")
ADDRESS, WARD = "propertyAddress", "propertyWard"
OPENED, CLOSED = "inspections.OpenedDate", "Inspections.ClosedDate"
CODE = "violations.violationFireCode"


def instant(text):
    time = datetime.datetime.fromisoformat(text)
    return time.replace(tzinfo=time.tzinfo or ZONE).astimezone(datetime.timezone.utc)


def read(path):
    """The ward of each address, the inspections, and the closing time of each finding."""
    wards, inspections, findings, repeats = {}, set(), {}, 0
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            address, opened, code = row[ADDRESS], row[OPENED], row[CODE]
            if wards.setdefault(address, row[WARD]) != row[WARD]:
                sys.exit(f"toronto.py: {address} lies in two wards")
            inspections.add((address, opened))
            if not code.strip():
                continue
            key = (address, opened, code)
            closed = instant(row[CLOSED])
            repeats += key in findings
            findings[key] = max(closed, findings.get(key, closed))
    return wards, inspections, findings, repeats


def recurrences(intervals):
    """How many of the intervals (opened, closed) begin after all earlier ones have ended."""
    count, covered = 0, None
    for opened, closed in sorted(intervals):
        if covered is not None and opened > covered:
            count += 1
        covered = closed if covered is None else max(covered, closed)
    return count


def last_episode(intervals):
    """How long the last stretch lasted in which something was open: from the finding that began it to its end."""
    begin = covered = None
    for opened, closed in sorted(intervals):
        if covered is None or opened > covered:
            begin, covered = opened, closed
        else:
            covered = max(covered, closed)
    return round((covered - begin).total_seconds() * 1000)


def percentile(values, percent):
    """By nearest rank."""
    values = sorted(values)
    return values[max(1, -(-len(values) * percent // 100)) - 1] if values else None


def at_moment(wards, hazards, moment):
    """Closed and found hazards of each ward, how long the closed ones took, and the wards' ranks."""
    found, took = Counter(), {ward: [] for ward in wards.values()}
    for (address, _), intervals in hazards.items():
        known = [interval for interval in intervals if moment is None or interval[0] <= moment]
        found[wards[address]] += bool(known)
        if known and (moment is None or all(closed <= moment for _, closed in known)):
            took[wards[address]].append(last_episode(known))
    shares = {ward: Fraction(len(took[ward]), found[ward]) for ward in took if found[ward] >= 30}
    return {
        ward: {
            "closed": len(values), "found": found[ward], "median": percentile(values, 50), "p90": percentile(values, 90),
            "rank": 1 + sum(share > shares[ward] for share in shares.values()) if ward in shares else None,
        } for ward, values in took.items()}


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: toronto.py inspections.csv [MOMENT]")
    wards, inspections, findings, repeats = read(sys.argv[1])
    hazards = defaultdict(list)
    for (address, opened, code), closed in findings.items():
        hazards[address, code].append((instant(opened), closed))
    by_ward = {
        ward: {"sites": 0, "findings": 0, "hazards": 0, "closed": 0, "recurrences": 0}
        for ward in wards.values()
    }
    for ward in wards.values():
        by_ward[ward]["sites"] += 1
    by_item = defaultdict(lambda: {"findings": 0, "hazards": 0})
    for (address, code), intervals in hazards.items():
        counts = by_ward[wards[address]]
        counts["findings"] += len(intervals)
        counts["hazards"] += 1
        counts["closed"] += 1  # every row has a closing time
        counts["recurrences"] += recurrences(intervals)
        by_item[code]["findings"] += len(intervals)
        by_item[code]["hazards"] += 1
    failing = {(address, opened) for address, opened, _ in findings}
    json.dump(
        {
            "sites": len(wards), "wards": len(by_ward), "items": len(by_item),
            "inspections": len(inspections), "cleanInspections": len(inspections - failing),
            "findings": len(findings), "repeatedRows": repeats, "hazards": len(hazards),
            "closed": sum(counts["closed"] for counts in by_ward.values()),
            "recurrences": sum(counts["recurrences"] for counts in by_ward.values()),
            "byWard": by_ward, "byItem": by_item,
            "moments": {
                name: at_moment(wards, hazards, instant(name) if name else None) for name in [*sys.argv[2:], ""]},
            "byMonth": Counter(opened[:7] for _, opened, _ in findings),
        }, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
