"""Where things are, and tools that may or may not be there."""
import os
import shutil
import subprocess
import unittest
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[3]
DEPLOY = ROOT / "deploy"
SCHEMAS = ROOT / "Tests/Deploy/schemas"
PROGRAMS = Path(os.environ.get("HAZARDFLEET_BIN", ROOT / ".build/release"))


def tool(name):
    """The tool's path, by .venv or the system's; nil where it is not there."""
    own = ROOT / ".venv/bin" / name
    return str(own) if own.exists() else shutil.which(name)


def needs(name, source):
    """Skips a test, in words, where a tool is missing."""
    return unittest.skipUnless(tool(name), f"{name} is not here ({source}; make deploy-check installs what it can)")


def run(*command, cwd=None, variables=None):
    words = [str(word) for word in command]
    return subprocess.run(
        words, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300,
        env={**os.environ, **(variables or {})})


def documents(path):
    return [document for document in yaml.safe_load_all(path.read_text()) if document is not None]
