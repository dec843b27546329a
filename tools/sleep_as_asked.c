/* Before libfaketime: a sleep until an instant of CLOCK_MONOTONIC goes to the kernel as it is. With
 * FAKETIME_DONT_FAKE_MONOTONIC libfaketime 0.9.10 shifts it all the same, and each time.sleep() of
 * Python 3.11 and later fails (https://github.com/wolfcw/libfaketime/issues/426). */
#include <errno.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *asked, struct timespec *left)
{
    int before = errno;
    int failed = syscall(SYS_clock_nanosleep, clock, flags, asked, left) == 0 ? 0 : errno;
    errno = before;
    return failed;
}
