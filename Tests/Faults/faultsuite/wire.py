"""Reads the fleet's messages, by the definitions in proto/ and with none of the fleet's own code."""
from dataclasses import dataclass, field

PASS, FAIL, ERROR, UNKNOWN, NOT_APPLICABLE, NOT_CHECKED = range(6)
OUTCOMES = [
    "pass", "fail", "error", "unknown", "notapplicable", "notchecked", "notselected", "informational", "fixed"]
CHECKED, DEAD, CANCELLED = 1, 2, 3
VERSION = 1


class Malformed(Exception):
    """Bytes that are not the message."""


def _varint(data, at):
    value = shift = 0
    while True:
        if at >= len(data) or shift > 63:
            raise Malformed("a number is cut off")
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def fields(data):
    """The fields of a message in their order: (number, value); numbers as int, the rest as bytes."""
    at, found = 0, []
    while at < len(data):
        tag, at = _varint(data, at)
        number, kind = tag >> 3, tag & 7
        if kind == 0:
            value, at = _varint(data, at)
        else:
            if kind == 2:
                length, at = _varint(data, at)
            elif kind in (1, 5):
                length = 8 if kind == 1 else 4
            else:
                raise Malformed(f"field {number} is of kind {kind}")
            if at + length > len(data):
                raise Malformed(f"field {number} is cut off")
            value, at = data[at:at + length], at + length
        if number == 0:
            raise Malformed("field 0")
        found.append((number, value))
    return found


def _one(message, number, default):
    return next((value for n, value in reversed(message) if n == number), default)


def _numbers(message, number):
    """A repeated number, packed or not."""
    found = []
    for n, value in message:
        if n != number:
            continue
        if isinstance(value, int):
            found.append(value)
            continue
        at = 0
        while at < len(value):
            one, at = _varint(value, at)
            found.append(one)
    return found


def _ranges(message, number):
    for n, value in message:
        if n == number:
            part = fields(value)
            yield _one(part, 1, 0), _one(part, 2, 0)


def zigzag(value):
    return (value >> 1) ^ -(value & 1)


@dataclass
class Task:
    campaign: str
    seq: int
    generation: int
    checks: int
    attempt: int


@dataclass
class Result:
    campaign: str
    seq: int
    generation: int
    outcome: int
    worker: str
    counts: dict = field(default_factory=dict)
    # (item, level, grade, accepted) of each finding.
    findings: tuple = ()


def _checked(data, version, end):
    """The fields of a whole message of the known version."""
    message = fields(data)
    if not message or message[0] != (version, VERSION):
        raise Malformed("unknown version")
    if not _one(message, end, 0):
        raise Malformed("the end is missing")
    return message


def task(data):
    message = _checked(data, 1, 100)
    retry = fields(_one(message, 15, b""))
    return Task(
        campaign=_one(message, 2, b"").decode(), seq=_one(message, 3, 0), generation=_one(message, 4, 0),
        checks=sum(count for _, count in _ranges(message, 7)), attempt=_one(retry, 1, 0))


def result(data):
    message = _checked(data, 1, 15)
    findings = []
    for number, value in message:
        if number == 11:
            part = fields(value)
            findings.append((_one(part, 1, 0), _one(part, 2, 0), _one(part, 3, 0), _one(part, 5, None) is not None))
    exceptions = list(_one(message, 10, b""))
    counts = {}
    for outcome in exceptions:
        counts[OUTCOMES[outcome]] = counts.get(OUTCOMES[outcome], 0) + 1
    checks = sum(count for _, count in _ranges(message, 8))
    if findings:
        counts["fail"] = counts.get("fail", 0) + len(findings)
    if checks - len(exceptions) - len(findings):
        counts["pass"] = checks - len(exceptions) - len(findings)
    return Result(
        campaign=_one(message, 2, b"").decode(), seq=_one(message, 3, 0), generation=_one(message, 4, 0),
        outcome=_one(message, 5, 0), worker=_one(message, 12, b"").decode(), counts=counts,
        findings=tuple(sorted(findings)))


def control(data):
    """(kind, fields) of a control record."""
    message = fields(data)
    if not message or message[0] != (1, VERSION):
        raise Malformed("unknown version")
    kinds = {2: "checklist", 3: "opening", 4: "progress", 5: "seal", 6: "cancellation"}
    for number, value in message[1:]:
        if number in kinds:
            return kinds[number], fields(value)
    raise Malformed("no record")


def opening(message):
    return _one(message, 1, b"").decode(), _one(message, 6, 0)


def campaign_of(message):
    return _one(message, 1, b"").decode()


# ---------------------------------------------------------------- writing, for poison


def _tag(number, kind, body):
    return _put(number << 3 | kind) + body


def _put(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def with_version(data, version):
    """The message with another wire version."""
    if data[:1] != b"\x08":
        raise Malformed("the version does not come first")
    _, rest = _varint(data, 1)
    return _tag(1, 0, _put(version)) + data[rest:]
