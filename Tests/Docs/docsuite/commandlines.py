"""Command lines of the programs: found in pages, and held against what the programs say that they take."""
import re
import shlex
from functools import cache

from .places import PROGRAMS, commands_page

FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
PROGRAM_NAMES = tuple(commands_page().PROGRAMS)
SEPARATORS = {"|", "||", "&&", ";", "&", "(", ")", "<", ">", ">>", "|&"}


# What runs another command that stands behind it.
THROUGH = {"sudo", "env", "exec", "time", "docker", "/bin/sh", "do", "then", "if", "!", "while", "until"}


class Wrong(Exception):
    """A command line that the program would refuse."""


def in_page(text):
    """The lines of its blocks of shell commands."""
    for language, block in FENCE.findall(text):
        if language in ("sh", "bash"):
            yield from in_script(block)


def in_script(text):
    """Calls of the programs in shell text, each as its words."""
    text = re.sub(r"\\\n\s*", " ", text)
    for line in text.splitlines():
        # What is substituted is a command of its own, and leaves one word behind.
        for inner in re.findall(r"\$\(((?:[^()]|\([^()]*\))*)\)", line):
            yield from in_script(inner)
        line = re.sub(r"\$\((?:[^()]|\([^()]*\))*\)", "SUBSTITUTED", line)
        try:
            lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
            lexer.whitespace_split = True
            lexer.commenters = "#"
            words = list(lexer)
        except ValueError:
            raise Wrong(f"no shell would read: {line}") from None
        call = []
        for word in words + [";"]:
            if word in SEPARATORS:
                yield from called(call)
                # What follows a redirection is a file.
                call = ["<file>"] if word in ("<", ">", ">>") else []
            else:
                call.append(word)


def called(words):
    """The call of one of the programs, if that is what the words are, by itself or through another command."""
    for place, word in enumerate(words):
        if word.rsplit("/", 1)[-1] in PROGRAM_NAMES:
            yield [word.rsplit("/", 1)[-1], *words[place + 1:]]
            return
        through = [one for one in words[:place + 1] if not re.fullmatch(r"\w+=.*", one)]
        if through and through[0] not in THROUGH:
            return


@cache
def tree(program):
    return commands_page().read(PROGRAMS, program)


def check(words):
    """Raises `Wrong` unless the program would take that line."""
    command, rest = tree(words[0]), list(words[1:])
    taken = {}
    while True:
        below = {one["commandName"]: one for one in command.get("subcommands", []) if one["commandName"] != "help"}
        # Options of the commands above may stand before a command's name.
        place = next((i for i, word in enumerate(rest) if word in below and not is_value(command, rest, i)), None)
        if place is None:
            break
        take(command, rest[:place], taken, partial=True)
        command, rest = below[rest[place]], rest[place + 1:]
    if any(word in ("--help", "-h", "--version") for word in rest):
        return
    if below:
        raise Wrong(f"{' '.join(words)}: {command['commandName']} needs one of its commands")
    take(command, rest, taken, partial=False)


def is_value(command, words, place):
    return place > 0 and option(command, words[place - 1], required=False) is not None


def option(command, word, required=True):
    """The option of that name which takes a value; nil for a flag."""
    for one in command.get("arguments", []):
        names = [("-" if name["kind"] == "short" else "--") + name["name"] for name in one.get("names", [])]
        if word in names:
            return one if one["kind"] == "option" else None
    if required:
        raise Wrong(f"{command['commandName']} has no {word}")
    return None


def take(command, words, taken, partial):
    places = [one for one in command.get("arguments", []) if one["kind"] == "positional"]
    positional, index = [], 0
    while index < len(words):
        word = words[index]
        index += 1
        if word.startswith("--") and "=" in word:
            name = word.split("=", 1)[0]
            if option(command, name) is None:
                raise Wrong(f"{command['commandName']} {name} takes no value")
            taken[name] = True
        elif word.startswith("-") and len(word) > 1:
            taken[word] = True
            if option(command, word) is not None:
                if index >= len(words):
                    raise Wrong(f"{command['commandName']} {word} needs a value")
                index += 1
        else:
            positional.append(word)
    if partial:
        if positional:
            raise Wrong(f"{command['commandName']} has no command {positional[0]}")
        return
    if len(positional) > len(places) and not any(one["isRepeating"] for one in places):
        raise Wrong(f"{command['commandName']} takes {len(places)} arguments, not {positional}")
    if len(positional) < sum(not one["isOptional"] for one in places):
        raise Wrong(f"{command['commandName']} lacks {places[len(positional)]['valueName']}")
    for one in command.get("arguments", []):
        names = {("-" if name["kind"] == "short" else "--") + name["name"] for name in one.get("names", [])}
        if one["kind"] == "option" and not one["isOptional"] and not names & set(taken):
            raise Wrong(f"{command['commandName']} lacks {sorted(names)[0]}")
