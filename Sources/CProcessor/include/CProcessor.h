// What Swift cannot say about the processor: which vector instructions it and the system have,
// a prefetch, a pause, where a thread runs. Functions of the header alone are compiled into each
// caller, with its flags.
#pragma once

/// The vector instructions that may run here: 0 baseline, 1 AVX2 with FMA, 2 AVX-512F too.
/// The compiler's helper also asks whether the system saves the wide registers.
static inline int processor_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return 0;
  return __builtin_cpu_supports("avx512f") ? 2 : 1;
#else
  return 0;
#endif
}

/// Asks for the line at `address` to be brought into the second-level cache. Never faults.
static inline void processor_prefetch(const void *_Nonnull address) {
  __builtin_prefetch(address, 0, 2);
}

/// Tells the core that this is a loop that waits.
static inline void processor_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("isb" ::: "memory");
#endif
}

/// The processor that the calling thread is on, or -1 where the system does not say.
int processor_current(void);

/// Moves the calling thread off a processor, if it may run on another one; later it may return.
void processor_leave(int cpu);
