// Instructions on whole numbers that Swift has no name for: products of bytes, and how their sums
// become bytes again. Vectors of 32-bit lanes everywhere: 4, 8 or 16 of them, whatever they hold.
#pragma once

#include "CProcessor.h"

typedef int processor_integer4 __attribute__((ext_vector_type(4)));
typedef int processor_integer8 __attribute__((ext_vector_type(8)));
typedef int processor_integer16 __attribute__((ext_vector_type(16)));
typedef short processor_short8 __attribute__((ext_vector_type(8)));
typedef short processor_short16 __attribute__((ext_vector_type(16)));
typedef unsigned char processor_byte8 __attribute__((ext_vector_type(8), aligned(1)));

// MARK: Every processor

/// sum + x.low · y.low + x.high · y.high, where a lane is a pair of signed 16-bit numbers.
PROCESSOR_INLINE processor_integer8 processor_adding_pairs8(
    processor_integer8 sum, processor_integer8 x, processor_integer8 y) {
#if defined(__AVX2__)
  return sum + (processor_integer8)__builtin_ia32_pmaddwd256((processor_short16)x, (processor_short16)y);
#elif defined(__x86_64__)
  processor_integer8 products;
  products.lo = (processor_integer4)__builtin_ia32_pmaddwd128((processor_short8)x.lo, (processor_short8)y.lo);
  products.hi = (processor_integer4)__builtin_ia32_pmaddwd128((processor_short8)x.hi, (processor_short8)y.hi);
  return sum + products;
#else
  return sum + ((x << 16) >> 16) * ((y << 16) >> 16) + (x >> 16) * (y >> 16);
#endif
}

/// Bytes 0 and 2 of each lane, signed, as a pair of 16-bit numbers.
PROCESSOR_INLINE processor_integer8 processor_even_bytes8(processor_integer8 x) {
  return (processor_integer8)(((processor_short16)x << 8) >> 8);
}

/// Bytes 1 and 3 of each lane, signed, as a pair of 16-bit numbers.
PROCESSOR_INLINE processor_integer8 processor_odd_bytes8(processor_integer8 x) {
  return (processor_integer8)((processor_short16)x >> 8);
}

/// Eight bytes as whole numbers.
PROCESSOR_INLINE processor_integer8 processor_integers_of_bytes8(const void *_Nonnull address) {
  return __builtin_convertvector(*(const processor_byte8 *)address, processor_integer8);
}

/// Four numbers whose sum is that of the sixteen bytes.
PROCESSOR_INLINE processor_integer4 processor_sums_of_bytes4(processor_integer4 x) {
#if defined(__x86_64__)
  typedef char bytes __attribute__((ext_vector_type(16)));
  bytes zero = 0;
  return (processor_integer4)__builtin_ia32_psadbw128((bytes)x, zero);
#else
  processor_integer4 pairs = (x & 0x00FF00FF) + ((x >> 8) & 0x00FF00FF);
  return (pairs & 0xFFFF) + (pairs >> 16);
#endif
}

/// Whole numbers as floats, rounded where they are above 2^24.
PROCESSOR_INLINE processor_vector8 processor_floats8(processor_integer8 x) {
  return __builtin_convertvector(x, processor_vector8);
}

/// Each float to the nearest whole number, halves to the even one. All must be within a 32-bit number.
PROCESSOR_INLINE processor_integer8 processor_rounded8(processor_vector8 x) {
#if defined(__AVX__)
  return (processor_integer8)__builtin_ia32_cvtps2dq256(x);
#elif defined(__x86_64__)
  processor_integer8 result;
  result.lo = (processor_integer4)__builtin_ia32_cvtps2dq(x.lo);
  result.hi = (processor_integer4)__builtin_ia32_cvtps2dq(x.hi);
  return result;
#else
  return __builtin_convertvector(__builtin_elementwise_roundeven(x), processor_integer8);
#endif
}

/// Writes eight whole numbers as bytes, held to 0 ... 255.
PROCESSOR_INLINE void processor_store_bytes8(void *_Nonnull address, processor_integer8 x) {
#if defined(__x86_64__)
  typedef long long two __attribute__((ext_vector_type(2)));
  typedef long long one __attribute__((aligned(1)));
  processor_short8 shorts = (processor_short8)__builtin_ia32_packssdw128(x.lo, x.hi);
  *(one *)address = ((two)__builtin_ia32_packuswb128(shorts, shorts)).x;
#else
  processor_integer8 low = 0, high = 255;
  x = x < low ? low : x;
  x = x > high ? high : x;
  *(processor_byte8 *)address = __builtin_convertvector(x, processor_byte8);
#endif
}

