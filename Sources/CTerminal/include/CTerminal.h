#pragma once
#include <stddef.h>
#include <stdint.h>
#include <termios.h>

// What a terminal program needs and Swift cannot say: code that runs inside a signal handler.

/// Watches for ILL, TRAP, ABRT, SEGV, BUS and FPE: the terminal on descriptor 1 is put back
/// before the process dies of them. So it is before the process exits without having disarmed.
///
/// While armed, and where stderr is a terminal, what is written to stderr is kept, because the
/// screen would swallow it; it is replayed when the terminal has been put back.
///
/// - `sequence`: the bytes that put the terminal back. Copied; at most 512.
/// - `cooked`: the settings from before the screen was set up. Copied.
/// - `chains`: whether the handlers from before (such as Swift's backtraces) run afterwards.
void crash_guard_arm(const void *sequence, size_t size, const struct termios *cooked, int chains);

/// Puts the terminal back and replays stderr: once, from any thread, also inside a handler.
void crash_guard_restore(void);

/// The screen has been left in an orderly way: replays stderr and removes the handlers.
void crash_guard_disarm(void);

/// Gives the calling thread a stack of its own for the handlers, so that they can run after its
/// own stack has overflown. It lasts as long as the process. 0, or −1 where memory is short.
int crash_guard_use_own_stack(void);

/// Whether the process ignores a signal, as `nohup` makes it ignore HUP.
int signal_is_ignored(int signal);

/// How many words the process was started with, its name included; −1 where the library doesn't say.
int argument_count(void);

/// One of them, by its place below `argument_count`.
const char *argument_word(int index);

/// Cells that a character takes in the present locale; −1 for control characters.
int character_width(uint32_t character);
