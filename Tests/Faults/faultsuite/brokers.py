"""The two brokers that episodes run on."""
import os
import socket
import sys
import threading
import time

from . import places
from .places import Trouble
from .processes import Child, eventually


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def accepts(port):
    with socket.socket() as client:
        client.settimeout(0.5)
        return client.connect_ex(("127.0.0.1", port)) == 0


class MockBroker:
    """librdkafka's mock cluster: groups expire, errors can be injected; it has no memory and no administration."""

    kind = "mock"

    def __init__(self, folder, mark, topics, brokers=1):
        command = [sys.executable, "-m", "faultsuite.mockbroker", str(brokers),
                   *(f"{name}:{count}" for name, count in topics.items())]
        self.child = Child("broker", command, folder, mark, {"PYTHONPATH": places.PACKAGE}, pipes=True)
        addresses = self.child.process.stdout.readline().decode().strip()
        if not addresses:
            raise Trouble(f"the mock broker does not start: {self.child.tail()}")
        self.addresses = addresses.split(",")
        self.telling = threading.Lock()

    @property
    def bootstrap(self):
        return ",".join(self.addresses)

    def tell(self, *words):
        if not self.child.is_running():
            raise Trouble("the mock broker ended")
        with self.telling:
            self.child.process.stdin.write((" ".join(str(word) for word in words) + "\n").encode())
            self.child.process.stdin.flush()
            answer = self.child.process.stdout.readline().decode().strip()
        if answer != "ok":
            raise Trouble(f"the mock broker was told {words} and said {answer!r}")

    def stop(self):
        self.child.kill()


class DevBroker:
    """The development broker: it can be killed and started again, and topics can grow."""

    kind = "dev"

    def __init__(self, folder, mark):
        self.folder, self.mark = folder, mark
        if not os.access(places.DEV_BROKER, os.X_OK):
            raise Trouble(f"there is no development broker at {places.DEV_BROKER}: run make setup")
        for _ in range(3):
            self.port = free_port()
            if self.start():
                return
        raise Trouble(f"the development broker does not start: {self.child.tail()}")

    def start(self):
        self.child = Child(
            "broker", [
                places.DEV_BROKER, "start", "--only", "kafka", "--kafka-port", str(self.port), "--data-dir",
                os.path.join(self.folder, "broker")], self.folder, self.mark)
        eventually("the broker answers", lambda: accepts(self.port) or not self.child.is_running())
        return self.child.is_running()

    @property
    def addresses(self):
        return [f"127.0.0.1:{self.port}"]

    @property
    def bootstrap(self):
        return self.addresses[0]

    def kill_and_restart(self, pause):
        self.child.kill()
        time.sleep(pause)
        for _ in range(20):
            if self.start():
                return
            time.sleep(0.2)
        raise Trouble(f"the development broker does not start again: {self.child.tail()}")

    def stop(self):
        self.child.kill()