/// Eight whole numbers of each of four vectors as bytes, held to 0 ... 255, one vector's after another.
PROCESSOR_INLINE processor_integer8 processor_bytes_of_four8(
    processor_integer8 a, processor_integer8 b, processor_integer8 c, processor_integer8 d) {
#if defined(__AVX2__)
  typedef char bytes __attribute__((ext_vector_type(32)));
  processor_short16 ab = (processor_short16)__builtin_ia32_packssdw256(a, b);
  processor_short16 cd = (processor_short16)__builtin_ia32_packssdw256(c, d);
  // Four lanes of each vector in either half.
  processor_integer8 halves = (processor_integer8)(bytes)__builtin_ia32_packuswb256(ab, cd);
  return __builtin_shufflevector(halves, halves, 0, 4, 1, 5, 2, 6, 3, 7);
#elif defined(__x86_64__)
  processor_integer8 result;
  result.lo = (processor_integer4)__builtin_ia32_packuswb128(
      (processor_short8)__builtin_ia32_packssdw128(a.lo, a.hi),
      (processor_short8)__builtin_ia32_packssdw128(b.lo, b.hi));
  result.hi = (processor_integer4)__builtin_ia32_packuswb128(
      (processor_short8)__builtin_ia32_packssdw128(c.lo, c.hi),
      (processor_short8)__builtin_ia32_packssdw128(d.lo, d.hi));
  return result;
#else
  typedef int all __attribute__((ext_vector_type(32)));
  typedef unsigned char bytes __attribute__((ext_vector_type(32)));
  all x, low = 0, high = 255;
  x.lo.lo = a;
  x.lo.hi = b;
  x.hi.lo = c;
  x.hi.hi = d;
  x = x < low ? low : x;
  x = x > high ? high : x;
  return (processor_integer8)__builtin_convertvector(x, bytes);
#endif
}

#if defined(__AVXVNNI__) || (defined(__AVX512VNNI__) && defined(__AVX512VL__))

/// In each lane: sum + the four products of x's bytes, unsigned, with y's, signed.
PROCESSOR_INLINE processor_integer8 processor_dot8(
    processor_integer8 sum, processor_integer8 x, processor_integer8 y) {
  return (processor_integer8)__builtin_ia32_vpdpbusd256(sum, x, y);
}

#endif

// MARK: AVX-512 VNNI

#if defined(__AVX512VNNI__) && defined(__AVX512BW__)

typedef short processor_short32 __attribute__((ext_vector_type(32)));
typedef char processor_byte64 __attribute__((ext_vector_type(64)));

/// In each lane: sum + the four products of x's bytes, unsigned, with y's, signed.
PROCESSOR_INLINE processor_integer16 processor_dot16(
    processor_integer16 sum, processor_integer16 x, processor_integer16 y) {
  return (processor_integer16)__builtin_ia32_vpdpbusd512(sum, x, y);
}

/// Whole numbers as floats, rounded where they are above 2^24.
PROCESSOR_INLINE processor_vector16 processor_floats16(processor_integer16 x) {
  return __builtin_convertvector(x, processor_vector16);
}

/// Each sum times its scale, to the nearest whole number, halves to the even one.
PROCESSOR_INLINE processor_integer16 processor_scaled16(
    processor_integer16 sums, processor_vector16 scale) {
  processor_vector16 products = __builtin_convertvector(sums, processor_vector16) * scale;
  processor_integer16 zero = 0;
  return (processor_integer16)__builtin_ia32_cvtps2dq512_mask(products, zero, -1, 4);
}

/// Writes floats as bytes: to the nearest whole number, halves to the even one, held to 0 ... 255. NaN is 0.
PROCESSOR_INLINE void processor_store_rounded16(void *_Nonnull address, processor_vector16 x) {
  typedef char bytes __attribute__((ext_vector_type(16), aligned(1)));
  processor_vector16 low = 0;
  processor_integer16 zero = 0;
  // maxps returns its second operand if the first is NaN; beyond 2^31 the conversion gives 0x80000000,
  // which as a number without sign is above 255.
  x = __builtin_ia32_maxps512(x, low, 4);
  processor_integer16 numbers =
      (processor_integer16)__builtin_ia32_cvtps2dq512_mask(x, zero, -1, 4);
  bytes none = 0;
  *(bytes *)address = (bytes)__builtin_ia32_pmovusdb512_mask(numbers, none, -1);
}

/// Lanes of four vectors as bytes, held to 0 ... 255. Of each quarter of 16 bytes: four lanes of a, of
/// b, of c, of d.
PROCESSOR_INLINE processor_integer16 processor_bytes_of_four16(
    processor_integer16 a, processor_integer16 b, processor_integer16 c, processor_integer16 d) {
  processor_short32 ab = (processor_short32)__builtin_ia32_packssdw512(a, b);
  processor_short32 cd = (processor_short32)__builtin_ia32_packssdw512(c, d);
  return (processor_integer16)__builtin_ia32_packuswb512(ab, cd);
}

