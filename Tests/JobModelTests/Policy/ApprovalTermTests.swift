import JobModel
import Testing

struct ApprovalTermTests {
    /// As long as the run itself may take; a scheduled one as long as its start may be late, if that is longer.
    @Test(
        arguments: [
            (false, "{}", 3600), (true, "{}", 3600), (true, #"{"schedule":{"starting_deadline":"15m"}}"#, 3600),
            (true, #"{"schedule":{"starting_deadline":"2d"}}"#, 2 * 86_400),
            (false, #"{"schedule":{"starting_deadline":"2d"}}"#, 3600),
            (true, #"{"schedule":{"starting_deadline":"soon"}}"#, 3600), (true, "no JSON", 3600),
        ])
    func aYesIsInTime(_ isScheduled: Bool, _ manifest: String, _ seconds: Int64) {
        let end = ApprovalTerm.end(
            createdAt: 7000, notAfterSeconds: 3600, isScheduled: isScheduled, manifest: Array(manifest.utf8))
        #expect(end == 7000 + seconds * 1000)
    }
}
