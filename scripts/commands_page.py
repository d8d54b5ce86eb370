#!/usr/bin/env python3
"""Prints docs/commands.md: every command, argument and option, as the programs themselves say them.

    scripts/commands_page.py FOLDER-OF-THE-PROGRAMS > docs/commands.md
"""
import json
import re
import subprocess
import sys
import textwrap
from pathlib import Path

PROGRAMS = ["hazard-producer", "hazard-worker", "hazard-aggregator", "hazardctl"]
HEAD = """\
# Commands

What `--help` says of every command, taken from the programs by `make docs`; a test says when this page is behind them.
Options that most commands of a program take are explained at its head; `--help` belongs to all. Settings are
explained in [configuration.md](configuration.md), exit codes in [operations.md](operations.md#exit-codes).
"""


def read(folder, program):
    """The program's tree of commands."""
    done = subprocess.run(
        [str(Path(folder) / program), "--experimental-dump-help"], check=True, capture_output=True, text=True, timeout=60)
    return json.loads(done.stdout)["command"]


def page(folder):
    trees = [read(folder, program) for program in PROGRAMS]
    lines = [HEAD]
    for tree in trees:
        name = tree["commandName"]
        lines.append(f"- [{name}](#{name}): {tree['abstract']}")
    return "\n".join(lines) + "\n" + "".join(section(tree) for tree in trees)


def section(tree):
    leaves = list(commands(tree, []))
    taken = [arguments(leaf) for _, leaf in leaves]
    common = list(dict.fromkeys(
        one for own in taken for one in own
        if one[0].startswith("`--") and len(leaves) > 1 and 2 * sum(one in other for other in taken) >= len(leaves)))
    text = f"\n## {tree['commandName']}\n\n{words(tree.get('discussion') or tree['abstract'])}"
    if common:
        text += "\nMost of its commands take\n\n" + table(common)
    for (path, leaf), own in zip(leaves, taken):
        if len(path) > 1:
            text += f"\n### {' '.join(path)}\n\n{leaf['abstract']}\n"
            if leaf.get("discussion"):
                text += "\n" + words(leaf["discussion"])
        rest = [one for one in own if one not in common]
        if rest:
            text += "\n" + table(rest)
        if any(one in common for one in own):
            text += "\nAlso " + ", ".join(one[0].split(" ")[0].rstrip("`") + "`" for one in common if one in own) + ".\n"
    return text


def commands(command, path):
    """Every command that does something, with its words."""
    path = path + [command["commandName"]]
    below = [one for one in command.get("subcommands", []) if one["commandName"] != "help"]
    if not below:
        yield path, command
    for one in below:
        yield from commands(one, path)


def arguments(command):
    found = []
    for one in command.get("arguments", []):
        names = [("-" if name["kind"] == "short" else "--") + name["name"] for name in one.get("names", [])]
        if "--help" in names or not one["shouldDisplay"]:
            continue
        value = f" {one['valueName'].upper()}" if one["kind"] == "option" else ""
        shown = ", ".join(names) + value if names else one["valueName"].upper()
        more = " ..." if one["isRepeating"] else ""
        said = " ".join(one.get("abstract", "").split())
        default = one.get("defaultValue")
        if default and "(default:" not in said:
            said = said.rstrip(".") + f" (default: {default})."
        # A line of a table must not end early.
        found.append((f"`{shown}`{more}", said.replace("|", "\\|"), "" if one["isOptional"] else "(required) "))
    return found


def table(rows):
    lines = ["| | |", "| --- | --- |"]
    for shown, said, need in rows:
        lines.append(f"| {shown} | {need}{said} |".replace("\n", " "))
    return "\n".join(lines) + "\n"


def words(text):
    """A discussion: paragraphs, and what is laid out by hand, such as examples, as it stands."""
    out = []
    for block in re.split(r"\n\s*\n", textwrap.dedent(text).strip("\n")):
        lines = block.splitlines()
        is_laid_out = any(line.startswith("  ") for line in lines) or re.fullmatch(r"[A-Z ]+:", lines[0])
        out.append("```text\n" + block + "\n```" if is_laid_out else block)
    return "\n\n".join(out).replace("```\n\n```text\n", "\n") + "\n"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.stdout.write(page(sys.argv[1]))
