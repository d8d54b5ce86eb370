"""librdkafka alone, in C: what the broker and the client library allow."""
import json
import os
import subprocess
import time

from .processes import DEADLINE


class Yardstick:
    def __init__(self, options, processes, broker):
        self.program = os.path.join(options.bin, "kafka-relay")
        self.processes, self.broker = processes, broker

    def chain(self, source, tasks, results, records, size):
        """Produce, relay and consume side by side.

        Returns seconds from the first record sent to the last one consumed, and each program's own figures."""
        consumer = self._start("consume", results, str(records))
        relay = self._start("relay", tasks, results, str(records), str(size))
        producer = self._start("produce", source, tasks, str(records))
        for process in (consumer, relay, producer):
            self._ready(process)
        began = time.monotonic()
        producer.stdin.write("\n")
        producer.stdin.flush()
        last = json.loads(self._report(consumer))
        took = time.monotonic() - began
        return {"seconds": took, "produce": json.loads(self._report(producer)),
                "relay": json.loads(self._report(relay)), "consume": last}

    def relay(self, source, target, records, size):
        """The relay alone, on records that are there already: seconds from its assignment on, and its CPU seconds."""
        process = self._start("relay", source, target, str(records), str(size))
        self._ready(process)
        began = time.monotonic()
        report = json.loads(process.stdout.readline())
        return {"seconds": time.monotonic() - began, "cpu_seconds": report["cpu_seconds"]}

    def consume(self, source, records):
        return json.loads(self._report(self._start("consume", source, str(records))))

    def _start(self, mode, topics, *arguments):
        return self.processes.start(
            f"yardstick-{mode}", self.program, mode, self.broker.address, topics, *arguments,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def _ready(self, process):
        if process.stdout.readline().strip() != "ready":
            raise SystemExit("bench: a program of the yardstick failed")

    def _report(self, process):
        """The last line that it prints."""
        out = process.stdout.read()
        if process.wait(DEADLINE):
            raise SystemExit("bench: a program of the yardstick failed")
        return [line for line in out.splitlines() if line.startswith("{")][-1]
