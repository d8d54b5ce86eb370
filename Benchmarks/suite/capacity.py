"""What a task, a check and a hazard cost, program by program; and what `plan --capacity` says of it beforehand."""
import json
import os
import subprocess

from .fleet import Broker, Fleet, paced
from .processes import Processes
from .yardstick import Yardstick


def costs(options, folder, data, outcomes, name):
    """Runs a campaign's worker and aggregator one after the other over a backlog; what they used."""
    with Processes(folder) as processes:
        fleet = Fleet(options, processes, Broker(options, processes), name)
        fleet.launch(data)
        plan = json.loads(subprocess.run(
            [fleet.program("hazard-producer"), "plan", os.path.join(data, "campaign.yaml"), "--json"], check=True,
            capture_output=True, text=True).stdout)
        worker = fleet.start_worker()
        paced(processes, worker, "hazardfleet_tasks_ended", plan["tasks"])
        worker_used = worker.used()["cpu_s"]
        fleet.stop(worker)
        result_bytes = Yardstick(options, processes, fleet.broker).consume(fleet.topic("results"), plan["tasks"])["bytes"]
        aggregator = fleet.start_aggregator()
        fleet.verify(fleet.completed(aggregator), outcomes)
        aggregator_used = aggregator.used()["cpu_s"]
        fleet.stop(aggregator)
        return {
            "tasks": plan["tasks"], "checks": plan["checks"], "hazards": outcomes["fail"], "taskBytes": plan["bytes"],
            "resultBytes": result_bytes,
            "workerSeconds": worker_used, "aggregatorSeconds": aggregator_used,
            "ledgerBytes": os.path.getsize(fleet.database)}


def predicted(options, ran, items):
    """What the planner says of a day with such a load, before anything is run."""
    share = ran["hazards"] / ran["checks"]
    answer = subprocess.run(
        [os.path.join(options.bin, "hazard-producer"), "plan", "--capacity", "--json", "--checks-per-day",
         str(ran["checks"]), "--checks-per-task", str(ran["checks"] / ran["tasks"]), "--hazard-share", str(share),
         "--items", items],
        check=True, capture_output=True, text=True).stdout
    return json.loads(answer)
