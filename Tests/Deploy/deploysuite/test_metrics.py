"""Dashboard, alerts and scaling ask for metrics that there are: in what running programs answer, or in their sources."""
import datetime
import json
import re
import socket
import unittest
import urllib.parse
import urllib.request

from browsersuite.fleet import Fleet, eventually, free_port

from . import catalog, expressions
from .places import DEPLOY, PROGRAMS, ROOT, documents, needs, run, tool

RULES = DEPLOY / "prometheus/rules.yaml"
DASHBOARD = DEPLOY / "grafana/hazardfleet.json"
SCALING = DEPLOY / "kubernetes/scaling.yaml"
# Prometheus' own, and the labels that it adds.
OWN = {"up": set()}
ADDED = {"job", "instance"}
# Every configuration in deploy/ has the client library tell its state.
STATISTICS = ["--kafka", "statistics.interval.ms=1000"]
# What a fleet that has work and a broker shows in any case.
SHOWN = {
    "hazardfleet_tasks_ended_total", "hazardfleet_checks_total", "hazardfleet_results_inserted_total",
    "hazardfleet_batch_apply_duration_seconds_bucket", "hazardfleet_http_requests_total",
    "hazardfleet_http_request_duration_seconds_bucket", "kafka_consumer_lag_records", "kafka_consumer_drain_seconds",
    "kafka_consumer_fetch_queue_records",
    "kafka_producer_acknowledged_records_total", "kafka_producer_queue_records", "kafka_broker_rtt_seconds",
}


def asked():
    """Where each expression stands, and the expression."""
    for group in documents(RULES)[0]["groups"]:
        for rule in group["rules"]:
            yield f"{RULES.name}: {rule.get('alert') or rule['record']}", rule["expr"]
    for panel in json.loads(DASHBOARD.read_text())["panels"]:
        for target in panel.get("targets", []):
            yield f"{DASHBOARD.name}: {panel['title']}", target["expr"]
    for trigger in documents(SCALING)[0]["spec"]["triggers"]:
        yield f"{SCALING.name}: {trigger['type']}", trigger["metadata"]["query"]


def recorded():
    return {rule["record"]: set() for group in documents(RULES)[0]["groups"] for rule in group["rules"] if "record" in rule}


class Expressions(unittest.TestCase):
    def test_names_and_labels_are_found(self):
        text = 'sum by (topic) (max by (a) (lag{job="x", topic=~".+{}"})) / clamp_min(rate(ended_total[5m]), 1) > 0 and absent(up)'
        self.assertEqual(expressions.metrics(text), {"lag": {"job", "topic"}, "ended_total": set(), "up": set()})
        self.assertEqual(expressions.grouped_by(text), {"topic", "a"})

    def test_every_metric_and_label_is_declared(self):
        known = {**catalog.declared(), **OWN, **recorded()}
        self.assertGreater(len(known), 20)
        for place, expression in asked():
            with self.subTest(place):
                found = expressions.metrics(expression)
                self.assertTrue(found)
                there = set(ADDED)
                for name, labels in found.items():
                    self.assertIn(name, known)
                    self.assertLessEqual(labels, known[name] | ADDED, name)
                    there |= known[name]
                # Recorded series keep the labels that their rules group by.
                self.assertLessEqual(expressions.grouped_by(expression), there)


class Alerts(unittest.TestCase):
    @needs("promtool", "Debian: prometheus")
    def test_rules_are_sound_and_fire_when_they_should(self):
        for words in (["check", "rules", RULES], ["test", "rules", RULES.with_name("rules.test.yaml")],
                      ["check", "config", "--syntax-only", DEPLOY / "compose/prometheus.yaml"]):
            done = run(tool("promtool"), *words)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_every_alert_has_its_place_in_the_runbook(self):
        for group in documents(RULES)[0]["groups"]:
            for rule in group["rules"]:
                if "alert" not in rule:
                    continue
                with self.subTest(rule["alert"]):
                    path, anchor = rule["annotations"]["runbook_url"].split("#")
                    text = (ROOT / path).read_text()
                    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
                    self.assertIn(anchor, [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings])
                    self.assertIn(rule["alert"], text)


