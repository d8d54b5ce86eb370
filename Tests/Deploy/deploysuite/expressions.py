"""What a PromQL expression names. No parser: strings, braces and ranges are taken out, and names are what is left."""
import re

WORDS = {"and", "or", "unless", "by", "without", "on", "ignoring", "group_left", "group_right", "offset", "bool"}
STRING = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'")


def metrics(expression):
    """The names of metrics, each with the labels that it is selected by."""
    bare = STRING.sub('""', expression)
    found = {}
    for name, labels in re.findall(r"([a-zA-Z_:][\w:]*)\s*(?:\{([^}]*)\})?", GROUPING.sub(" ", re.sub(r"\[[^\]]*\]", "", bare))):
        rest = bare[bare.find(name) + len(name):].lstrip() if not labels else ""
        if name in WORDS or rest.startswith("(") or GROUPED.match(rest):
            continue
        found.setdefault(name, set()).update(re.findall(r"(\w+)\s*(?:=~|!~|!=|=)", labels))
    return found


def grouped_by(expression):
    """The labels that results are grouped by."""
    found = re.findall(r"\b(?:by|without|on|ignoring)\s*\(([^)]*)\)", STRING.sub('""', expression))
    return {label.strip() for labels in found for label in labels.split(",") if label.strip()}


GROUPING = re.compile(r"\b(?:by|without|on|ignoring)\s*\([^)]*\)")
GROUPED = re.compile(r"(?:by|without)\s*\(")
