"""Reads and writes topics with a client that shares no code or library build with the fleet's."""
import time
from dataclasses import dataclass

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewPartitions

from .places import Trouble

QUIET = {"log_level": 0, "socket.nagle.disable": True}


@dataclass
class Record:
    topic: str
    partition: int
    offset: int
    key: bytes
    value: bytes
    headers: dict
    # Milliseconds, as the producer stamped it.
    time: int


class Topics:
    def __init__(self, bootstrap):
        self.settings = {"bootstrap.servers": bootstrap, **QUIET}

    def _consumer(self, group="fault-suite", settings=None):
        return Consumer({
            **self.settings, **(settings or {}), "group.id": group, "enable.auto.commit": False,
            "fetch.wait.max.ms": 20, "auto.offset.reset": "earliest", "receive.message.max.bytes": 500_000_000,
            "fetch.error.backoff.ms": 50,
            "fetch.queue.backoff.ms": 50})

    def ends(self, names, attempts=5):
        try:
            return self._ends(names)
        except KafkaException as error:
            if attempts == 1:
                raise Trouble(f"the broker does not answer: {error}") from error
            time.sleep(0.5)
            return self.ends(names, attempts - 1)

    def _ends(self, names):
        consumer = self._consumer()
        try:
            known = consumer.list_topics(timeout=15).topics
            ends = {}
            for name in names:
                for number in known[name].partitions if name in known else ():
                    _, high = consumer.get_watermark_offsets(TopicPartition(name, number), timeout=15)
                    ends[name, number] = max(0, high)
            return ends
        finally:
            consumer.close()

    def read(self, names, within=40.0):
        """Everything that lies in the topics now."""
        ends = {place: end for place, end in self.ends(names).items() if end > 0}
        if not ends:
            return []
        consumer = self._consumer()
        records, waiting = [], dict(ends)
        try:
            consumer.assign([TopicPartition(name, number, OFFSET_BEGINNING) for name, number in ends])
            deadline = time.monotonic() + within
            while waiting:
                if time.monotonic() > deadline:
                    raise Trouble(f"the topics cannot be read to their ends: {waiting}")
                for message in consumer.consume(1000, 0.1):
                    if message.error():
                        continue
                    place = message.topic(), message.partition()
                    if message.offset() < ends[place]:
                        records.append(Record(
                            *place, message.offset(), message.key(), message.value(), dict(message.headers() or []),
                            message.timestamp()[1]))
                    if message.offset() + 1 >= ends[place]:
                        waiting.pop(place, None)
            return records
        finally:
            consumer.close()

    def write(self, records, is_shuffled=False):
        """records: (topic, partition or None, key, value, headers)."""
        producer = Producer({
            **self.settings, "linger.ms": 2, "partitioner": "random" if is_shuffled else "murmur2_random",
            "queue.buffering.max.messages": 1_000_000, "message.timeout.ms": 30_000, "message.max.bytes": 10_000_000})
        failures = []
        for topic, partition, key, value, headers in records:
            place = {} if partition is None else {"partition": partition}
            producer.produce(
                topic, value=value, key=key, headers=headers or None,
                on_delivery=lambda error, _: failures.append(error) if error else None, **place)
            producer.poll(0)
        if producer.flush(40) or failures:
            raise Trouble(f"records cannot be written: {failures[:1] or 'no answer'}")

    def committed(self, group, places):
        """Committed offsets; partitions without one are left out."""
        consumer = self._consumer(group)
        try:
            answer = consumer.committed([TopicPartition(*place) for place in places], timeout=15)
            return {(p.topic, p.partition): p.offset for p in answer if p.offset >= 0}
        finally:
            consumer.close()

    def rewind(self, group, places, within=20.0):
        """Sets a group's offsets to 0, as its only member; its other members must have left."""
        consumer = self._consumer(group, {"session.timeout.ms": 3000, "heartbeat.interval.ms": 500})
        wanted = set(places)
        deadline = time.monotonic() + within
        try:
            consumer.subscribe(sorted({name for name, _ in places}))
            while not wanted <= {(p.topic, p.partition) for p in consumer.assignment()}:
                consumer.poll(0.05)
                if time.monotonic() > deadline:
                    raise Trouble(f"{group} cannot be joined to set its offsets")
            consumer.commit(offsets=[TopicPartition(*place, 0) for place in places], asynchronous=False)
        except KafkaException as error:
            raise Trouble(f"the offsets of {group} cannot be set: {error}") from error
        finally:
            consumer.close()

    def create(self, counts):
        """Creates topics that are not there."""
        from confluent_kafka.admin import NewTopic
        admin = AdminClient(self.settings)
        for future in admin.create_topics([NewTopic(n, c, 1) for n, c in counts.items()]).values():
            try:
                future.result(15)
            except KafkaException:
                pass

    def grow(self, topic, count):
        """Adds partitions to a topic that is in use."""
        admin = AdminClient(self.settings)
        admin.create_partitions([NewPartitions(topic, count)])[topic].result(15)
