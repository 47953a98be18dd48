// What Swift cannot say about the processor: which vector instructions it has, a prefetch, a maximum
// and a minimum, a pause, where a thread runs. Functions that stand in this header are compiled into
// each caller, with the caller's flags.
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

/// Whether AVX-512 instructions for products of bytes may run here, and those that kernels use beside them.
static inline int processor_has_vnni(void) {
#if defined(__x86_64__)
  return processor_level() == 2 && __builtin_cpu_supports("avx512vnni") &&
         __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512dq");
#else
  return 0;
#endif
}

/// Whether VNNI's products of bytes may run here on registers of 256 bits, beside AVX2.
static inline int processor_has_avx_vnni(void) {
#if defined(__x86_64__)
  return processor_level() >= 1 && __builtin_cpu_supports("avxvnni");
#else
  return 0;
#endif
}

/// Asks for the line at `address` to be brought into the second-level cache. Never faults.
static inline void processor_prefetch(const void *_Nonnull address) {
  __builtin_prefetch(address, 0, 2);
}

typedef float processor_vector4 __attribute__((ext_vector_type(4)));
typedef float processor_vector8 __attribute__((ext_vector_type(8)));
typedef float processor_vector16 __attribute__((ext_vector_type(16)));

#define PROCESSOR_INLINE static inline __attribute__((always_inline))

/// Every lane limited to `lower` ... `upper`; NaN stays NaN. maxps and minps return their second
/// operand if either one is NaN, so `x` must come second. Written as comparisons these cost twice as
/// much on x86-64, because the compiler does not find the two instructions everywhere.
PROCESSOR_INLINE processor_vector4 processor_held4(processor_vector4 x, float lower, float upper) {
  processor_vector4 low = lower, high = upper;
#if defined(__x86_64__)
  return __builtin_ia32_minps(high, __builtin_ia32_maxps(low, x));
#else
  x = x < low ? low : x;
  return x > high ? high : x;
#endif
}

PROCESSOR_INLINE processor_vector8 processor_held8(processor_vector8 x, float lower, float upper) {
#if defined(__AVX__)
  processor_vector8 low = lower, high = upper;
  return __builtin_ia32_minps256(high, __builtin_ia32_maxps256(low, x));
#else
  x.lo = processor_held4(x.lo, lower, upper);
  x.hi = processor_held4(x.hi, lower, upper);
  return x;
#endif
}

PROCESSOR_INLINE processor_vector16 processor_held16(
    processor_vector16 x, float lower, float upper) {
#if defined(__AVX512F__)
  processor_vector16 low = lower, high = upper;
  return __builtin_ia32_minps512(high, __builtin_ia32_maxps512(low, x, 4), 4);
#elif defined(__AVX__)
  x.lo = processor_held8(x.lo, lower, upper);
  x.hi = processor_held8(x.hi, lower, upper);
  return x;
#else
  x.lo.lo = processor_held4(x.lo.lo, lower, upper);
  x.lo.hi = processor_held4(x.lo.hi, lower, upper);
  x.hi.lo = processor_held4(x.hi.lo, lower, upper);
  x.hi.hi = processor_held4(x.hi.hi, lower, upper);
  return x;
#endif
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

/// Processors that the calling thread may run on, or -1 where the system does not say.
int processor_allowed_count(void);
