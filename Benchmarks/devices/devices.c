// Devices that take their time, and the yardstick for whoever probes them: sockets alone, with nothing judged.
//
//   network-devices serve MILLISECONDS
//       a web server on all loopback addresses that answers every request after so long
//   network-devices ask PORT ADDRESSES PROBES AT-ONCE reuse|fresh|connect
//       asks them: over connections that are kept, over a new one each time, or only connects
//
// `serve` prints its port, and when its input is closed one line of JSON: how many requests were under way at once at
// most, in all and at one address. `ask` prints one line of JSON at its end.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { EVENTS = 1024, MAX_FILES = 1 << 17, HOSTS = 1 << 16 };

static const char REQUEST[] = "GET / HTTP/1.1\r\nHost: device\r\nUser-Agent: yardstick\r\n\r\n";
static const char ANSWER[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

static void die(const char *what) {
  fprintf(stderr, "network-devices: %s: %s\n", what, strerror(errno));
  exit(1);
}

static long long nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static double cpu_seconds(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void raise_file_limit(void) {
  struct rlimit limits;
  if (getrlimit(RLIMIT_NOFILE, &limits)) die("getrlimit");
  limits.rlim_cur = limits.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &limits)) die("setrlimit");
}

static void watch(int poller, int file, unsigned events) {
  struct epoll_event event = {.events = events, .data.fd = file};
  if (epoll_ctl(poller, EPOLL_CTL_ADD, file, &event)) die("epoll_ctl");
}

static long number(const char *text, long most) {
  char *end;
  long value = strtol(text, &end, 10);
  if (*end || value < 0 || value > most) {
    fprintf(stderr, "network-devices: %s is no number of 0 to %ld\n", text, most);
    exit(64);
  }
  return value;
}

// ---- Devices

// One connection. Its generation tells an answer that is due from one that is owed to whoever had the file before.
struct guest {
  unsigned generation;
  unsigned short host;
  unsigned char matched; // of the four bytes that end a request
  unsigned owed;
};

struct due {
  long long at;
  int file;
  unsigned generation;
};

static struct guest guests[MAX_FILES];
static struct due *queue; // a ring: every request waits for the same time
static size_t queue_size = 1 << 16, queue_head, queue_count;
static long under_way[HOSTS], all, peak_all, peak_one, requests, connections;

static void enqueue(int file, long long at) {
  if (queue_count == queue_size) {
    struct due *larger = malloc(2 * queue_size * sizeof *larger);
    if (!larger) die("malloc");
    for (size_t i = 0; i < queue_count; i++) larger[i] = queue[(queue_head + i) % queue_size];
    free(queue);
    queue = larger;
    queue_head = 0;
    queue_size *= 2;
  }
  queue[(queue_head + queue_count++) % queue_size] = (struct due){at, file, guests[file].generation};
}

static void forget(int file) {
  struct guest *guest = &guests[file];
  under_way[guest->host] -= guest->owed;
  all -= guest->owed;
  guest->owed = 0;
  guest->generation++;
  close(file);
}

static void admit(int poller, int listener) {
  for (;;) {
    int file = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (file < 0) {
      if (errno == EAGAIN || errno == ECONNABORTED) return;
      die("accept");
    }
    if (file >= MAX_FILES) {
      close(file);
      continue;
    }
    struct sockaddr_in here;
    socklen_t size = sizeof here;
    if (getsockname(file, (struct sockaddr *)&here, &size)) die("getsockname");
    int on = 1;
    setsockopt(file, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    guests[file].host = (unsigned short)ntohl(here.sin_addr.s_addr);
    guests[file].matched = 0;
    connections++;
    watch(poller, file, EPOLLIN);
  }
}

static void listen_to(int file, long long delay) {
  static const char end[] = "\r\n\r\n";
  char buffer[4096];
  struct guest *guest = &guests[file];
  ssize_t got = read(file, buffer, sizeof buffer);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) return forget(file);
  for (ssize_t i = 0; i < got; i++) {
    guest->matched = buffer[i] == end[guest->matched] ? guest->matched + 1 : buffer[i] == '\r';
    if (guest->matched < 4) continue;
    guest->matched = 0;
    guest->owed++;
    requests++;
    if (++all > peak_all) peak_all = all;
    if (++under_way[guest->host] > peak_one) peak_one = under_way[guest->host];
    enqueue(file, nanoseconds() + delay);
  }
}

static void answer_what_is_due(void) {
  long long now = nanoseconds();
  while (queue_count && queue[queue_head].at <= now) {
    struct due due = queue[queue_head];
    queue_head = (queue_head + 1) % queue_size;
    queue_count--;
    struct guest *guest = &guests[due.file];
    if (guest->generation != due.generation) continue;
    guest->owed--;
    under_way[guest->host]--;
    all--;
    // So little always fits; who has hung up is told of by the poller.
    (void)!write(due.file, ANSWER, sizeof ANSWER - 1);
  }
}