class Running(unittest.TestCase):
    """One fleet with work done, that is asked what it shows."""

    @classmethod
    def setUpClass(cls):
        cls.fleet = cls.enterClassContext(Fleet(STATISTICS))
        cls.status = free_port()
        cls.fleet.start("shown", *cls.worker(f"127.0.0.1:{cls.status}"))
        folder = cls.fleet.write_campaign("measured", "Measured", seed=7, last_day=datetime.date(2026, 11, 1), count=60)
        cls.fleet.launch(folder)

    @classmethod
    def worker(cls, status):
        return [PROGRAMS / "hazard-worker", "--status", status, *STATISTICS, *cls.fleet.connection]

    def shown(self):
        found = {}
        for address in (f"http://127.0.0.1:{self.status}", self.fleet.base):
            with urllib.request.urlopen(f"{address}/metrics", timeout=10) as reply:
                for name, labels in catalog.exposed(reply.read().decode()).items():
                    found.setdefault(name, set()).update(labels)
        return found

    def test_what_is_asked_for_is_shown(self):
        # The client library tells its state now and then.
        eventually("the programs show what they have done", lambda: SHOWN <= set(self.shown()), within=60)

    def test_what_is_shown_is_declared(self):
        declared = catalog.declared()
        for name, labels in self.shown().items():
            with self.subTest(name):
                self.assertIn(name, declared)
                self.assertLessEqual(labels, declared[name], name)

    def test_the_service_manager_hears_how_a_worker_does(self):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.bind(str(self.fleet.folder / "notify"))
            manager.settimeout(60)
            told = []

            def hear(line):
                while line not in told:
                    told.extend(manager.recv(4096).decode().split("\n"))

            worker = self.fleet.start(
                "watched", "env", f"NOTIFY_SOCKET={manager.getsockname()}", "WATCHDOG_USEC=2000000", *self.worker("127.0.0.1:0"))
            hear("READY=1")
            self.assertTrue(told[0].startswith("STATUS=waiting: "), told)
            hear("WATCHDOG=1")
            worker.terminate()
            hear("STOPPING=1")
            self.assertEqual(worker.wait(timeout=60), 0)

    def test_healthchecks_tell_the_living_from_the_dead(self):
        script = DEPLOY / "docker/healthcheck"
        self.assertEqual(run(script, self.status).returncode, 0)
        self.assertEqual(run(script, self.status, "/readyz").returncode, 0)
        self.assertEqual(run(script, self.fleet.base.rsplit(":", 1)[1]).returncode, 0)
        self.assertNotEqual(run(script, self.status, "/nothing").returncode, 0)
        self.assertNotEqual(run(script, free_port()).returncode, 0)

    def test_the_ledger_is_backed_up_while_it_runs(self):
        folder = self.fleet.folder / "backups"
        folder.mkdir()
        for year in (2019, 2020):
            (folder / f"ledger-{year}0101T000000Z.sqlite").write_bytes(b"")
        variables = {
            "HAZARDFLEET_LEDGER": str(self.fleet.folder / "ledger.sqlite"), "HAZARDFLEET_BACKUPS": str(folder),
            "HAZARDFLEET_BACKUPS_KEPT": "2", "HAZARDFLEET_BIN": str(PROGRAMS)}
        done = run(DEPLOY / "systemd/backup-ledger", variables=variables)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        kept = sorted(path.name for path in folder.iterdir())
        self.assertEqual(len(kept), 2, kept)
        self.assertEqual(kept[0], "ledger-20200101T000000Z.sqlite")
        run(PROGRAMS / "hazard-aggregator", "verify", "--database", folder / kept[1])
        # A ledger that is not there: nothing is kept, nothing is removed.
        variables["HAZARDFLEET_LEDGER"] = str(self.fleet.folder / "nowhere.sqlite")
        self.assertNotEqual(run(DEPLOY / "systemd/backup-ledger", variables=variables).returncode, 0)
        self.assertEqual(sorted(path.name for path in folder.iterdir()), kept)

    def test_topics_are_those_that_the_manifests_name(self):
        from confluent_kafka.admin import AdminClient
        there = AdminClient({"bootstrap.servers": self.fleet.connection[1]}).list_topics(timeout=30).topics
        created = {name: len(topic.partitions) for name, topic in there.items() if name.startswith("hazardfleet.")}
        named = {one["metadata"]["name"]: one["spec"]["partitions"] for one in documents(DEPLOY / "kubernetes/kafka/topics.yaml")}
        self.assertEqual(named, created)

    def test_configurations_are_understood(self):
        secret = self.fleet.folder / "secret"
        secret.write_text("x")
        for path in (DEPLOY / "compose/hazardfleet.yaml", DEPLOY / "kubernetes/hazardfleet.yaml", ROOT / "config/cluster.yaml"):
            with self.subTest(str(path)):
                self.assertGreater(int(documents(path)[0]["kafka"]["statistics.interval.ms"]), 0)
                prefix = "other-" + path.parent.name
                # Secrets lie elsewhere here.
                copy = self.fleet.folder / f"{prefix}.yaml"
                copy.write_text(re.sub(r"\{file: [^}]*\}", f"{{file: {secret}}}", path.read_text()))
                done = run(
                    PROGRAMS / "hazard-producer", "topics", "--config", copy, "--prefix", prefix, *self.fleet.connection,
                    "--kafka", "security.protocol=PLAINTEXT", variables={"HAZARDFLEET_KAFKA_SASL_PASSWORD": "x"})
                # The development broker is one: it refuses copies, not the file.
                if done.returncode != 0:
                    self.assertEqual(done.returncode, 69, done.stderr)
                    self.assertIn("INVALID_REPLICATION_FACTOR", done.stderr)

    @needs("prometheus", "Debian: prometheus")
    def test_prometheus_answers_every_expression(self):
        server = Prometheus(self.fleet, {"hazard-worker": f"127.0.0.1:{self.status}", "hazard-aggregator": self.fleet.base.split("/")[-1]})
        eventually("lag is recorded", lambda: server.values("hazardfleet:drain_seconds"), within=90, pause=0.5)
        for name in recorded():
            if name != "hazardfleet:retries_waiting":
                eventually(f"{name} is recorded", lambda name=name: len(server.values(name)) == 1, within=90, pause=0.5)
        for place, expression in asked():
            with self.subTest(place):
                server.values(expression.replace("$__rate_interval", "1m"))
        for rule in server.rules():
            self.assertEqual(rule.get("lastError", ""), "", rule["name"])


