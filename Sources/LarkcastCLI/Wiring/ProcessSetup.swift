import Foundation

/// What the process needs before anything else happens.
enum ProcessSetup {
    /// Makes standard streams, signals, file modes and core dumps safe.
    static func prepare() {
        // A closed 0, 1 or 2 would be handed to the next open: to SQLite, whose file a print would then corrupt.
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) == -1 {
            _ = open("/dev/null", O_RDWR)
        }
        // A reader that went away, or a file-size limit, must be an error of the write, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        umask(0o077)
        var noCore = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &noCore)
    }
}
