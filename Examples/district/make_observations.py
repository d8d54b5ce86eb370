#!/usr/bin/env python3
"""Writes made-up inspection records for the district example, and an independent count of what they come to.

    make_observations.py --out observations.jsonl
    make_observations.py --out observations.jsonl --expect expected.json
    make_observations.py --scale 10000 --sites-out sites-10000.csv --out observations-10000.jsonl

One JSON line per site, in the order of the site register. The same seed and inputs give the same bytes on
every run and Python version (3.9 or later): chance comes from random.Random(seed).random() alone, the rest is
integer arithmetic. Only the standard library is used, so the checklist is read by a small parser that knows
just the regular YAML that checklist.yaml is written in, and stops at anything else.
"""

import argparse
import calendar
import csv
import datetime
import hashlib
import json
import random
import re
import sys
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).resolve().parent
BILLION = 1_000_000_000

# ---------------------------------------------------------------- made-up facts about the district

FIRST_DAY = datetime.date(2026, 10, 5)
INSPECTION_DAYS = [  # four working weeks
    FIRST_DAY + datetime.timedelta(days=7 * week + day) for week in range(4) for day in range(5)
]
ZONE = "+08:00"

# By the position of a town in the region register; in percent. The list starts again after its end.
TOWN_TROUBLE = [70, 55, 110, 160, 90, 75, 220, 125]
TOWN_ACCEPTED = [84, 93, 72, 58, 81, 88, 66, 78]
TOWN_UNANSWERED = [60, 40, 110, 160, 80, 100, 230, 90]

# How much worse (percent) a site type is in the categories fire, electrical, gas, structure.
TYPE_TROUBLE = {
    "residential": (110, 90, 110, 120),
    "factory": (100, 150, 80, 90),
    "school": (45, 50, 40, 60),
    "restaurant": (130, 120, 210, 80),
    "shop": (110, 130, 80, 80),
    "hospital": (40, 50, 50, 50),
    "hotel": (80, 80, 90, 70),
    "warehouse": (130, 110, 40, 90),
    "rental-house": (190, 180, 150, 150),
    "construction-site": (130, 170, 90, 140),
}
CATEGORIES = ("fire", "electrical", "gas", "structure")
LIKELIHOOD_TROUBLE = (0, 40, 70, 110, 160, 200)  # by an item's likelihood
SITE_TROUBLE = (20, 50, 80, 100, 100, 120, 150, 280)  # one of these for each site
UNANSWERED = 3_000_000  # per billion: 0.3 %
EVIDENCE_MISSING = 10_000_000  # per billion: 1 %

SURNAMES = "Li Wang Chen Zhang Huang Liang Lin Wu Zhou Luo Deng Feng".split()
GIVEN_NAMES = "Wei Min Jianhua Xiuying Qiang Fang Guoping Meiling Haoran Yan".split()
UNREADABLE = ("illegible", "missing", "label torn off")

# ---------------------------------------------------------------- reading the checklist


class Refusal(Exception):
    """Something in the input that this script does not understand."""


SECTION_KEYS = {"id", "title", "category", "items"}
ITEM_KEYS = {
    "id", "text", "observe", "unit", "options", "require", "level", "redLine", "likelihood", "consequence",
    "department", "category", "reference", "evidence", "siteTypes",
}
GRADES = ("red", "orange", "yellow", "blue")


def scalar(text):
    """A plain or double-quoted scalar, or a flow list of them; always strings."""
    text = text.strip()
    if text.startswith("["):
        match = re.fullmatch(r"\[([^\[\]\"]*)\]", text)
        if not match:
            raise ValueError(f"not a simple list: {text}")
        return [part.strip() for part in match[1].split(",")]
    if text.startswith('"'):
        match = re.fullmatch(r'"((?:[^"\\]|\\["\\])*)"(?:\s+#.*)?', text)
        if not match:
            raise ValueError(f"not a simple quoted text: {text}")
        return re.sub(r"\\(.)", r"\1", match[1])
    text = re.split(r"\s+#", text)[0]
    if not text or text[0] in "'&*!|>{}%@`-" or ": " in text:
        raise ValueError(f"not a plain text: {text}")
    return text


