import Foundation
import JobEngine
import JobModel
import StrictJSON

/// A manifest that was read and checked, with the files it names, and planned as far as it can be.
///
/// No network.
struct PreparedJob {
    /// Where it came from.
    let path: String
    /// SHA-256 over its bytes, in lower-case hex.
    let manifestSHA256: String
    /// What it says; `nil` when there are problems.
    let manifest: Manifest?
    /// The calendar its schedule names; `nil` without one, or when there are problems.
    let calendar: BusinessCalendar?
    /// Everything a plan needs but Feishu's word; `nil` when there are problems or refusals.
    let draft: JobDraft?
    /// What would be sent, when that can be told without asking Feishu.
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

    /// Reads, checks, and plans what needs no network.
    ///
    /// - Parameters:
    ///   - testTo: Ids for a test; the audience of the manifest is then left out.
    ///   - readsFiles: Whether the audience's CSV files are read; without them there is no draft of a job that has any.
    /// - Throws: `CommandFailure` with exit code 65 when there is nothing to read.
    init(reading path: String, testTo: [String] = [], readsFiles: Bool = true) throws(CommandFailure) {
        let file = try ManifestFile(path: path)
        let zones = Set(TimeZone.knownTimeZoneIdentifiers)
        let reading = ManifestReader(knownTimeZones: zones).read(bytes: file.bytes, name: path)
        self.path = path
        manifestSHA256 = ManifestReader.sha256(of: Data(file.bytes))
        var problems = reading.problems
        var refusals: [PlanRefusal.Reason] = []
        var plan: RunPlan?
        var draft: JobDraft?
        var warnings = reading.warnings.map(\.description)
        var calendar: BusinessCalendar?
        if let manifest = reading.manifest {
            let (days, calendarProblems) = Self.calendar(of: manifest, beside: file)
            calendar = days
            problems += calendarProblems
            let (resources, cardProblems) = Self.resources(of: manifest, beside: file)
            problems += cardProblems
            let lists = AudienceFiles(testTo.isEmpty && readsFiles ? manifest.audience : Audience(), beside: file)
            problems += lists.problems
            warnings += lists.warnings.map(\.description)
            if let resources, lists.problems.isEmpty, readsFiles || manifest.audience.namesNoFile {
                do throws(PlanRefusal) {
                    let ready = try JobDraft(
                        manifest: testTo.isEmpty ? manifest : try manifest.test(to: testTo),
                        manifestBytes: Data(file.bytes), resources: resources, files: lists.files,
                        isTest: !testTo.isEmpty)
                    let obstacles = ready.obstacles
                    guard obstacles.isEmpty else { throw PlanRefusal(reasons: obstacles) }
                    if !ready.needsFeishu { plan = try ready.plan() }
                    draft = ready
                } catch {
                    refusals = error.reasons
                }
            }
        }
        problems += refusals.filter { $0.category == .data }.map { Self.problem($0, in: file) }
        manifest = problems.isEmpty ? reading.manifest : nil
        self.plan = plan
        self.draft = draft
        self.calendar = calendar
        self.problems = problems
        problemCount = max(reading.problemCount, problems.count)
        self.refusals = refusals.filter { $0.category != .data }
        self.warnings = warnings + (reading.manifest.map(PlanWarnings.of) ?? [])
    }

    /// The manifest and its draft.
    ///
    /// - Throws: `CommandFailure` with exit code 65 and every problem.
    func ready() throws(CommandFailure) -> (manifest: Manifest, draft: JobDraft) {
        guard problems.isEmpty else { throw CommandFailure(problems: problems, count: problemCount) }
        guard refusals.isEmpty, let manifest, let draft else { throw CommandFailure(refusals: refusals, file: path) }
        return (manifest, draft)
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
