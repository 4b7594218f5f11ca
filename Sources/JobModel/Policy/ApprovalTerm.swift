import StrictJSON

/// How long a run may wait for a second person's yes.
///
/// Whoever is asked on Monday whether a notice may go out at nine has not been asked about Friday night.
public enum ApprovalTerm {
    /// When a yes begins to come too late.
    ///
    /// - Parameters:
    ///   - createdAt: When the run was made, in milliseconds since 1970 UTC.
    ///   - notAfterSeconds: The manifest's `delivery.not_after`, in seconds: as long as the run itself might take.
    ///   - isScheduled: Whether it was made for a time of its schedule, which may be as late as its starting deadline.
    ///   - manifest: The bytes of the manifest it was made from.
    /// - Returns: the first instant that is too late, in milliseconds since 1970 UTC.
    public static func end(
        createdAt: Int64, notAfterSeconds: Int, isScheduled: Bool, manifest: [UInt8]
    ) -> Int64 {
        guard isScheduled else { return createdAt + Int64(notAfterSeconds) * 1000 }
        let deadline = JSONReader().readStrictly(manifest)?["schedule"]?["starting_deadline"]?.string
        let startingSeconds = deadline.flatMap { DurationText.seconds($0) } ?? 0
        return createdAt + Int64(max(notAfterSeconds, startingSeconds)) * 1000
    }
}
