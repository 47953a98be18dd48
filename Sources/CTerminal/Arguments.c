#include "CTerminal.h"

#include <features.h>

static int count = -1;
static const char *const *words;

#if defined(__GLIBC__)
// glibc hands the command line to what runs before main; other libraries don't.
__attribute__((constructor)) static void remember(int argc, char **argv) {
  count = argc;
  words = (const char *const *)argv;
}
#endif

int argument_count(void) { return count; }
const char *argument_word(int index) { return words[index]; }
