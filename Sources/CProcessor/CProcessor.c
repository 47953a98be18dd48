#define _GNU_SOURCE
#include "CProcessor.h"

#if defined(__linux__)
#include <sched.h>

int processor_current(void) { return sched_getcpu(); }

void processor_leave(int cpu) {
  cpu_set_t allowed, others;
  if (cpu < 0 || cpu >= CPU_SETSIZE || sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
  others = allowed;
  CPU_CLR(cpu, &others);
  if (CPU_COUNT(&others) == 0) return;
  if (sched_setaffinity(0, sizeof others, &others) == 0)
    sched_setaffinity(0, sizeof allowed, &allowed);
}
#else
int processor_current(void) { return -1; }
void processor_leave(int cpu) { (void)cpu; }
#endif
