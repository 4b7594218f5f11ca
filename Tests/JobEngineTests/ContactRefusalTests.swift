import FeishuAPI
import JobEngine
import JobModel
import Testing

/// What cannot be: departments that Feishu does not know, answers about somebody else, and what the app may not read.
struct ContactRefusalTests {
    private static func resolve(
        _ directory: ScriptedDirectory, _ pacing: any ContactPacing = Unpaced(), _ change: (inout Audience) -> Void
    ) async throws -> ResolvedAudience {
        var audience = Audience()
        change(&audience)
        return try await AudienceResolver(directory: directory, pacing: pacing).resolve(audience)
    }

    // MARK: Unknown departments

    @Test(arguments: [AudienceResolution.people, .departments])
    func everyUnknownDepartmentIsNamed(_ resolution: AudienceResolution) async throws {
        let directory = ScriptedDirectory(AudienceResolverTests.company)
        let error = await #expect(throws: PlanRefusal.self) {
            _ = try await Self.resolve(directory) {
                $0.departments = ["gone", "od-b", "od-lost", "gone"]
                $0.resolve = resolution
            }
        }
        #expect(error?.reasons.map(\.pointer) == ["/audience/departments/0", "/audience/departments/2"])
        #expect(error?.reasons.last?.message.contains("Feishu knows no department \"od-lost\"") == true)
        #expect(!directory.calls.contains { $0.hasPrefix("members") }, "nobody is listed for a plan that is refused")
    }

    @Test func thoseToBeLeftOutAreNamedInTheSameBreath() async throws {
        let error = await #expect(throws: PlanRefusal.self) {
            _ = try await Self.resolve(ScriptedDirectory(AudienceResolverTests.company)) {
                $0.departments = ["od-b", "gone"]
                $0.exclude.departments = ["lost", "od-x"]
            }
        }
        #expect(error?.reasons.map(\.pointer) == ["/audience/departments/1", "/audience/exclude/departments/0"])
    }

    @Test(arguments: [AudienceResolution.people, .departments])
    func manyUnknownDepartmentsAreNotAskedForOneByOne(_ resolution: AudienceResolution) async throws {
        let directory = ScriptedDirectory(AudienceResolverTests.company)
        let error = await #expect(throws: PlanRefusal.self) {
            _ = try await Self.resolve(directory) {
                $0.departments = ["od-b"] + (0..<120).map { "gone-\($0)" }
                $0.resolve = resolution
            }
        }
        #expect(directory.calls.count { $0.hasPrefix("department ") } < 20)
        let reasons = error?.reasons ?? []
        #expect((11..<21).contains(reasons.count), "\(reasons.count)")
        #expect(reasons.last?.message.contains("may be unknown too") == true, "\(reasons.last?.message ?? "")")
    }

    // MARK: Answers about somebody else

    /// Changes the answers about people.
    private struct Lying: ContactPacing {
        let lie: @Sendable ([ContactBook.Person]) -> [ContactBook.Person]

        func make<Value: Sendable>(
            _ call: ContactCall, _ stop: StopSignal, _ body: @Sendable () async throws(FeishuError) -> Value
        ) async throws -> Value {
            let value = try await body()
            guard call == .people, let people = value as? [ContactBook.Person] else { return value }
            return lie(people) as? Value ?? value
        }
    }

    private static let other = ContactBook.Person(openID: "ou_30", userID: "e30", unionID: "on_30")
    private static let nameless = ContactBook.Person(openID: "ou_30")

    @Test(
        arguments: [
            { $0 + [nameless] }, { $0 + [other] }, { _ in [other] }, { [$0[0], $0[0], nameless] },
            { people in people.map { ContactBook.Person(openID: "ou_30", userID: $0.userID) } + people },
        ] as [@Sendable ([ContactBook.Person]) -> [ContactBook.Person]])
    func anAnswerAboutSomebodyElseIsNone(_ lie: @escaping @Sendable ([ContactBook.Person]) -> [ContactBook.Person])
        async throws
    {
        let error = await #expect(throws: FeishuError.self) {
            _ = try await Self.resolve(ScriptedDirectory(AudienceResolverTests.company), Lying(lie: lie)) {
                $0.departments = ["od-x"]
                $0.users.userIDs = ["e20"]
            }
        }
        #expect(error?.kind == .malformedAnswer && error?.endpoint == .people)
    }

    @Test func twoPeopleWithOneIDAreNoAnswerEither() async throws {
        let lie: @Sendable ([ContactBook.Person]) -> [ContactBook.Person] = { people in
            people + [ContactBook.Person(openID: "ou_30", userID: people.first?.userID)]
        }
        let error = await #expect(throws: FeishuError.self) {
            _ = try await Self.resolve(ScriptedDirectory(AudienceResolverTests.company), Lying(lie: lie)) {
                $0.departments = ["od-x"]
                $0.users.userIDs = ["e20", "e21"]
            }
        }
        #expect(error?.kind == .malformedAnswer)
    }

    @Test func onePersonTwiceIsOne() async throws {
        let audience = try await Self.resolve(
            ScriptedDirectory(AudienceResolverTests.company), Lying(lie: { $0 + $0 })
        ) {
            $0.departments = ["od-x"]
            $0.users.userIDs = ["e20"]
        }
        #expect(audience.recipients == 3)
    }

    // MARK: What the app may not read

    @Test(arguments: ["members od-b", "members od-d", "below od-b"])
    func onePartThatMayNotBeReadIsNoReasonToAddressTheWhole(_ call: String) async throws {
        var company = AudienceResolverTests.company
        company.mostToRecurse = 2
        for (code, name) in [(40_004, "od-a"), (41_050, "ca")] {
            let directory = ScriptedDirectory(company)
            directory.on(call) { (_) throws(FeishuError) in throw .code(code, .permission) }
            let error = await #expect(throws: FeishuError.self) {
                _ = try await Self.resolve(directory) { $0.departments = [name] }
            }
            #expect(error?.code == code && error?.subject == String(call.suffix(4)), "\(call) \(name)")
        }
    }

    @Test(arguments: [
        ("department od-a", "od-a"), ("departments od-a", "od-a"), ("below od-a", "ca"), ("members od-a", "ca"),
        ("members od-a", "od-a"),
    ])
    func theNamedOneThatMayNotBeReadIsAddressedItself(_ call: String, _ name: String) async throws {
        let directory = ScriptedDirectory(AudienceResolverTests.company)
        if call == "department od-a" {
            directory.on("departments od-a") { (company) throws(FeishuError) in company.departments["od-a"] = nil }
        }
        directory.on(call) { (_) throws(FeishuError) in throw .code(40_004, .permission) }
        let audience = try await Self.resolve(directory) { $0.departments = [name] }
        #expect(audience.unit == .departments && audience.groups.map(\.recipients) == [[name]])
        #expect(audience.warnings.count == 1)
    }

    @Test(arguments: ["members od-a", "below od-a"])
    func soItIsWithoutTheScope(_ call: String) async throws {
        let directory = ScriptedDirectory(AudienceResolverTests.company)
        for call in [call] + "abcd".map({ "members od-\($0)" }) { Self.endScope(at: call, of: directory) }
        #expect(try await Self.resolve(directory) { $0.departments = ["od-a"] }.unit == .departments)
    }

    private static func endScope(at call: String, of directory: ScriptedDirectory) {
        directory.on(call) { (_) throws(FeishuError) in throw .code(99_991_672, .permission) }
    }

    /// One page of people is proof enough, before any list of them is whole.
    @Test func aScopeThatEndsAfterAPageEndsItToo() async throws {
        var company = AudienceResolverTests.company
        company.members["od-x"] = [9, 1, 2]
        let directory = ScriptedDirectory(company)
        Self.endScope(at: "members od-x 0/2", of: directory)
        let error = await #expect(throws: FeishuError.self) {
            _ = try await Self.resolve(directory) { $0.departments = ["od-x"] }
        }
        #expect(error?.code == 99_991_672)
    }

    /// Ends the scope before the second survey has seen anybody.
    private struct EndingBetween: ContactPacing {
        let surveys = Recorder<Void>()

        func make<Value: Sendable>(
            _ call: ContactCall, _ stop: StopSignal, _ body: @Sendable () async throws(FeishuError) -> Value
        ) async throws -> Value {
            if call == .departments { surveys.append(()) }
            if call == .peopleOfDepartment, surveys.values.count > 1 {
                throw FeishuError.code(99_991_672, .permission)
            }
            return try await body()
        }
    }

    @Test func whatTheFirstOfTwoSurveysReadIsProofForTheSecond() async throws {
        var company = AudienceResolverTests.company
        company.unseen = ["od-x": 1]
        let error = await #expect(throws: FeishuError.self) {
            _ = try await Self.resolve(ScriptedDirectory(company), EndingBetween()) { $0.departments = ["od-x"] }
        }
        #expect(error?.code == 99_991_672)
    }

    /// A page without anybody is one that was read.
    @Test func anEmptyPageIsAPageToo() async throws {
        var company = AudienceResolverTests.company
        company.members["od-a"] = []
        let directory = ScriptedDirectory(company)
        directory.on("members od-b") { (_) throws(FeishuError) in throw .code(99_991_672, .permission) }
        let error = await #expect(throws: FeishuError.self) {
            _ = try await AudienceResolver(directory: directory, pacing: Unpaced(), lanes: 1).resolve(Self.wholeOfA)
        }
        #expect(error?.code == 99_991_672)
    }

    private static var wholeOfA: Audience {
        var audience = Audience()
        audience.departments = ["od-a"]
        return audience
    }

    /// Whoever could read people a moment ago can count them, and leave leavers out: the department itself is no way out.
    @Test func aScopeThatEndsInTheMiddleEndsIt() async throws {
        let directory = ScriptedDirectory(AudienceResolverTests.company)
        directory.on("members od-b 0/2") { (_) throws(FeishuError) in throw .code(99_991_672, .permission) }
        directory.on("members od-b 0/4") { (_) throws(FeishuError) in throw .code(99_991_672, .permission) }
        let error = await #expect(throws: FeishuError.self) {
            _ = try await Self.resolve(directory) { $0.departments = ["od-a"] }
        }
        #expect(error?.code == 99_991_672)
    }

    // MARK: Nobody

    @Test func nobodyWhereFeishuCountsManyIsSaidWithTheCount() async throws {
        var company = AudienceResolverTests.company
        company.members["od-x"] = []
        company.unseen = ["od-x": 80]
        let error = await #expect(throws: PlanRefusal.self) {
            _ = try await Self.resolve(ScriptedDirectory(company)) { $0.departments = ["od-x"] }
        }
        let message = error?.reasons.first?.message ?? ""
        #expect(message.contains("80") && message.contains("\"X\""), "\(message)")
    }
}
