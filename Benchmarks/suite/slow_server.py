"""Devices that take their time: a web server on many loopback addresses that answers every request after a while.

    python3 -m suite.slow_server ADDRESSES SECONDS

Prints its port, and when its input is closed how many requests were under way at once at most, in all and at one
address.
"""
import asyncio
import collections
import json
import sys

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Device(asyncio.Protocol):
    delay = 0.0
    waiting = collections.Counter()
    peak = {"all": 0, "one": 0}

    def connection_made(self, transport):
        self.transport, self.address = transport, transport.get_extra_info("sockname")[0]

    def data_received(self, data):
        for _ in range(data.count(b"\r\n\r\n")):
            self.waiting[self.address] += 1
            self.waiting["all"] += 1
            self.peak["all"] = max(self.peak["all"], self.waiting["all"])
            self.peak["one"] = max(self.peak["one"], self.waiting[self.address])
            asyncio.get_running_loop().call_later(self.delay, self.answer)

    def answer(self):
        self.waiting[self.address] -= 1
        self.waiting["all"] -= 1
        self.transport.write(ANSWER)


async def serve(addresses, delay):
    Device.delay = delay
    loop = asyncio.get_running_loop()
    first = await loop.create_server(Device, "127.0.0.1", 0, backlog=1024)
    port = first.sockets[0].getsockname()[1]
    for number in range(2, addresses + 1):
        await loop.create_server(Device, f"127.0.{number // 250}.{number % 250 + 1}", port, backlog=1024)
    print(port, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    print(json.dumps(Device.peak), flush=True)


def addresses(count):
    return ["127.0.0.1"] + [f"127.0.{number // 250}.{number % 250 + 1}" for number in range(2, count + 1)]


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), float(sys.argv[2])))
