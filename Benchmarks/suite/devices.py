"""Devices that take their time, and what sockets alone make of asking them (`Benchmarks/devices`)."""
import json
import os
import subprocess

from .processes import DEADLINE

# With 8 connections to each, 10,000 at once.
HOSTS = 1250
AT_ONCE = 10_000


def address(number):
    """Of one of the devices, on a loopback address of its own."""
    return f"127.0.{(number % HOSTS + 1) // 256}.{(number % HOSTS + 1) % 256}"


class Devices:
    def __init__(self, options, processes, milliseconds=100):
        self.program = os.path.join(options.bin, "network-devices")
        self.process = processes.start(
            "devices", self.program, "serve", str(milliseconds), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True)
        self.port = self.process.stdout.readline().strip()

    def places(self, count):
        return [f"{address(number)}:{self.port}" for number in range(count)]

    def ask(self, probes, manner):
        """What asking them comes to in C: seconds and CPU seconds."""
        reply = subprocess.run(
            [self.program, "ask", self.port, str(HOSTS), str(probes), str(AT_ONCE), manner], check=True,
            stdout=subprocess.PIPE, text=True, timeout=DEADLINE)
        return json.loads(reply.stdout)

    def close(self):
        """How many requests were under way at most, and the CPU seconds that answering took."""
        self.process.stdin.close()
        return json.loads(self.process.stdout.readline())
