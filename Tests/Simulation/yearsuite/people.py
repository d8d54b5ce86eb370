"""What happens at the sites, and what people do about it: they fix, put off, pretend and relapse."""
import random

from .district import DAY, campaign_of, iso, month_start

INSPECTORS = 9
# Who walks from site to site in half a minute, and whose sites are always in order.
HASTY, LUCKY = 4, 6
COMMANDS = ["assign", "start", "rectify", "accept", "reject", "fix-on-the-spot", "accept-risk", "false-positive",
            "not-responsible", "hand-off", "reopen", "extend", "take-charge", "green-channel", "supervise"]


class Truth:
    """What is out of order where, which nobody but the simulation knows."""

    def __init__(self, district, seed):
        self.district, self.chance = district, random.Random(seed)
        self.broken = set()

    def inspect(self, month):
        """A month's inspections, within its first six days: rows for the campaign, facts for the oracle."""
        begin, chance = month_start(month), self.chance
        rows, facts = ["site,item,value,observed_at,inspector"], []
        for number, site in enumerate(self.district.sites):
            inspector = number % INSPECTORS
            at = begin + chance.randrange(6 * DAY // 1_000) * 1_000
            if inspector == HASTY:
                at = begin + 3_600_000 + number // INSPECTORS * 30_000
            self._wear(site, number)
            # A few stand before a closed door.
            is_closed = inspector != HASTY and chance.random() < 0.03
            items, exceptions, findings = [], [], []
            for item in self.district.items:
                value = "" if is_closed or chance.random() < 0.02 else "n/a" if chance.random() < 0.02 else None
                if value is None:
                    value = "no" if (site["id"], item["id"]) in self.broken else "yes"
                if value == "no":
                    findings.append({
                        "item": item["id"], "level": item["level"], "grade": item["grade"], "accepted": None, "evidence": []})
                elif value != "yes":
                    exceptions.append([item["id"], "notapplicable" if value else "notchecked"])
                items.append(item["id"])
                rows.append(f"{site['id']},{item['id']},{value},{iso(at)},inspector {inspector}")
            facts.append({
                "type": "result", "campaign": campaign_of(month), "seq": number, "site": site["id"], "at": at,
                "inspector": f"inspector {inspector}", "items": items, "exceptions": exceptions, "findings": findings})
        return "\n".join(rows) + "\n", facts

    def _wear(self, site, number):
        """What breaks since the last month; a few sites are worse than others, and some things break again."""
        if number % INSPECTORS == LUCKY:
            return
        rate = 0.05 if number % 17 == 0 else 0.005
        for item in self.district.items:
            if self.chance.random() < rate:
                self.broken.add((site["id"], item["id"]))


class People:
    """- send: takes a hazard, an action, its body, and the time; says whether it was carried out."""

    def __init__(self, truth, seed, send):
        self.truth, self.chance, self.send = truth, random.Random(seed), send
        # What waits for a re-inspection: nobody touches it until then.
        self.waiting = {}

    def week(self, hazards, begin):
        """Some hazards are worked on, the others are not."""
        hazards = sorted(hazards, key=lambda hazard: hazard["id"])
        self.chance.shuffle(hazards)
        chosen = [h for h in hazards if self.chance.random() < (0.2 if h["state"] == "open" else 0.02)]
        step = 6 * DAY // 1_000 // max(1, len(chosen) * 3)
        at = begin
        for hazard in chosen:
            allowed = [action for action in hazard["rectification"]["allowed"] if action in COMMANDS]
            for _ in range(self.chance.randint(1, 3)):
                at += self.chance.randint(1, max(1, step)) * 1_000
                if not allowed or hazard["id"] in self.waiting:
                    break
                allowed = self._act(hazard, self._choose(hazard, allowed), at) or []

    def _choose(self, hazard, allowed):
        """Mostly forward; a measure or a way out now and then."""
        forward = [a for a in allowed if a in ("assign", "start", "rectify", "accept", "reject", "fix-on-the-spot")]
        return self.chance.choice(forward if forward and self.chance.random() < 0.7 else allowed)

    def _act(self, hazard, action, at):
        """- Returns: what is allowed then."""
        key, chance = (hazard["site"]["id"], hazard["item"]["id"]), self.chance
        body = {"person": chance.choice(["Li", "Wang", "Zhao"]), "reason": "because", "evidence": [f"{key[0]}-{key[1]}-{at}.jpg"]}
        if chance.random() < 0.05:
            body["evidence"] = ["the same old picture.jpg"]

        def later(base, least, most):
            return iso(base + chance.randint(least, most) * DAY)

        if action in ("assign", "hand-off"):
            body |= {"owner": f"team {chance.randrange(9)}", "department": chance.choice(["Brigade", "Power", ""])}
            if action == "assign" and chance.random() < 0.4:
                body["due"] = later(at, 1, 20)
        elif action == "take-charge":
            body["owner"] = "Mayor"
        elif action == "extend":
            body["due"] = later(at, 21, 40)
        elif action == "accept-risk":
            body["until"] = later(at, 3, 60)
        elif action == "fix-on-the-spot":
            body["fixedBy"] = "Chen"
        # One in four only says that it is done.
        if action in ("rectify", "fix-on-the-spot") and chance.random() < 0.75:
            self.truth.broken.discard(key)
        if action == "rectify" and chance.random() < 0.6:
            body |= {"observation": "no" if key in self.truth.broken else "yes", "observedBy": "Sun"}
        answer = self.send(hazard["id"], key, action, body, at)
        if answer is not None and action == "rectify":
            self.waiting[hazard["id"]] = (key, body, at)
        return answer and [a for a in answer["rectification"]["allowed"] if a in COMMANDS]
