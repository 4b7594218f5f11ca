// A disk that fails and a wire that breaks, preloaded into larkcast by the torture harness.
//
// Every operation on a file below LARKCAST_DISK_ROOT is seen here. Armed by a crash point, it lets the n-th of them fail,
// kill the process half-way, or cut the power: then each file goes back to what had been synced. A file's content is safe
// once the file was synced, its name (or its absence) once the folder was; that is what POSIX promises, and no more.
// The program is not linked with this: it finds `torture_arm_*` by name, and only in builds with crash points.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MOST_FILES = 32, MOST_RENAMINGS = 8, MOST_DESCRIPTORS = 4096, SECTOR = 512 };
enum effect { NONE, KILL, ABORT, SLEEP, EIO_ONCE, ENOSPC_FOR_GOOD, POWERCUT, TEAR };

// One file below the root, as it would be found after a power cut.
struct file {
    char path[PATH_MAX];
    int has_safe_name;
    unsigned char *safe;
    size_t safe_length;
};

// A file that has a new name, which is not safe until the folder is synced.
struct renaming {
    int from;
    int to;
    // What the new name stood for before.
    unsigned char *old;
    size_t old_length;
};

static struct file files[MOST_FILES];
static int file_count;
static struct renaming renamings[MOST_RENAMINGS];
static int renaming_count;
// 1 + index into files, or -1 for a folder below the root; 0 for everything else.
static int16_t open_files[MOST_DESCRIPTORS];
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static enum effect armed;
static int countdown;
static int is_full;
static __thread enum effect wire;

#define REAL(name) ((__typeof__(name) *)dlsym(RTLD_NEXT, #name))

// ---- Effects ---------------------------------------------------------------------------------------------------

static enum effect effect_named(const char *name) {
    static const char *names[] = {"", "kill", "abort", "sleep", "eio", "enospc", "powercut", "tear"};
    for (int effect = KILL; effect <= TEAR; effect++)
        if (strcmp(names[effect], name) == 0) return (enum effect)effect;
    return NONE;
}

void torture_arm_disk(const char *name, int operation) {
    pthread_mutex_lock(&mutex);
    armed = effect_named(name);
    countdown = operation;
    pthread_mutex_unlock(&mutex);
}

void torture_arm_wire(const char *name, int unused) {
    (void)unused;
    wire = effect_named(name);
}