def read_checklist(path):
    """Returns the bands by grade and the sections, each a dictionary with its items."""
    bands, sections, top, section, item = {}, [], None, None, None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            indent = len(line) - len(line.lstrip(" "))
            body = line.strip()
            if indent == 0:
                key, _, rest = body.partition(":")
                if key not in ("checklist", "title", "version", "source", "classification", "sections"):
                    raise ValueError(f"unknown key {key}")
                top = key
                if rest.strip() not in ("", "|"):
                    scalar(rest)
            elif top == "source":
                continue  # lines of the block text
            elif top == "classification" and indent == 2:
                key, _, rest = body.partition(":")
                if key == "method" and scalar(rest) == "matrix":
                    continue
                match = re.match(r"\s*\{([^{}]*)\}", rest)
                if key != "bands" or not match:
                    raise ValueError(f"not understood: {body}")
                for pair in match[1].split(","):
                    grade, _, bound = pair.partition(":")
                    bands[grade.strip()] = int(bound)
            elif top == "sections" and indent in (2, 4, 6, 8):
                starts = body.startswith("- ")
                if starts != (indent in (2, 6)):
                    raise ValueError(f"not understood: {body}")
                key, colon, rest = body[2 if starts else 0:].partition(":")
                if not colon or starts and key != "id":
                    raise ValueError(f"not understood: {body}")
                if indent == 2:
                    section, item = {"items": []}, None
                    sections.append(section)
                elif indent == 6:
                    item = {}
                    section["items"].append(item)
                if indent <= 4:
                    if item is not None:
                        raise ValueError("a section's key after its items")
                    target, allowed = section, SECTION_KEYS
                else:
                    target, allowed = item, ITEM_KEYS
                if key not in allowed or key in target and key != "items":
                    raise ValueError(f"unknown or repeated key {key}")
                if key == "items":
                    if rest.strip():
                        raise ValueError("items: takes a list below it")
                else:
                    target[key] = scalar(rest)
            else:
                raise ValueError(f"unexpected indentation: {body}")
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            raise Refusal(f"{path}:{number}: {error}") from None
    if sorted(bands) != sorted(GRADES):
        raise Refusal(f"{path}: bands must name {', '.join(GRADES)}")
    return bands, sections


class Item:
    """One item of the checklist, with its requirement taken apart."""

    def __init__(self, section, facts, place):
        self.place = place
        self.section = section["id"]
        try:
            self.id = facts["id"]
            self.category = facts.get("category", section["category"])
            self.observe = facts["observe"]
            self.likelihood = int(facts["likelihood"])
            self.consequence = int(facts["consequence"])
        except (KeyError, ValueError) as error:
            raise Refusal(f"item {facts.get('id', '?')}: {error}") from None
        self.unit = facts.get("unit", "")
        self.options = facts.get("options", [])
        self.major = facts.get("level", "general") == "major"
        self.red_line = facts.get("redLine", "false") == "true"
        self.evidence = facts.get("evidence")
        self.site_types = facts.get("siteTypes")
        self.require = facts.get("require", "yes" if self.observe == "boolean" else None)
        if (
            self.category not in CATEGORIES
            or self.red_line and not self.major
            or self.evidence not in (None, "photo", "document")
            or not (1 <= self.likelihood <= 5 and 1 <= self.consequence <= 5)
            or any(kind not in TYPE_TROUBLE for kind in self.site_types or ())
        ):
            raise Refusal(f"item {self.id}: a value that this script does not know")
        self.parse_requirement()

    def parse_requirement(self):
        text = self.require or ""
        self.low = self.high = self.equal = self.pattern = None
        self.low_open = self.high_open = False
        if self.observe == "boolean" and text in ("yes", "no"):
            return
        if self.observe == "number" and self.unit:
            match = re.fullmatch(r"(-?[0-9.]+)\.\.(-?[0-9.]+)", text)
            if match:
                self.low, self.high = match[1], match[2]
                if Fraction(self.low) < Fraction(self.high):
                    return
            match = re.fullmatch(r"(>=|<=|>|<|=) (-?[0-9.]+)", text)
            if match:
                sign, bound = match[1], match[2]
                if sign == "=":
                    self.equal = bound
                elif sign[0] == ">":
                    self.low, self.low_open = bound, sign == ">"
                else:
                    self.high, self.high_open = bound, sign == "<"
                return
        if self.observe == "choice":
            self.passing = [choice.strip() for choice in text.split("|")]
            if set(self.passing) < set(self.options):
                return
        if self.observe == "date":
            match = re.fullmatch(r"age <= ([0-9]+) (days|months|years)", text)
            if match:
                self.age, self.age_unit = int(match[1]), match[2]
                return
            if text == "not expired":
                self.age = None
                return
        if self.observe == "text":
            if text == "present":
                return
            if text.startswith("matches "):
                self.pattern = text[len("matches "):]
                return
        raise Refusal(f"item {self.id}: requirement {text!r} does not fit {self.observe}")

    def applies_to(self, site_type):
        return self.site_types is None or site_type in self.site_types


