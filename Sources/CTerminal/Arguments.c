#include "CTerminal.h"

#include <features.h>
#include <stdlib.h>
#include <unistd.h>

static int count = -1;
static const char *const *words;

#if defined(__GLIBC__)
// glibc hands the command line to what runs before main; other libraries don't.
__attribute__((constructor)) static void remember(int argc, char **argv) {
  count = argc;
  words = (const char *const *)argv;
}
#endif

// Swift's runtime asks /proc where it lies itself, and ends a program that is one file with all in it where
// /proc is missing, as in some chroots. Told in advance, it does not ask.
__attribute__((constructor(101))) static void tell_runtime(void) {
  if (access("/proc/self/maps", R_OK) != 0) setenv("SWIFT_ROOT", "/", 0);
}

int argument_count(void) { return count; }
const char *argument_word(int index) { return words[index]; }
