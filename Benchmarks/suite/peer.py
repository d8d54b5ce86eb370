"""What a team would otherwise write by hand, on the same broker and in turns with the fleet.

`--peer FOLDER` names a folder with `run.py`, which runs such a pipeline (`hand`: confluent-kafka, orjson and SQLite in
Python) over tasks of 64 checks of which 2 % fail, and prints its figures as a line of JSON. The packages that it needs
are installed below var/ the first time.
"""
import json
import os
import subprocess
import sys
import venv

from . import workloads
from .fleet import Broker, Fleet
from .processes import Processes, fresh

PACKAGES = ("confluent-kafka==2.16.1", "orjson", "psutil")


def by_hand(options, processes):
    """Runs the pipeline once: checks a second, and CPU seconds per million checks."""
    work = os.path.join(workloads.ROOT, "var", "peer")
    python = _python(work)
    broker = Broker(options, processes)
    Fleet(options, processes, broker, "peer")
    reply = subprocess.run(
        [python, os.path.join(options.peer, "run.py"), "hand", "--n", str(options.tasks), "--runs", "1", "--quiet", "0"],
        env=os.environ | {"W1_KAFKA": broker.address, "W1_WORK": work, "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE, text=True, check=True)
    ran = next(json.loads(line) for line in reply.stdout.splitlines() if line.startswith("{"))
    if not ran["verified"]:
        sys.exit("bench: the pipeline made by hand came to other totals")
    return ran["checks_s"], ran["cpu_s_per_1m_checks"]


def _python(work):
    folder = os.path.join(work, "venv")
    python = os.path.join(folder, "bin", "python")
    if not os.path.exists(python):
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return python


def peer(options, folder, figures):
    """The same load through the fleet and through the pipeline made by hand, one after the other."""
    if not options.peer:
        return print("peer: skipped, since no --peer names a pipeline to compare with", file=sys.stderr)
    data = fresh(folder, "w1")
    outcomes = workloads.w1(data, options.tasks, options.seed)
    checks = sum(outcomes.values())
    with Processes(fresh(folder, "fleet")) as processes:
        ran = Fleet(options, processes, Broker(options, processes), "fleet").campaign(data, outcomes)
    with Processes(fresh(folder, "hand")) as processes:
        rate, cpu = by_hand(options, processes)
    figures.add("beside a pipeline by hand: its checks", rate, "checks/s")
    figures.add("beside a pipeline by hand: its CPU", cpu, "CPU s per 1M checks")
    figures.add("beside a pipeline by hand: checks, ratio", checks / ran["seconds"] / rate, "", at_least=5)
    figures.add("beside a pipeline by hand: CPU, ratio", ran["cpu_s"] * 1e6 / checks / cpu, "", at_most=0.125)
