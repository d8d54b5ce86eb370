"""Measures the fleet beside librdkafka alone, and what it needs of the machine.

    python3 -m suite [--parts chain,city] [--tasks 100000] [--sites 19500] [--runs 3] [--bootstrap HOST:PORT]

Every run has a broker of its own, or uses the one that --bootstrap names, under topics of its own. The totals of every
campaign are compared with those that the generator computed, and the ledger's invariants are verified: a run whose
figures differ fails, the others go on, and the suite ends with 1. The table says what each figure has to be;
bench-results.json has every run, and is written after each.
"""
import argparse
import os
import signal
import subprocess
import sys
import tempfile

from .figures import Figures
from .parts import ALL
from .workloads import ROOT


def main():
    parser = argparse.ArgumentParser(
        prog="suite", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", default=",".join(ALL), help="which, separated by commas")
    parser.add_argument("--tasks", type=int, default=100_000, help="of the parts chain and mixed")
    parser.add_argument("--sites", type=int, default=19_500, help="of the part city; a city has 195,000")
    parser.add_argument(
        "--growth", type=int, default=19_500, help="sites of the part growth at its largest; 195,000 are a city")
    parser.add_argument("--peer", help="folder of a pipeline made by hand, for the part peer")
    parser.add_argument("--hazards", type=int, default=1_370_000, help="of the part queries")
    parser.add_argument("--probes", type=int, default=50_000, help="of the part probes")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--bootstrap", default=os.environ.get("HAZARDFLEET_BOOTSTRAP"))
    parser.add_argument("--bin", default=os.environ.get("HAZARDFLEET_BIN", os.path.join(ROOT, ".build", "release")))
    parser.add_argument(
        "--broker", default=os.environ.get("HAZARDFLEET_BROKER", os.path.join(ROOT, ".venv", "dev-broker")))
    parser.add_argument("--json", default=os.path.join(ROOT, "bench-results.json"))
    options = parser.parse_args()
    parts = options.parts.split(",")
    unknown = [part for part in parts if part not in ALL]
    if unknown:
        parser.error(f"unknown part {unknown[0]}; the parts are {', '.join(ALL)}")
    # What was started ends with the suite, also when that is asked to end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    figures, failed = Figures(), []
    for part in parts:
        for number in range(options.runs):
            run = f"{part}, run {number + 1} of {options.runs}"
            print(run, file=sys.stderr, flush=True)
            if not measure(part, options, figures):
                failed.append(run)
            figures.write(options.json, options)
    print(figures.table())
    if failed:
        sys.exit(f"bench: failed: {'; '.join(failed)}")


def measure(part, options, figures):
    """Whether it ran to its end."""
    with tempfile.TemporaryDirectory(prefix="hazardfleet-bench-") as folder:
        try:
            ALL[part](options, folder, figures)
            return True
        except SystemExit as end:
            if isinstance(end.code, int):
                raise
            print(end.code, file=sys.stderr, flush=True)
        except (subprocess.SubprocessError, OSError) as error:
            print(f"bench: {error}", file=sys.stderr, flush=True)
    return False


if __name__ == "__main__":
    main()
