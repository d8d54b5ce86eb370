// Runs a program and sees to it that nothing of what it starts outlives it, or the worker that wants it.
//
//   hazard-plugin-guard WORKER PROGRAM [ARGUMENT]...
//
// WORKER is the process id of the caller. The guard is the subreaper (prctl(2)) of all that descends from PROGRAM, so
// that processes which leave their group or session, or whose parents end, become its children instead of init's, and
// can be found. It ends them all when PROGRAM ends, when it is asked to end (SIGTERM), and when the caller dies, however
// that dies. It ends as PROGRAM did: with the same code, or by the same signal.
//
// Kept small and in C since one is started for every run of a plugin.

#if !defined(__linux__)

#include <unistd.h>

// Subreapers are Linux's own; elsewhere the program is simply run.
int main(int argc, char **argv) {
  if (argc < 3) return 64;
  execv(argv[2], argv + 2);
  return 127;
}

#else

#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
  WRONG_USAGE = 64,
  CANNOT_RUN = 127,
  // How long the program has to clean up when it is asked to end.
  GRACE_MILLISECONDS = 500,
  // How long killed processes are waited for: one that waits for a device cannot die, another user's is not ours to
  // kill.
  PATIENCE_MILLISECONDS = 3000,
};

static long milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// The parent of a process by its line in /proc; -1 where it is gone.
static pid_t parent_of(const char *pid) {
  char path[300], text[512];
  snprintf(path, sizeof path, "/proc/%s/stat", pid);
  FILE *file = fopen(path, "re");
  if (!file) return -1;
  size_t length = fread(text, 1, sizeof text - 1, file);
  fclose(file);
  text[length] = 0;
  // The name in parentheses may hold anything, parentheses among it.
  char *end = strrchr(text, ')');
  int parent;
  return end && sscanf(end + 1, " %*c %d", &parent) == 1 ? parent : -1;
}

static void kill_children(void) {
  DIR *all = opendir("/proc");
  if (!all) return;
  for (struct dirent *entry; (entry = readdir(all));) {
    if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9' && parent_of(entry->d_name) == getpid())
      kill((pid_t)atoi(entry->d_name), SIGKILL);
  }
  closedir(all);
}

// Takes note of what has ended. Returns false when no child is left.
static bool reap(pid_t program, bool *has_ended, int *status) {
  int state;
  pid_t pid;
  while ((pid = waitpid(-1, &state, WNOHANG)) > 0) {
    if (pid == program) {
      *has_ended = true;
      *status = state;
    }
  }
  return !(pid < 0 && errno == ECHILD);
}

// Children of what is killed become ours and are killed in the next round.
static void end_all(pid_t program, bool *has_ended, int *status) {
  long until = milliseconds() + PATIENCE_MILLISECONDS;
  while (reap(program, has_ended, status) && milliseconds() < until) {
    kill_children();
    struct timespec pause = {.tv_nsec = 1000000};
    nanosleep(&pause, NULL);
  }
}

static int end_as(int status) {
  if (!WIFSIGNALED(status)) return WEXITSTATUS(status);
  int number = WTERMSIG(status);
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  signal(number, SIG_DFL);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  sigprocmask(SIG_UNBLOCK, &only, NULL);
  raise(number);
  return 128 + number;
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: hazard-plugin-guard WORKER PROGRAM [ARGUMENT]...\n");
    return WRONG_USAGE;
  }
  pid_t worker = (pid_t)atoi(argv[1]), self = getpid();
  int death = (int)syscall(SYS_pidfd_open, worker, 0);
  // Without it the kernel tells when the thread ends that started this; the worker starts plugins from one that stays.
  if (death < 0) prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != worker) return CANNOT_RUN;
  prctl(PR_SET_CHILD_SUBREAPER, 1);

  sigset_t watched, before;
  sigemptyset(&watched);
  sigaddset(&watched, SIGTERM);
  sigaddset(&watched, SIGINT);
  sigaddset(&watched, SIGHUP);
  sigaddset(&watched, SIGCHLD);
  sigprocmask(SIG_BLOCK, &watched, &before);
  int signals = signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK);
  if (signals < 0) return CANNOT_RUN;

  pid_t program = fork();
  if (program < 0) return CANNOT_RUN;
  if (program == 0) {
    // Should the guard itself be killed, at least the program goes, too.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != self) _exit(CANNOT_RUN);
    sigprocmask(SIG_SETMASK, &before, NULL);
    execv(argv[2], argv + 2);
    _exit(CANNOT_RUN);
  }

  bool has_ended = false, is_orphan = false;
  int status = 0;
  // When what is left is killed; -1 while nobody wants the program to end.
  long deadline = -1;
  while (!has_ended && !is_orphan) {
    long left = deadline < 0 ? -1 : deadline - milliseconds();
    if (deadline >= 0 && left <= 0) break;
    struct pollfd waits[] = {{.fd = signals, .events = POLLIN}, {.fd = death, .events = POLLIN}};
    if (poll(waits, 2, (int)left) < 0 && errno != EINTR) break;
    is_orphan = death >= 0 && waits[1].revents;
    struct signalfd_siginfo seen;
    while (read(signals, &seen, sizeof seen) == sizeof seen) {
      if (seen.ssi_signo == SIGCHLD) continue;
      if (getppid() != worker) is_orphan = true;
      kill(program, SIGTERM);
      if (deadline < 0) deadline = milliseconds() + GRACE_MILLISECONDS;
    }
    reap(program, &has_ended, &status);
  }
  end_all(program, &has_ended, &status);
  return has_ended ? end_as(status) : CANNOT_RUN;
}

#endif
