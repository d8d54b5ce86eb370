"""Writes Tests/SchedulesTests/recurrence.jsonl: seeded random recurrence rules, and the days that python-dateutil finds.

An independent computation for the rules of schedules; the file is committed, so that testing does not need the package.

    pip install python-dateutil
    python3 Tests/Oracles/recurrence.py > Tests/SchedulesTests/recurrence.jsonl
"""

import datetime
import itertools
import json
import random

from dateutil.rrule import rrulestr

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
RULES = 400
DAYS_EACH = 40
# Both look as far as this.
END = datetime.datetime(2060, 12, 31, 23, 59)


def rule(chance: random.Random) -> str:
    frequency = chance.choice(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
    parts = [f"FREQ={frequency}"]
    if chance.random() < 0.5:
        parts.append(f"INTERVAL={chance.randint(1, 6)}")
    months = sorted(chance.sample(range(1, 13), chance.randint(1, 4))) if chance.random() < 0.35 else []
    if months:
        parts.append("BYMONTH=" + ",".join(map(str, months)))
    if frequency != "WEEKLY" and chance.random() < 0.4:
        numbers = [n for n in range(-31, 32) if n]
        days = chance.sample(numbers, chance.randint(1, 5))
        parts.append("BYMONTHDAY=" + ",".join(map(str, days)))
    if chance.random() < 0.45:
        largest = 0
        if frequency == "MONTHLY" or frequency == "YEARLY" and months:
            largest = 5
        elif frequency == "YEARLY":
            largest = 53
        days = []
        # Where some have a number and some have none, dateutil takes what is both and not, as RFC 5545 says, either.
        numbered = largest and chance.random() < 0.7
        for day in chance.sample(DAYS, chance.randint(1, 3)):
            ordinal = ""
            if numbered:
                ordinal = str(chance.choice([-1, 1]) * chance.randint(1, largest))
            days.append(ordinal + day)
        parts.append("BYDAY=" + ",".join(days))
    end = chance.random()
    if end < 0.25:
        parts.append(f"COUNT={chance.randint(1, 30)}")
    elif end < 0.5:
        day = datetime.date(2026, 1, 1) + datetime.timedelta(days=chance.randint(0, 4000))
        parts.append(f"UNTIL={day:%Y%m%d}")
    return ";".join(parts)


def main() -> None:
    chance = random.Random(20261124)
    seen = set()
    while len(seen) < RULES:
        text = rule(chance)
        if text in seen:
            continue
        seen.add(text)
        start = datetime.datetime(2026, 1, 1) + datetime.timedelta(days=chance.randint(0, 1500))
        found = rrulestr(text, dtstart=start)
        days = itertools.takewhile(lambda time: time <= END, itertools.islice(found, DAYS_EACH))
        print(json.dumps({"rule": text, "start": f"{start:%Y-%m-%d}", "days": [f"{day:%Y-%m-%d}" for day in days]}))


if __name__ == "__main__":
    main()
