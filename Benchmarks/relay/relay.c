// The yardstick: what librdkafka alone does. Consumes the records of some topics and produces a record for each,
// with no parsing in between, and with the settings that the fleet's own clients have by default.
//
//   kafka-relay BROKERS IN_TOPIC[,IN_TOPIC...] OUT_TOPIC RECORDS VALUE_BYTES
//
// Each produced value is the first VALUE_BYTES bytes of the consumed one, padded with zeros. The clock starts at the
// first record and stops when every produced one is acknowledged. Prints one line of JSON.
#include <librdkafka/rdkafka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 1000, MAX_VALUE = 1 << 16 };

static long acknowledged, failed;

static double wall_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double cpu_seconds(long *peak_kilobytes) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  *peak_kilobytes = usage.ru_maxrss;
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void count_report(rd_kafka_t *client, const rd_kafka_message_t *message, void *opaque) {
  (void)client;
  (void)opaque;
  if (message->err) {
    failed++;
  } else {
    acknowledged++;
  }
}

static rd_kafka_t *make_client(rd_kafka_type_t type, const char *const settings[][2]) {
  char error[512];
  rd_kafka_conf_t *conf = rd_kafka_conf_new();
  for (int i = 0; settings[i][0]; i++) {
    if (rd_kafka_conf_set(conf, settings[i][0], settings[i][1], error, sizeof error) != RD_KAFKA_CONF_OK) {
      fprintf(stderr, "kafka-relay: %s\n", error);
      exit(1);
    }
  }
  if (type == RD_KAFKA_PRODUCER) rd_kafka_conf_set_dr_msg_cb(conf, count_report);
  rd_kafka_t *client = rd_kafka_new(type, conf, error, sizeof error);
  if (!client) {
    fprintf(stderr, "kafka-relay: %s\n", error);
    exit(1);
  }
  return client;
}

static void subscribe(rd_kafka_t *consumer, char *topics) {
  rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(4);
  for (char *topic = strtok(topics, ","); topic; topic = strtok(NULL, ",")) {
    rd_kafka_topic_partition_list_add(list, topic, RD_KAFKA_PARTITION_UA);
  }
  rd_kafka_poll_set_consumer(consumer);
  rd_kafka_subscribe(consumer, list);
  rd_kafka_topic_partition_list_destroy(list);
}

static void produce(
    rd_kafka_t *producer, rd_kafka_topic_t *topic, const rd_kafka_message_t *message, size_t length) {
  static char value[MAX_VALUE];
  size_t copied = message->len < length ? message->len : length;
  if (copied > 0) memcpy(value, message->payload, copied);
  while (rd_kafka_produce(
      topic, RD_KAFKA_PARTITION_UA, RD_KAFKA_MSG_F_COPY, value, length, message->key, message->key_len, NULL)) {
    if (rd_kafka_last_error() != RD_KAFKA_RESP_ERR__QUEUE_FULL) {
      fprintf(stderr, "kafka-relay: %s\n", rd_kafka_err2str(rd_kafka_last_error()));
      exit(1);
    }
    rd_kafka_poll(producer, 10);
  }
}

int main(int argc, char **argv) {
  if (argc != 6) {
    fprintf(stderr, "usage: kafka-relay BROKERS IN_TOPIC[,IN_TOPIC...] OUT_TOPIC RECORDS VALUE_BYTES\n");
    return 64;
  }
  long records = atol(argv[4]);
  long length = atol(argv[5]);
  if (records < 1 || length < 0 || length > MAX_VALUE) return 64;
  char group[64];
  snprintf(group, sizeof group, "kafka-relay-%ld-%ld", (long)time(NULL), (long)getpid());
  const char *const producing[][2] = {
      {"bootstrap.servers", argv[1]}, {"acks", "all"}, {"enable.idempotence", "true"},
      {"compression.codec", "lz4"}, {"linger.ms", "5"}, {"batch.num.messages", "10000"},
      {"queue.buffering.max.messages", "500000"}, {NULL, NULL}};
  const char *const consuming[][2] = {
      {"bootstrap.servers", argv[1]}, {"group.id", group}, {"auto.offset.reset", "earliest"},
      {"enable.auto.commit", "false"}, {"queued.min.messages", "1000000"},
      {"queued.max.messages.kbytes", "16384"}, {NULL, NULL}};
  rd_kafka_t *producer = make_client(RD_KAFKA_PRODUCER, producing);
  rd_kafka_t *consumer = make_client(RD_KAFKA_CONSUMER, consuming);
  rd_kafka_topic_t *out = rd_kafka_topic_new(producer, argv[3], NULL);
  subscribe(consumer, argv[2]);
  rd_kafka_queue_t *queue = rd_kafka_queue_get_consumer(consumer);

  static rd_kafka_message_t *messages[BATCH];
  double started = 0, cpu_before = 0;
  long peak = 0, consumed_bytes = 0;
  for (long consumed = 0; consumed < records;) {
    ssize_t count = rd_kafka_consume_batch_queue(queue, 10, messages, BATCH);
    for (ssize_t i = 0; i < count; i++) {
      if (!messages[i]->err && consumed < records) {
        if (consumed++ == 0) {
          started = wall_seconds();
          cpu_before = cpu_seconds(&peak);
        }
        consumed_bytes += (long)messages[i]->len;
        produce(producer, out, messages[i], (size_t)length);
      }
      rd_kafka_message_destroy(messages[i]);
    }
    rd_kafka_poll(producer, 0);
  }
  while (acknowledged + failed < records) rd_kafka_poll(producer, 100);
  double seconds = wall_seconds() - started;
  double cpu = cpu_seconds(&peak) - cpu_before;
  printf(
      "{\"records\": %ld, \"failed\": %ld, \"consumed_bytes\": %ld, \"seconds\": %.4f, \"cpu_seconds\": %.3f, "
      "\"peak_mib\": %.1f}\n",
      records, failed, consumed_bytes, seconds, cpu, (double)peak / 1024);
  rd_kafka_queue_destroy(queue);
  rd_kafka_topic_destroy(out);
  rd_kafka_consumer_close(consumer);
  rd_kafka_destroy(consumer);
  rd_kafka_destroy(producer);
  return failed != 0;
}
