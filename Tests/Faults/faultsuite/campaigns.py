"""Makes up a campaign of many small tasks, and counts on its own what it comes to."""
import os
import random
from dataclasses import dataclass, field

# (id, kind, is red-line, is major); the red-line item travels through the urgent lane.
ITEMS = [
    ("A-1", "boolean", False, False), ("A-2", "number", False, True), ("A-3", "boolean", True, True),
    ("A-4", "boolean", False, False), ("A-5", "boolean", False, False), ("A-6", "number", False, False),
    ("A-7", "boolean", False, False)]
REGIONS = ["north", "south", "west"]


@dataclass
class Expected:
    """What the ledger has to say of a campaign in which nothing was cancelled and nothing died."""
    campaign: str
    file: str
    tasks: int = 0
    outcomes: dict = field(default_factory=dict)
    # (site, item) of every hazard.
    hazards: set = field(default_factory=set)
    closed: int = 0
    major: int = 0


def tasks_of_a_site(checks_per_task, probe=None):
    """Red-line items and items with a probe get tasks of their own."""
    probed = [item for item in ITEMS if probe and item[0] == probe[0]]
    urgent = [item for item in ITEMS if item[2] and item not in probed]
    bulk = [item for item in ITEMS if not item[2] and item not in probed]
    return sum(-(-len(items) // checks_per_task) for items in (probed, urgent, bulk))


def write(folder, campaign, seed, tasks, checks_per_task, probe=None):
    """Writes the inputs of a campaign of about that many tasks.

    - probe: (item id, probe line): that item's answer comes from a plugin, which says that it passes.
    """
    os.makedirs(folder, exist_ok=True)
    chance = random.Random(seed)
    tasks_each = tasks_of_a_site(checks_per_task, probe)
    sites = max(1, tasks // tasks_each)
    expected = Expected(campaign, os.path.join(folder, "campaign.yaml"), sites * tasks_each)
    _write(folder, "checklist.yaml", _checklist(probe))
    _write(folder, "regions.csv", "code,name,parent\ncity,City,\n" + "".join(f"{r},{r},city\n" for r in REGIONS))
    rows = [f"S{n},Site {n},{chance.choice(REGIONS)},shop" for n in range(sites)]
    _write(folder, "sites.csv", "site,name,region,type\n" + "\n".join(rows) + "\n")
    with open(os.path.join(folder, "observations.csv"), "w", encoding="utf-8") as file:
        file.write("site,item,value,observed_at,accepted_at\n")
        for number in range(sites):
            for item in ITEMS:
                if probe and item[0] == probe[0]:
                    expected.outcomes["pass"] = expected.outcomes.get("pass", 0) + 1
                    continue
                line = _observe(chance, f"S{number}", item, expected)
                file.write(line)
    _write(
        folder, "campaign.yaml",
        f"campaign: {campaign}\nchecklist: checklist.yaml\nregions: regions.csv\nsites: sites.csv\n"
        f"observations: observations.csv\nchecksPerTask: {checks_per_task}\n")
    return expected


def _write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


def _checklist(probe):
    lines = ["checklist: faults", "title: Faults", 'version: "1"', "sections:", "  - id: A", "    title: All",
             "    category: fire", "    items:"]
    for name, kind, is_red_line, is_major in ITEMS:
        parts = [f"id: {name}", f"text: Item {name}", "likelihood: 3", "consequence: 3"]
        if kind == "number" and not (probe and probe[0] == name):
            parts += ["observe: number", "unit: MPa", "require: 1.0..1.4"]
        if is_major:
            parts.append("level: major")
        if is_red_line:
            parts.append("redLine: true")
        if probe and probe[0] == name:
            parts.append(f'probe: "{probe[1]}"')
        lines.append("      - {" + ", ".join(parts) + "}")
    return "\n".join(lines) + "\n"


def _observe(chance, site, item, expected):
    """One observation's row, counted; empty where nothing was observed."""
    name, kind, _, is_major = item
    draw = chance.random()
    outcome = "fail" if draw < 0.06 else "notapplicable" if draw < 0.08 else "notchecked" if draw < 0.1 else "pass"
    expected.outcomes[outcome] = expected.outcomes.get(outcome, 0) + 1
    if outcome == "notchecked":
        return ""
    accepted = ""
    if outcome == "fail":
        expected.hazards.add((site, name))
        expected.major += is_major
        if chance.random() < 0.5:
            expected.closed += 1
            accepted = "2026-11-09T08:00:00Z"
    value = {"fail": "no", "notapplicable": "n/a", "pass": "yes"}[outcome]
    if kind == "number" and outcome != "notapplicable":
        value = "0.7 MPa" if outcome == "fail" else "1.2 MPa"
    return f"{site},{name},{value},2026-11-02T09:00:00Z,{accepted}\n"
