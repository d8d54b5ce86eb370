"""What a request asks for, as rights of Kafka's authorizer: (operation, kind of resource, name)."""
import struct

PRODUCE, FETCH, LIST_OFFSETS, METADATA, OFFSET_COMMIT, OFFSET_FETCH, FIND_COORDINATOR = 0, 1, 2, 3, 8, 9, 10
JOIN_GROUP, HEARTBEAT, LEAVE_GROUP, SYNC_GROUP, DESCRIBE_GROUPS, CREATE_TOPICS = 11, 12, 13, 14, 15, 19
DESCRIBE_CONFIGS = 32
# Asking for what a server can do, and numbers for idempotent producers, need no right of their own since Kafka 2.8.
FREE = {17, 18, 22, 36}
# The last versions whose requests are not in the compact form.
PLAIN_UP_TO = {PRODUCE: 8, FETCH: 11, LIST_OFFSETS: 5, METADATA: 8, OFFSET_COMMIT: 7, OFFSET_FETCH: 5, FIND_COORDINATOR: 2,
               JOIN_GROUP: 5, HEARTBEAT: 3, LEAVE_GROUP: 3, SYNC_GROUP: 3, DESCRIBE_GROUPS: 4, CREATE_TOPICS: 4,
               DESCRIBE_CONFIGS: 3}
# Of the compact ones, those that librdkafka sends.
COMPACT_UP_TO = {OFFSET_FETCH: 7}


class _Reader:
    def __init__(self, data, at):
        self.data, self.at, self.compact = data, at, False

    def number(self, form):
        self.at += struct.calcsize(form)
        return struct.unpack_from(form, self.data, self.at - struct.calcsize(form))[0]

    def varint(self):
        value = shift = 0
        while True:
            byte = self.number(">B")
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def text(self):
        length = self.varint() - 1 if self.compact else self.number(">h")
        self.at += max(0, length)
        return self.data[self.at - length:self.at].decode() if length >= 0 else None

    def skip(self, count):
        self.at += count

    def bytes(self):
        self.skip(max(0, self.number(">i")))

    def items(self, read):
        return [read() for _ in range(max(0, self.varint() - 1 if self.compact else self.number(">i")))]

    def tags(self):
        if self.compact:
            for _ in range(self.varint()):
                self.varint()
                self.skip(self.varint())


class Unknown(Exception):
    """A request of which this file does not say what it needs."""


def needed(frame):
    """The rights that a request needs; the frame begins with its header."""
    key, version = struct.unpack_from(">hh", frame)
    if key in FREE:
        return set()
    if version > COMPACT_UP_TO.get(key, PLAIN_UP_TO.get(key, -1)):
        raise Unknown(f"request {key} of version {version}")
    reader = _Reader(frame, 8)
    # The client's id is never compact.
    reader.text()
    reader.compact = version > PLAIN_UP_TO[key]
    reader.tags()
    return set(_needed(key, version, reader))


def _topics(reader, partition):
    """The names in a list of topics with lists of partitions."""
    def topic():
        name = reader.text()
        reader.items(partition)
        reader.tags()
        return name
    return reader.items(topic)


def _needed(key, version, reader):
    if key == PRODUCE:
        if version >= 3:
            reader.text()
        reader.skip(6)
        names = _topics(reader, lambda: (reader.skip(4), reader.bytes()))
        return [("Write", "Topic", name) for name in names]
    if key == FETCH:
        reader.skip(12 + (4 if version >= 3 else 0) + (1 if version >= 4 else 0) + (8 if version >= 7 else 0))
        size = 16 + (8 if version >= 5 else 0) + (4 if version >= 9 else 0)
        return [("Read", "Topic", name) for name in _topics(reader, lambda: reader.skip(size))]
    if key == LIST_OFFSETS:
        reader.skip(4 + (1 if version >= 2 else 0))
        size = 12 + (4 if version >= 4 else 0) + (4 if version == 0 else 0)
        return [("Describe", "Topic", name) for name in _topics(reader, lambda: reader.skip(size))]
    if key == METADATA:
        return [("Describe", "Topic", name) for name in reader.items(reader.text)]
    if key == CREATE_TOPICS:
        return [("Create", "Topic", name) for name in reader.items(lambda: _created(reader))]
    if key == DESCRIBE_CONFIGS:
        return [("DescribeConfigs", "Topic", name) for name in reader.items(lambda: _described(reader))]
    if key == DESCRIBE_GROUPS:
        return [("Describe", "Group", name) for name in reader.items(reader.text)]
    group = reader.text()
    if key == FIND_COORDINATOR:
        return [("Describe", "Group", group)]
    rights = [("Describe" if key == OFFSET_FETCH else "Read", "Group", group)]
    if key == OFFSET_FETCH:
        rights += [("Describe", "Topic", name) for name in _topics(reader, lambda: reader.skip(4))]
    if key == OFFSET_COMMIT:
        if version >= 1:
            reader.skip(4)
            reader.text()
        if version >= 7:
            reader.text()
        if 2 <= version <= 4:
            reader.skip(8)
        size = 12 + (4 if version >= 6 else 0) + (8 if version == 1 else 0)
        names = _topics(reader, lambda: (reader.skip(size), reader.text()))
        rights += [("Read", "Topic", name) for name in names]
    return rights


def _created(reader):
    name = reader.text()
    reader.skip(6)
    reader.items(lambda: (reader.skip(4), reader.items(lambda: reader.skip(4))))
    reader.items(lambda: (reader.text(), reader.text()))
    return name


def _described(reader):
    reader.skip(1)
    name = reader.text()
    reader.items(reader.text)
    return name
