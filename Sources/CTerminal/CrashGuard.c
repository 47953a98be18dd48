#define _GNU_SOURCE
#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { terminal = STDOUT_FILENO, sequence_limit = 512, stack_size = 64 * 1024 };
enum { disarmed, armed, restoring, restored };

static const int crash_signals[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE};
enum { crash_signal_count = sizeof crash_signals / sizeof crash_signals[0] };

// Written while disarmed, only read afterwards. `state` is what threads meet at.
static struct {
  unsigned char sequence[sequence_limit];
  size_t size;
  struct termios cooked;
  int chains;
  struct sigaction before[crash_signal_count];
  int captured;     // a file in memory that stands for stderr, or −1
  int real_stderr;  // a copy of the descriptor it replaces, or −1
} guard = {.captured = -1, .real_stderr = -1};
static atomic_int state = disarmed;

// Writes to a terminal that may have stopped reading: gives up after 100 ms.
static void write_or_give_up(int descriptor, const unsigned char *bytes, size_t size) {
  const int flags = fcntl(descriptor, F_GETFL);
  fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
  struct pollfd writable = {.fd = descriptor, .events = POLLOUT};
  while (size > 0) {
    const ssize_t written = write(descriptor, bytes, size);
    if (written > 0) {
      bytes += written;
      size -= (size_t)written;
    } else if (written < 0 && errno == EINTR) {
      continue;
    } else if (errno != EAGAIN || poll(&writable, 1, 100) <= 0) {
      break;
    }
  }
  // The flag belongs to everybody who has this terminal open, the shell too.
  fcntl(descriptor, F_SETFL, flags);
}

static void replay_stderr(void) {
  if (guard.captured < 0) return;
  dup2(guard.real_stderr, STDERR_FILENO);
  unsigned char piece[4096];
  off_t place = 0;
  ssize_t size;
  while ((size = pread(guard.captured, piece, sizeof piece, place)) > 0) {
    write_or_give_up(STDERR_FILENO, piece, (size_t)size);
    place += size;
  }
}

void crash_guard_restore(void) {
  const int error = errno;
  int expected = armed;
  if (atomic_compare_exchange_strong(&state, &expected, restoring)) {
    write_or_give_up(terminal, guard.sequence, guard.size);
    tcsetattr(terminal, TCSANOW, &guard.cooked);
    replay_stderr();
    atomic_store(&state, restored);
  }
  // A second thread that crashes must not end the process before the first is through.
  for (int waited = 0; atomic_load(&state) == restoring && waited < 1000; waited++) poll(NULL, 0, 1);
  errno = error;
}

static void die_after_restoring(int signal, siginfo_t *info, void *context) {
  (void)context;
  crash_guard_restore();
  for (int i = 0; i < crash_signal_count; i++) {
    const struct sigaction by_default = {.sa_handler = SIG_DFL};
    sigaction(crash_signals[i], guard.chains ? &guard.before[i] : &by_default, NULL);
  }
  // A fault recurs when this returns; a signal that was sent, or a breakpoint passed, does not.
  if (info->si_code <= 0 || signal == SIGTRAP) raise(signal);
}

static void capture_stderr(void) {
  if (!isatty(STDERR_FILENO)) return;
  const int captured = memfd_create("stderr", MFD_CLOEXEC);
  const int real = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (captured < 0 || real < 0 || dup2(captured, STDERR_FILENO) < 0) {
    if (captured >= 0) close(captured);
    if (real >= 0) close(real);
    return;
  }
  guard.captured = captured;
  guard.real_stderr = real;
}

void crash_guard_arm(const void *sequence, size_t size, const struct termios *cooked, int chains) {
  if (atomic_load(&state) != disarmed) return;
  guard.size = size < sequence_limit ? size : sequence_limit;
  memcpy(guard.sequence, sequence, guard.size);
  guard.cooked = *cooked;
  guard.chains = chains;
  capture_stderr();
  crash_guard_use_own_stack();
  atexit(crash_guard_restore);  // Some libraries' answer to an error is to leave.

  struct sigaction action = {.sa_sigaction = die_after_restoring, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  sigaddset(&action.sa_mask, SIGTTOU);  // tcsetattr from the background would stop the process
  sigset_t unblocked;
  sigemptyset(&unblocked);
  atomic_store(&state, armed);
  for (int i = 0; i < crash_signal_count; i++) {
    sigaction(crash_signals[i], &action, &guard.before[i]);
    sigaddset(&unblocked, crash_signals[i]);
  }
  // A blocked fault kills the process without asking the handler; parents hand masks down.
  pthread_sigmask(SIG_UNBLOCK, &unblocked, NULL);
}

void crash_guard_disarm(void) {
  int expected = armed;
  if (!atomic_compare_exchange_strong(&state, &expected, restoring)) return;
  for (int i = 0; i < crash_signal_count; i++) sigaction(crash_signals[i], &guard.before[i], NULL);
  replay_stderr();
  if (guard.captured >= 0) {
    close(guard.captured);
    close(guard.real_stderr);
    guard.captured = guard.real_stderr = -1;
  }
  atomic_store(&state, disarmed);
}

int crash_guard_use_own_stack(void) {
  void *memory = malloc(stack_size);
  const stack_t stack = {.ss_sp = memory, .ss_size = stack_size};
  if (memory == NULL || sigaltstack(&stack, NULL) != 0) {
    free(memory);
    return -1;
  }
  return 0;
}
