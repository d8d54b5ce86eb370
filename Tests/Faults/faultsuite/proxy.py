"""A TCP proxy before each broker that can do what networks do.

Brokers tell clients where to connect, so the proxy puts its own port into the answers that name brokers
(Metadata and FindCoordinator); everything else passes as it is.
"""
import asyncio
import struct
import threading

PRODUCE, METADATA, FIND_COORDINATOR = 0, 3, 10
# From these versions on the answers are written in the compact form.
FLEXIBLE = {METADATA: 9, FIND_COORDINATOR: 3}


class _Cursor:
    """Walks over the beginning of an answer."""

    def __init__(self, data, at, compact):
        self.data, self.at, self.compact = data, at, compact

    def skip(self, count):
        self.at += count

    def int16(self):
        self.at += 2
        return struct.unpack_from(">h", self.data, self.at - 2)[0]

    def varint(self):
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def count(self):
        if self.compact:
            return self.varint() - 1
        self.at += 4
        return struct.unpack_from(">i", self.data, self.at - 4)[0]

    def string(self):
        """Where it lies."""
        length = self.varint() - 1 if self.compact else self.int16()
        self.at += max(0, length)
        return slice(self.at - max(0, length), self.at)

    def tags(self):
        if self.compact:
            for _ in range(self.varint()):
                self.varint()
                self.at += self.varint()


def rewritten(answer, key, version, ports, host=None):
    """The answer (from its correlation id on) with the proxy's ports.

    - host: takes the place of the brokers' where it is as long.
    """
    data = bytearray(answer)
    compact = version >= FLEXIBLE[key]
    cursor = _Cursor(data, 4, compact)
    cursor.tags()

    def address():
        place = cursor.string()
        if host and place.stop - place.start == len(host):
            data[place] = host.encode()
        port()

    def port():
        place = cursor.at
        own = ports.get(struct.unpack_from(">i", data, place)[0])
        if own:
            struct.pack_into(">i", data, place, own)
        cursor.skip(4)

    if key == METADATA:
        if version >= 3:
            cursor.skip(4)
        for _ in range(cursor.count()):
            cursor.skip(4)
            address()
            if version >= 1:
                cursor.string()
            cursor.tags()
        return bytes(data)
    if version >= 4:  # several coordinators in one answer
        cursor.skip(4)
        for _ in range(cursor.count()):
            cursor.string()
            cursor.skip(4)
            address()
            break
        return bytes(data)
    if version >= 1:
        cursor.skip(4)
    cursor.skip(2)
    if version >= 1:
        cursor.string()
    cursor.skip(4)
    address()
    return bytes(data)


class Link:
    """The way to one broker, and what is wrong with it at the moment."""

    def __init__(self):
        self.delay = 0.0
        self.is_black_hole = False
        self.cuts_acknowledgements = False
        self.connections = set()
        self.cut = 0


class Proxy:
    """Runs on a thread of its own; its functions may be called from any.

    - host: where it listens.
    """

    def __init__(self, addresses, host="127.0.0.1"):
        self.host = host
        self.loop = asyncio.new_event_loop()
        self.links = [Link() for _ in addresses]
        self.targets = [(host, int(port)) for host, port in (address.rsplit(":", 1) for address in addresses)]
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self._call(self._listen())

    def _call(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(10)

    async def _listen(self):
        self.servers, self.ports = [], {}
        for number, (_, port) in enumerate(self.targets):
            server = await asyncio.start_server(lambda r, w, n=number: self._serve(n, r, w), self.host, 0)
            self.servers.append(server)
            self.ports[port] = server.sockets[0].getsockname()[1]

    @property
    def addresses(self):
        return [f"{self.host}:{self.ports[port]}" for _, port in self.targets]

    @property
    def bootstrap(self):
        return ",".join(self.addresses)

    # ------------------------------------------------------------ faults

    def set(self, links=None, **state):
        """Changes what is wrong with some links, or with all."""
        for number, link in enumerate(self.links):
            if links is None or number in links:
                for name, value in state.items():
                    setattr(link, name, value)

    def drop(self, links=None):
        """Closes the connections that are open now."""
        self._call(self._drop(links))

    async def _drop(self, links):
        for number, link in enumerate(self.links):
            if links is None or number in links:
                for writer in list(link.connections):
                    writer.transport.abort()

    def heal(self):
        """Lets everything pass again; connections that were tampered with are closed, as a network would in time."""
        spoilt = [n for n, link in enumerate(self.links) if link.is_black_hole or link.cuts_acknowledgements]
        self.set(delay=0.0, is_black_hole=False, cuts_acknowledgements=False)
        if spoilt:
            self.drop(spoilt)

    def close(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)

    # ------------------------------------------------------------ passing on

    async def _serve(self, number, reader, writer):
        link = self.links[number]
        asked = {}
        link.connections.add(writer)
        upstream = None
        try:
            broker, upstream = await asyncio.open_connection(*self.targets[number], limit=1 << 20)
            link.connections.add(upstream)
            await asyncio.gather(
                self._pass_on(link, reader, upstream, lambda frame: self._note(frame, asked)),
                self._pass_on(link, broker, writer, lambda frame: self._answer(link, frame, asked)))
        except (OSError, asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            for side in (writer, upstream):
                if side:
                    link.connections.discard(side)
                    side.transport.abort()

    async def _pass_on(self, link, reader, writer, change):
        while True:
            head = await reader.readexactly(4)
            frame = await reader.readexactly(struct.unpack(">i", head)[0])
            while link.is_black_hole:
                # What is under way is lost with the connection, when the link is healed.
                await asyncio.sleep(0.05)
            if link.delay:
                await asyncio.sleep(link.delay)
            frame = change(frame)
            if frame is not None:
                writer.write(struct.pack(">i", len(frame)) + frame)
                await writer.drain()

    @staticmethod
    def _note(frame, asked):
        key, version, correlation = struct.unpack_from(">hhi", frame)
        asked[correlation] = (key, version)
        return frame

    def _answer(self, link, frame, asked):
        key, version = asked.pop(struct.unpack_from(">i", frame)[0], (None, None))
        if key == PRODUCE and link.cuts_acknowledgements:
            link.cut += 1
            return None
        return rewritten(frame, key, version, self.ports, self.host) if key in FLEXIBLE else frame
