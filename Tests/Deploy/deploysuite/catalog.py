"""What the programs say of the metrics that they export, read from their sources: name, kind and labels."""
import re

from .places import ROOT

SOURCES = ROOT / "Sources"
DEFINITION = re.compile(r'MetricDefinition\(\s*\.(counter|gauge|histogram),\s*"(\w+)"(.*?)\n\n', re.DOTALL)
DIRECT = re.compile(r'(Counter|Gauge|Meter|Timer)\(\s*label:\s*"(\w+)",\s*dimensions:\s*\[([^\]]*)\]')


def declared():
    """Names as they are exposed, each with its labels."""
    found = {}
    texts = [path.read_text() + "\n\n" for path in SOURCES.rglob("*.swift")]
    for text in texts:
        for kind, name, rest in DEFINITION.findall(text):
            labels = re.search(r"labels: \[([^\]]*)\]", rest)
            add(found, kind, name, re.findall(r'"(\w+)"', labels.group(1)) if labels else [])
        for kind, name, labels in DIRECT.findall(text):
            add(found, {"Counter": "counter", "Timer": "histogram"}.get(kind, "gauge"), name, re.findall(r'\("(\w+)"', labels))
    return found


def add(found, kind, name, labels):
    if kind == "counter" and not name.endswith("_total"):
        name += "_total"
    for suffix in ["_bucket", "_sum", "_count"] if kind == "histogram" else [""]:
        found[name + suffix] = set(labels) | ({"le"} if suffix == "_bucket" else set())


def exposed(text):
    """The same of what a program answered at /metrics."""
    found = {}
    for name, labels in re.findall(r"^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? ", text, re.MULTILINE):
        found.setdefault(name, set()).update(re.findall(r'(\w+)="', labels))
    return found
