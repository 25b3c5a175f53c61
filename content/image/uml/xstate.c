/*
 * Preloaded into user-mode Linux (ld.so(8), LD_PRELOAD): lets it set a process's floating-point registers on processors
 * whose state is larger than the 2,696 bytes that its kernel, 6.1, knows of. With AMX it has 11,008, and ptrace(2) with
 * PTRACE_SETREGSET and NT_X86_XSTATE takes all of it or nothing (Linux, arch/x86/kernel/fpu/regset.c): the first
 * program of the guest ends with a segmentation fault. What is there comes first in the larger state too, and says which
 * parts are in use (Intel SDM, volume 1, 13.4): the rest may be anything.
 *
 * Has no headers and no library of its own: tcc compiles it where the image is built.
 */

enum { SYS_PTRACE = 101, PEEK_FIRST = 1, PEEK_LAST = 3, GETREGSET = 0x4204, SETREGSET = 0x4205 };
#define XSTATE ((void *)0x202)

struct iovec { char *base; unsigned long length; };

long syscall(long number, ...);

static char whole[65536];
static unsigned long whole_length;

static long set_xstate(long pid, struct iovec *part)
{
  struct iovec all = { whole, sizeof whole };
  unsigned long i;
  if (!whole_length) {
    if (syscall(SYS_PTRACE, GETREGSET, pid, XSTATE, &all) < 0) return -1;
    whole_length = all.length;
    for (i = 0; i < whole_length; i++) whole[i] = 0;
  }
  if (part->length >= whole_length) return syscall(SYS_PTRACE, SETREGSET, pid, XSTATE, part);
  for (i = 0; i < part->length; i++) whole[i] = part->base[i];
  all.length = whole_length;
  return syscall(SYS_PTRACE, SETREGSET, pid, XSTATE, &all);
}

/* As glibc's, which gives what PTRACE_PEEK* read as its result. */
long ptrace(int request, int pid, void *address, void *data)
{
  long word, result;
  if (request == SETREGSET && address == XSTATE) return set_xstate(pid, data);
  if (request < PEEK_FIRST || request > PEEK_LAST) return syscall(SYS_PTRACE, (long)request, (long)pid, address, data);
  result = syscall(SYS_PTRACE, (long)request, (long)pid, address, &word);
  return result < 0 ? result : word;
}
