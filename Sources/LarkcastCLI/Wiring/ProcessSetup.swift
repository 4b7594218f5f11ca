import CProcess
import Foundation

/// What the process needs before anything else happens.
enum ProcessSetup {
    /// Descriptors a run with every lane busy may need, with room to spare.
    static let fewestDescriptors: rlim_t = 256

    /// Address space for the threads' stacks and malloc's arenas; next to none of it is ever real memory.
    static let leastAddressSpace: rlim_t = 1 << 30

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
        cprocess_forbid_dumps()
        cprocess_name("larkcast")
    }

    /// Raises the limits of open files and of address space as far as is needed and allowed.
    ///
    /// - Throws: `CommandFailure` with exit code 78 when that is too little. Without a descriptor the system's event
    ///   machinery ends the process without a word, and without room for its stack a thread is never started and waited
    ///   for in vain: a run must not find that out half way.
    static func requireResources() throws(CommandFailure) {
        try requireDescriptors()
        try require(
            leastAddressSpace, of: __rlimit_resource_t(RLIMIT_AS.rawValue),
            says: { "the address space is limited to \($0) bytes; larkcast needs \(leastAddressSpace)" },
            hint: "Raise the limit (ulimit -v, LimitAS=); to bound real memory use MemoryMax= in the unit.")
        var addresses = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &addresses) == 0,
            addresses.rlim_cur < 4 * leastAddressSpace
        {
            cprocess_limit_heaps(4)
        }
    }

    /// Raises the limit of open files until strangers' connections cannot take those that sending needs.
    ///
    /// - Parameter connections: How many of them are accepted at one time.
    /// - Throws: `CommandFailure` with exit code 78 when that is not allowed.
    static func requireDescriptors(besides connections: Int = 0) throws(CommandFailure) {
        let least = fewestDescriptors + rlim_t(connections)
        let what = connections > 0 ? "larkcast with a dashboard" : "larkcast"
        try require(
            least, of: __rlimit_resource_t(RLIMIT_NOFILE.rawValue),
            says: { "only \($0) files may be open at a time; \(what) needs \(least)" },
            hint: "Raise the limit: ulimit -n \(least), or LimitNOFILE= in the unit.")
    }

    private static func require(
        _ least: rlim_t, of resource: __rlimit_resource_t, says message: (rlim_t) -> String, hint: String
    ) throws(CommandFailure) {
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < least else { return }
        let most = limit.rlim_max
        limit.rlim_cur = min(most, least)
        guard most >= least, setrlimit(resource, &limit) == 0 else {
            throw CommandFailure(exit: .configuration, type: "configuration", message: message(most), hint: hint)
        }
    }

    /// Gives back what only starting and looking needed, before a daemon is idle.
    static func giveBackMemory() {
        cprocess_trim_heap()
        cprocess_forget_program_pages()
    }

    /// Whether neither a core file nor another program of the same user can hold this process's memory.
    static var keepsMemoryToItself: Bool {
        var core = rlimit()
        return getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &core) == 0 && core.rlim_max == 0
            && cprocess_may_be_dumped() == 0
    }
}
