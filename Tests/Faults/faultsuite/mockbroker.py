"""librdkafka's mock cluster as a program of its own, from the library that confluent-kafka brings along.

    python -m faultsuite.mockbroker BROKERS TOPIC:PARTITIONS...

Debian's librdkafka 2.0.2 has it too, but its mock brokers end when a client asks again before it was answered.

Prints the bootstrap addresses in one line, then obeys lines on standard input, each answered with "ok" or
"error CODE"; ends with its input. Brokers are numbered from 1; they keep 5 MB a partition and drop older records.

    rtt BROKER MS                  answers of a broker come that much later
    errors APIKEY CODE COUNT       the next requests of a kind fail
    forget APIKEY                  errors that were not used yet are dropped
    leader TOPIC PARTITION BROKER  another broker leads a partition
    coordinator GROUP BROKER       another broker coordinates a group
    topic NAME PARTITIONS          a topic more
    quit
"""
import ctypes
import glob
import os
import sys
from ctypes import c_char_p, c_int, c_int16, c_int32, c_size_t, c_void_p

# How long a new group waits for more members. Kafka's own default is 3 s, and 0 in its quick start.
INITIAL_REBALANCE_MS = 300
INVALID_ARGUMENT = -186


def library():
    import confluent_kafka
    folder = os.path.dirname(os.path.dirname(confluent_kafka.__file__))
    return ctypes.CDLL(glob.glob(os.path.join(folder, "confluent_kafka.libs", "librdkafka*"))[0])


class Cluster:
    def __init__(self, brokers):
        self.library = library()
        self._declare()
        error = ctypes.create_string_buffer(512)
        settings = self.library.rd_kafka_conf_new()
        for name, value in (("bootstrap.servers", "127.0.0.1:1"), ("log_level", "0")):
            self.library.rd_kafka_conf_set(settings, name.encode(), value.encode(), error, len(error))
        # The owning client itself needs no broker.
        owner = self.library.rd_kafka_new(0, settings, error, len(error))
        self.pointer = owner and self.library.rd_kafka_mock_cluster_new(owner, brokers)
        if not self.pointer:
            sys.exit(f"mockbroker: no cluster: {error.value.decode()}")
        self.library.rd_kafka_mock_group_initial_rebalance_delay_ms(self.pointer, INITIAL_REBALANCE_MS)

    def _declare(self):
        for name, answer, *arguments in (
                ("rd_kafka_conf_new", c_void_p),
                ("rd_kafka_conf_set", c_int, c_void_p, c_char_p, c_char_p, c_char_p, c_size_t),
                ("rd_kafka_new", c_void_p, c_int, c_void_p, c_char_p, c_size_t),
                ("rd_kafka_mock_cluster_new", c_void_p, c_void_p, c_int),
                ("rd_kafka_mock_cluster_bootstraps", c_char_p, c_void_p),
                ("rd_kafka_mock_group_initial_rebalance_delay_ms", None, c_void_p, c_int32),
                ("rd_kafka_mock_topic_create", c_int, c_void_p, c_char_p, c_int, c_int),
                ("rd_kafka_mock_broker_set_rtt", c_int, c_void_p, c_int32, c_int),
                ("rd_kafka_mock_push_request_errors_array", None, c_void_p, c_int16, c_size_t, c_void_p),
                ("rd_kafka_mock_clear_request_errors", None, c_void_p, c_int16),
                ("rd_kafka_mock_partition_set_leader", c_int, c_void_p, c_char_p, c_int32, c_int32),
                ("rd_kafka_mock_coordinator_set", c_int, c_void_p, c_char_p, c_char_p, c_int32)):
            function = getattr(self.library, name)
            function.restype, function.argtypes = answer, arguments

    @property
    def addresses(self):
        return self.library.rd_kafka_mock_cluster_bootstraps(self.pointer).decode()

    def obey(self, word, *arguments):
        """0, or librdkafka's error code."""
        here, call = self.pointer, self.library
        if word == "rtt":
            return call.rd_kafka_mock_broker_set_rtt(here, *map(int, arguments))
        if word == "errors":
            key, code, count = map(int, arguments)
            return call.rd_kafka_mock_push_request_errors_array(here, key, count, (c_int * count)(*[code] * count))
        if word == "forget":
            return call.rd_kafka_mock_clear_request_errors(here, int(arguments[0]))
        if word == "leader":
            return call.rd_kafka_mock_partition_set_leader(
                here, arguments[0].encode(), int(arguments[1]), int(arguments[2]))
        if word == "coordinator":
            return call.rd_kafka_mock_coordinator_set(here, b"group", arguments[0].encode(), int(arguments[1]))
        if word == "topic":
            return call.rd_kafka_mock_topic_create(here, arguments[0].encode(), int(arguments[1]), 1)
        return INVALID_ARGUMENT


def main(brokers, *topics):
    cluster = Cluster(int(brokers))
    for topic in topics:
        if cluster.obey("topic", *topic.rsplit(":", 1)):
            sys.exit(f"mockbroker: topic {topic} cannot be created")
    print(cluster.addresses, flush=True)
    for line in sys.stdin:
        words = line.split()
        if words[:1] == ["quit"]:
            break
        try:
            code = cluster.obey(*words) or 0
        except (TypeError, ValueError, IndexError):
            code = INVALID_ARGUMENT
        print(f"error {code}" if code else "ok", flush=True)
    # The system frees the rest: destroying a cluster waits for answers that are delayed.
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
