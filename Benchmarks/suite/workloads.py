"""Campaigns to measure with: made from a seed, with the totals that they must come to."""
import json
import os
import random
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DISTRICT = os.path.join(ROOT, "Examples", "district")
CAMPAIGN = "bench"
MORE = "bench-more"
REGIONS = 100


def trivial(folder, sites, seed):
    """64 questions a site, all answered yes: the smallest work that a check can be. One task a site."""
    return _plain(folder, sites, seed, failing=0.0)


def w1(folder, sites, seed):
    """64 items a site, half of them questions and half numbers in a range; 2 % fail. One task a site."""
    return _plain(folder, sites, seed, failing=0.02)


def troubled(folder, sites, seed):
    """64 items a site of which half fail: many hazards soon. As after some years, four fifths of them were rectified."""
    return _plain(folder, sites, seed, failing=0.5, accepted=0.8)


def more_trouble(folder, sites, seed):
    """The same sites inspected against another checklist, in a campaign of its own: new hazards."""
    outcomes = troubled(folder, sites, seed)
    for name, key in (("checklist.yaml", "checklist"), ("campaign.yaml", "campaign")):
        path = os.path.join(folder, name)
        with open(path) as f:
            text = f.read()
        with open(path, "w") as f:
            f.write(text.replace(f"{key}: {CAMPAIGN}\n", f"{key}: {MORE}\n"))
    return outcomes


def shares(folder, sites, seed, failing):
    """64 items a site, of which this share fails."""
    return _plain(folder, sites, seed, failing=failing)


def district(folder, sites, seed):
    """The demo's district of 500 items a site, of all kinds, 2 % failing. One or two tasks a site."""
    expected = os.path.join(folder, "expected.json")
    command = [
        sys.executable, os.path.join(DISTRICT, "make_observations.py"), "--out",
        os.path.join(folder, "observations.jsonl"), "--scale", str(sites), "--sites-out",
        os.path.join(folder, "sites.csv"), "--expect", expected, "--seed", str(seed)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    for name in ("checklist.yaml", "regions.csv"):
        shutil.copy(os.path.join(DISTRICT, name), folder)
    _campaign(folder, 500)
    with open(expected) as f:
        return json.load(f)["outcomes"]


def probed(folder, devices, probe):
    """A probe for each of the devices."""
    with open(os.path.join(folder, "checklist.yaml"), "w") as f:
        f.write("checklist: devices\ntitle: Devices\nversion: \"1\"\nsections:\n  - id: A\n    title: All\n    items:\n"
                "      - id: A-1\n        text: The device answers\n"
                f"        probe: \"{probe}\"\n")
    with open(os.path.join(folder, "regions.csv"), "w") as f:
        f.write("code,name,parent,level\nC,City,,city\n")
    with open(os.path.join(folder, "sites.csv"), "w") as f:
        f.write("site,name,region,type,address\n")
        f.writelines(f"D-{n},Device {n},C,device,{address}\n" for n, address in enumerate(devices))
    with open(os.path.join(folder, "campaign.yaml"), "w") as f:
        f.write(f"campaign: {CAMPAIGN}\nchecklist: checklist.yaml\nregions: regions.csv\nsites: sites.csv\n"
                "asOf: 2026-11-24T00:00:00Z\n")
    return {"pass": len(devices)}


def _plain(folder, sites, seed, failing, accepted=0.0):
    """`accepted`: the share of what fails whose rectification was accepted within a fortnight."""
    chance = random.Random(seed)
    items = [_item(number, chance) for number in range(64)]
    with open(os.path.join(folder, "checklist.yaml"), "w") as f:
        f.write("checklist: bench\ntitle: Items to measure with\nversion: \"1\"\nsections:\n")
        f.write("  - id: A\n    title: All\n    category: fire\n    items:\n")
        for item in items:
            f.write(item["yaml"] if failing else item["question"])
    with open(os.path.join(folder, "regions.csv"), "w") as f:
        f.write("code,name,parent,level\nC,City,,city\n")
        f.writelines(f"C-{n},District {n},C,district\n" for n in range(REGIONS))
    outcomes = {"pass": 0, "fail": 0}
    with open(os.path.join(folder, "sites.csv"), "w") as register, \
            open(os.path.join(folder, "observations.jsonl"), "w") as records:
        register.write("site,name,region,type,owner\n")
        for site in range(sites):
            register.write(f"S-{site:07d},Works {site},C-{site % REGIONS},works,Owner {site}\n")
            values, ends, day = [], [], site % 9 + 1
            for item in items:
                fails = chance.random() < failing
                if fails and chance.random() < accepted:
                    ends.append(f'"{item["id"]}":"2026-11-{day + chance.randrange(1, 15):02d}T{chance.randrange(10, 20)}:30:00Z"')
                outcomes["fail" if fails else "pass"] += 1
                values.append(f'"{item["id"]}":{item["bad" if fails else "good"] if failing else "true"}')
            records.write(
                f'{{"site":"S-{site:07d}","observed_at":"2026-11-0{day}T09:00:00Z","inspector":"I-{site % 50}",'
                f'"values":{{{",".join(values)}}},"accepted":{{{",".join(ends)}}}}}\n')
    _campaign(folder, 500)
    return outcomes


def _item(number, chance):
    name, level = f"I-{number:02d}", "major" if number % 6 == 0 else "general"
    head = f"      - id: {name}\n        text: Item {number} is as it has to be\n        level: {level}\n"
    question = head + "        observe: boolean\n        require: yes\n"
    if number % 2 == 0:
        return {"id": name, "question": question, "yaml": question, "good": "true", "bad": "false"}
    low = round(chance.uniform(-20, 60), 1)
    high = round(low + chance.uniform(5, 40), 1)
    number_yaml = head + f"        observe: number\n        require: {low}..{high}\n"
    return {
        "id": name, "question": question, "yaml": number_yaml,
        "good": round((low + high) / 2, 2), "bad": round(high + chance.uniform(0.5, 9), 2)}


def _campaign(folder, checks_per_task):
    with open(os.path.join(folder, "campaign.yaml"), "w") as f:
        f.write(
            f"campaign: {CAMPAIGN}\nchecklist: checklist.yaml\nregions: regions.csv\nsites: sites.csv\n"
            f"observations: observations.jsonl\nchecksPerTask: {checks_per_task}\n")
