"""docs/commands.md is what the programs say, and every command line that is shown would be taken."""
import unittest

import yaml

from . import commandlines
from .places import PAGES, PROGRAMS, ROOT, commands_page


class Commands(unittest.TestCase):
    def test_the_page_of_commands_is_up_to_date(self):
        self.assertEqual(
            (ROOT / "docs/commands.md").read_text(), commands_page().page(PROGRAMS), "make docs makes it anew")

    def test_command_lines_in_pages_are_taken(self):
        count = 0
        for page in PAGES:
            for words in commandlines.in_page(page.read_text()):
                count += 1
                with self.subTest(page=page.name, line=" ".join(words)):
                    commandlines.check(words)
        self.assertGreater(count, 70)

    def test_examples_in_help_are_taken(self):
        count = 0
        for program in commandlines.PROGRAM_NAMES:
            for path, command in commands_page().commands(commandlines.tree(program), []):
                for words in examples(command.get("discussion", "")):
                    count += 1
                    with self.subTest(help=" ".join(path), line=" ".join(words)):
                        commandlines.check(words)
            for words in examples(commandlines.tree(program).get("discussion", "")):
                with self.subTest(help=program, line=" ".join(words)):
                    commandlines.check(words)
        self.assertGreater(count, 50)

    def test_command_lines_in_deploy_are_taken(self):
        found = []
        for unit in (ROOT / "deploy/systemd").glob("*.service"):
            for line in unit.read_text().splitlines():
                if line.startswith("ExecStart="):
                    found += list(commandlines.in_script(line.removeprefix("ExecStart=").replace("'", " ")))
        compose = yaml.safe_load((ROOT / "deploy/compose/compose.yaml").read_text())
        for name, service in compose["services"].items():
            program = {"worker": ["hazard-worker"], "aggregator": ["hazard-aggregator"]}.get(name.split("-")[0], [])
            found += list(commandlines.called(program + service.get("command", [])))
        for path in (ROOT / "deploy/kubernetes").glob("*.yaml"):
            for document in yaml.safe_load_all(path.read_text()):
                found += [words for words in containers(document)]
        for words in found:
            with self.subTest(" ".join(words)):
                commandlines.check(words)
        self.assertGreater(len(found), 10)

    def test_wrong_lines_are_noticed(self):
        for line in ("hazardctl overviw", "hazardctl hazards --colour red", "hazardctl campaign", "hazardctl campaign a b",
                     "hazardctl explain x --json=1", "hazard-producer launch", "hazardctl bulletin --at", "hazardctl assign H"):
            with self.subTest(line):
                words = next(commandlines.in_script(line))
                self.assertRaises(commandlines.Wrong, commandlines.check, words)

    def test_lines_are_found(self):
        text = 'hazardctl rectify H --evidence "$(hazardctl upload a.jpg)"  # why\nsudo -u x /usr/bin/hazardctl \\\n  overview | head > y'
        self.assertEqual(list(commandlines.in_script(text)), [
            ["hazardctl", "upload", "a.jpg"], ["hazardctl", "rectify", "H", "--evidence", "SUBSTITUTED"], ["hazardctl", "overview"]])


def examples(discussion):
    """Lines that stand alone, as examples do."""
    joined = discussion.replace("\\\n", " ")
    for line in joined.splitlines():
        if line.startswith(" ") and line.split() and line.split()[0] in commandlines.PROGRAM_NAMES and "  " not in line.strip():
            yield from commandlines.in_script(line)


def containers(document):
    """The command lines of a manifest's containers."""
    if isinstance(document, list):
        for one in document:
            yield from containers(one)
    elif isinstance(document, dict):
        image = document.get("image")
        if isinstance(image, str) and "args" in document:
            program = {"hazardfleet/worker": ["hazard-worker"], "hazardfleet/aggregator": ["hazard-aggregator"]}
            yield program.get(image, []) + document["args"]
        for one in document.values():
            yield from containers(one)
