"""The whole fleet on a broker of its own, by a clock that the simulation holds."""
import http.client
import json
import os
import re
import sys
import urllib.parse

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "Tests", "Faults"))

from faultsuite import places  # noqa: E402
from faultsuite.brokers import DevBroker  # noqa: E402
from faultsuite.places import Trouble  # noqa: E402
from faultsuite.processes import Child, eventually  # noqa: E402

CLOCK_METRIC = re.compile(r"^hazardfleet_ledger_clock_timestamp_seconds (\S+)$", re.M)


class Fleet:
    def __init__(self, folder, mark):
        self.folder, self.mark, self.counter = folder, mark, 0
        self.clock = os.path.join(folder, "clock")
        self.database = os.path.join(folder, "ledger.sqlite")
        self.config = os.path.join(folder, "config.yaml")
        self.children, self.connection = [], None
        self.broker = DevBroker(folder, mark)

    def configure(self):
        with open(self.config, "w", encoding="utf-8") as file:
            file.write(
                f"kafka:\n  bootstrap.servers: {self.broker.bootstrap}\ntopics:\n"
                "  partitions: {tasks.urgent: 2, tasks.bulk: 4, results: 4, tasks.long: 1, tasks.retry: 1, dlq: 1}\n"
                "aggregator:\n  requestsPerMinute: 0\n")

    def start(self):
        self.worker = self._child("worker", "hazard-worker", "--name", "w1", "--config", self.config)
        self.aggregator = self._child(
            "aggregator", "hazard-aggregator", "run", "--name", "a1", "--database", self.database, "--listen", "127.0.0.1:0",
            "--config", self.config)
        address = eventually("the aggregator listens", lambda: re.search(
            r"^listening on http://(\S+)$", self.aggregator.log(), re.M) or not self.aggregator.is_running())
        if address is True:
            raise Trouble(f"the aggregator ended: {self.aggregator.tail()}")
        self.connection = http.client.HTTPConnection(address[1], timeout=60)

    def restart(self):
        """As kill -9 and a service manager would."""
        self.worker.kill()
        self.aggregator.kill()
        self.start()

    def stop(self):
        for child in self.children:
            if child.is_running():
                child.kill()
        self.broker.stop()

    def _child(self, name, program, *words):
        self.counter += 1
        child = Child(f"{self.counter:03}-{name}", [places.program(program), *words], self.folder, self.mark,
                      {"HAZARDFLEET_CLOCK": self.clock})
        self.children.append(child)
        return child

    def run(self, program, *words, within=300):
        """- Returns: what a program that has to succeed said."""
        child = self._child(words[0], program, *words)
        code = child.wait(within)
        self.children.remove(child)
        if code != 0:
            child.kill()
            raise Trouble(f"{program} {' '.join(words)} ended with {code}: {child.tail()}")
        return child.log()

    # ------------------------------------------------------------ time

    def hold(self, milliseconds):
        """Sets the clock."""
        with open(self.clock + ".new", "w", encoding="utf-8") as file:
            file.write(str(milliseconds))
        os.replace(self.clock + ".new", self.clock)

    def let_pass(self, milliseconds):
        """Sets the clock, and waits until what is due by then has happened."""
        self.hold(milliseconds)

        def has_come():
            found = CLOCK_METRIC.search(self.request("GET", "/metrics")[1])
            return found and float(found[1]) * 1_000 >= milliseconds
        eventually(f"the ledger's clock says {milliseconds}", has_come, within=300)

    # ------------------------------------------------------------ the API

    def request(self, method, path, body=None):
        """- Returns: status and text."""
        data = None if body is None else json.dumps(body)
        for is_last in (False, True):
            try:
                self.connection.request(method, path, data, {} if data is None else {"Content-Type": "application/json"})
                answer = self.connection.getresponse()
                return answer.status, answer.read().decode()
            except (http.client.HTTPException, OSError):
                # An idle connection may have been closed; what was asked twice is done once, as nothing came back.
                self.connection.close()
                if is_last or method != "GET":
                    raise

    def get(self, path, **query):
        query = {name: value for name, value in query.items() if value is not None}
        where = path + ("?" + urllib.parse.urlencode(query) if query else "")
        status, text = self.request("GET", where)
        if status != 200:
            raise Trouble(f"GET {where} answers {status}: {text}")
        return json.loads(text)

    def pages(self, path, **query):
        page = self.get(path, **query)
        yield from page["items"]
        while page["next"]:
            page = self.get(path, cursor=page["next"], **query)
            yield from page["items"]
