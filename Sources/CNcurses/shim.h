#pragma once
#define NCURSES_WIDECHAR 1 /* before curses.h, or cchar_t and every wide call are missing */
#include <locale.h>
#include <curses.h>
