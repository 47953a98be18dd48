// Tells the thread sanitizer of `Synchronization.Mutex`, to be preloaded.
//
// A lock that is free is taken by an atomic in our own code, which the sanitizer sees. One that is held
// goes through Swift's library, which it does not: it would call what the lock protects a race.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *mutex

// Of the sanitizer's runtime, in the program.
__attribute__((weak)) void __tsan_acquire(void *);
__attribute__((weak)) void __tsan_release(void *);

static const char lock_name[] = "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF";
static const char unlock_name[] = "$s15Synchronization12_MutexHandleV11_unlockSlowyyF";

// `_MutexHandle._lockSlow(_:)`
SWIFT void lock_slow(uint32_t thread, SELF) __asm__("$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");
SWIFT void lock_slow(uint32_t thread, SELF) {
  SWIFT void (*original)(uint32_t, SELF) = dlsym(RTLD_NEXT, lock_name);
  original(thread, mutex);
  if (__tsan_acquire) __tsan_acquire(mutex);
}

// `_MutexHandle._unlockSlow()`
SWIFT void unlock_slow(SELF) __asm__("$s15Synchronization12_MutexHandleV11_unlockSlowyyF");
SWIFT void unlock_slow(SELF) {
  SWIFT void (*original)(SELF) = dlsym(RTLD_NEXT, unlock_name);
  if (__tsan_release) __tsan_release(mutex);
  original(mutex);
}
