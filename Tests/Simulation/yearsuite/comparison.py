"""What the fleet's API says of a year, beside what the oracle says."""
import math
from collections import Counter
from fractions import Fraction

from .district import DAY, iso

# Hazards that a region needs for a rank.
MINIMUM = 20
# Sites whose scores and gains are asked for one by one; all of them are in the regions' means.
SCORED = 60


class Comparison:
    def __init__(self, fleet, district, said):
        self.fleet, self.district, self.said = fleet, district, said
        self.compared, self.wrong = 0, []

    def expect(self, what, told, reckoned):
        self.compared += 1
        if isinstance(told, (int, float)) and isinstance(reckoned, float):
            if math.isclose(told, reckoned, rel_tol=1e-9, abs_tol=1e-9):
                return
        elif told == reckoned:
            return
        self.wrong.append(f"{what}: the fleet says {told}, the oracle {reckoned}")

    # ------------------------------------------------------------ hazard by hazard

    def timelines(self):
        """- Returns: how often each kind of event came."""
        hazards, counts = {}, Counter()
        for hazard in self.fleet.pages("/v1/hazards", limit=1000):
            hazards[f"{hazard['site']['id']}/{hazard['item']['id']}"] = hazard["id"]
        self.expect("hazards", sorted(hazards), sorted(self.said["timelines"]))
        for key in sorted(set(hazards) & set(self.said["timelines"])):
            told = [self._told(event) for event in self.fleet.get(f"/v1/hazards/{hazards[key]}")["timeline"]]
            reckoned = [self._reckoned(event) for event in self.said["timelines"][key]]
            self.expect(f"what happened to {key}", sorted(told), sorted(reckoned))
            counts.update(event[0] for event in told)
        return counts

    @staticmethod
    def _told(event):
        details = event.get("details") or {}
        said = [details.get(name) or "" for name in ("owner", "department", "due", "region")]
        return (event["event"], event["at"], *(said if event["event"] in ("ordered", "escalated") else []))

    @staticmethod
    def _reckoned(event):
        due = "" if event.get("due") is None else with_milliseconds(event["due"])
        said = [event.get("owner") or "", event.get("department") or "", due, event.get("region") or ""]
        return (event["action"], with_milliseconds(event["at"]), *(said if event["action"] in ("ordered", "escalated") else []))

    # ------------------------------------------------------------ figures

    def moment(self, name):
        at = None if name == "now" else iso(int(name))
        since = None if name == "now" else iso(int(name) - 60 * DAY)
        said = self.said["moments"][name]
        for code, figures in said["regions"].items():
            self._figures(self.fleet.get("/v1/figures", region=code or None, at=at, since=since), figures, f"{code or 'all'} at {name}")
        for parent in ("p", "p0", "p00"):
            self._ranking(parent, at, name, said["regions"])
        resolved = self.fleet.get("/v1/figures/resolved", at=at)["items"]
        self.expect(
            f"resolved at {name}", {f"{g['level']}/{g['department']}": share(g["share"]) for g in resolved}, said["resolved"])
        if since:
            self._trend(int(name), said["trend"])
        missing = self.fleet.get("/v1/coverage", at=at, limit=1000)
        self.expect(f"sites not inspected at {name}", [site["id"] for site in missing["missingSites"]], said["missingSites"][:1000])
        self._scores(at, name, said)

    def _figures(self, told, reckoned, place):
        for name in ("found", "open", "closed", "dismissed", "openMajor"):
            self.expect(f"{name} of {place}", told["hazards"][name], reckoned[name])
        for name in ("median", "p90"):
            self.expect(f"{name} of {place}", told["timeToRectify"][name], reckoned[name])
        if told["period"]:
            for name, ours in (("found", "newlyFound"), ("closed", "newlyClosed")):
                self.expect(f"{ours} of {place}", told["period"][name], reckoned[ours])
        shares = {figure["name"]: figure["share"] for figure in told["figures"]}
        self.expect(f"names of figures of {place}", sorted(shares), sorted(reckoned["shares"]))
        for name, counted in reckoned["shares"].items():
            self.expect(f"{name} of {place}", share(shares[name]), counted)
            interval = reckoned["wilson"][name] or [None, None]
            self.expect(f"low of {name} of {place}", shares[name]["low"], interval[0])
            self.expect(f"high of {name} of {place}", shares[name]["high"], interval[1])

    def _ranking(self, parent, at, name, regions):
        told = self.fleet.get("/v1/figures/ranking", parent=parent, by="settlement", minimum=MINIMUM, at=at)["items"]
        values = {
            region["code"]: regions[region["code"]]["shares"]["settlement"]
            for region in self.district.regions if region["parent"] == parent}
        counted = {code: Fraction(*value) for code, value in values.items() if value[1] >= MINIMUM}
        ranks = {code: 1 + sum(other > value for other in counted.values()) for code, value in counted.items()}
        self.expect(
            f"ranks below {parent} at {name}", {place["region"]["code"]: place["rank"] for place in told},
            {code: ranks.get(code) for code in values})

    def _trend(self, end, periods):
        begin = end - 60 * DAY
        told = self.fleet.get(
            "/v1/figures/trend", **{"from": iso(begin), "to": iso(end), "baselineFrom": iso(begin - 60 * DAY), "baselineTo": iso(begin)})
        for name, reckoned in zip(("period", "baseline"), periods, strict=True):
            self.expect(f"{name} of the trend to {end}", {key: told[name][key] for key in reckoned}, reckoned)

    def _scores(self, at, name, said):
        for site in sorted(said["scores"])[:SCORED]:
            checklist = self.fleet.get(f"/v1/sites/{site}/score", at=at)["checklists"][0]
            for model in checklist["scores"]:
                self.expect(f"{model['model']} of {site} at {name}", model["percent"], said["scores"][site][model["model"]])
            gains = self.fleet.get("/v1/what-if", site=site, at=at, limit=100)["items"]
            self.expect(f"hazards to gain by at {site} at {name}", sorted(g["item"] for g in gains), sorted(said["gains"][site]))
            for gain in gains:
                self.expect(f"gain of {gain['item']} at {site}", gain["gain"], said["gains"][site][gain["item"]])
        for model in self.fleet.get("/v1/regions/p/score", at=at)["scores"]:
            values = [scores[model["model"]] for scores in said["scores"].values() if scores[model["model"]] is not None]
            self.expect(f"{model['model']} of all at {name}", model["mean"], math.fsum(values) / len(values))

    def signals(self):
        told, reckoned = self.fleet.get("/v1/figures/signals", limit=1000), self.said["signals"]
        self.expect("failing checks", share(told["failing"]), reckoned["failing"])
        self.expect(
            "who is too fast", {f["inspector"]: [*share(f["steps"]), f["shortestMilliseconds"]] for f in told["fast"]},
            reckoned["fast"])
        self.expect("who never finds anything", sorted(p["inspector"] for p in told["allPass"]), sorted(reckoned["allPass"]))
        self.expect(
            "evidence used again", {r["evidence"]: [len(r["hazards"]), r["sites"]] for r in told["reused"]}, reckoned["reused"])


def share(answer):
    return [answer["numerator"], answer["denominator"]]


def with_milliseconds(at):
    return iso(at)[:-1] + (f".{at % 1000:03}Z" if at % 1000 else "Z")