// Leaves a file behind that says that it happened, and to what: the operation and the file's name.
static void mark(const char *operation, const char *what) {
    const char *path = getenv("LARKCAST_CRASH_MARK");
    if (path == NULL) return;
    int descriptor = (int)syscall(SYS_openat, AT_FDCWD, path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    if (descriptor < 0) return;
    syscall(SYS_write, descriptor, operation, strlen(operation));
    syscall(SYS_write, descriptor, " ", 1);
    syscall(SYS_write, descriptor, what, strlen(what));
    syscall(SYS_close, descriptor);
}

static void end(int number) {
    if (number == SIGABRT) {
        signal(SIGABRT, SIG_DFL);
        abort();
    }
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
}

// ---- What a power cut leaves -----------------------------------------------------------------------------------

static unsigned char *whole(int descriptor, size_t *length) {
    struct stat status;
    *length = 0;
    if (fstat(descriptor, &status) != 0 || status.st_size <= 0) return NULL;
    unsigned char *bytes = malloc((size_t)status.st_size);
    if (bytes == NULL) return NULL;
    while (*length < (size_t)status.st_size) {
        ssize_t count = pread(descriptor, bytes + *length, (size_t)status.st_size - *length, (off_t)*length);
        if (count <= 0) break;
        *length += (size_t)count;
    }
    return bytes;
}

static void remember(struct file *file, int descriptor) {
    free(file->safe);
    file->safe = whole(descriptor, &file->safe_length);
}

static uint64_t draw(void) {
    static uint64_t state;
    if (state == 0) {
        const char *seed = getenv("LARKCAST_DISK_SEED");
        state = seed != NULL ? strtoull(seed, NULL, 10) * 2 + 1 : 1;
    }
    uint64_t mixed = (state += 0x9E3779B97F4A7C15u);
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}

static void put_back(struct file *file, int tears) {
    // The file as it stands, if it does; opening it by name is harmless now, since the process ends.
    int descriptor = (int)syscall(SYS_openat, AT_FDCWD, file->path, O_RDWR | O_CLOEXEC, 0);
    int keeps_name = file->has_safe_name;
    if (tears && (descriptor >= 0) != file->has_safe_name && draw() % 2 == 0) keeps_name = descriptor >= 0;
    if (!keeps_name) {
        if (descriptor >= 0) syscall(SYS_unlinkat, AT_FDCWD, file->path, 0);
        return;
    }
    size_t length = 0;
    unsigned char *present = NULL;
    if (descriptor >= 0) {
        present = whole(descriptor, &length);
    } else {
        descriptor = (int)syscall(SYS_openat, AT_FDCWD, file->path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
        if (descriptor < 0) return;
    }
    size_t end_of_file = tears && draw() % 2 == 0 && present != NULL ? length : file->safe_length;
    for (size_t at = 0; at < end_of_file; at += SECTOR) {
        size_t size = end_of_file - at < SECTOR ? end_of_file - at : SECTOR;
        if (tears && at + size <= length && draw() % 2 == 0) {
            syscall(SYS_pwrite64, descriptor, present + at, size, (off_t)at);
            continue;
        }
        unsigned char sector[SECTOR] = {0};
        size_t safe = at < file->safe_length ? file->safe_length - at : 0;
        if (safe > 0) memcpy(sector, file->safe + at, safe < size ? safe : size);
        syscall(SYS_pwrite64, descriptor, sector, size, (off_t)at);
    }
    syscall(SYS_ftruncate, descriptor, (off_t)end_of_file);
    free(present);
}

static void put_name_back(struct renaming *renaming, int tears) {
    struct file *from = &files[renaming->from], *to = &files[renaming->to];
    if (tears && draw() % 2 == 0) {
        to->has_safe_name = 1;
        from->has_safe_name = 0;
        return;
    }
    syscall(SYS_renameat, AT_FDCWD, to->path, AT_FDCWD, from->path);
    from->safe = to->safe;
    from->safe_length = to->safe_length;
    to->safe = renaming->old;
    to->safe_length = renaming->old_length;
}

static void cut_power(int tears) {
    while (renaming_count > 0) put_name_back(&renamings[--renaming_count], tears);
    for (int index = 0; index < file_count; index++) put_back(&files[index], tears);
    end(SIGKILL);
}

// ---- Which files -----------------------------------------------------------------------------------------------

static const char *root(void) {
    static const char *folder;
    static int is_known;
    if (!is_known) {
        folder = getenv("LARKCAST_DISK_ROOT");
        is_known = 1;
    }
    return folder;
}

static int is_below_root(const char *path) {
    const char *folder = root();
    return folder != NULL && path != NULL && strncmp(path, folder, strlen(folder)) == 0;
}

static int index_of(const char *path) {
    for (int index = 0; index < file_count; index++)
        if (strcmp(files[index].path, path) == 0) return index;
    if (file_count == MOST_FILES || strlen(path) >= PATH_MAX) return -1;
    strcpy(files[file_count].path, path);
    return file_count++;
}

// The file behind a descriptor; NULL for anything but a regular file below the root.
static struct file *file_of(int descriptor) {
    if (descriptor < 0 || descriptor >= MOST_DESCRIPTORS || open_files[descriptor] <= 0) return NULL;
    return &files[open_files[descriptor] - 1];
}

static void opened(int descriptor, const char *path, int was_there) {
    if (descriptor < 0 || descriptor >= MOST_DESCRIPTORS) return;
    struct stat status;
    open_files[descriptor] = 0;
    if (!is_below_root(path) || fstat(descriptor, &status) != 0) return;
    if (S_ISDIR(status.st_mode)) {
        open_files[descriptor] = -1;
        return;
    }
    int known = file_count;
    int index = index_of(path);
    if (index < 0 || !S_ISREG(status.st_mode)) return;
    open_files[descriptor] = (int16_t)(index + 1);
    // A new file under an old name has nothing of it; while the old name's removal is not safe, the old one may come back.
    if (!was_there && !files[index].has_safe_name) {
        free(files[index].safe);
        files[index].safe = NULL;
        files[index].safe_length = 0;
    }
    // What an earlier process left has been there long enough to be safe.
    if (index == known && was_there) {
        remember(&files[index], descriptor);
        files[index].has_safe_name = 1;
    }
}

// ---- The faults ------------------------------------------------------------------------------------------------

// Called under the mutex before an operation; the errno to fail with, or 0. A kill comes in the middle of a write, at `offset`,
// or, where that is negative, at the end of what is there.
static int strike(
    const char *operation, int needs_room, int descriptor, const void *bytes, size_t length, off_t offset
) {
    if (is_full && needs_room) return ENOSPC;
    if (armed == NONE || (armed == ENOSPC_FOR_GOOD && !needs_room) || --countdown > 0) return 0;
    enum effect effect = armed;
    armed = NONE;
    int index = descriptor >= 0 ? open_files[descriptor] : 0;
    const char *slash = index > 0 ? strrchr(files[index - 1].path, '/') : NULL;
    mark(operation, slash != NULL ? slash + 1 : index < 0 ? "folder" : "name");
    switch (effect) {
    case EIO_ONCE: return EIO;
    case ENOSPC_FOR_GOOD: is_full = 1; return ENOSPC;
    case POWERCUT: cut_power(0); break;
    case TEAR: cut_power(1); break;
    default:
        if (bytes != NULL && length > 1 && offset >= 0) syscall(SYS_pwrite64, descriptor, bytes, length / 2, offset);
        if (bytes != NULL && length > 1 && offset < 0) syscall(SYS_write, descriptor, bytes, length / 2);
        end(effect == ABORT ? SIGABRT : SIGKILL);
    }
    return 0;
}

static int open_at(int folder, const char *path, int flags, mode_t mode) {
    int is_ours = folder == AT_FDCWD && is_below_root(path);
    if (!is_ours) {
        int descriptor = (int)syscall(SYS_openat, folder, path, flags, mode);
        if (descriptor >= 0 && descriptor < MOST_DESCRIPTORS) open_files[descriptor] = 0;
        return descriptor;
    }
    // Its content has to be read at the next sync.
    if ((flags & O_ACCMODE) == O_WRONLY) flags = (flags & ~O_ACCMODE) | O_RDWR;
    pthread_mutex_lock(&mutex);
    struct stat status;
    int was_there = stat(path, &status) == 0;
    int descriptor = (int)syscall(SYS_openat, folder, path, flags, mode);
    int error = errno;
    opened(descriptor, path, was_there);
    pthread_mutex_unlock(&mutex);
    errno = error;
    return descriptor;
}

#define MODE(flags)                                                                   \
    mode_t mode = 0;                                                                  \
    if ((flags) & (O_CREAT | __O_TMPFILE)) {                                          \
        va_list list;                                                                 \
        va_start(list, flags);                                                        \
        mode = va_arg(list, mode_t);                                                  \
        va_end(list);                                                                 \
    }

int open(const char *path, int flags, ...) { MODE(flags) return open_at(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return open_at(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags) return open_at(folder, path, flags, mode); }

#define FINISH(call)                                                                  \
    ssize_t result = error != 0 ? -1 : (call);                                        \
    if (error == 0) error = errno;                                                    \
    pthread_mutex_unlock(&mutex);                                                     \
    errno = error;                                                                    \
    return result

ssize_t write(int descriptor, const void *bytes, size_t length) {
    if (file_of(descriptor) == NULL) return syscall(SYS_write, descriptor, bytes, length);
    pthread_mutex_lock(&mutex);
    int error = strike("write", 1, descriptor, bytes, length, -1);
    FINISH(syscall(SYS_write, descriptor, bytes, length));
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
    if (file_of(descriptor) == NULL) return syscall(SYS_pwrite64, descriptor, bytes, length, offset);
    pthread_mutex_lock(&mutex);
    int error = strike("write", 1, descriptor, bytes, length, offset);
    FINISH(syscall(SYS_pwrite64, descriptor, bytes, length, offset));
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset) {
    return pwrite(descriptor, bytes, length, offset);
}

int ftruncate(int descriptor, off_t length) {
    if (file_of(descriptor) == NULL) return (int)syscall(SYS_ftruncate, descriptor, length);
    pthread_mutex_lock(&mutex);
    int error = strike("truncate", 1, descriptor, NULL, 0, 0);
    FINISH((int)syscall(SYS_ftruncate, descriptor, length));
}

int ftruncate64(int descriptor, off64_t length) { return ftruncate(descriptor, length); }

int posix_fallocate(int descriptor, off_t offset, off_t length) {
    if (file_of(descriptor) == NULL) return REAL(posix_fallocate)(descriptor, offset, length);
    pthread_mutex_lock(&mutex);
    int error = strike("allocate", 1, descriptor, NULL, 0, 0);
    int result = error != 0 ? error : REAL(posix_fallocate)(descriptor, offset, length);
    pthread_mutex_unlock(&mutex);
    return result;
}

int posix_fallocate64(int descriptor, off64_t offset, off64_t length) {
    return posix_fallocate(descriptor, offset, length);
}

static void synced(int descriptor) {
    struct file *file = file_of(descriptor);
    if (file != NULL) return remember(file, descriptor);
    while (renaming_count > 0) free(renamings[--renaming_count].old);
    struct stat status;
    for (int index = 0; index < file_count; index++)
        files[index].has_safe_name = stat(files[index].path, &status) == 0;
}

static int sync_with(long number, int descriptor) {
    int is_ours = descriptor >= 0 && descriptor < MOST_DESCRIPTORS && open_files[descriptor] != 0;
    if (!is_ours) return (int)syscall(number, descriptor);
    pthread_mutex_lock(&mutex);
    int error = strike("sync", 0, descriptor, NULL, 0, 0);
    int outcome = error != 0 ? -1 : (int)syscall(number, descriptor);
    if (outcome == 0) synced(descriptor);
    FINISH(outcome);
}

int fsync(int descriptor) { return sync_with(SYS_fsync, descriptor); }
int fdatasync(int descriptor) { return sync_with(SYS_fdatasync, descriptor); }

int unlink(const char *path) {
    if (!is_below_root(path)) return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    pthread_mutex_lock(&mutex);
    int error = strike("unlink", 0, -1, NULL, 0, 0);
    FINISH((int)syscall(SYS_unlinkat, AT_FDCWD, path, 0));
}

// Whoever holds the file open keeps it under its new name; nothing is safe but what was synced under the old ones.
static void renamed(const char *from, const char *to) {
    int old = index_of(from), new = index_of(to);
    if (old < 0 || new < 0 || renaming_count == MOST_RENAMINGS) return;
    renamings[renaming_count++] = (struct renaming){old, new, files[new].safe, files[new].safe_length};
    files[new].safe = files[old].safe;
    files[new].safe_length = files[old].safe_length;
    files[old].safe = NULL;
    files[old].safe_length = 0;
    for (int descriptor = 0; descriptor < MOST_DESCRIPTORS; descriptor++)
        if (open_files[descriptor] == old + 1) open_files[descriptor] = (int16_t)(new + 1);
}

int rename(const char *from, const char *to) {
    if (!is_below_root(from) || !is_below_root(to))
        return (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
    pthread_mutex_lock(&mutex);
    int error = strike("rename", 0, -1, NULL, 0, 0);
    int outcome = error != 0 ? -1 : (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
    if (outcome == 0) renamed(from, to);
    FINISH(outcome);
}

int close(int descriptor) {
    if (descriptor >= 0 && descriptor < MOST_DESCRIPTORS && open_files[descriptor] != 0) {
        pthread_mutex_lock(&mutex);
        open_files[descriptor] = 0;
        pthread_mutex_unlock(&mutex);
    }
    return (int)syscall(SYS_close, descriptor);
}

// ---- The wire --------------------------------------------------------------------------------------------------

ssize_t send(int descriptor, const void *bytes, size_t length, int flags) {
    enum effect effect = wire;
    wire = NONE;
    if (effect == NONE) return syscall(SYS_sendto, descriptor, bytes, length, flags, NULL, 0);
    mark("send", "socket");
    if (effect == EIO_ONCE || effect == ENOSPC_FOR_GOOD) {
        errno = ECONNRESET;
        return -1;
    }
    ssize_t half = syscall(SYS_sendto, descriptor, bytes, length / 2, flags, NULL, 0);
    if (effect == SLEEP) usleep(150 * 1000);
    if (effect == KILL || effect == POWERCUT || effect == TEAR) end(SIGKILL);
    if (effect == ABORT) end(SIGABRT);
    return half;
}
