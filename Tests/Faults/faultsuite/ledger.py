"""Looks into the ledger's database beside the programs that write it, with none of their code."""
import json
import os
import select
import shutil
import sqlite3
import subprocess
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field

STORES = ["sqlite", "postgresql"]


class Unreadable(Exception):
    """The database is not there yet, is away, or does not answer in time."""


class FileLedger:
    """A ledger in a file of SQLite's."""

    store = "sqlite"

    def __init__(self, path):
        # What the programs are told.
        self.address = path

    def read(self, *queries, within=5.0):
        """The rows of each query, all as of one moment; a query is its SQL and its values."""
        if not os.path.exists(self.address):
            raise Unreadable(f"there is no {self.address}")
        try:
            with closing(sqlite3.connect(
                    f"file:{self.address}?mode=ro", uri=True, timeout=within, isolation_level=None)) as db:
                db.execute("BEGIN")
                return [db.execute(sql, values).fetchall() for sql, *values in queries]
        except sqlite3.Error as error:
            raise Unreadable(str(error)) from error

    def close(self):
        pass


class ServerLedger:
    """A ledger in a PostgreSQL server's database, read by one psql that is asked again and again."""

    store = "postgresql"

    def __init__(self, address, psql):
        self.address, self.psql = address, psql
        self.process, self.questions, self.turn = None, 0, threading.Lock()

    def read(self, *queries, within=5.0):
        """The rows of each query, all as of one moment; a query is its SQL and its values."""
        with self.turn:
            try:
                return self._ask(queries, time.monotonic() + within)
            except (OSError, ValueError, Unreadable) as error:
                self._leave()
                raise Unreadable(str(error)) from error

    def close(self):
        with self.turn:
            self._leave()

    def _ask(self, queries, end):
        if self.process is None or self.process.poll() is not None:
            self._open()
        self.questions += 1
        mark = f"-- {self.questions} "
        words = ["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"]
        for sql, *values in queries:
            # As JSON every row is one line, and numbers, texts and nothing are told apart.
            words += [f"SELECT to_json(q) FROM ({_filled(sql, values)}) q;", f"\\echo '{mark}':ERROR"]
        self.process.stdin.write(("\n".join([*words, "COMMIT;"]) + "\n").encode())
        self.process.stdin.flush()
        return [self._rows(mark, end) for _ in queries]

    def _rows(self, mark, end):
        rows = []
        while not (line := self._line(end)).startswith(mark):
            rows.append(json.loads(line, object_pairs_hook=lambda pairs: tuple(value for _, value in pairs)))
        if line.removeprefix(mark) != "false":
            raise Unreadable("the server refuses the query")
        return rows

    def _line(self, end):
        while b"\n" not in self.said:
            if not select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))[0]:
                raise Unreadable("the server does not answer")
            some = os.read(self.process.stdout.fileno(), 1 << 16)
            if not some:
                raise Unreadable("the connection is lost")
            self.said += some
        line, _, self.said = self.said.partition(b"\n")
        return line.decode()

    def _open(self):
        watch = shutil.which("setpriv")
        self.said = b""
        self.process = subprocess.Popen(
            [*([watch, "--pdeathsig", "KILL"] if watch else []), self.psql, "-XqAt", "-d", self.address],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
            env={**os.environ, "PGCONNECT_TIMEOUT": "5"})

    def _leave(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            for pipe in (self.process.stdin, self.process.stdout):
                try:
                    pipe.close()
                except OSError:
                    pass
            self.process = None


def _filled(sql, values):
    parts = sql.split("?")
    texts = [str(v) if isinstance(v, int) else "'" + v.replace("'", "''") + "'" for v in values]
    return parts[0] + "".join(text + part for text, part in zip(texts, parts[1:]))


def is_published(ledger):
    """Whether the topic of events was written as far as the ledger knows of any."""
    try:
        [[(last, recorded)]] = ledger.read((
            "SELECT (SELECT MAX(id) FROM event), (SELECT recorded FROM feed_reader WHERE name = 'events')",))
    except Unreadable:
        return False
    return (last or 0) == (recorded or 0)


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


def sample(ledger, campaign):
    """What the ledger says of a campaign at this moment; None while it is not known."""
    try:
        found, stands = ledger.read(
            ("SELECT tasks, checked, dead, cancelled, sealed_at, cancelled_at, completed_at, (SELECT COUNT(*) FROM result "
             "WHERE campaign_id = campaign.id) FROM campaign WHERE code = ?", campaign),
            ("SELECT topic, partition, next_offset FROM stream",), within=0.5)
    except Unreadable:
        return None
    if not found:
        return None
    *counts, sealed_at, cancelled_at, completed_at, rows = found[0]
    offsets = {(topic, number): offset for topic, number, offset in stands}
    return Sample(time.monotonic(), *counts, sealed_at is not None, cancelled_at is not None, completed_at, rows, offsets)


@dataclass
class Sampler:
    """Looks at the ledger all the time; what may never happen in between is noted as broken."""
    ledger: object
    campaign: str
    samples: list = field(default_factory=list)
    broken: list = field(default_factory=list)
    pause: float = 0.1
    # Set when the broker lost what it had acknowledged: the ledger then follows logs that begin anew further down.
    may_go_back: bool = False

    def start(self):
        self.ending, self.turn = threading.Event(), threading.Lock()
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
        with self.turn:
            now = sample(self.ledger, self.campaign)
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
