// Counts what the calling thread allocates, for tests that promise to allocate nothing.
#pragma once

/// Calls of malloc and its kin by this thread so far; -1 where they cannot be counted.
long allocation_count(void);

/// Bytes that these calls asked for.
long allocated_bytes(void);
