"""A made-up district: five levels of regions, sites, a checklist, and a policy; as the fleet's files and as an oracle's facts."""
import datetime
import json
import os

UTC = datetime.timezone.utc
DAY = 86_400_000
YEAR = 2026
LEVELS = ["province", "city", "county", "town", "village"]
# How many regions lie in each of the level above.
BRANCHES = [1, 2, 2, 3, 4]
SECTIONS = ["fire", "gas", "power"]
DEPARTMENTS = ["Fire", "", "Power"]
# Likelihood and consequence of each item; by the bands that stand in the checklist they make its grade.
RISKS = [(2, 2), (3, 2), (4, 3), (1, 1), (5, 5), (2, 3), (1, 4), (4, 4), (3, 4)]
BANDS = {"red": 16, "orange": 10, "yellow": 5, "blue": 1}
WEIGHTS = [1, 2, 0.5]
MAJOR = {4, 8}
DUE = 5 * DAY
SCHEDULE = "year"


def moment(text):
    """Milliseconds since 1970 of a time in UTC."""
    return int(datetime.datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1_000


def iso(milliseconds):
    return datetime.datetime.fromtimestamp(milliseconds / 1_000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def month_start(month):
    """The first moment of a month of the year, counted from 0; 12 is the year's end."""
    return moment(f"{YEAR + month // 12}-{month % 12 + 1:02}-01")


def campaign_of(month):
    return f"{SCHEDULE}-{YEAR}{month + 1:02}01T0000"


class District:
    def __init__(self, sites):
        self.regions = [{"code": "p", "name": "Province", "parent": "", "level": "province"}]
        above = self.regions
        for level, branches in list(zip(LEVELS, BRANCHES))[1:]:
            above = [
                {"code": f"{parent['code']}{n}", "name": f"{level} {parent['code']}{n}", "parent": parent["code"], "level": level}
                for parent in above for n in range(branches)]
            self.regions = self.regions + above
        self.sites = [
            {"id": f"s{n:05}", "name": f"Site {n}", "region": above[n % len(above)]["code"], "type": "shop",
             "owner": f"owner {n % 50}" if n % 3 == 0 else ""}
            for n in range(sites)]
        self.items = [
            {"id": f"I{n}", "section": SECTIONS[n % 3], "department": DEPARTMENTS[n % 3], "weight": WEIGHTS[n % 3],
             "level": "major" if n in MAJOR else "general", "grade": self._grade(*risk)}
            for n, risk in enumerate(RISKS)]
        self.policy = self._policy()

    @staticmethod
    def _grade(likelihood, consequence):
        return next(grade for grade, least in BANDS.items() if likelihood * consequence >= least)

    def _policy(self):
        headed = [region["code"] for region in self.regions if region["level"] != "village"]
        return {
            "policy": "year", "title": "Year", "timeZone": "Asia/Shanghai",
            "duties": [
                {"item": "I6", "owner": "Nobody's"},
                {"category": "fire", "department": "Brigade", "owner": "Fire Chief", "backup": "Fire Deputy"},
                {"category": "gas", "region": "p0", "department": "Gas East", "owner": "Gas Chief"},
                {"category": "gas", "department": "Gas"}],
            # Villages have no heads, and every third region has no deputy.
            "heads": [
                {"region": code, "head": f"head of {code}", **({"deputy": f"deputy of {code}"} if n % 3 else {})}
                for n, code in enumerate(headed)],
            "absences": [
                {"person": who, "from": begin, "through": end} for who, begin, end in [
                    ("Fire Chief", "2026-03-01", "2026-03-31"), ("Fire Deputy", "2026-03-05", "2026-03-12"),
                    ("head of p", "2026-06-01", "2026-07-15"), ("deputy of p0", "2026-01-01", "2026-12-31"),
                    ("head of p00", "2026-04-01", "2026-09-30"), ("Gas Chief", "2026-08-01", "2026-08-20")]],
            "deadlines": [
                {"level": "major", "grade": "red", "within": "24h"}, {"level": "major", "within": "3d"},
                {"category": "gas", "within": "5wd"}, {"grade": "blue", "category": "power", "within": "30d"},
                {"within": "10wd"}],
            "escalation": [
                {"after": "0h", "to": "town"}, {"after": "2wd", "to": "county"}, {"after": "6d", "to": "city"},
                {"after": "480h", "to": "province"}]}

    holidays = {
        "2026-02-17": "off", "2026-02-28": "work", "2026-05-01": "off", "2026-10-10": "work",
        **{f"2026-10-0{day}": "off" for day in range(1, 8)}}

    # ------------------------------------------------------------ as files

    def write(self, folder):
        def put(name, text):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)

        put("regions.csv", "code,name,parent,level\n" + "".join(
            f"{r['code']},{r['name']},{r['parent']},{r['level']}\n" for r in self.regions))
        put("sites.csv", "site,name,region,type,owner\n" + "".join(
            f"{s['id']},{s['name']},{s['region']},{s['type']},{s['owner']}\n" for s in self.sites))
        # YAML takes JSON.
        put("checklist.yaml", json.dumps({
            "checklist": "year", "title": "Year", "version": "1", "classification": {"method": "matrix", "bands": BANDS},
            "sections": [
                {"id": section, "title": section, "category": section, "items": [self._item(n) for n in range(len(self.items)) if n % 3 == k]}
                for k, section in enumerate(SECTIONS)]}))
        put("holidays.csv", "date,kind,name\n" + "".join(f"{day},{kind},Day\n" for day, kind in self.holidays.items()))
        put("policy.yaml", json.dumps({**self.policy, "holidays": "holidays.csv"}))
        put("campaign.yaml", json.dumps({
            "campaign": "template", "checklist": "checklist.yaml", "regions": "regions.csv", "sites": "sites.csv",
            "observations": ["records-{occurrence}.csv"], "timeZone": "UTC"}))
        put("schedule.yaml", json.dumps({
            "schedule": SCHEDULE, "title": "Every month", "campaign": "campaign.yaml", "timeZone": "UTC",
            "start": f"{YEAR}-01-01T00:00", "due": f"{DUE // DAY}d", "rule": "FREQ=MONTHLY;BYMONTHDAY=1"}))

    def _item(self, number):
        item, (likelihood, consequence) = self.items[number], RISKS[number]
        return {
            "id": item["id"], "text": f"Item {number}", "level": item["level"], "likelihood": likelihood,
            "consequence": consequence, "weight": item["weight"],
            **({"department": item["department"]} if item["department"] else {})}

    # ------------------------------------------------------------ as facts

    def facts(self, published, end):
        """What an oracle has to know of the district, a dictionary for each line."""
        def period(text):
            digits = text.rstrip("hdw")
            return [int(digits), text[len(digits):]]

        duties = [
            {key: duty.get(key) for key in ("item", "category", "region")}
            | {key: duty.get(key, "") for key in ("department", "owner", "backup")} for duty in self.policy["duties"]]
        yield {
            "type": "policy", "timeZone": self.policy["timeZone"], "publishedAt": published, "end": end,
            "days": {day: kind == "work" for day, kind in self.holidays.items()}, "duties": duties,
            "heads": {row["region"]: [row["head"], row.get("deputy", "")] for row in self.policy["heads"]},
            "absences": self.policy["absences"],
            "deadlines": [
                {key: row.get(key) for key in ("level", "grade", "category")} | {"within": period(row["within"])}
                for row in self.policy["deadlines"]],
            "escalation": [{"after": period(step["after"]), "to": step["to"]} for step in self.policy["escalation"]]}
        for region in self.regions:
            yield {"type": "region", **region}
        for site in self.sites:
            yield {"type": "site", "id": site["id"], "region": site["region"], "owner": site["owner"]}
        for item in self.items:
            yield {"type": "item", **item, "category": item["section"]}
