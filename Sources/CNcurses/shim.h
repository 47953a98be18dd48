#pragma once
#define NCURSES_WIDECHAR 1 /* before curses.h, or cchar_t and every wide call are missing */
#include <locale.h>
#include <string.h>
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

/* Takes the usual character set out of the sequences that end colours and boldness, of which a frame
   mostly consists: the set is never switched. To be called after newterm.
   Returns what selects that set, once, or NULL where nothing was taken out. */
static inline const char *nc_keep_character_set(void) {
  static const char usual[] = "\033(B", choice[] = "%?%p9%t\033(0%e\033(B%;";
  char *all = tigetstr("sgr"), *none = tigetstr("sgr0");
  if (all == NULL || all == (char *)-1 || none == NULL || none == (char *)-1) return NULL;
  const size_t cut = sizeof choice - 1;
  if (strncmp(all, choice, cut) != 0 || strncmp(none, usual, sizeof usual - 1) != 0) return NULL;
  memmove(all, all + cut, strlen(all + cut) + 1);
  memmove(none, none + sizeof usual - 1, strlen(none + sizeof usual - 1) + 1);
  return usual;
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
