#!/usr/bin/env python3
"""Makes up requirements on numbers with observations, and says what each check comes to, as tab-separated lines.

    requirements.py COUNT SEED

Written from docs/formats.md alone, and shares nothing with HazardFleet. Everything is reckoned in exact fractions:
units by their definitions (inch 25.4 mm, pound 0.45359237 kg, US gallon 231 cubic inches), tolerances in decimals.
Columns: observe, unit, require, when, value, others, expected. A value that lies on a bound after conversion between
units is left out, since binary fractions may round it either way; bounds in the item's own unit are exact.
"""

import random
import sys
from fractions import Fraction as F

# factor to the base unit, offset of zero
UNITS = {
    "pressure": {"Pa": F(1), "kPa": F(1000), "MPa": F(10**6), "bar": F(10**5), "mbar": F(100)},
    "length": {"m": F(1), "cm": F(1, 100), "mm": F(1, 1000), "in": F(254, 10000), "ft": F(3048, 10000), "yd": F(9144, 10000)},
    "mass": {"kg": F(1), "g": F(1, 1000), "t": F(1000), "lb": F(45359237, 10**8), "oz": F(45359237, 16 * 10**8)},
    "volume": {"L": F(1, 1000), "m3": F(1), "gal": F(231) * F(254, 10000) ** 3, "mL": F(1, 10**6)},
    "flow": {"L/min": F(1, 60000), "m3/h": F(1, 3600), "gpm": F(231) * F(254, 10000) ** 3 / 60},
    "velocity": {"m/s": F(1), "km/h": F(10, 36), "mph": F(44704, 10**5)},
    "voltage": {"V": F(1), "mV": F(1, 1000), "kV": F(1000)},
    "time": {"s": F(1), "min": F(60), "h": F(3600), "d": F(86400)},
}
TEMPERATURES = {"K": (F(1), F(0)), "°C": (F(1), F(27315, 100)), "°F": (F(5, 9), F(45967, 100) * F(5, 9))}


ITEM_UNIT = [""]


class OnTheEdge(Exception):
    pass


def base(value, unit):
    if unit in TEMPERATURES:
        factor, offset = TEMPERATURES[unit]
        return value * factor + offset
    for units in UNITS.values():
        if unit in units:
            return value * units[unit]
    return value


def decimal(chance, low=-50, high=200):
    digits = chance.choice([0, 0, 1, 2, 3])
    return F(chance.randint(low * 10**digits, high * 10**digits), 10**digits)


def text(value):
    whole = value * 1000
    assert whole.denominator == 1
    sign, whole = ("-" if whole < 0 else ""), abs(whole.numerator)
    result = f"{sign}{whole // 1000}.{whole % 1000:03d}".rstrip("0")
    return result.rstrip(".")


def atom(chance, units):
    """A rule on a number: its text and a function from (value, unit) to whether it holds."""
    unit = chance.choice(units)
    shown = f" {unit}" if unit else ""
    kind = chance.choice([">=", ">", "<=", "<", "=", "..", "..", "±", "±%"])
    a, b = sorted([decimal(chance), decimal(chance)])
    if kind == "..":
        return f"{text(a)}..{text(b)}{shown}", lambda v, u: between(v, u, a, b, unit)
    if kind == "±":
        margin = abs(b) / 4
        margin = F(round(margin * 100), 100)
        return f"{text(a)} ± {text(margin)}{shown}", lambda v, u: between(v, u, a - margin, a + margin, unit)
    if kind == "±%":
        percent = F(chance.randint(0, 40), chance.choice([1, 2]))
        margin = abs(a) * percent / 100
        return f"{text(a)}{shown} ± {text(percent)}%", lambda v, u: between(v, u, a - margin, a + margin, unit)
    return f"{kind} {text(a)}{shown}", lambda v, u: compared(v, u, kind, a, unit)


def sides(v, u, bound, unit):
    """The value and a bound, comparable; on the edge where a conversion decides."""
    if u == unit == ITEM_UNIT[0] or not unit or not u:
        return v, bound
    x, y = base(v, u), base(bound, unit)
    if abs(x - y) <= abs(y) / 10**9 + F(1, 10**9):
        raise OnTheEdge
    return x, y