# ---------------------------------------------------------------- units

# unit: (kind, factor to the kind's base unit as a power of ten)
POWERS = {
    "Pa": ("pressure", 0), "kPa": ("pressure", 3), "MPa": ("pressure", 6),
    "mm": ("length", -3), "cm": ("length", -2), "m": ("length", 0), "km": ("length", 3),
    "mΩ": ("resistance", -3), "Ω": ("resistance", 0), "kΩ": ("resistance", 3), "MΩ": ("resistance", 6),
    "mA": ("current", -3), "A": ("current", 0), "kA": ("current", 3),
    "mV": ("voltage", -3), "V": ("voltage", 0), "kV": ("voltage", 3),
    "W": ("power", 0), "kW": ("power", 3),
    "g": ("mass", -3), "kg": ("mass", 0), "t": ("mass", 3),
    "L": ("volume", -3), "m3": ("volume", 0),
}
OTHER_UNIT = {
    "MPa": "kPa", "kPa": "Pa", "Pa": "kPa", "m": "cm", "mm": "cm", "MΩ": "kΩ", "Ω": "mΩ", "mA": "A",
    "kA": "A", "V": "mV", "W": "kW", "kg": "t", "m3": "L", "L": "m3",
}
MINUTES = {"min": 1, "h": 60}


def decimal_text(value, places):
    """An integer count of 10^-places, written out: (1150, 3) is "1.15"."""
    if places <= 0:
        return str(value * 10**-places)
    digits = str(abs(value)).rjust(places + 1, "0")
    whole, part = digits[:-places], digits[-places:].rstrip("0")
    return ("-" if value < 0 else "") + whole + ("." + part if part else "")


def in_other_unit(value, places, unit):
    """The same quantity as text in another unit, or None if there is no handy one."""
    if unit == "°C":  # F = 1.8 C + 32, exact with one more place
        return decimal_text(value * 18 + 32 * 10 ** (places + 1), places + 1) + " °F"
    if unit == "min":
        return decimal_text(value * 60, places) + " s"
    if unit == "h":
        return decimal_text(value * 60, places) + " min"
    other = OTHER_UNIT.get(unit)
    if not other:
        return None
    return decimal_text(value, places - POWERS[unit][1] + POWERS[other][1]) + " " + other


def quantity(text, item):
    """A number, or a number and a unit, as a Fraction of the item's own unit."""
    match = re.fullmatch(r"(-?[0-9]+(?:\.[0-9]+)?)(?: (\S+))?", text)
    if not match:
        raise Refusal(f"{item.id}: not a number: {text}")
    value, unit = Fraction(match[1]), match[2] or item.unit
    if unit == item.unit:
        return value
    if (unit, item.unit) == ("°F", "°C"):
        return (value - 32) * Fraction(5, 9)
    if (unit, item.unit) == ("s", "min"):
        return value / 60
    if (unit, item.unit) == ("min", "h"):
        return value / 60
    (kind, power), (own_kind, own_power) = POWERS[unit], POWERS[item.unit]
    if kind != own_kind:
        raise Refusal(f"{item.id}: {unit} is no unit of {own_kind}")
    return value * Fraction(10) ** (power - own_power)


