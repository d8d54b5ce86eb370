"""systemd units, by systemd's own tools."""
import re
import shutil
import tempfile
import unittest
from pathlib import Path

from .places import DEPLOY, PROGRAMS, needs, run, tool

UNITS = sorted((DEPLOY / "systemd").glob("*.service")) + sorted((DEPLOY / "systemd").glob("*.timer"))
INSTALLED = re.compile(r"/usr/local/(bin|lib/hazardfleet)/([a-z-]+)")


class Units(unittest.TestCase):
    @needs("systemd-analyze", "Debian: systemd")
    def test_they_are_sound(self):
        # Where programs will be is not where they are: the same units with what is here in their place.
        with tempfile.TemporaryDirectory() as folder:
            for unit in UNITS:
                text = INSTALLED.sub(lambda found: str(self.program(found.group(2))), unit.read_text())
                (Path(folder) / unit.name).write_text(text)
            done = run(tool("systemd-analyze"), "verify", *sorted(Path(folder).iterdir()))
            self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""))

    @needs("systemd-analyze", "Debian: systemd")
    def test_their_exposure_is_below_2(self):
        for unit in UNITS:
            if unit.suffix != ".service":
                continue
            with self.subTest(unit.name):
                done = run(tool("systemd-analyze"), "security", "--offline=true", "--no-pager", unit)
                exposure = re.search(r"exposure level for \S+: ([0-9.]+)", done.stdout)
                self.assertIsNotNone(exposure, done.stdout + done.stderr)
                self.assertLess(float(exposure.group(1)), 2)

    def test_every_timer_has_its_service(self):
        for unit in UNITS:
            if unit.suffix == ".timer":
                self.assertTrue(unit.with_suffix(".service").exists(), unit.name)

    @needs("shellcheck", "Debian: shellcheck")
    def test_scripts_are_sound(self):
        scripts = [path for path in DEPLOY.rglob("*") if path.is_file() and path.read_bytes().startswith(b"#!")]
        self.assertGreaterEqual(len(scripts), 3)
        done = run(tool("shellcheck"), *scripts)
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    @staticmethod
    def program(name):
        own = DEPLOY / "systemd" / name
        return own if own.exists() else PROGRAMS / name if (PROGRAMS / name).exists() else shutil.which("true")
