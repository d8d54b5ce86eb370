"""A gate before a broker that has neither TLS nor logins: it has both, and notes which rights are used.

    python3 gate.py --broker 127.0.0.1:9092 --folder F [--tls server [--client-root root]] [--user li:secret]

Names of certificates are those of certificates.py, which the gate makes in the folder. It prints its address when it
listens, and writes every right that somebody used into FOLDER/rights, one a line: user, operation, resource, name.
"""
import argparse
import asyncio
import pathlib
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Faults"))

import certificates
import rights
import sasl
import tls
from faultsuite.proxy import FLEXIBLE, rewritten

HANDSHAKE, API_VERSIONS, AUTHENTICATE = 17, 18, 36
UNSUPPORTED_MECHANISM, UNSUPPORTED_VERSION, AUTHENTICATION_FAILED = 33, 35, 58


def _text(text):
    return struct.pack(">h", len(text)) + text.encode()


class Gate:
    def __init__(self, options):
        host, port = options.broker.rsplit(":", 1)
        self.target = (host, int(port))
        self.options = options
        self.passwords = dict(user.split(":", 1) for user in options.user)
        self.seen = set()
        self.notes = open(pathlib.Path(options.folder) / "rights", "a", buffering=1)

    async def run(self):
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        folder = pathlib.Path(self.options.folder)
        certificates.make(folder)
        if self.options.tls:
            self.port = tls.serve(folder, self.options.tls, self.options.client_root, self.port)
        print(f"127.0.0.1:{self.port}", flush=True)
        await server.serve_forever()

    async def _serve(self, reader, writer):
        upstream = None
        try:
            broker, upstream = await asyncio.open_connection(*self.target, limit=1 << 20)
            user = await self._admit(reader, writer, broker, upstream) if self.passwords else "ANONYMOUS"
            asked = {}
            await asyncio.gather(self._requests(reader, upstream, user, asked), self._answers(broker, writer, asked))
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            for side in (writer, upstream):
                if side:
                    side.transport.abort()

    @staticmethod
    async def _receive(reader):
        size = struct.unpack(">i", await reader.readexactly(4))[0]
        return await reader.readexactly(size)

    @staticmethod
    async def _send(writer, frame):
        writer.write(struct.pack(">i", len(frame)) + frame)
        await writer.drain()

    # ------------------------------------------------------------ the login

    async def _admit(self, reader, writer, broker, upstream):
        """Speaks with a client until it is known, and returns its name."""
        mechanism = None
        while mechanism is None or mechanism.user is None:
            frame = await self._receive(reader)
            key, version, correlation = struct.unpack_from(">hhi", frame)
            at = 10 + max(0, struct.unpack_from(">h", frame, 8)[0])
            if key == API_VERSIONS:
                answer = await self._versions(frame, version, broker, upstream)
            elif key == HANDSHAKE:
                name = frame[at + 2:].decode()
                is_known = name in self.options.mechanism
                if is_known:
                    mechanism = sasl.login(name, self.passwords, self.options.forge, self.options.strict)
                answer = struct.pack(">hi", 0 if is_known else UNSUPPORTED_MECHANISM, len(self.options.mechanism))
                answer += b"".join(_text(name) for name in self.options.mechanism)
            elif key == AUTHENTICATE and mechanism:
                answer = self._authenticate(mechanism, frame[at + 4:])
            else:
                raise OSError("the client does not log in")
            await self._send(writer, struct.pack(">i", correlation) + answer)
        return mechanism.user

    @staticmethod
    def _authenticate(mechanism, message):
        try:
            answer = mechanism.step(message)
            return struct.pack(">hhi", 0, -1, len(answer)) + answer
        except sasl.Refused as refusal:
            return struct.pack(">h", AUTHENTICATION_FAILED) + _text(str(refusal)) + struct.pack(">i", 0)

    async def _versions(self, frame, version, broker, upstream):
        """What the broker can do, and logins."""
        if version:
            return struct.pack(">hi", UNSUPPORTED_VERSION, 0)
        await self._send(upstream, frame)
        answer = await self._receive(broker)
        error, count = struct.unpack_from(">hi", answer, 4)
        logins = struct.pack(">hhhhhh", HANDSHAKE, 0, 1, AUTHENTICATE, 0, 0)
        return struct.pack(">hi", error, count + 2) + answer[10:] + logins

    # ------------------------------------------------------------ passing on

    async def _requests(self, reader, upstream, user, asked):
        while True:
            frame = await self._receive(reader)
            key, version, correlation = struct.unpack_from(">hhi", frame)
            asked[correlation] = (key, version)
            try:
                for right in rights.needed(frame):
                    self._note(user, *right)
            except rights.Unknown as unknown:
                self._note(user, "Unknown", "Request", str(unknown))
            await self._send(upstream, frame)

    def _note(self, *right):
        if right not in self.seen:
            self.seen.add(right)
            print("\t".join(right), file=self.notes)

    async def _answers(self, broker, writer, asked):
        while True:
            frame = await self._receive(broker)
            key, version = asked.pop(struct.unpack_from(">i", frame)[0], (None, None))
            if key in FLEXIBLE:
                frame = rewritten(frame, key, version, {self.target[1]: self.port})
            await self._send(writer, frame)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--broker", required=True)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--tls", help="the certificate to serve TLS with")
    parser.add_argument("--client-root", help="ask clients for a certificate that this root signed")
    parser.add_argument("--user", action="append", default=[], help="NAME:PASSWORD; asks for a login")
    parser.add_argument("--mechanism", action="append", default=[], choices=sasl.MECHANISMS)
    parser.add_argument("--forge", action="store_true", help="do not know the passwords in SCRAM's last word")
    parser.add_argument("--strict", action="store_true", help="hold SCRAM's nonce as Kafka 4 does")
    options = parser.parse_args()
    options.mechanism = options.mechanism or list(sasl.MECHANISMS)
    asyncio.run(Gate(options).run())
