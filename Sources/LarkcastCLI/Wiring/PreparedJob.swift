import Foundation
import JobModel
import StrictJSON

/// A manifest that was read and checked, with the files it names, and planned as far as it can be.
///
/// No network.
struct PreparedJob {
    /// Where it came from.
    let path: String
    /// What it says; `nil` when there are problems.
    let manifest: Manifest?
    /// The calendar its schedule names; `nil` without one, or when there are problems.
    let calendar: BusinessCalendar?
    /// What would be sent; `nil` when there are problems or refusals.
    let plan: RunPlan?
    /// Everything that must be mended, with its place.
    let problems: [ManifestProblem]
    /// How many problems there are, those beyond the listed ones included.
    let problemCount: Int
    /// Everything this version will not do, or that needs somebody's word first.
    let refusals: [PlanRefusal.Reason]
    /// What a person should know although it is no error.
    let warnings: [String]

    private static let longestCard = 1024 * 1024
    private static let longestCalendar = 1024 * 1024

    /// Reads, checks and plans; with `testTo` not for its audience, but as a test for these ids.
    ///
    /// - Throws: `CommandFailure` with exit code 65 when there is nothing to read.
    init(reading path: String, testTo: [String] = []) throws(CommandFailure) {
        let file = try ManifestFile(path: path)
        let zones = Set(TimeZone.knownTimeZoneIdentifiers)
        let reading = ManifestReader(knownTimeZones: zones).read(bytes: file.bytes, name: path)
        self.path = path
        var problems = reading.problems
        var refusals: [PlanRefusal.Reason] = []
        var plan: RunPlan?
        var calendar: BusinessCalendar?
        if let manifest = reading.manifest {
            let (days, calendarProblems) = Self.calendar(of: manifest, beside: file)
            calendar = days
            problems += calendarProblems
            let (resources, cardProblems) = Self.resources(of: manifest, beside: file)
            problems += cardProblems
            if let resources {
                do throws(PlanRefusal) {
                    plan = try BatchPlanner.plan(
                        manifest: testTo.isEmpty ? manifest : try manifest.test(to: testTo),
                        manifestBytes: Data(file.bytes), resources: resources, isTest: !testTo.isEmpty)
                } catch {
                    refusals = error.reasons
                }
            }
        }
        problems += refusals.filter { $0.category == .data }.map { Self.problem($0, in: file) }
        manifest = problems.isEmpty ? reading.manifest : nil
        self.plan = plan
        self.calendar = calendar
        self.problems = problems
        problemCount = max(reading.problemCount, problems.count)
        self.refusals = refusals.filter { $0.category != .data }
        warnings = reading.warnings.map(\.description) + (reading.manifest.map(PlanWarnings.of) ?? [])
    }

    /// The manifest and its plan.
    ///
    /// - Throws: `CommandFailure` with exit code 65 and every problem.
    func ready() throws(CommandFailure) -> (manifest: Manifest, plan: RunPlan) {
        guard problems.isEmpty else { throw CommandFailure(problems: problems, count: problemCount) }
        guard refusals.isEmpty, let manifest, let plan else { throw CommandFailure(refusals: refusals, file: path) }
        return (manifest, plan)
    }

    /// Whether a second person must say yes before it is sent.
    var needsApproval: Bool {
        guard let manifest, let plan, !plan.isTest else { return false }
        return manifest.approval.isNeeded(people: plan.batches.reduce(0) { $0 + $1.recipientCount })
    }

    private static func resources(
        of manifest: Manifest, beside file: ManifestFile
    ) -> (MessageResources?, [ManifestProblem]) {
        guard case .card(.file(let name)) = manifest.message else { return (MessageResources(), []) }
        do {
            let bytes = try file.readCompanion(name, longest: longestCard)
            let problems = CardFile.read(bytes, name: name).problems
            return (problems.isEmpty ? MessageResources(cardBytes: bytes) : nil, problems)
        } catch {
            let reason = PlanRefusal.Reason(
                category: .data, pointer: "/message/card/file", message: error.message, hint: error.hint)
            return (nil, [problem(reason, in: file)])
        }
    }

    private static func calendar(
        of manifest: Manifest, beside file: ManifestFile
    ) -> (BusinessCalendar?, [ManifestProblem]) {
        guard let name = manifest.schedule?.calendar?.file else { return (nil, []) }
        do {
            return CalendarFile.read(try file.readCompanion(name, longest: longestCalendar), name: name)
        } catch {
            let reason = PlanRefusal.Reason(
                category: .data, pointer: "/schedule/calendar/file", message: error.message, hint: error.hint)
            return (nil, [problem(reason, in: file)])
        }
    }

    private static func problem(_ reason: PlanRefusal.Reason, in file: ManifestFile) -> ManifestProblem {
        let offset = JSONReader().read(file.bytes).root?.nearest(to: reason.pointer).offset ?? 0
        let position = JSONPosition(ofByte: offset, in: file.bytes)
        return ManifestProblem(
            file: file.path, line: position.line, column: position.column, pointer: reason.pointer,
            message: reason.message, suggestion: reason.hint)
    }
}