# ---------------------------------------------------------------- values that pass and values that fail


def whole(draw, low, high):
    """A whole number low...high."""
    return low + int(draw() * (high - low + 1))


def one_of(draw, choices):
    return choices[int(draw() * len(choices))]


def number_value(draw, item, passing):
    """(value, places): clearly inside or clearly outside the bounds; counts may lie on an inclusive bound."""
    counts = item.unit == "count"
    bounds = [bound for bound in (item.low, item.high, item.equal) if bound is not None]
    places = max(len(bound.partition(".")[2]) for bound in bounds)
    if not counts and max(abs(Fraction(bound)) for bound in bounds) < 200:
        places += 1

    def scaled(bound):
        return int(Fraction(bound) * 10**places)

    if item.equal is not None:
        at = scaled(item.equal)
        return (at if passing else at + whole(draw, 1, max(1, at // 4))), places
    low = None if item.low is None else scaled(item.low)
    high = None if item.high is None else scaled(item.high)
    if low is not None and high is not None:
        width = high - low
        if passing:
            return low + whole(draw, -(-width // 10), width * 9 // 10), places
        below = low > 0 and draw() < 0.5
        if below:
            return whole(draw, low * 5 // 10, low * 9 // 10), places
        return high + whole(draw, -(-width // 8), width), places
    step = 1 if counts else 0
    if low is not None:
        margin = max(step, 1, abs(low) // 20)
        if passing:
            ceiling = low * 13 // 10 + step
            if item.unit in ("%", "%LEL"):
                ceiling = min(ceiling, 100 * 10**places)
            start = low + (1 if item.low_open else 0) if counts else low + margin
            return whole(draw, min(start, ceiling), ceiling), places
        return whole(draw, low * 4 // 10, max(low * 9 // 10 if not counts else low - 1, 0)), places
    if passing:
        end = high - (1 if item.high_open else 0) if counts else high * 92 // 100
        return whole(draw, 0 if counts and high < 2 else high * 3 // 10, max(end, 0)), places
    if counts:
        return high + whole(draw, 1, max(2, high // 3)), places
    return whole(draw, high * 11 // 10 + 1, high * 18 // 10 + 1), places


# A literal or a class, and how often it stands there.
PIECE = re.compile(
    r"(\[((?:[A-Za-z0-9]-[A-Za-z0-9]|[A-Za-z0-9])+)\]|[A-Za-z0-9 -])(\{([0-9]+)(?:,([0-9]+))?\}|\+)?")


def expand(draw, pattern):
    """A text that matches a pattern of literals, classes like [A-Z0-9] and counts {n}, {n,m}, +."""
    if pattern == "[A-Z][a-z]+ [A-Z][a-z]+":
        return one_of(draw, SURNAMES) + " " + one_of(draw, GIVEN_NAMES)
    result, rest = [], pattern
    while rest:
        match = PIECE.match(rest)
        if not match:
            raise Refusal(f"pattern not understood at {rest!r} in {pattern!r}")
        rest = rest[match.end():]
        letters = match[1]
        if match[2]:
            letters = ""
            for low, high, single in re.findall(r"(.)-(.)|(.)", match[2]):
                letters += single or "".join(chr(code) for code in range(ord(low), ord(high) + 1))
        count = 1
        if match[3] == "+":
            count = whole(draw, 2, 8)
        elif match[3]:
            count = whole(draw, int(match[4]), int(match[5] or match[4]))
        result.extend(one_of(draw, letters) for _ in range(count))
    return "".join(result)


def date_offset(draw, item, passing):
    """Days from the inspection to the observed date."""
    if item.age is None:
        return whole(draw, 12, 700) if passing else -whole(draw, 5, 320)
    shortest = item.age * {"days": 1, "months": 28, "years": 365}[item.age_unit]
    longest = item.age * {"days": 1, "months": 31, "years": 366}[item.age_unit]
    if passing:
        return -whole(draw, min(3, shortest), shortest * 9 // 10)
    return -whole(draw, longest * 12 // 10 + 1, longest * 22 // 10 + 1)


def json_text(value):
    return json.dumps(value, ensure_ascii=False)


def value_text(draw, item, passing, other_unit):
    """The value as JSON; a date as the number of days from the inspection."""
    if item.observe == "boolean":
        return "true" if (item.require == "yes") == passing else "false"
    if item.observe == "number":
        value, places = number_value(draw, item, passing)
        changed = in_other_unit(value, places, item.unit) if other_unit else None
        return json_text(changed) if changed else decimal_text(value, places)
    if item.observe == "choice":
        good = item.passing if passing else [option for option in item.options if option not in item.passing]
        return json_text(one_of(draw, good))
    if item.observe == "date":
        return date_offset(draw, item, passing)
    if not passing:
        return json_text(one_of(draw, UNREADABLE))
    return json_text(expand(draw, item.pattern) if item.pattern else "seen, dated and signed")


PASS_POOL, FAIL_POOL = 199, 67  # ready-made values per item


def fill_pools(items, seed):
    for item in items:
        draw = random.Random(seed * 1_000_003 + item.place).random
        item.passes = [value_text(draw, item, True, n % 50 == 49) for n in range(PASS_POOL)]
        item.can_fail = item.observe != "text" or item.pattern is not None
        fails = range(FAIL_POOL if item.can_fail else 0)
        item.fails = [value_text(draw, item, False, n == 66) for n in fails]
        item.prefix = json_text(item.id) + ":"
        item.is_date = item.observe == "date"
        item.trouble = LIKELIHOOD_TROUBLE[item.likelihood] * whole(draw, 40, 170)
        if item.red_line:
            item.trouble //= 3


# ---------------------------------------------------------------- registers


def read_csv(path, columns):
    with open(path, newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        if rows.fieldnames is None or any(column not in rows.fieldnames for column in columns):
            raise Refusal(f"{path}: needs the columns {', '.join(columns)}")
        return list(rows)


SITE_COLUMNS = ["site", "name", "region", "type", "latitude", "longitude", "owner"]


def enlarged(sites, villages, count, seed):
    """The register followed by made-up sites up to `count`, spread over the same villages."""
    draw = random.Random(seed * 1_000_003 + 777_767).random
    result, first_in = list(sites), {}
    for site in sites:
        first_in.setdefault(site["region"], site)
    for number in range(len(sites) + 1, count + 1):
        village = villages[number % len(villages)]
        model = one_of(draw, sites)
        near = first_in.get(village["code"], model)
        position = {
            key: decimal_text(int(Fraction(near[key]) * 100_000) + whole(draw, -600, 600), 5)
            for key in ("latitude", "longitude")
        }
        result.append({
            "site": f"GD-{number:04d}",
            "name": f"{village['name']} {model['type']} {number}",
            "region": village["code"],
            "type": model["type"],
            **position,
            "owner": one_of(draw, SURNAMES) + " " + one_of(draw, GIVEN_NAMES),
        })
    return result


class Regions:
    def __init__(self, path):
        rows = read_csv(path, ["code", "name", "parent", "level"])
        self.by_code = {row["code"]: row for row in rows}
        self.villages = [row for row in rows if row["level"] == "village"]
        self.towns = [row["code"] for row in rows if row["level"] == "town"]

    def above(self, code, level):
        while code and self.by_code[code]["level"] != level:
            code = self.by_code[code]["parent"]
        if not code:
            raise Refusal(f"no {level} above a site's region")
        return code


# ---------------------------------------------------------------- writing the records


class Writer:
    def __init__(self, items, sites, regions, failures, seed):
        self.items, self.sites, self.regions, self.seed = items, sites, regions, seed
        self.draw = random.Random(seed).random
        self.town_of = {}
        for site in sites:
            if site["type"] not in TYPE_TROUBLE:
                raise Refusal(f"site {site['site']}: unknown type {site['type']}")
            if site["region"] not in self.town_of:
                self.town_of[site["region"]] = regions.towns.index(regions.above(site["region"], "town"))
        self.applicable = {
            kind: [item for item in items if item.applies_to(kind)] for kind in TYPE_TROUBLE
        }
        self.plans = {}
        self.levels = [SITE_TROUBLE[int(self.draw() * len(SITE_TROUBLE))] for _ in sites]
        self.failures = failures
        self.total, self.checks = self.trouble_of_all()
        first, last = INSPECTION_DAYS[0], INSPECTION_DAYS[-1]
        self.origin = first.toordinal() - 12_000
        self.days = [
            '"' + datetime.date.fromordinal(self.origin + n).isoformat() + '"'
            for n in range(12_000 + (last - first).days + 1_200)
        ]
        self.counts = {"values": 0, "failing": 0, "unanswered": 0}

    def weight(self, item, town, kind, level):
        place = CATEGORIES.index(item.category)
        if not item.can_fail:
            return 0
        return item.trouble * TYPE_TROUBLE[kind][place] * TOWN_TROUBLE[town % len(TOWN_TROUBLE)] * level

    def trouble_of_all(self):
        """The sum of all weights and the number of checks; they bring the mean rate to the one asked for."""
        groups = {}
        for site, level in zip(self.sites, self.levels):
            key = (self.town_of[site["region"]], site["type"])
            groups.setdefault(key, [0, 0])
            groups[key][0] += 1
            groups[key][1] += level
        total = checks = 0
        for (town, kind), (count, levels) in groups.items():
            total += sum(self.weight(item, town, kind, 1) for item in self.applicable[kind]) * levels
            checks += len(self.applicable[kind]) * count
        return total, checks

    def plan(self, town, kind, level):
        """Each item of a kind of site with its bounds, per billion, for no answer and for a failure."""
        key = (town, kind, level)
        if key not in self.plans:
            none = UNANSWERED * TOWN_UNANSWERED[town % len(TOWN_UNANSWERED)] // 100
            self.plans[key] = [
                (item, none, none + min(
                    self.failures * self.weight(item, town, kind, level) * self.checks // self.total,
                    600_000_000), item.passes, item.prefix, item.is_date)
                for item in self.applicable[kind]
            ]
        return self.plans[key]

    def record(self, number):
        """One site's record as a line of JSON."""
        site, draw, days = self.sites[number], self.draw, self.days
        town = self.town_of[site["region"]]
        slot = number * len(INSPECTION_DAYS) // len(self.sites)
        day = INSPECTION_DAYS[(slot + int(draw() * 3)) % len(INSPECTION_DAYS)]
        minutes = 510 + 5 * int(draw() * 96)
        inspector = SURNAMES[town * 3 % 12] + " " + GIVEN_NAMES[(town * 3 + number) % 5]
        base = day.toordinal() - self.origin
        values, failing, unanswered, evidence = [], [], set(), []
        for item, none, fails, passes, prefix, is_date in self.plan(town, site["type"], self.levels[number]):
            chance = int(draw() * BILLION)
            if chance >= fails:
                value = passes[chance % PASS_POOL]
            elif chance < none:
                unanswered.add(item.id)
                continue
            else:
                value = item.fails[chance % FAIL_POOL]
                failing.append(item)
            values.append(prefix + (days[base + value] if is_date else value))
        without = set()
        for item in self.applicable[site["type"]]:
            if item.evidence and item.id not in unanswered:
                if int(draw() * BILLION) < EVIDENCE_MISSING:
                    without.add(item.id)
                    continue
                digest = hashlib.sha256(f"{self.seed}/{site['site']}/{item.id}".encode()).hexdigest()
                evidence.append(f'{item.prefix}["{item.evidence}:sha256:{digest}"]')
        accepted = []
        for item in failing:
            done = int(draw() * 100) < TOWN_ACCEPTED[town % len(TOWN_ACCEPTED)]
            after = whole(draw, 2, 10 if item.major else 20)
            if done and item.id not in without:
                when = (day + datetime.timedelta(days=after)).isoformat()
                time = f"{whole(draw, 9, 16):02d}:{whole(draw, 0, 11) * 5:02d}:00"
                accepted.append(f'{item.prefix}"{when}T{time}{ZONE}"')
        self.counts["values"] += len(values)
        self.counts["failing"] += len(failing)
        self.counts["unanswered"] += len(unanswered)
        at = f"{day.isoformat()}T{minutes // 60:02d}:{minutes % 60:02d}:00{ZONE}"
        return (
            f'{{"site":{json_text(site["site"])},"observed_at":"{at}","inspector":"{inspector}",'
            f'"values":{{{",".join(values)}}},"evidence":{{{",".join(evidence)}}},'
            f'"accepted":{{{",".join(accepted)}}}}}\n'
        )


# ---------------------------------------------------------------- the independent count


def months_before(day, months):
    """The same day of the month so many months earlier, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    month += 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def satisfies(item, value, day):
    """Whether an observed value meets the item's requirement on the day of the inspection."""
    if item.observe == "boolean":
        return (value == "true") == (item.require == "yes")
    if item.observe == "number":
        number = quantity(value, item)
        if item.equal is not None:
            return number == Fraction(item.equal)
        if item.low is not None:
            low = Fraction(item.low)
            if number < low or number == low and item.low_open:
                return False
        if item.high is not None:
            high = Fraction(item.high)
            if number > high or number == high and item.high_open:
                return False
        return True
    if item.observe == "choice":
        return value in item.passing
    if item.observe == "date":
        date = datetime.date.fromisoformat(value)
        if item.age is None:
            return date >= day
        if item.age_unit == "days":
            return (day - date).days <= item.age
        return date >= months_before(day, item.age * (12 if item.age_unit == "years" else 1))
    if item.pattern is None:
        return value.strip() != ""
    return re.fullmatch(item.pattern, value) is not None


OUTCOMES = ("pass", "fail", "error", "notchecked", "notapplicable")


def expectation(path, bands, sections, items, sites, regions):
    """Reads the written records back and judges every value anew."""
    by_section = {section["id"]: dict.fromkeys(OUTCOMES, 0) for section in sections}
    hazards = {
        "total": 0, "closed": 0, "byLevel": {"general": 0, "major": 0}, "redLine": 0,
        "byGrade": dict.fromkeys(GRADES, 0), "byCategory": dict.fromkeys(CATEGORIES, 0),
        "byCounty": {}, "byTown": {}, "bySiteType": {}, "sitesWithHazards": 0,
    }
    for code, row in regions.by_code.items():
        if row["level"] in ("county", "town"):
            hazards["byCounty" if row["level"] == "county" else "byTown"][code] = {"hazards": 0, "closed": 0}
    judged = {}
    with open(path, encoding="utf-8") as file:
        lines = list(file)
    if len(lines) != len(sites):
        raise Refusal(f"{path}: {len(lines)} records for {len(sites)} sites")
    for site, line in zip(sites, lines):
        record = json.loads(line, parse_float=str, parse_int=str)
        if record["site"] != site["site"]:
            raise Refusal(f"{path}: a record out of order: {record['site']}")
        day = datetime.date.fromisoformat(record["observed_at"][:10])
        values, evidence, accepted = record["values"], record["evidence"], record["accepted"]
        kind, found = site["type"], 0
        town = regions.above(site["region"], "town")
        county = regions.above(site["region"], "county")
        for item in items:
            if not item.applies_to(kind):
                outcome = "notapplicable"
            elif item.id not in values:
                outcome = "notchecked"
            elif item.evidence and not evidence.get(item.id):
                outcome = "error"
            else:
                value = values[item.id]
                value = {True: "true", False: "false"}[value] if isinstance(value, bool) else value
                key = (item.place, value, day if item.is_date else None)
                if key not in judged:
                    judged[key] = "pass" if satisfies(item, value, day) else "fail"
                outcome = judged[key]
            by_section[item.section][outcome] += 1
            closed = item.id in accepted
            if closed and outcome != "fail":
                raise Refusal(f"{site['site']} {item.id}: accepted, but {outcome}")
            if outcome != "fail":
                continue
            found += 1
            score = item.likelihood * item.consequence
            grade = max((bound, grade) for grade, bound in bands.items() if bound <= score)[1]
            hazards["closed"] += closed
            hazards["byLevel"]["major" if item.major else "general"] += 1
            hazards["redLine"] += item.red_line
            hazards["byGrade"][grade] += 1
            hazards["byCategory"][item.category] += 1
            hazards["bySiteType"][kind] = hazards["bySiteType"].get(kind, 0) + 1
            for counts in (hazards["byCounty"][county], hazards["byTown"][town]):
                counts["hazards"] += 1
                counts["closed"] += closed
        hazards["total"] += found
        hazards["sitesWithHazards"] += found > 0
    outcomes = {name: sum(counts[name] for counts in by_section.values()) for name in OUTCOMES}
    return {
        "sites": len(sites), "checks": sum(outcomes.values()), "outcomes": outcomes,
        "hazards": hazards, "sections": by_section,
    }


# ---------------------------------------------------------------- command line


def arguments():
    parser = argparse.ArgumentParser(description="Writes made-up inspection records for the district.")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--failures", default="0.02", help="share of values that violate their requirement")
    parser.add_argument("--checklist", type=Path, default=HERE / "checklist.yaml")
    parser.add_argument("--regions", type=Path, default=HERE / "regions.csv")
    parser.add_argument("--sites", type=Path, default=HERE / "sites.csv")
    parser.add_argument("--count", type=int, help="records for the first COUNT sites only")
    parser.add_argument("--scale", type=int, help="enlarge the register to SCALE sites; needs --sites-out")
    parser.add_argument("--sites-out", type=Path, help="where to write the enlarged register")
    parser.add_argument("--out", type=Path, required=True, help="the records, JSON lines")
    parser.add_argument("--expect", type=Path, help="also write what the records come to, as JSON")
    return parser.parse_args()


def run(options):
    bands, sections = read_checklist(options.checklist)
    pairs = [(section, facts) for section in sections for facts in section["items"]]
    items = [Item(section, facts, place) for place, (section, facts) in enumerate(pairs)]
    if len({item.id for item in items}) != len(items):
        raise Refusal("item ids are not unique")
    regions = Regions(options.regions)
    sites = read_csv(options.sites, SITE_COLUMNS)
    try:
        failures = int(Fraction(options.failures) * BILLION)
    except (ValueError, ZeroDivisionError):
        raise Refusal("--failures takes a number such as 0.02") from None
    if not 0 <= failures <= BILLION // 2:
        raise Refusal("--failures must lie between 0 and 0.5")
    if (options.scale is None) != (options.sites_out is None):
        raise Refusal("--scale and --sites-out go together")
    if options.scale is not None:
        if options.count is not None:
            raise Refusal("--count and --scale exclude each other")
        if options.scale < len(sites):
            raise Refusal(f"--scale {options.scale}: the register already has {len(sites)} sites")
        sites = enlarged(sites, regions.villages, options.scale, options.seed)
        with open(options.sites_out, "w", newline="", encoding="utf-8") as file:
            table = csv.DictWriter(file, SITE_COLUMNS, lineterminator="\n")
            table.writeheader()
            table.writerows(sites)
    if options.count is not None:
        if not 1 <= options.count <= len(sites):
            raise Refusal(f"--count {options.count}: the register has {len(sites)} sites")
        sites = sites[:options.count]
    fill_pools(items, options.seed)
    writer = Writer(items, sites, regions, failures, options.seed)
    with open(options.out, "w", newline="\n", encoding="utf-8") as file:
        for number in range(len(sites)):
            file.write(writer.record(number))
    if options.expect:
        expected = expectation(options.out, bands, sections, items, sites, regions)
        options.expect.write_text(json.dumps(expected, indent=2) + "\n", encoding="utf-8")
    counts = writer.counts
    print(
        f"sites {len(sites)}, values {counts['values']}, failing {counts['failing']}, "
        f"unanswered {counts['unanswered']}", file=sys.stderr)


def main():
    try:
        run(arguments())
    except (Refusal, OSError) as error:
        sys.exit(f"make_observations.py: {error}")


if __name__ == "__main__":
    main()