/// Four quarters of four lanes each: lane i of quarter j becomes lane j of quarter i.
PROCESSOR_INLINE processor_integer16 processor_transposed16(processor_integer16 x) {
  return __builtin_shufflevector(x, x, 0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
}

/// Reads `quarters` pieces of 16 bytes, zeros behind them: four at most.
PROCESSOR_INLINE processor_integer16 processor_load_quarters16(
    const void *_Nonnull address, long quarters) {
  processor_integer16 zero = 0;
  unsigned short mask = (unsigned short)((1u << (4 * quarters)) - 1);
  return (processor_integer16)__builtin_ia32_loaddqusi512_mask(
      (const int *)address, zero, mask);
}

/// Writes the first `quarters` pieces of 16 bytes, four at most.
PROCESSOR_INLINE void processor_store_quarters16(
    void *_Nonnull address, processor_integer16 x, long quarters) {
  unsigned short mask = (unsigned short)((1u << (4 * quarters)) - 1);
  __builtin_ia32_storedqusi512_mask((int *)address, x, mask);
}

// Bytes b ... b + 7 of two vectors of 64 in turn.
#define PROCESSOR_IN_TURN(b) \
  b, 64 + b, b + 1, 65 + b, b + 2, 66 + b, b + 3, 67 + b, b + 4, 68 + b, b + 5, 69 + b, b + 6, \
      70 + b, b + 7, 71 + b

/// In each quarter: the first eight bytes of a and b in turn.
PROCESSOR_INLINE processor_integer16 processor_first_bytes_in_turn16(
    processor_integer16 a, processor_integer16 b) {
  return (processor_integer16)__builtin_shufflevector(
      (processor_byte64)a, (processor_byte64)b, PROCESSOR_IN_TURN(0), PROCESSOR_IN_TURN(16),
      PROCESSOR_IN_TURN(32), PROCESSOR_IN_TURN(48));
}

/// In each quarter: the last eight bytes of a and b in turn.
PROCESSOR_INLINE processor_integer16 processor_last_bytes_in_turn16(
    processor_integer16 a, processor_integer16 b) {
  return (processor_integer16)__builtin_shufflevector(
      (processor_byte64)a, (processor_byte64)b, PROCESSOR_IN_TURN(8), PROCESSOR_IN_TURN(24),
      PROCESSOR_IN_TURN(40), PROCESSOR_IN_TURN(56));
}

// Pairs b ... b + 3 of two vectors of 32 in turn.
#define PROCESSOR_PAIRS_IN_TURN(b) \
  b, 32 + b, b + 1, 33 + b, b + 2, 34 + b, b + 3, 35 + b

/// In each quarter: the first four pairs of bytes of a and b in turn.
PROCESSOR_INLINE processor_integer16 processor_first_pairs_in_turn16(
    processor_integer16 a, processor_integer16 b) {
  return (processor_integer16)__builtin_shufflevector(
      (processor_short32)a, (processor_short32)b, PROCESSOR_PAIRS_IN_TURN(0),
      PROCESSOR_PAIRS_IN_TURN(8), PROCESSOR_PAIRS_IN_TURN(16), PROCESSOR_PAIRS_IN_TURN(24));
}

/// In each quarter: the last four pairs of bytes of a and b in turn.
PROCESSOR_INLINE processor_integer16 processor_last_pairs_in_turn16(
    processor_integer16 a, processor_integer16 b) {
  return (processor_integer16)__builtin_shufflevector(
      (processor_short32)a, (processor_short32)b, PROCESSOR_PAIRS_IN_TURN(4),
      PROCESSOR_PAIRS_IN_TURN(12), PROCESSOR_PAIRS_IN_TURN(20), PROCESSOR_PAIRS_IN_TURN(28));
}

/// The last quarter of a, then the first three of b.
PROCESSOR_INLINE processor_integer16 processor_quarter_later16(
    processor_integer16 a, processor_integer16 b) {
  return __builtin_shufflevector(
      a, b, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27);
}

/// The last three quarters of a, then the first of b.
PROCESSOR_INLINE processor_integer16 processor_quarter_earlier16(
    processor_integer16 a, processor_integer16 b) {
  return __builtin_shufflevector(
      a, b, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
}

/// Of eight quarters those with even numbers.
PROCESSOR_INLINE processor_integer16 processor_even_quarters16(
    processor_integer16 a, processor_integer16 b) {
  return __builtin_shufflevector(
      a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
}

/// Of eight quarters those with odd numbers.
PROCESSOR_INLINE processor_integer16 processor_odd_quarters16(
    processor_integer16 a, processor_integer16 b) {
  return __builtin_shufflevector(
      a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
}

/// Quarter `number` of x, four times.
PROCESSOR_INLINE processor_integer16 processor_repeated_quarter16(
    const void *_Nonnull address, long number) {
  processor_integer4 quarter = ((const processor_integer4 *)address)[number];
  return __builtin_shufflevector(
      quarter, quarter, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3);
}

#endif