class Prometheus:
    """One that scrapes a fleet every second, with the rules."""

    def __init__(self, fleet, targets):
        self.base = f"http://127.0.0.1:{free_port()}"
        folder = fleet.folder / "prometheus"
        folder.mkdir()
        (folder / "rules.yaml").write_text(RULES.read_text())
        jobs = [{"job_name": job, "static_configs": [{"targets": [target]}]} for job, target in targets.items()]
        # YAML takes JSON.
        (folder / "prometheus.yaml").write_text(json.dumps({
            "global": {"scrape_interval": "1s", "evaluation_interval": "1s"}, "rule_files": ["rules.yaml"],
            "scrape_configs": jobs}))
        fleet.start(
            "prometheus", tool("prometheus"), f"--config.file={folder / 'prometheus.yaml'}",
            f"--storage.tsdb.path={folder / 'data'}", f"--web.listen-address={self.base.split('/')[-1]}")
        eventually("Prometheus is ready", self.is_ready)

    def is_ready(self):
        try:
            return urllib.request.urlopen(f"{self.base}/-/ready", timeout=5).status == 200
        except OSError:
            return False

    def values(self, expression):
        query = urllib.parse.urlencode({"query": expression})
        with urllib.request.urlopen(f"{self.base}/api/v1/query?{query}", timeout=30) as reply:
            return json.load(reply)["data"]["result"]

    def rules(self):
        with urllib.request.urlopen(f"{self.base}/api/v1/rules", timeout=30) as reply:
            return [rule for group in json.load(reply)["data"]["groups"] for rule in group["rules"]]
