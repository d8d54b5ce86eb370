"""Where the documentation and the programs are."""
import importlib.util
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROGRAMS = Path(os.environ.get("HAZARDFLEET_BIN", ROOT / ".build/release"))
PAGES = [ROOT / "README.md", ROOT / "DESIGN.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")),
         *sorted((ROOT / "deploy").glob("*.md")), *sorted((ROOT / "Examples").glob("*/*.md"))]


def commands_page():
    """The script that makes docs/commands.md, as a module."""
    spec = importlib.util.spec_from_file_location("commands_page", ROOT / "scripts/commands_page.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
