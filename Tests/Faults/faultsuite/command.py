"""The command line."""
import argparse
import json
import os
import signal
import sys

from . import mutations, places, plans, runner, scenarios
from .episode import Episode
from .ledger import STORES

# What `make test` runs; every fault comes first once.
SHORT_EPISODES, SHORT_SEED = 16, 1_000


def parser():
    options = argparse.ArgumentParser(
        prog="faultsuite", description="Runs the built fleet under seeded faults and checks that nothing was lost "
        "or counted twice. See docs/faults.md.")
    options.add_argument("--episodes", type=int, default=200)
    options.add_argument("--seed", type=int, default=1, help="of the first episode; the next has the next number")
    options.add_argument("--store", choices=[*STORES, "both"], default="both",
                         help="where ledgers are (default: both; the seed of an episode says which)")
    options.add_argument("--jobs", type=int, default=0, help="episodes at a time (default: processors + 1)")
    options.add_argument("--short", action="store_true", help="the part that make test runs: fixed seed, some minutes")
    options.add_argument("--no-mutations", action="store_true")
    options.add_argument("--no-scenarios", action="store_true")
    options.add_argument("--only-scenarios", nargs="*", help="run these only; they are: " + ", ".join(scenarios.NAMES))
    options.add_argument("--keep", action="store_true", help="keep the folders of sound episodes too")
    options.add_argument("--plan", action="store_true", help="print the plans and run nothing")
    # One run in this process, for the runner.
    options.add_argument("--one", choices=["episode", "mutation", "scenario"], help=argparse.SUPPRESS)
    options.add_argument("--name", help=argparse.SUPPRESS)
    options.add_argument("--folder", help=argparse.SUPPRESS)
    options.add_argument("--template", help=argparse.SUPPRESS)
    return options


def one(options):
    if options.one == "episode":
        return Episode(plans.make(options.seed, options.store), options.folder, template=options.template).run()
    run = mutations.run if options.one == "mutation" else scenarios.run
    return run(options.name, options.folder, options.store, options.template)


def main():
    options = parser().parse_args()
    if options.short:
        options.episodes, options.seed, options.only_scenarios = SHORT_EPISODES, SHORT_SEED, ["heal"]
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(130))
    try:
        if options.one:
            report = one(options)
            with open(os.path.join(options.folder, "report.json"), "w", encoding="utf-8") as file:
                json.dump(report, file)
            return 0
        if options.plan:
            for seed in range(options.seed, options.seed + options.episodes):
                print(json.dumps(plans.make(seed, None if options.store == "both" else options.store)))
            return 0
        return runner.run(options)
    except places.Trouble as trouble:
        print(f"fault: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
