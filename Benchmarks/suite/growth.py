"""What a check costs when there are fifty times as many."""
from . import workloads
from .fleet import Broker, Fleet
from .processes import Processes, fresh

STEPS = (0.02, 0.2, 1)
# The register that more sites are made from has so many.
LEAST_SITES = 320
# The development broker keeps all topics in memory and gives all of a partition at once: the worker is not to be left far
# behind.
BACKLOG = ("--max-backlog", "40000")


def growth(options, folder, figures):
    """The city's items for some of its sites, more, and all: CPU per check, and memory."""
    costs, largest = [], {}
    for share in STEPS:
        sites = max(LEAST_SITES, round(options.growth * share))
        data = fresh(folder, "data")
        outcomes = workloads.district(data, sites, options.seed)
        with Processes(fresh(folder, "fleet")) as processes:
            ran = Fleet(options, processes, Broker(options, processes), "growth").campaign(
                data, outcomes, *BACKLOG)
        checks = sum(outcomes.values())
        costs.append(ran["cpu_s"] * 1e6 / checks)
        largest = {name: used["peak_mib"] for name, used in ran["processes"].items() if name != "broker"}
        figures.add(f"growth: {checks:,} checks of {sites:,} sites, seconds", ran["seconds"], "s")
        figures.add(f"growth: {checks:,} checks of {sites:,} sites, CPU", costs[-1], "us a check")
        for name, used in ran["processes"].items():
            if name != "broker":
                figures.add(f"growth: {checks:,} checks, {name}, CPU", used["cpu_s"] * 1e6 / checks, "us a check")
    figures.add("growth: CPU a check, last to first", costs[-1] / costs[0], "", at_most=1.2)
    for name, peak in largest.items():
        figures.add(f"growth: {name}, memory", peak, "MiB", at_most=512)