def compared(v, u, sign, bound, unit):
    x, y = sides(v, u, bound, unit)
    return {">=": x >= y, ">": x > y, "<=": x <= y, "<": x < y, "=": x == y}[sign]


def between(v, u, low, high, unit):
    return compared(v, u, ">=", low, unit) and compared(v, u, "<=", high, unit)


def rule(chance, units, depth=0):
    """True, False or None, as Kleene has it; a plain number is always known."""
    if depth == 2 or chance.random() < 0.5:
        return atom(chance, units)
    kind = chance.choice(["all", "any", "at least", "not"])
    if kind == "not":
        inner, holds = rule(chance, units, depth + 1)
        return f"not({inner})", lambda v, u: not holds(v, u)
    parts = [rule(chance, units, depth + 1) for _ in range(chance.randint(1, 3))]
    needed = {"all": len(parts), "any": 1}.get(kind) or chance.randint(1, len(parts))
    inner = "; ".join(p[0] for p in parts)
    head = kind if kind != "at least" else f"at least {needed} of "
    return f"{head}({inner})", lambda v, u: sum(p[1](v, u) for p in parts) >= needed


def condition(chance, depth=0):
    """A condition on A (boolean), P (number without a unit) and the site, a school; what it needs may be missing."""
    kind = chance.choice(["A", "A", "P", "P", "site"] + ["all", "any", "at least", "not"] * (depth < 2))
    if kind == "A":
        answer = chance.choice(["yes", "no"])
        return f"item A {answer}", lambda o: None if "A" not in o else "n/a" != o["A"] == answer
    if kind == "P":
        inner, holds = rule(chance, [""], 1)
        def of(o):
            if "P" not in o:
                return None
            return o["P"] != "n/a" and holds(F(o["P"]), "")
        return f"item P {inner}", of
    if kind == "site":
        types = chance.sample(["school", "shop", "hotel"], chance.randint(1, 2))
        return "site " + " | ".join(types), lambda o: "school" in types
    if kind == "not":
        inner, holds = condition(chance, depth + 1)
        return f"not({inner})", lambda o: None if holds(o) is None else not holds(o)
    parts = [condition(chance, depth + 1) for _ in range(chance.randint(1, 3))]
    needed = {"all": len(parts), "any": 1}.get(kind) or chance.randint(1, len(parts))
    def of(o):
        values = [p[1](o) for p in parts]
        if values.count(True) >= needed:
            return True
        return None if values.count(True) + values.count(None) >= needed else False
    head = kind if kind != "at least" else f"at least {needed} of "
    return f"{head}({'; '.join(p[0] for p in parts)})", of


def case(chance):
    if chance.random() < 0.15:
        units = list(TEMPERATURES)
    elif chance.random() < 0.15:
        units = [""]
    else:
        units = list(chance.choice(list(UNITS.values())))
    unit = ITEM_UNIT[0] = chance.choice(units)
    require, holds = rule(chance, units)
    recorded = chance.choice(units)
    value = decimal(chance)
    when, applies = condition(chance) if chance.random() < 0.4 else ("", lambda o: True)
    others = {}
    if chance.random() < 0.7:
        others["A"] = chance.choice(["yes", "no", "n/a"])
    if chance.random() < 0.7:
        others["P"] = chance.choice([text(decimal(chance)), "n/a"])
    applied = applies(others)
    if applied is None:
        expected = "notchecked"
    elif not applied:
        expected = "notapplicable"
    else:
        expected = "pass" if holds(value, recorded) else "fail"
    shown = text(value) + (f" {recorded}" if recorded else "")
    return ["number", unit, require, when, shown, "; ".join(f"{k}={v}" for k, v in others.items()), expected]


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: requirements.py COUNT SEED")
    count, chance = int(sys.argv[1]), random.Random(int(sys.argv[2]))
    print("\t".join(["observe", "unit", "require", "when", "value", "others", "expected"]))
    while count:
        try:
            print("\t".join(case(chance)))
        except OnTheEdge:
            continue
        count -= 1


if __name__ == "__main__":
    main()
