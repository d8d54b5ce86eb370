// The yardstick: what librdkafka alone does, with the settings that the fleet's own clients have by default and with
// nothing parsed. Three programs in one, which together are a chain as producer, worker and aggregator are:
//
//   kafka-relay produce BROKERS FROM[,FROM...] TO RECORDS        reads FROM into memory first, then waits for a line
//   kafka-relay relay   BROKERS FROM[,FROM...] TO RECORDS BYTES  a record of BYTES bytes for each one consumed
//   kafka-relay consume BROKERS FROM[,FROM...] RECORDS
//
// Each prints the line "ready" when it has its partitions (or its records), and at its end one line of JSON. The
// clock of a program starts at its first record, and stops at the last: consumed, or acknowledged by the broker.
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

static void die(const char *reason) {
  fprintf(stderr, "kafka-relay: %s\n", reason);
  exit(1);
}

static void ready(void) {
  puts("ready");
  fflush(stdout);
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

static void follow_assignment(
    rd_kafka_t *client, rd_kafka_resp_err_t error, rd_kafka_topic_partition_list_t *partitions, void *opaque) {
  (void)opaque;
  if (error == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
    rd_kafka_assign(client, partitions);
    ready();
  } else {
    rd_kafka_assign(client, NULL);
  }
}

static rd_kafka_t *make_client(rd_kafka_type_t type, const char *const settings[][2]) {
  char error[512];
  rd_kafka_conf_t *conf = rd_kafka_conf_new();
  for (int i = 0; settings[i][0]; i++) {
    if (rd_kafka_conf_set(conf, settings[i][0], settings[i][1], error, sizeof error) != RD_KAFKA_CONF_OK) die(error);
  }
  if (type == RD_KAFKA_PRODUCER) {
    rd_kafka_conf_set_dr_msg_cb(conf, count_report);
  } else {
    rd_kafka_conf_set_rebalance_cb(conf, follow_assignment);
  }
  rd_kafka_t *client = rd_kafka_new(type, conf, error, sizeof error);
  if (!client) die(error);
  return client;
}

static rd_kafka_t *make_producer(const char *brokers) {
  const char *const settings[][2] = {
      {"bootstrap.servers", brokers}, {"acks", "all"}, {"enable.idempotence", "true"},
      {"compression.codec", "lz4"}, {"linger.ms", "5"}, {"batch.num.messages", "10000"},
      {"queue.buffering.max.messages", "500000"}, {NULL, NULL}};
  return make_client(RD_KAFKA_PRODUCER, settings);
}

static rd_kafka_t *make_consumer(const char *brokers, char *topics) {
  char group[64];
  snprintf(group, sizeof group, "kafka-relay-%ld-%ld", (long)time(NULL), (long)getpid());
  const char *const settings[][2] = {
      {"bootstrap.servers", brokers}, {"group.id", group}, {"auto.offset.reset", "earliest"},
      {"enable.auto.commit", "false"}, {"queued.min.messages", "1000000"},
      {"queued.max.messages.kbytes", "16384"}, {NULL, NULL}};
  rd_kafka_t *consumer = make_client(RD_KAFKA_CONSUMER, settings);
  rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(4);
  for (char *topic = strtok(topics, ","); topic; topic = strtok(NULL, ",")) {
    rd_kafka_topic_partition_list_add(list, topic, RD_KAFKA_PARTITION_UA);
  }
  rd_kafka_poll_set_consumer(consumer);
  rd_kafka_subscribe(consumer, list);
  rd_kafka_topic_partition_list_destroy(list);
  return consumer;
}

typedef void (*each_record)(rd_kafka_message_t *message, void *context);

// Consumes so many records; `each` owns what it is given.
static void consume(rd_kafka_t *consumer, rd_kafka_t *producer, long records, each_record each, void *context) {
  static rd_kafka_message_t *messages[BATCH];
  rd_kafka_queue_t *queue = rd_kafka_queue_get_consumer(consumer);
  for (long consumed = 0; consumed < records;) {
    ssize_t count = rd_kafka_consume_batch_queue(queue, 10, messages, BATCH);
    for (ssize_t i = 0; i < count; i++) {
      if (messages[i]->err || consumed == records) {
        rd_kafka_message_destroy(messages[i]);
      } else {
        consumed++;
        each(messages[i], context);
      }
    }
    if (producer) rd_kafka_poll(producer, 0);
  }
  rd_kafka_queue_destroy(queue);
}

struct run {
  rd_kafka_t *producer;
  rd_kafka_topic_t *out;
  long length, bytes, kept;
  rd_kafka_message_t **records;
  double started, cpu_before;
};

static void begin(struct run *run) {
  long peak;
  if (run->started > 0) return;
  run->started = wall_seconds();
  run->cpu_before = cpu_seconds(&peak);
}

static void finish(struct run *run, long records) {
  while (run->producer && acknowledged + failed < records) rd_kafka_poll(run->producer, 100);
  double seconds = wall_seconds() - run->started;
  long peak = 0;
  double cpu = cpu_seconds(&peak) - run->cpu_before;
  printf(
      "{\"records\": %ld, \"failed\": %ld, \"bytes\": %ld, \"seconds\": %.4f, \"cpu_seconds\": %.3f, "
      "\"peak_mib\": %.1f}\n",
      records, failed, run->bytes, seconds, cpu, (double)peak / 1024);
  fflush(stdout);
}

static void send_record(struct run *run, const void *key, size_t key_length, const void *value, size_t length) {
  while (rd_kafka_produce(
      run->out, RD_KAFKA_PARTITION_UA, RD_KAFKA_MSG_F_COPY, (void *)value, length, key, key_length, NULL)) {
    if (rd_kafka_last_error() != RD_KAFKA_RESP_ERR__QUEUE_FULL) die(rd_kafka_err2str(rd_kafka_last_error()));
    rd_kafka_poll(run->producer, 10);
  }
}

static void count(rd_kafka_message_t *message, void *context) {
  struct run *run = context;
  begin(run);
  run->bytes += (long)message->len;
  rd_kafka_message_destroy(message);
}

static void relay(rd_kafka_message_t *message, void *context) {
  static char value[MAX_VALUE];
  struct run *run = context;
  begin(run);
  size_t length = (size_t)run->length;
  size_t copied = message->len < length ? message->len : length;
  if (copied > 0) memcpy(value, message->payload, copied);
  send_record(run, message->key, message->key_len, value, length);
  run->bytes += run->length;
  rd_kafka_message_destroy(message);
}

static void keep(rd_kafka_message_t *message, void *context) {
  struct run *run = context;
  run->records[run->kept++] = message;
}

static void produce_kept(struct run *run, rd_kafka_t *consumer, long records) {
  run->records = calloc((size_t)records, sizeof *run->records);
  if (!run->records) die("out of memory");
  consume(consumer, NULL, records, keep, run);
  ready();
  if (getchar() == EOF) die("nobody said when to begin");
  begin(run);
  for (long i = 0; i < records; i++) {
    const rd_kafka_message_t *message = run->records[i];
    send_record(run, message->key, message->key_len, message->payload, message->len);
    run->bytes += (long)message->len;
    if (i % BATCH == 0) rd_kafka_poll(run->producer, 0);
  }
  finish(run, records);
  for (long i = 0; i < records; i++) rd_kafka_message_destroy(run->records[i]);
  free(run->records);
}

static int usage(void) {
  fprintf(
      stderr,
      "usage: kafka-relay produce BROKERS FROM[,FROM...] TO RECORDS\n"
      "       kafka-relay relay   BROKERS FROM[,FROM...] TO RECORDS BYTES\n"
      "       kafka-relay consume BROKERS FROM[,FROM...] RECORDS\n");
  return 64;
}

int main(int argc, char **argv) {
  if (argc < 5) return usage();
  int produces = !strcmp(argv[1], "produce"), relays = !strcmp(argv[1], "relay");
  if (argc != (produces ? 6 : relays ? 7 : 5)) return usage();
  long records = atol(argv[produces || relays ? 5 : 4]);
  struct run run = {.length = relays ? atol(argv[6]) : 0};
  if (records < 1 || run.length < 0 || run.length > MAX_VALUE) return usage();
  if (produces || relays) {
    run.producer = make_producer(argv[2]);
    run.out = rd_kafka_topic_new(run.producer, argv[4], NULL);
  }
  rd_kafka_t *consumer = make_consumer(argv[2], argv[3]);
  if (produces) {
    produce_kept(&run, consumer, records);
  } else {
    consume(consumer, run.producer, records, relays ? relay : count, &run);
    finish(&run, records);
  }
  rd_kafka_consumer_close(consumer);
  rd_kafka_destroy(consumer);
  if (run.producer) {
    rd_kafka_topic_destroy(run.out);
    rd_kafka_destroy(run.producer);
  }
  return failed != 0;
}
