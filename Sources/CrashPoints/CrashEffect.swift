#if CRASH_POINTS
    #if canImport(Darwin)
        import Darwin
    #else
        import Glibc
    #endif

    /// What happens at a crash point.
    ///
    /// Effects on the disk and on the wire are carried out by a library the harness preloads (`Tests/Torture/FaultyHost`),
    /// because only below SQLite and libcurl can a write fail, or half a request leave, as it does in the world.
    struct CrashEffect: Equatable {
        enum Kind: String {
            /// `kill -9`.
            case kill
            /// SIGABRT.
            case abort
            /// A pause, in which another process or a timeout gets its turn.
            case sleep
            /// An operation on the store's files fails once.
            case eio
            /// No operation on the store's files that needs room succeeds any more.
            case enospc
            /// The power goes: whatever was not synced is gone.
            case powercut
            /// The power goes: of whatever was not synced, some is on the disk and some is not.
            case tear
        }

        var kind: Kind
        /// The operation on the store's files, counted from the crash point, that meets the effect; nil for "at once".
        var operation: Int?

        /// Reads `kill`, `eio@3`; disk effects without a number meet the very next operation.
        init?(_ text: some StringProtocol) {
            let halves = text.split(separator: "@", omittingEmptySubsequences: false)
            guard let kind = Kind(rawValue: String(halves[0])), halves.count <= 2 else { return nil }
            self.kind = kind
            if halves.count == 2 {
                guard let number = Int(halves[1]), number > 0 else { return nil }
                operation = number
            } else if [.eio, .enospc, .powercut, .tear].contains(kind) {
                operation = 1
            }
        }

        func happen(at point: CrashPoint) {
            if point == .requestLeaving { return call("torture_arm_wire", 0) }
            if let operation { return call("torture_arm_disk", Int32(clamping: operation)) }
            mark()
            switch kind {
            case .abort: Self.abortProcess()
            case .sleep: usleep(Self.pauseMicroseconds)
            case .kill, .eio, .enospc, .powercut, .tear: Self.killProcess()
            }
        }

        private static let pauseMicroseconds: UInt32 = 150_000

        /// Leaves a file behind, so that the harness never counts a crash that did not happen.
        private func mark() {
            guard let path = getenv("LARKCAST_CRASH_MARK") else { return }
            let descriptor = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
            if descriptor >= 0 { close(descriptor) }
        }

        private func call(_ function: String, _ number: Int32) {
            typealias Arm = @convention(c) (UnsafePointer<CChar>, Int32) -> Void
            guard let symbol = dlsym(nil, function) else {
                Self.refuse("\(kind.rawValue) needs the harness's library; it is not loaded")
            }
            unsafeBitCast(symbol, to: Arm.self)(kind.rawValue, number)
        }

        private static func killProcess() {
            raise(SIGKILL)
            while true { pause() }
        }

        private static func abortProcess() {
            // The program may have a handler; a crash has none. `abort` itself sees to threads that block the signal.
            signal(SIGABRT, SIG_DFL)
            #if canImport(Darwin)
                Darwin.abort()
            #else
                Glibc.abort()
            #endif
        }

        static func refuse(_ text: String) -> Never {
            let line = Array("larkcast: \(text)\n".utf8)
            _ = write(STDERR_FILENO, line, line.count)
            _exit(70)
        }
    }
#endif
