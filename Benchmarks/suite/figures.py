"""What is measured, beside what it has to be."""
import json
import os
import platform
import statistics
import subprocess


class Figures:
    """Collects values over several runs; the median of each is what counts."""

    def __init__(self):
        self.entries = {}

    def add(self, name, value, unit, at_least=None, at_most=None, note=""):
        entry = self.entries.setdefault(
            name, {"unit": unit, "at_least": at_least, "at_most": at_most, "note": note, "values": []})
        entry["values"].append(value)

    def rows(self):
        for name, entry in self.entries.items():
            value = statistics.median(entry["values"])
            low, high = entry["at_least"], entry["at_most"]
            target = f">= {low:g}" if low is not None else f"<= {high:g}" if high is not None else ""
            holds = None if not target else (value >= low if low is not None else value <= high)
            yield {"name": name, "value": value, "unit": entry["unit"], "target": target, "holds": holds,
                   "runs": entry["values"], "note": entry["note"]}

    def table(self):
        lines = [machine(), "", f"{'figure':44}{'median':>14} {'unit':22}{'target':>12}  holds"]
        for row in self.rows():
            holds = {None: "", True: "yes", False: "NO"}[row["holds"]]
            lines.append(f"{row['name']:44}{_number(row['value']):>14} {row['unit']:22}{row['target']:>12}  {holds}")
            if row["note"]:
                lines.append(f"    {row['note']}")
        return "\n".join(lines)

    def write(self, path, options):
        document = {
            "machine": machine(), "commit": commit(), "options": vars(options), "figures": list(self.rows())}
        with open(path, "w") as f:
            json.dump(document, f, indent=2)
            f.write("\n")


def _number(value):
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.3g}"


def machine():
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "")
    return (f"{os.cpu_count()} processors, {model or platform.machine()}, {memory:.0f} GiB, "
            f"{platform.system()} {platform.release()}")


def commit():
    reply = subprocess.run(
        ["git", "describe", "--always", "--dirty"], capture_output=True, text=True,
        cwd=os.path.dirname(os.path.abspath(__file__)))
    return reply.stdout.strip() or "unknown"
