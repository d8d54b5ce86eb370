"""Probes of many devices at once, beside sockets alone in C."""
from . import workloads
from .devices import Devices
from .fleet import Broker, Fleet, seconds
from .processes import Processes, fresh


def probes(options, folder, figures):
    """Probes of 1,250 devices, as many at once in one worker as these take, beside sockets alone in C: web probes, which take
    100 ms each, and connections."""
    with Processes(fresh(folder, "probes")) as processes:
        broker = Broker(options, processes)
        _sockets(options, processes, figures, "fresh")
        for name, probe, manner in (
                ("probes of 100 ms", "http http://{address}/ timeout=60s", "reuse"),
                ("tcp probes", "tcp {address} timeout=60s", "connect")):
            alone = _sockets(options, processes, figures, manner)
            devices = Devices(options, processes)
            data = fresh(folder, manner)
            outcomes = workloads.probed(data, devices.places(options.probes), probe)
            fleet = Fleet(options, processes, broker, manner)
            aggregator, worker = fleet.start_aggregator(), fleet.start_worker("--probes", "14000", "--window", "40000")
            fleet.launch(data)
            campaign = fleet.completed(aggregator)
            used = worker.used()
            fleet.verify(campaign, outcomes)
            answered = devices.close()
            rate = options.probes / seconds(campaign)
            if manner == "reuse":
                figures.add(f"{name}: at once at most", answered["all"], "")
                figures.add(f"{name}: at one host at most", answered["one"], "", at_most=8)
                figures.add(f"{name}: checks", rate, "checks/s", at_least=90_000, note="from OPEN to complete")
            else:
                figures.add(f"{name}: checks", rate, "checks/s")
            _probing_cpu(name, used, alone, answered, options.probes, figures)
            for service in (worker, aggregator):
                fleet.stop(service)


def _probing_cpu(name, used, alone, answered, count, figures):
    own = used["cpu_s"] - used["kafka_s"]
    figures.add(f"{name}: worker's CPU", used["cpu_s"] * 1e6 / count, "us a check")
    figures.add(f"{name}: the same without librdkafka's", own * 1e6 / count, "us a check")
    figures.add(f"{name}: times what sockets in C take", own / alone["cpu_seconds"], "times")
    figures.add(f"{name}: devices' CPU", answered["cpu_seconds"] * 1e6 / count, "us a check")
    figures.add(f"{name}: worker's memory", used["peak_mib"], "MiB")


def _sockets(options, processes, figures, manner):
    """The same by a C program with epoll: what the machine's sockets allow."""
    devices = Devices(options, processes)
    asked = devices.ask(options.probes, manner)
    devices.close()
    words = {"reuse": "kept", "fresh": "new", "connect": "alone"}[manner]
    figures.add(f"sockets in C, connections {words}: checks", options.probes / asked["seconds"], "checks/s")
    figures.add(f"sockets in C, connections {words}: CPU", asked["cpu_seconds"] * 1e6 / options.probes, "us a check")
    return asked
