"""The README's own campaign in five minutes, as it stands there, on a fleet of the test's."""
import os
import re
import subprocess
import unittest

from browsersuite.fleet import Fleet, eventually

from .places import PROGRAMS, ROOT

SECTION = re.search(
    r"^## Your own campaign in five minutes\n(.*?)^## ", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL).group(1)
BLOCK = re.compile(r"^((?:`[^`\n]+`[^\n]*\n\n)?)```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


class QuickStart(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.fleet = cls.enterClassContext(Fleet())
        cls.folder = cls.fleet.folder / "shops"
        cls.folder.mkdir()

    def shell(self, script):
        """The lines as a person would type them, with this fleet's addresses in place of the example's."""
        script = script.replace("127.0.0.1:9092", self.fleet.connection[1]).replace("http://127.0.0.1:8480", self.fleet.base)
        variables = {**os.environ, "PATH": f"{PROGRAMS}:{os.environ['PATH']}", "HAZARDCTL_API": self.fleet.base}
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script], cwd=self.folder, env=variables, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=180)
        self.assertEqual(done.returncode, 0, script + done.stdout + done.stderr)
        return done.stdout

    def test_it_does_what_it_says(self):
        blocks = BLOCK.findall(SECTION)
        self.write_files(blocks)
        first, inspecting, acting, reporting, *rest = [text for _, language, text in blocks if language == "sh"]
        said = self.shell(first)
        cited = re.search(r"cites the rule that decided: `([^`]+)`", SECTION).group(1)
        hazards = self.fleet.get("/v1/hazards")["items"]
        self.assertEqual({(one["site"]["id"], one["state"]) for one in hazards}, {("S1", "open"), ("S2", "closed")})
        opened = next(one for one in hazards if one["state"] == "open")
        self.assertIn(cited, opened["reason"])
        self.assertIn(opened["id"], said)
        self.assertIn("EXT-1", self.shell(inspecting))
        self.act(acting, opened["id"])
        reported = self.report(reporting)
        for script in rest:
            self.lines(script, reported)

    def report(self, script):
        """The id of what was reported, once a worker has decided it."""
        before, near, after = script.partition("hazardctl near")
        self.shell(before)
        found = eventually("what was reported is open", lambda: self.fleet.get("/v1/hazards?state=open")["items"], within=30)
        self.assertEqual(len(found), 1)
        self.lines(near + after, found[0]["id"])
        return found[0]["id"]

    def lines(self, script, hazard):
        """One by one; some tell an answer by their exit code, and say so."""
        for line in script.replace("HAZARD", hazard).splitlines():
            self.shell(line.split("#")[0] + " || [ $? = 3 ]" if "exits with 0 or 3" in line else line)

    def act(self, script, hazard):
        """Up to the verified end. The workers' own re-inspection may come before the acceptance, and end it as well."""
        *before, last = [line for line in script.replace("HAZARD", hazard).splitlines() if line.strip()]
        self.assertIn("hazardctl accept", last)
        self.shell("\n".join(before))
        stage = self.fleet.get(f"/v1/hazards/{hazard}")["rectification"]["state"]
        self.assertIn(stage, ("rectified", "closed", "verified"))
        if stage == "rectified":
            self.shell(last)
        eventually("the hazard is closed", lambda: self.fleet.get(f"/v1/hazards/{hazard}")["state"] == "closed", within=30)

    def write_files(self, blocks):
        """`name`, and what stands in it; one sentence may announce two files whose blocks follow each other."""
        named = re.findall(r"`([\w-]+\.(?:yaml|csv))`(?: and `([\w-]+\.csv)`)?, [^\n]*:\n\n```\w*\n(.*?)^```(?:\n\n```\w*\n(.*?)^```)?", SECTION, re.MULTILINE | re.DOTALL)
        names = []
        for first, second, text, more in named:
            (self.folder / first).write_text(text)
            names.append(first)
            if second:
                (self.folder / second).write_text(more)
                names.append(second)
        self.assertEqual(sorted(names), ["campaign.yaml", "checklist.yaml", "observations.csv", "regions.csv", "sites.csv", "winter.yaml"])
