#!/usr/bin/env python3
"""Counts what Toronto's inspections.csv comes to, as JSON on standard output.

    toronto.py inspections.csv

Written from the file's description alone, and shares nothing with HazardFleet. The rules:

- Rows of the same address and opening time are one inspection.
- A row with a fire code is a violation. Codes count as they are written, padding blanks and all. Rows that repeat
  (address, opened, code) are one finding, accepted at the latest of their closing times.
- All findings of one (address, code) are one hazard. A finding opens an interval up to its acceptance; one that is
  strictly later than the end of all earlier ones is a recurrence, any other was found while the hazard was open.
- Times are Toronto's local ones; intervals are compared as instants, months are those of the local opening time.
"""

import csv
import datetime
import json
import sys
from collections import Counter, defaultdict
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Toronto")
ADDRESS, WARD = "propertyAddress", "propertyWard"
OPENED, CLOSED = "inspections.OpenedDate", "Inspections.ClosedDate"
CODE = "violations.violationFireCode"


def instant(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(datetime.timezone.utc)


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


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: toronto.py inspections.csv")
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
            "byMonth": Counter(opened[:7] for _, opened, _ in findings),
        }, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
