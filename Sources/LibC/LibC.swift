// The C library that the program is linked with, for every room that asks the system for something:
// Glibc, or Musl where all of it is to be in one file.

#if canImport(Musl)
  @_exported import Musl
#else
  @_exported import Glibc
#endif
