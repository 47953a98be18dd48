// The C side of the check of the arm64 kernels: a program that qemu can run.
#include <stdio.h>

extern int check_kernels(int *count);

int main(void) {
  int count = 0;
  int failures = check_kernels(&count);
  printf("%d of %d cases agree\n", count - failures, count);
  return failures != 0;
}
