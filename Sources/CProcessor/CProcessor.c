#define _GNU_SOURCE
#include "CProcessor.h"

#include <sched.h>

// The most that Linux can be built for. A `cpu_set_t` ends at 1024, and the system refuses a set that is
// too small for the host.
enum { most_processors = 8192 };
typedef struct {
  unsigned long bits[most_processors / 8 / sizeof(unsigned long)];
} processor_set;

static cpu_set_t *words(processor_set *set) { return (cpu_set_t *)set; }

int processor_current(void) { return sched_getcpu(); }

void processor_leave(int cpu) {
  processor_set allowed = {0};
  if (cpu < 0 || cpu >= most_processors) return;
  if (sched_getaffinity(0, sizeof allowed, words(&allowed)) != 0) return;
  processor_set others = allowed;
  CPU_CLR_S(cpu, sizeof others, words(&others));
  if (CPU_COUNT_S(sizeof others, words(&others)) == 0) return;
  if (sched_setaffinity(0, sizeof others, words(&others)) == 0)
    sched_setaffinity(0, sizeof allowed, words(&allowed));
}

int processor_allowed_count(void) {
  processor_set allowed = {0};
  if (sched_getaffinity(0, sizeof allowed, words(&allowed)) != 0) return -1;
  return CPU_COUNT_S(sizeof allowed, words(&allowed));
}
