import FeishuAPI
import JobEngine
import JobModel
import Testing

/// To whom the app is available: asked of the recipients alone, told, and never a reason to refuse a plan.
struct AvailabilityTests {
    /// Knows what it was given.
    private struct Notebook: ContactMemory {
        let kept = Recorder<(questions: ContactQuestions, book: ContactBook)>()

        func book(of questions: ContactQuestions) -> ContactBook? {
            kept.values.last { $0.questions == questions }?.book
        }
        func keep(_ book: ContactBook, of questions: ContactQuestions) { kept.append((questions, book)) }
    }

    private static func company(_ people: Int) -> ScriptedDirectory.Company {
        var company = ScriptedDirectory.Company()
        company.people = people
        company.departments["od-a"] = (custom: "ca", name: "A", parent: "0")
        company.members["od-a"] = Array(0..<people)
        return company
    }

    private static func resolve(
        _ directory: ScriptedDirectory, memory: (any ContactMemory)? = nil, stop: StopSignal = StopSignal(),
        _ change: (inout Audience) -> Void = { _ in }
    ) async throws -> ResolvedAudience {
        var audience = Audience()
        audience.departments = ["od-a"]
        change(&audience)
        return try await AudienceResolver(directory: directory, pacing: Unpaced(), memory: memory, lanes: 3)
            .resolve(audience, stop: stop)
    }

    @Test func recipientsAloneAreAskedAboutAHundredACall() async throws {
        var company = Self.company(310)
        company.resigned = [4]
        company.unavailable = [1, 3, 7]
        let directory = ScriptedDirectory(company, pageSize: 50)
        let audience = try await Self.resolve(directory) { $0.exclude.users.openIDs = ["ou_1", "ou_2"] }
        #expect(directory.availabilityCalls.sorted() == [7, 100, 100, 100] && directory.availabilityCalls.first == 100)
        #expect(audience.unavailability?.people == 2 && audience.recipients == 307)
        #expect(
            audience.warnings.map(\.text).contains {
                $0.hasPrefix("the app is not available to 2 of the 307 people") && $0.contains(#"2 of 307 in "A""#)
            })
    }

    @Test func everybodyIsReachedWithoutAWord() async throws {
        let audience = try await Self.resolve(ScriptedDirectory(Self.company(5)))
        #expect(audience.unavailability?.people == 0 && audience.warnings.isEmpty && audience.notes.isEmpty)
    }

    @Test func whoIsNotSpokenOfIsNotKnown() async throws {
        var company = Self.company(5)
        company.unmentioned = [2]
        let audience = try await Self.resolve(ScriptedDirectory(company))
        #expect(audience.unavailability == nil && audience.warnings.isEmpty)
    }

    @Test func idsOfOneKindNeedNoCall() async throws {
        let directory = ScriptedDirectory(Self.company(5))
        let audience = try await Self.resolve(directory) {
            $0.departments = []
            $0.users.openIDs = ["ou_1"]
        }
        #expect(directory.availabilityCalls.isEmpty && audience.unavailability == nil)
    }

    /// The permission is one that nothing else needs.
    @Test(arguments: [
        (99_991_672, FeishuError.Kind.permission), (99_991_201, FeishuError.Kind.notFound),
        (2_200, FeishuError.Kind.server),
    ])
    func aSilenceIsNotedAndRefusesNothing(_ code: Int, _ kind: FeishuError.Kind) async throws {
        let directory = ScriptedDirectory(Self.company(210))
        directory.on("availability 1") { (_) throws(FeishuError) in throw .code(code, kind) }
        let audience = try await Self.resolve(directory)
        #expect(audience.recipients == 210 && audience.unavailability == nil && audience.notes.isEmpty)
        #expect(directory.availabilityCalls == [100], "nothing more is asked of who does not answer")
        let note = try #require(audience.warnings.first?.text)
        #expect(note.hasPrefix("whether the app is available to all 210 people was not checked"))
        #expect(note.contains("application:application:self_manage") == (kind == .permission))
    }

    @Test func whatWasAnsweredBeforeTheSilenceIsTold() async throws {
        var company = Self.company(310)
        company.unavailable = [0]
        let directory = ScriptedDirectory(company)
        directory.on("availability 2") { (_) throws(FeishuError) in throw .code(2_200, .server) }
        let audience = try await Self.resolve(directory)
        #expect(audience.unavailability?.people == 1 && audience.warnings.count == 2)
    }

    @Test func answersAreRememberedWithTheRest() async throws {
        var company = Self.company(5)
        company.unavailable = [3]
        let (directory, notebook) = (ScriptedDirectory(company), Notebook())
        let first = try await Self.resolve(directory, memory: notebook)
        let second = try await Self.resolve(directory, memory: notebook)
        #expect(directory.availabilityCalls == [5])
        #expect(first.unavailability?.people == 1 && second.unavailability == first.unavailability)
    }

    @Test func whoAsksToStopIsHeard() async throws {
        let (directory, stop) = (ScriptedDirectory(Self.company(310)), StopSignal())
        directory.on("availability 1") { (_) throws(FeishuError) in stop.raise() }
        await #expect(throws: CancellationError.self) { try await Self.resolve(directory, stop: stop) }
    }
}
