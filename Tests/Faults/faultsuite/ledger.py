"""Looks into the ledger's file beside the programs that write it."""
import os
import sqlite3
import threading
import time
from dataclasses import dataclass, field


def connect(path, timeout=5.0):
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=timeout, isolation_level=None)


def columns(db, table):
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


def is_published(path):
    """Whether the topic of events was written as far as the ledger knows of any."""
    try:
        db = connect(path)
    except sqlite3.Error:
        return False
    try:
        return db.execute(
            "SELECT (SELECT COALESCE(MAX(id), 0) FROM event) = COALESCE((SELECT recorded FROM feed_reader WHERE name = "
            "'events'), 0)").fetchone()[0] == 1
    except sqlite3.Error:
        return False
    finally:
        db.close()


@dataclass
class Sample:
    at: float
    tasks: int
    checked: int
    dead: int
    cancelled: int
    sealed: bool
    was_cancelled: bool
    completed_at: int
    rows: int
    offsets: dict

    @property
    def ended(self):
        return self.checked + self.dead + self.cancelled


def sample(path, campaign):
    """What the ledger says of a campaign at this moment; None while it is not known."""
    if not os.path.exists(path):
        return None
    try:
        db = connect(path, 0.5)
    except sqlite3.Error:
        return None
    try:
        db.execute("BEGIN")
        extra = "cancelled_at IS NOT NULL" if "cancelled_at" in columns(db, "campaign") else "0"
        row = db.execute(
            f"SELECT id, tasks, checked, dead, cancelled, sealed_at IS NOT NULL, {extra}, completed_at FROM campaign "
            "WHERE code = ?", (campaign,)).fetchone()
        offsets = {(t, p): o for t, p, o in db.execute("SELECT topic, partition, next_offset FROM stream")}
        if row is None:
            return None
        rows = db.execute("SELECT COUNT(*) FROM result WHERE campaign_id = ?", (row[0],)).fetchone()[0]
        return Sample(time.monotonic(), *row[1:5], bool(row[5]), bool(row[6]), row[7], rows, offsets)
    except sqlite3.Error:
        return None
    finally:
        db.close()


@dataclass
class Sampler:
    """Looks at the ledger all the time; what may never happen in between is noted as broken."""
    path: str
    campaign: str
    samples: list = field(default_factory=list)
    broken: list = field(default_factory=list)
    pause: float = 0.1
    # Set when the broker lost what it had acknowledged: the ledger then follows logs that begin anew further down.
    may_go_back: bool = False

    def start(self):
        self.ending = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def stop(self):
        self.ending.set()
        self.thread.join(10)
        self.look()

    def _run(self):
        while not self.ending.wait(self.pause):
            self.look()

    @property
    def last(self):
        return self.samples[-1] if self.samples else None

    def look(self):
        now = sample(self.path, self.campaign)
        if now is None:
            return self.last
        before = self.last
        self.samples.append(now)
        self._judge(before, now)
        return now

    def _judge(self, before, now):
        if now.ended != now.rows:
            self._note(f"counters say {now.ended} tasks ended, there are {now.rows} rows")
        if now.ended > now.tasks:
            self._note(f"{now.ended} tasks of {now.tasks} have ended")
        if now.completed_at is not None and not (now.sealed or now.was_cancelled):
            self._note("complete before it was sealed")
        if now.completed_at is not None and now.ended != now.tasks:
            self._note(f"complete with {now.ended} of {now.tasks} tasks")
        if before is None:
            return
        for name in ("checked", "ended", "cancelled"):
            if getattr(now, name) < getattr(before, name):
                self._note(f"{name} fell from {getattr(before, name)} to {getattr(now, name)}")
        if before.completed_at is not None and now.completed_at != before.completed_at:
            self._note("completed a second time")
        for place, offset in before.offsets.items():
            if now.offsets.get(place, -1) < offset and not self.may_go_back:
                self._note(f"the ledger's offset of {place} fell from {offset} to {now.offsets.get(place)}")

    def _note(self, text):
        if len(self.broken) < 20 and text not in self.broken:
            self.broken.append(text)

    def recovery(self, moment):
        """Seconds from a moment until the ledger went on; None when it had nothing to do any more."""
        at = next((s for s in reversed(self.samples) if s.at <= moment), None)
        base = at.rows if at else 0
        if at and at.rows >= at.tasks:
            return None
        later = next((s for s in self.samples if s.at > moment and s.rows > base), None)
        return later.at - moment if later else None
