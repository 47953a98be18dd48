#define _GNU_SOURCE
#include "CTerminal.h"

#include <signal.h>
#include <wchar.h>

int signal_is_ignored(int signal) {
  struct sigaction action;
  return sigaction(signal, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

int character_width(uint32_t character) { return wcwidth((wchar_t)character); }
