public import JobModel

/// Whether larkcast does its work, for a load balancer or a supervisor that asks.
public enum Readiness {
    /// A daemon looks every ten minutes when nothing happens, a cron job each minute: twice the longer one is too long.
    public static let longestSilence: Int64 = 1_200_000

    /// What keeps it from doing its work; nothing when it is ready.
    ///
    /// - Parameters:
    ///   - figures: How it fares.
    ///   - now: The present.
    ///   - isLookedAfter: Whether ticks or a daemon are expected to look at what is due.
    /// - Returns: One sentence each.
    public static func obstacles(_ figures: OperatingFigures, at now: Moment, isLookedAfter: Bool) -> [String] {
        var obstacles: [String] = []
        if isLookedAfter {
            if let last = figures.lastLook {
                let silence = now.wallMilliseconds - last
                if silence > longestSilence {
                    obstacles.append(
                        "nobody has looked at what is due for \(Figure.duration(seconds: Int(silence / 1000)))")
                }
            } else {
                obstacles.append("nobody has looked at what is due yet")
            }
        }
        if let suspicion = figures.suspicion { obstacles.append("nothing is sent from this store: \(suspicion)") }
        if figures.isStopped { obstacles.append("everything is held back by pause --all") }
        return obstacles
    }

    /// The answer to whoever asks.
    public static func text(_ obstacles: [String]) -> String {
        obstacles.isEmpty ? "ready\n" : obstacles.map { "not ready: \($0)\n" }.joined()
    }
}
