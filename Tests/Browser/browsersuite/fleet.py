"""A broker, an aggregator and a worker on free ports of the loopback interface, for one suite."""
import contextlib
import datetime
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROGRAMS = Path(os.environ.get("HAZARDFLEET_BIN", ROOT / ".build/release"))
DISTRICT = ROOT / "Examples/district"


WALK = """
checklist: walk
title: Walk
version: "1"
sections:
  - id: W
    title: Ways out
    category: fire
    items:
      - {id: W-1, text: The exit is free, level: major}
      - {id: W-2, text: There is a second exit}
  - id: E
    title: Extinguishers
    category: fire
    items:
      - {id: E-1, text: The gauge, observe: number, unit: MPa, require: 1.0..1.4, evidence: photo}
      - {id: E-2, text: The kind, observe: choice, options: [foam, powder], require: foam}
"""


class Trouble(Exception):
    """Something outside the test is not as it has to be."""


def eventually(what, condition, within=60.0, pause=0.1):
    """Waits for a true value; the deadline only ends what would never go on."""
    end = time.monotonic() + within
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise Trouble(f"not within {within:g} s: {what}")
        time.sleep(pause)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def accepts(port):
    with socket.socket() as client:
        client.settimeout(0.5)
        return client.connect_ex(("127.0.0.1", port)) == 0


class Fleet:
    """Use it with `with`: nothing of it runs afterwards."""

    def __init__(self, options=()):
        self.options = list(options)
        self.children = []

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="hazardfleet-browser-"))
        try:
            port = free_port()
            self.start("broker", ROOT / ".venv/dev-broker", "start", "--only", "kafka", "--kafka-port", port,
                       "--data-dir", self.folder / "broker")
            eventually("the broker accepts connections", lambda: accepts(port))
            self.connection = ["--bootstrap", f"127.0.0.1:{port}"]
            self.run("hazard-producer", "topics", *self.connection)
            (self.folder / "evidence").mkdir()
            self._aggregate("127.0.0.1:0")
            self.start("worker", PROGRAMS / "hazard-worker", *self.connection)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for child in reversed(self.children):
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _aggregate(self, address):
        self.aggregator = self.start(
            "aggregator", PROGRAMS / "hazard-aggregator", "run", "--database", self.folder / "ledger.sqlite", "--listen",
            address, "--evidence", self.folder / "evidence", *self.options, *self.connection)
        self.base = eventually("the aggregator listens", self._address)

    @contextlib.contextmanager
    def silence(self):
        """As from a cellar: nobody answers meanwhile."""
        self.aggregator.send_signal(signal.SIGTERM)
        self.aggregator.wait(60)
        try:
            yield
        finally:
            self._aggregate(self.base.removeprefix("http://"))

    def start(self, name, *command):
        watch = shutil.which("setpriv")
        words = ([watch, "--pdeathsig", "KILL"] if watch else []) + [str(word) for word in command]
        with open(self.folder / f"{name}.log", "wb") as log:
            child = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        self.children.append(child)
        return child

    def run(self, program, *arguments):
        """A program that has to succeed."""
        words = [str(PROGRAMS / program)] + [str(word) for word in arguments]
        done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)
        if done.returncode != 0:
            raise Trouble(f"{' '.join(words)}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def _address(self):
        found = re.search(r"^listening on (\S+)", (self.folder / "aggregator.log").read_text(), re.MULTILINE)
        if not found and self.children[-1].poll() is not None:
            raise Trouble((self.folder / "aggregator.log").read_text())
        return found and found.group(1)

    # ---- the API, to set a scene

    def get(self, path):
        with urllib.request.urlopen(self.base + path, timeout=60) as reply:
            return json.load(reply)

    def post(self, path, **body):
        request = urllib.request.Request(
            self.base + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                return json.load(reply)
        except urllib.error.HTTPError as error:
            raise Trouble(f"{path}: {error.code} {error.read().decode()}") from error

    # ---- campaigns

    def write_campaign(self, name, title, seed, last_day, count=None):
        """The district's example under another name, as if its last inspection had been on that day."""
        folder = self.folder / name
        folder.mkdir()
        options = ["--count", str(count)] if count else []
        subprocess.run(
            [sys.executable, str(DISTRICT / "make_observations.py"), "--seed", str(seed), "--out",
             str(folder / "made.jsonl"), *options], check=True, capture_output=True)
        text = (folder / "made.jsonl").read_text()
        last_made = datetime.date(2026, 11, 27)
        shift = last_day - last_made
        moved = re.sub(
            r"(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)",
            lambda date: (datetime.date(*map(int, date.groups())) + shift).isoformat(), text)
        (folder / "observations.jsonl").write_text(moved)
        for file in DISTRICT.iterdir():
            if file.suffix in (".csv", ".yaml"):
                shutil.copy(file, folder)
        campaign = (folder / "campaign.yaml").read_text()
        campaign = re.sub(r"^campaign:.*$", f"campaign: {name}", campaign, flags=re.MULTILINE)
        campaign = re.sub(r"^title:.*$", f"title: {title}", campaign, flags=re.MULTILINE)
        (folder / "campaign.yaml").write_text(campaign)
        return folder

    def write_walk(self, name, region, day):
        """A campaign in one region that nobody has observed anything for: an inspector has to walk there."""
        folder = self.folder / name
        folder.mkdir()
        for file in ("regions.csv", "sites.csv"):
            shutil.copy(DISTRICT / file, folder)
        (folder / "checklist.yaml").write_text(WALK)
        (folder / "campaign.yaml").write_text(
            f"campaign: {name}\ntitle: Walk of the inspectors\nchecklist: checklist.yaml\nregions: regions.csv\n"
            f"sites: sites.csv\nasOf: {day.isoformat()}\nselect: {{regions: [{region}]}}\n")
        return folder

    def photo(self):
        """A file that begins as photos do."""
        path = self.folder / "after.png"
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"as it is now")
        return path

    def launch(self, folder):
        self.run("hazard-producer", "launch", folder / "campaign.yaml", "--data", folder, *self.connection)
        eventually(f"{folder.name} is complete", lambda: self.is_complete(folder.name), within=240)

    def is_complete(self, campaign):
        # The ledger learns of a campaign a little later than its launcher ends.
        listed = {one["id"]: one["phase"] for one in self.get("/v1/campaigns")["items"]}
        return listed.get(campaign) == "complete"

    def make_overdue(self, hazard, owner="Wang Wei", department="fire-rescue", days=9):
        """Assigns it in the past, to be done by a day that is over."""
        now = datetime.datetime.now(datetime.timezone.utc)
        at = now - datetime.timedelta(days=days)
        self.post(
            f"/v1/hazards/{hazard['id']}/assign", person="Li Na", role="supervisor", owner=owner, department=department,
            at=at.isoformat(timespec="seconds"), due=(at + datetime.timedelta(days=days / 3)).isoformat(timespec="seconds"))
