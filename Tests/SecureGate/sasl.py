"""The server's half of SASL PLAIN (RFC 4616) and SCRAM (RFC 5802, 7677)."""
import base64
import hashlib
import hmac
import os

ITERATIONS = 4096


class Refused(Exception):
    pass


class Plain:
    def __init__(self, passwords):
        self.passwords, self.user = passwords, None

    def step(self, message):
        """The answer to a message; `user` is set when the login is complete."""
        parts = message.split(b"\0")
        if len(parts) != 3:
            raise Refused("malformed PLAIN message")
        name, password = parts[1].decode(), parts[2].decode()
        if self.passwords.get(name) != password:
            raise Refused("Authentication failed: Invalid username or password")
        self.user = name
        return b""


class Scram:
    """`is_strict` compares the client's last nonce as RFC 5802 has it and Kafka does since 4.0; before, its end had to
    be right. librdkafka before 2.6.1 begins it with its own nonce twice."""

    def __init__(self, algorithm, passwords, forges, is_strict):
        self.algorithm, self.passwords, self.forges, self.is_strict = algorithm, passwords, forges, is_strict
        self.user = self.pending = None

    def _hmac(self, key, text):
        return hmac.new(key, text, self.algorithm).digest()

    def step(self, message):
        return self._first(message) if self.pending is None else self._final(message)

    def _first(self, message):
        header, bare = message[:3], message[3:]
        if header not in (b"n,,", b"y,,"):
            raise Refused("channel binding is not supported")
        fields = dict(part.split(b"=", 1) for part in bare.split(b","))
        name = fields[b"n"].replace(b"=2C", b",").replace(b"=3D", b"=").decode()
        salt, nonce = os.urandom(16), fields[b"r"] + base64.b64encode(os.urandom(18))
        server = b"r=%s,s=%s,i=%d" % (nonce, base64.b64encode(salt), ITERATIONS)
        self.pending = (name, header, bare, server, salt, nonce)
        return server

    def _final(self, message):
        name, header, bare, server, salt, nonce = self.pending
        without_proof, _, proof = message.rpartition(b",p=")
        binding, _, last = without_proof.partition(b",r=")
        is_right = last == nonce if self.is_strict else last.endswith(nonce)
        if binding != b"c=" + base64.b64encode(header) or not is_right:
            raise Refused("Invalid client nonce in the final client message.")
        # A name that nobody has costs as much as one with a wrong password.
        password = self.passwords.get(name, "")
        salted = hashlib.pbkdf2_hmac(self.algorithm, password.encode(), salt, ITERATIONS)
        key = self._hmac(salted, b"Client Key")
        text = b",".join((bare, server, without_proof))
        signature = self._hmac(hashlib.new(self.algorithm, key).digest(), text)
        expected = bytes(a ^ b for a, b in zip(key, signature))
        if name not in self.passwords or not hmac.compare_digest(base64.b64decode(proof), expected):
            raise Refused("Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM")
        self.user = name
        own = self._hmac(self._hmac(salted, b"Server Key"), text)
        return b"v=" + base64.b64encode(os.urandom(len(own)) if self.forges else own)


MECHANISMS = ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")


def login(mechanism, passwords, forges, is_strict):
    """What speaks with one client; `forges` lets the server not know the password in its last word."""
    if mechanism == "PLAIN":
        return Plain(passwords)
    return Scram(mechanism.removeprefix("SCRAM-").replace("-", "").lower(), passwords, forges, is_strict)
