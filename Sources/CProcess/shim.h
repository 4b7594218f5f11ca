#ifndef LARKCAST_CPROCESS_SHIM_H
#define LARKCAST_CPROCESS_SHIM_H

#include <signal.h>
#include <stddef.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

// prctl is variadic, which Swift cannot call. From here on no core is written, no process of the same user may attach,
// and /proc/PID/environ and /proc/PID/mem belong to root. Elsewhere the core limit alone has to do.
static inline void cprocess_forbid_dumps(void) {
#ifdef __linux__
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

// Whether another process of the same user may read this one's memory; 0 where the system cannot say.
static inline int cprocess_may_be_dumped(void) {
#ifdef __linux__
    return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 1;
#else
    return 0;
#endif
}

// SIG_IGN is a cast Swift cannot compare with. A signal ignored from the start was meant to be: that is what nohup does.
static inline int cprocess_is_ignored(int number) {
    struct sigaction present;
    return sigaction(number, NULL, &present) == 0 && present.sa_handler == SIG_IGN;
}

#endif
