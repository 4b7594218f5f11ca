#if CRASH_POINTS
    import Synchronization

    #if canImport(Darwin)
        import Darwin
    #else
        import Glibc
    #endif

    /// What a test wants to happen in this process, as `LARKCAST_CRASH` says: `point:nth:effect[@operation]`, by commas.
    ///
    /// `P7:2:kill` kills at the second arrival at P7; `P10:1:enospc@5` fills the disk at the fifth operation on the store's
    /// files after the first arrival at P10.
    @usableFromInline
    final class CrashPlan: Sendable {
        struct Strike: Equatable {
            var point: CrashPoint
            var nth: Int
            var effect: CrashEffect
        }

        @usableFromInline static let ofThisProcess: CrashPlan? = {
            guard let text = getenv("LARKCAST_CRASH") else { return nil }
            guard let strikes = strikes(String(cString: text)) else {
                CrashEffect.refuse("LARKCAST_CRASH cannot be read; write point:nth:effect[@operation]")
            }
            return CrashPlan(strikes)
        }()

        private let strikes: [Strike]
        private let arrivals = Mutex<[CrashPoint: Int]>([:])

        init(_ strikes: [Strike]) {
            self.strikes = strikes
        }

        /// Reads the variable; nil when any part of it makes no sense.
        static func strikes(_ text: String) -> [Strike]? {
            let strikes = text.split(separator: ",").map { part -> Strike? in
                let words = part.split(separator: ":", omittingEmptySubsequences: false)
                guard words.count == 3, let point = CrashPoint(rawValue: String(words[0])), let nth = Int(words[1]),
                    nth > 0, let effect = CrashEffect(words[2])
                else { return nil }
                return Strike(point: point, nth: nth, effect: effect)
            }
            return strikes.contains(nil) || strikes.isEmpty ? nil : strikes.compactMap(\.self)
        }

        /// Counts an arrival and strikes if it is the one.
        @usableFromInline func arrive(at point: CrashPoint) {
            let count = arrivals.withLock { arrivals in
                arrivals[point, default: 0] += 1
                return arrivals[point, default: 0]
            }
            for strike in strikes where strike.point == point && strike.nth == count {
                strike.effect.happen(at: point)
            }
        }
    }
#endif
