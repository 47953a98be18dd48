#pragma once
#define NCURSES_WIDECHAR 1 /* before curses.h, or cchar_t and every wide call are missing */
#include <locale.h>
#include <curses.h>
#include <term.h>

/* What Swift cannot import: macros with casts, and globals that Swift 6 holds for shared state. */

static inline WINDOW *nc_stdscr(void) { return stdscr; }
static inline int nc_lines(void) { return LINES; }
static inline int nc_columns(void) { return COLS; }
static inline int nc_colors(void) { return COLORS; }
static inline int nc_color_pairs(void) { return COLOR_PAIRS; }

/* NULL where the terminal is unknown. Unlike initscr, it never ends the program. */
static inline SCREEN *nc_newterm(const char *name) { return newterm(name, stdout, stdin); }
/* The next refresh clears the screen and sends everything. */
static inline void nc_forget_screen(void) { clearok(curscr, true); }

/* Coming back to the screen, ncurses would reset the palette, which may be the user's own work:
   empties the sequence for it. To be called after newterm. */
static inline void nc_keep_palette(void) {
  char *reset = tigetstr("oc");
  if (reset != NULL && reset != (char *)-1) *reset = 0;
}

static const attr_t nc_bold = A_BOLD;
static const attr_t nc_dim = A_DIM;
static const attr_t nc_reverse = A_REVERSE;
static const attr_t nc_underline = A_UNDERLINE;

static const mmask_t nc_button1_pressed = BUTTON1_PRESSED;
static const mmask_t nc_button1_released = BUTTON1_RELEASED;
static const mmask_t nc_mouse_moved = REPORT_MOUSE_POSITION;
static const mmask_t nc_button4_pressed = BUTTON4_PRESSED;
static const mmask_t nc_button5_pressed = BUTTON5_PRESSED;
static const mmask_t nc_awaited_mouse =
    BUTTON1_PRESSED | BUTTON1_RELEASED | REPORT_MOUSE_POSITION | BUTTON4_PRESSED | BUTTON5_PRESSED;

/* A cell with any pair: the last argument of setcchar is not limited to 255, as COLOR_PAIR is. */
static inline cchar_t nc_cell(wchar_t character, attr_t attributes, int pair) {
  cchar_t cell;
  const wchar_t text[2] = {character, 0};
  setcchar(&cell, text, attributes, 0, &pair);
  return cell;
}
