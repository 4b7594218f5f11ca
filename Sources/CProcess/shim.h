#ifndef LARKCAST_CPROCESS_SHIM_H
#define LARKCAST_CPROCESS_SHIM_H

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>
#ifdef __linux__
#include <elf.h>
#include <malloc.h>
#include <stdint.h>
#include <sys/auxv.h>
#include <sys/mman.h>
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

// glibc 2.26 and 2.34 have these, but show them only to C that asks for GNU's extensions.
#ifdef __GLIBC__
#ifndef POSIX_SPAWN_SETSID
#define POSIX_SPAWN_SETSID 0x80
#endif
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
#endif

// Starts a program in a session of its own, without a terminal: with nothing to read, two descriptors to write to, no other one,
// and no signal blocked or ignored. Returns 0, or why not. Elsewhere than here larkcast's own descriptors are closed by their
// close-on-exec flag alone.
static inline int cprocess_spawn_apart(pid_t *child, const char *program, char *const words[], char *const variables[],
                                       int output, int errors) {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    int failure = posix_spawn_file_actions_init(&files);
    if (failure) return failure;
    failure = posix_spawnattr_init(&attributes);
    if (failure) {
        posix_spawn_file_actions_destroy(&files);
        return failure;
    }
    short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID;
#ifdef __APPLE__
    flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#endif
    sigset_t signals;
    sigemptyset(&signals);
    if (!failure) failure = posix_spawnattr_setsigmask(&attributes, &signals);
    sigfillset(&signals);
    if (!failure) failure = posix_spawnattr_setsigdefault(&attributes, &signals);
    if (!failure) failure = posix_spawnattr_setflags(&attributes, flags);
    if (!failure) failure = posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    if (!failure) failure = posix_spawn_file_actions_adddup2(&files, output, 1);
    if (!failure) failure = posix_spawn_file_actions_adddup2(&files, errors, 2);
#ifdef __GLIBC__
    if (!failure) failure = posix_spawn_file_actions_addclosefrom_np(&files, 3);
#endif
    if (!failure) failure = posix_spawn(child, program, &files, &attributes, words, variables);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return failure;
}

// Gives the process its name in lists of processes; one that was started as /proc/self/exe would be called "exe" there.
static inline void cprocess_name(const char *name) {
#ifdef __linux__
    prctl(PR_SET_NAME, name, 0, 0, 0);
#else
    (void)name;
#endif
}

// Each thread may reserve 64 MiB for a heap of its own, eight for each processor: with the address space limited, that is what
// is used up first.
static inline void cprocess_limit_heaps(int most) {
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, most);
#else
    (void)most;
#endif
}

// Gives back what malloc keeps for later.
static inline void cprocess_trim_heap(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

// Takes the program's own code and constants out of this process's memory; what is needed is read back from the page cache.
// Starting up walks through most of them once, and a daemon that is idle uses few. Only segments that were never writable
// are given back: their pages are the file's, so nothing can be lost.
static inline void cprocess_forget_program_pages(void) {
#if defined(__linux__) && defined(__LP64__)
    const Elf64_Phdr *headers = (const Elf64_Phdr *)getauxval(AT_PHDR);
    unsigned long count = getauxval(AT_PHNUM), page = getauxval(AT_PAGESZ);
    const Elf64_Phdr *own = NULL;
    for (unsigned long i = 0; headers && i < count; i++)
        if (headers[i].p_type == PT_PHDR) own = &headers[i];
    if (!own || !page) return;
    uintptr_t bias = (uintptr_t)headers - own->p_vaddr;
    for (unsigned long i = 0; i < count; i++) {
        if (headers[i].p_type != PT_LOAD || headers[i].p_flags & PF_W) continue;
        uintptr_t start = (bias + headers[i].p_vaddr + page - 1) / page * page;
        uintptr_t end = (bias + headers[i].p_vaddr + headers[i].p_filesz) / page * page;
        if (end > start) madvise((void *)start, end - start, MADV_DONTNEED);
    }
#endif
}

// A hidden cursor must come back however the process ends. These handlers are set only where nobody else handles the signal, do
// nothing that is not async-signal-safe, and let the signal do what it does by default. All of their state is used from one Swift
// file: each file that includes this has variables of its own.
static volatile sig_atomic_t cprocess_cursor_shown = 0;

static const int cprocess_cursor_signals[] = {SIGINT,  SIGTERM, SIGHUP,  SIGQUIT, SIGTSTP, SIGABRT,
                                              SIGILL,  SIGTRAP, SIGSEGV, SIGBUS,  SIGFPE};

static inline void cprocess_show_cursor(int number) {
    static const char bytes[] = "\033[?25h\r\n";
    ssize_t written = write(2, bytes, sizeof bytes - 1);
    (void)written;
    struct sigaction usual, ours;
    memset(&usual, 0, sizeof usual);
    usual.sa_handler = SIG_DFL;
    sigaction(number, &usual, &ours);
    // SA_NODEFER: this ends or suspends the process here.
    raise(number);
    // Somebody has brought it to the foreground again.
    cprocess_cursor_shown = 1;
    sigaction(number, &ours, NULL);
}

static inline void cprocess_guard_cursor(void) {
    for (size_t i = 0; i < sizeof cprocess_cursor_signals / sizeof *cprocess_cursor_signals; i++) {
        struct sigaction present, ours;
        if (sigaction(cprocess_cursor_signals[i], NULL, &present) || present.sa_handler != SIG_DFL) continue;
        memset(&ours, 0, sizeof ours);
        ours.sa_handler = cprocess_show_cursor;
        ours.sa_flags = SA_NODEFER | SA_RESTART;
        sigaction(cprocess_cursor_signals[i], &ours, NULL);
    }
}

static inline void cprocess_release_cursor(void) {
    for (size_t i = 0; i < sizeof cprocess_cursor_signals / sizeof *cprocess_cursor_signals; i++) {
        struct sigaction present, usual;
        if (sigaction(cprocess_cursor_signals[i], NULL, &present) || present.sa_handler != cprocess_show_cursor) continue;
        memset(&usual, 0, sizeof usual);
        usual.sa_handler = SIG_DFL;
        sigaction(cprocess_cursor_signals[i], &usual, NULL);
    }
}

// Whether the process was suspended since the last call.
static inline int cprocess_cursor_was_shown(void) {
    int was = cprocess_cursor_shown;
    cprocess_cursor_shown = 0;
    return was;
}

#endif
