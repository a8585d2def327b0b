"""The numbers of the system calls that reading a document makes, on each processor."""

from __future__ import annotations

from typing import NamedTuple

ANY = (
    "read write close fstat lseek mmap munmap mprotect mremap brk readv writev pread64"
    " rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack restart_syscall sched_yield"
    " nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday times dup dup2 dup3"
    " getpid getppid gettid getuid geteuid getgid getegid uname getcwd sysinfo getrusage getrlimit"
    " getrandom futex set_robust_list rseq sched_getaffinity getdents64 newfstatat stat lstat statx"
    " access faccessat faccessat2 readlink readlinkat exit exit_group"
).split()
"""Calls that can't reach beyond the process, whatever their arguments."""

# Name, then its number on x86_64 and on aarch64; "-" where the processor has none. From the
# kernel's tables: arch/x86/entry/syscalls/syscall_64.tbl and scripts/syscall.tbl
_TABLE = """
read 0 63|write 1 64|open 2 -|close 3 57|stat 4 -|fstat 5 80|lstat 6 -|lseek 8 62|mmap 9 222
mprotect 10 226|munmap 11 215|brk 12 214|rt_sigaction 13 134|rt_sigprocmask 14 135
rt_sigreturn 15 139|ioctl 16 29|pread64 17 67|readv 19 65|writev 20 66|access 21 -
sched_yield 24 124|mremap 25 216|madvise 28 233|dup 32 23|dup2 33 -|nanosleep 35 101
getpid 39 172|exit 60 93|kill 62 129|uname 63 160|fcntl 72 25|getcwd 79 17|readlink 89 -
gettimeofday 96 169|getrlimit 97 163|getrusage 98 165|sysinfo 99 179|times 100 153|getuid 102 174
getgid 104 176|geteuid 107 175|getegid 108 177|getppid 110 173|sigaltstack 131 132|gettid 186 178
futex 202 98|sched_getaffinity 204 123|getdents64 217 61|restart_syscall 219 128
clock_gettime 228 113|clock_getres 229 114|clock_nanosleep 230 115|exit_group 231 94|tgkill 234 131
openat 257 56|newfstatat 262 79|readlinkat 267 78|faccessat 269 48|set_robust_list 273 99
dup3 292 24|prlimit64 302 261|getrandom 318 278|statx 332 291|rseq 334 293|faccessat2 439 439
"""


class Processor(NamedTuple):
    """What the kernel's filter needs to know of a processor."""

    architecture: int
    """AUDIT_ARCH, as the kernel tells it to a filter."""
    numbers: dict[str, int]
    reaching_out: dict[str, int]
    """Calls by which a program leaves its own files and memory."""


# The same of calls that no program needs to save a document.
_REACHING_OUT = """
socket 41 198|ptrace 101 117|process_vm_readv 310 270|process_vm_writev 311 271|mount 165 40
umount2 166 39|bpf 321 280|keyctl 250 219|add_key 248 217|request_key 249 218|unshare 272 97
setns 308 268|init_module 175 105|finit_module 313 273|kexec_load 246 104|perf_event_open 298 241
userfaultfd 323 282|io_uring_setup 425 425|pidfd_getfd 438 438|open_by_handle_at 304 265
"""


def _numbers(table: str, column: int) -> dict[str, int]:
    rows = (row.split() for row in table.replace("|", "\n").strip().splitlines())
    return {row[0]: int(row[column]) for row in rows if row[column] != "-"}


PROCESSORS = {
    "x86_64": Processor(0xC000003E, _numbers(_TABLE, 1), _numbers(_REACHING_OUT, 1)),
    "aarch64": Processor(0xC00000B7, _numbers(_TABLE, 2), _numbers(_REACHING_OUT, 2)),
}
