import Foundation
import JobEngine
import JobModel
import Reporting
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
    /// What people should know of that plan.
    let planWarnings: [PlanRemark]
    /// The files its message names; `nil` when one of them has problems.
    let resources: MessageResources?
    /// Everything that must be mended, with its place.
    let problems: [ManifestProblem]
    /// How many problems there are, those beyond the listed ones included.
    let problemCount: Int
    /// Everything this version will not do, or that needs somebody's word first.
    let refusals: [PlanRefusal.Reason]
    /// What is allowed but probably not meant, each with its place.
    let findings: [ManifestProblem]
    /// What a person should know of the plan although it is no error.
    let remarks: [PlanRemark]

    private static let longestCard = 1024 * 1024
    private static let longestCalendar = 1024 * 1024

    /// Reads, checks, and plans what needs no network.
    ///
    /// - Parameters:
    ///   - path: The manifest.
    ///   - testTo: Ids for a test; the audience of the manifest is then left out, but for the values of a personal message.
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
        var planWarnings: [PlanRemark] = []
        var draft: JobDraft?
        var calendar: BusinessCalendar?
        var findings = reading.warnings
        var resources: MessageResources?
        if let manifest = reading.manifest {
            let (days, calendarProblems) = Self.calendar(of: manifest, beside: file)
            calendar = days
            problems += calendarProblems
            let files = Self.files(of: manifest, beside: file)
            problems += files.problems
            findings += files.warnings
            resources = files.resources
            let columns = resources.map { manifest.personalColumns($0) } ?? []
            let isTest = !testTo.isEmpty
            let lists = AudienceFiles(
                Self.read(of: manifest.audience, isTest: isTest, readsFiles: readsFiles, columns), beside: file,
                keeping: columns)
            problems += lists.problems
            if !isTest { findings += lists.warnings }
            if let resources, lists.problems.isEmpty, readsFiles || manifest.audience.namesNoFile {
                do throws(PlanRefusal) {
                    let ready = try JobDraft(
                        manifest: isTest ? try manifest.test(to: testTo) : manifest,
                        manifestBytes: Data(file.bytes), manifestPath: URL(fileURLWithPath: path).path,
                        resources: resources, files: isTest ? [:] : lists.files,
                        isTest: isTest, samples: isTest ? manifest.audience.files.compactMap { lists.files[$0] } : [])
                    let obstacles = ready.obstacles
                    guard obstacles.isEmpty else { throw PlanRefusal(reasons: obstacles) }
                    if ready.needsFeishu {
                        try ready.refuseUnknownColumns()
                    } else {
                        let audience = try ready.audience()
                        plan = try ready.plan(for: audience)
                        planWarnings = audience.warnings
                    }
                    draft = ready
                } catch {
                    refusals = error.reasons
                }
            }
        }
        problems += refusals.filter { $0.category == .data }.map { Self.problem($0, in: file) }
        manifest = problems.isEmpty ? reading.manifest : nil
        self.plan = plan
        self.planWarnings = planWarnings
        self.draft = draft
        self.calendar = calendar
        self.resources = resources
        self.problems = problems
        problemCount = max(reading.problemCount, problems.count)
        self.refusals = refusals.filter { $0.category != .data }
        self.findings = findings
        remarks = reading.manifest.map(PlanWarnings.of) ?? []
    }

    /// What a person should know although it is no error, the findings first.
    func warnings(in language: Language = .english) -> [String] {
        findings.map(language.line) + remarks.map(language.remark)
    }

    /// The files the job consists of, as they can be opened from here.
    var files: [String] {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        var names: [String?] = [manifest?.schedule?.calendar?.file]
        if let audience = manifest?.audience { names += audience.files + audience.exclude.files }
        if case .card(.file(let name)) = manifest?.message { names.append(name) }
        names += manifest?.message.files.map(\.path) ?? []
        return [path] + names.compactMap { $0.map { folder.appendingPathComponent($0).path } }
    }

    /// The manifest and its draft.
    ///
    /// - Throws: `CommandFailure` with exit code 65 and every problem.
    func ready() throws(CommandFailure) -> (manifest: Manifest, draft: JobDraft) {
        guard problems.isEmpty else { throw CommandFailure(problems: problems, count: problemCount, path: path) }
        guard refusals.isEmpty, let manifest, let draft else { throw CommandFailure(refusals: refusals, file: path) }
        return (manifest, draft)
    }

    /// What Feishu's contacts found against the manifest, as a failure with the places in it.
    func failure(_ refusal: PlanRefusal) -> CommandFailure {
        let problems = refusal.reasons.filter { $0.category == .data }.map(problem)
        guard !problems.isEmpty, problems.count == refusal.reasons.count else {
            return CommandFailure(refusals: refusal.reasons, file: path)
        }
        var failure = CommandFailure(problems: problems, count: problems.count)
        // Its form is sound, and no validation would find anything.
        (failure.type, failure.hint) = (CommandFailure.type(of: refusal.reasons), "Nothing was sent.")
        return failure
    }

    private func problem(_ reason: PlanRefusal.Reason) -> ManifestProblem {
        Self.problem(reason, in: Array(draft?.manifestBytes ?? Data()), at: path)
    }

    /// What is read of an audience: all of it, or for a test the files whose values testers are shown.
    private static func read(
        of audience: Audience, isTest: Bool, readsFiles: Bool, _ columns: Set<String>
    ) -> Audience {
        guard readsFiles else { return Audience() }
        guard isTest else { return audience }
        var files = Audience()
        if !columns.isEmpty { files.files = audience.files }
        return files
    }

    /// The files a message names, and what is wrong with them.
    private typealias MessageFiles = (
        resources: MessageResources?, problems: [ManifestProblem], warnings: [ManifestProblem]
    )

    private static func files(of manifest: Manifest, beside file: ManifestFile) -> MessageFiles {
        if case .card(.file(let name)) = manifest.message { return card(name, of: manifest, beside: file) }
        var found: MessageFiles = (nil, [], [])
        var uploads: [MessageUpload] = []
        for (slot, path) in manifest.message.files {
            do {
                let opened = try file.openCompanion(path, longest: .max)
                if let oversize = FileFinding.oversize(opened.size, for: slot) {
                    found.problems.append(problem(oversize, at: slot.pointer, in: file))
                    continue
                }
                let bytes = try opened.all(atMost: slot.mostBytes)
                let upload = MessageUpload(slot, path: path, bytes: bytes)
                for finding in upload.findings {
                    let problem = problem(finding, at: slot.pointer, in: file)
                    if finding.isError { found.problems.append(problem) } else { found.warnings.append(problem) }
                }
                uploads.append(upload)
            } catch {
                found.problems.append(problem(error, at: slot.pointer, in: file))
            }
        }
        if found.problems.isEmpty { found.resources = MessageResources(uploads: uploads) }
        return found
    }

    private static func card(_ name: String, of manifest: Manifest, beside file: ManifestFile) -> MessageFiles {
        do {
            let bytes = try file.readCompanion(name, longest: longestCard)
            let card = CardFile.read(
                bytes, name: name, channel: manifest.channel, isForGroups: !manifest.audience.chats.isEmpty)
            return (card.problems.isEmpty ? MessageResources(cardBytes: bytes) : nil, card.problems, card.warnings)
        } catch {
            return (nil, [problem(error, at: "/message/card/file", in: file)], [])
        }
    }

    private static func calendar(
        of manifest: Manifest, beside file: ManifestFile
    ) -> (BusinessCalendar?, [ManifestProblem]) {
        guard let name = manifest.schedule?.calendar?.file else { return (nil, []) }
        do {
            return CalendarFile.read(try file.readCompanion(name, longest: longestCalendar), name: name)
        } catch {
            return (nil, [problem(error, at: "/schedule/calendar/file", in: file)])
        }
    }

    /// A file that cannot be read, at the place that names it.
    static func problem(_ failure: CommandFailure, at pointer: String, in file: ManifestFile) -> ManifestProblem {
        problem(
            PlanRefusal.Reason(category: .data, pointer: pointer, message: failure.message, hint: failure.suggestion),
            in: file)
    }

    /// What was found about a file, at the place that names it.
    private static func problem(
        _ finding: FileFinding, at pointer: String, in file: ManifestFile
    ) -> ManifestProblem {
        let reason = PlanRefusal.Reason(
            category: .data, pointer: pointer, message: finding.message, hint: finding.fix)
        var problem = problem(reason, in: file)
        problem.rule = finding.rule
        return problem
    }

    private static func problem(_ reason: PlanRefusal.Reason, in file: ManifestFile) -> ManifestProblem {
        problem(reason, in: file.bytes, at: file.path)
    }

    private static func problem(
        _ reason: PlanRefusal.Reason, in bytes: [UInt8], at path: String
    ) -> ManifestProblem {
        let offset = JSONReader().read(bytes).root?.nearest(to: reason.pointer).offset ?? 0
        let position = JSONPosition(ofByte: offset, in: bytes)
        return ManifestProblem(
            file: path, line: position.line, column: position.column, pointer: reason.pointer,
            message: reason.message, suggestion: reason.hint)
    }
}