static int serve(long long delay) {
  queue = malloc(queue_size * sizeof *queue);
  if (!queue) die("malloc");
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_ANY)};
  socklen_t size = sizeof here;
  if (listener < 0 || bind(listener, (struct sockaddr *)&here, size) || listen(listener, 1 << 15) ||
      getsockname(listener, (struct sockaddr *)&here, &size))
    die("listen");
  int poller = epoll_create1(EPOLL_CLOEXEC);
  if (poller < 0) die("epoll_create1");
  watch(poller, listener, EPOLLIN);
  watch(poller, STDIN_FILENO, EPOLLIN);
  printf("%d\n", ntohs(here.sin_port));
  fflush(stdout);
  for (int open = 1; open;) {
    struct epoll_event events[EVENTS];
    long long left = queue_count ? queue[queue_head].at - nanoseconds() : 1000000000LL;
    struct timespec wait = {left > 0 ? left / 1000000000LL : 0, left > 0 ? left % 1000000000LL : 0};
    int count = epoll_pwait2(poller, events, EVENTS, &wait, NULL);
    if (count < 0 && errno != EINTR) die("epoll_pwait2");
    for (int i = 0; i < count; i++) {
      int file = events[i].data.fd;
      char ignored[256];
      if (file == listener) admit(poller, listener);
      else if (file == STDIN_FILENO) open = read(file, ignored, sizeof ignored) > 0;
      else listen_to(file, delay);
    }
    answer_what_is_due();
  }
  printf("{\"all\": %ld, \"one\": %ld, \"requests\": %ld, \"connections\": %ld, \"cpu_seconds\": %.3f}\n", peak_all,
         peak_one, requests, connections, cpu_seconds());
  return 0;
}

// ---- Whoever asks them

enum manner { REUSE, FRESH, CONNECT };

static long asked, answered, failed, most;
static enum manner manner;
static int poller, port, addresses;
static unsigned short places[MAX_FILES]; // which device a file leads to

static void begin(unsigned short place) {
  int file = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (file < 0 || file >= MAX_FILES) die("socket");
  int on = 1;
  setsockopt(file, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  struct sockaddr_in there = {
      .sin_family = AF_INET, .sin_port = htons((unsigned short)port),
      .sin_addr.s_addr = htonl(0x7f000001u + place)};
  if (connect(file, (struct sockaddr *)&there, sizeof there) && errno != EINPROGRESS) die("connect");
  places[file] = place;
  asked++;
  watch(poller, file, EPOLLOUT);
}

static void ask(int file) {
  if (write(file, REQUEST, sizeof REQUEST - 1) != sizeof REQUEST - 1) die("write");
}

// What the answer to one probe leads to: the next one.
static void go_on(int file) {
  answered++;
  if (manner == REUSE && asked < most) {
    asked++;
    return ask(file);
  }
  unsigned short place = places[file];
  close(file);
  if (asked < most) begin(place);
}

// Says of the first failure what it was.
static void fail(const char *what, int error) {
  if (!failed++) fprintf(stderr, "network-devices: %s: %s\n", what, error ? strerror(error) : "hung up");
}

static void connected(int file) {
  int error = 0;
  socklen_t size = sizeof error;
  if (getsockopt(file, SOL_SOCKET, SO_ERROR, &error, &size) || error) {
    fail("connect", error);
    return go_on(file);
  }
  if (manner == CONNECT) return go_on(file);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = file};
  if (epoll_ctl(poller, EPOLL_CTL_MOD, file, &event)) die("epoll_ctl");
  ask(file);
}

static int ask_all(int at_once) {
  poller = epoll_create1(EPOLL_CLOEXEC);
  if (poller < 0) die("epoll_create1");
  long long began = nanoseconds();
  for (int i = 0; i < at_once && asked < most; i++) begin((unsigned short)(i % addresses));
  while (answered < most) {
    struct epoll_event events[EVENTS];
    int count = epoll_wait(poller, events, EVENTS, -1);
    if (count < 0 && errno != EINTR) die("epoll_wait");
    for (int i = 0; i < count; i++) {
      int file = events[i].data.fd;
      char answer[4096];
      if (events[i].events & EPOLLOUT) {
        connected(file);
        continue;
      }
      ssize_t got = read(file, answer, sizeof answer);
      if (got <= 0) fail("read", got ? errno : 0);
      go_on(file);
    }
  }
  double took = (double)(nanoseconds() - began) / 1e9;
  printf("{\"probes\": %ld, \"failed\": %ld, \"seconds\": %.3f, \"cpu_seconds\": %.3f}\n", answered, failed, took,
         cpu_seconds());
  return failed ? 1 : 0;
}

int main(int count, char **words) {
  raise_file_limit();
  if (count == 3 && !strcmp(words[1], "serve")) return serve(number(words[2], 60000) * 1000000LL);
  if (count == 7 && !strcmp(words[1], "ask")) {
    port = (int)number(words[2], 65535);
    addresses = (int)number(words[3], HOSTS - 1);
    most = number(words[4], 1000000000);
    manner = !strcmp(words[6], "fresh") ? FRESH : !strcmp(words[6], "connect") ? CONNECT : REUSE;
    return ask_all((int)number(words[5], MAX_FILES / 2));
  }
  fprintf(stderr, "usage: network-devices serve MILLISECONDS\n"
                  "       network-devices ask PORT ADDRESSES PROBES AT-ONCE reuse|fresh|connect\n");
  return 64;
}
