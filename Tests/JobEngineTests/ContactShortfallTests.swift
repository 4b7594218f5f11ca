import FeishuAPI
import JobEngine
import JobModel
import Testing

/// Whoever moves while departments are listed may stand in no list; Feishu's own counts show it.
struct ContactShortfallTests {
    /// Keeps what it is given, and knows nothing.
    private struct Notebook: ContactMemory {
        let kept = Recorder<ContactBook>()

        func book(of questions: ContactQuestions) -> ContactBook? { nil }
        func keep(_ book: ContactBook, of questions: ContactQuestions) { kept.append(book) }
    }

    /// Knows what it was given.
    private struct Remembering: ContactMemory {
        let kept = Recorder<(ContactQuestions, ContactBook)>()

        func book(of questions: ContactQuestions) -> ContactBook? {
            kept.values.last { $0.0 == questions }.flatMap { ContactBook(bytes: $0.1.bytes) }
        }
        func keep(_ book: ContactBook, of questions: ContactQuestions) { kept.append((questions, book)) }
    }

    private static func numbers(_ audience: ResolvedAudience) -> Set<Int> {
        Set(audience.groups.flatMap(\.recipients).compactMap { Int($0.dropFirst(3)) })
    }

    /// One call after the other, so that a test knows what has been listed when something happens.
    private static func resolve(
        _ directory: ScriptedDirectory, _ pacing: any ContactPacing = Unpaced(), _ notebook: Notebook = Notebook(),
        _ change: (inout Audience) -> Void
    ) async throws -> ResolvedAudience {
        var audience = Audience()
        change(&audience)
        return try await AudienceResolver(directory: directory, pacing: pacing, memory: notebook, lanes: 1)
            .resolve(audience)
    }

    @Test(arguments: [
        // Another named department; one below that; and one beside it below the same named department.
        (["od-b", "od-x"], "od-x", 9, "od-b", Set([1, 2, 3, 4, 5, 6, 7, 9])),
        (["cb", "cx"], "od-x", 9, "od-b", Set([1, 2, 3, 4, 5, 6, 7, 9])),
        (["od-a"], "od-d", 8, "od-b", Set(0...8)),
    ])
    func whoMovesBetweenTwoListsIsFoundByTheSecondSurvey(
        _ named: [String], _ from: String, _ number: Int, _ to: String, _ everybody: Set<Int>
    ) async throws {
        let directory = ScriptedDirectory(AudienceResolverTests.company)
        directory.on("members \(from)") { (company) throws(FeishuError) in
            company.members[from]?.removeAll { $0 == number }
            company.members[to, default: []].append(number)
        }
        let notebook = Notebook()
        let audience = try await Self.resolve(directory, Unpaced(), notebook) { $0.departments = named }
        #expect(Self.numbers(audience) == everybody && audience.addsUp)
        #expect(audience.warnings.isEmpty)
        for call in ["members \(from)", "members od-b", "departments \(named.joined(separator: ","))"] {
            #expect(directory.calls.count { $0 == call } == 2, "\(call)")
        }
        #expect(
            notebook.kept.values.map { $0.members(of: "od-b")?.contains("ou_\(number)") } == [true], "the whole one")
    }

    @Test func anEmptyAnswerLosesNobody() async throws {
        /// The first page of people comes without anybody and says that it is the last.
        struct Blank: ContactPacing {
            let pages = Recorder<Void>()

            func make<Value: Sendable>(
                _ call: ContactCall, _ stop: StopSignal, _ body: @Sendable () async throws(FeishuError) -> Value
            ) async throws -> Value {
                let value = try await body()
                guard call == .peopleOfDepartment else { return value }
                pages.append(())
                guard pages.values.count == 1 else { return value }
                return ContactPage<ContactBook.Person>(items: [], nextPageToken: nil) as? Value ?? value
            }
        }
        let directory = ScriptedDirectory(AudienceResolverTests.company)
        let audience = try await Self.resolve(directory, Blank()) { $0.departments = ["od-x"] }
        #expect(Self.numbers(audience) == [1, 9] && audience.warnings.isEmpty)
        #expect(directory.calls.count { $0 == "members od-x" } == 2)
    }

    @Test func whatStaysShortIsToldWithBothNumbers() async throws {
        var company = AudienceResolverTests.company
        company.unseen = ["od-c": 2, "od-x": 1]
        let directory = ScriptedDirectory(company)
        let notebook = Notebook()
        let audience = try await Self.resolve(directory, Unpaced(), notebook) {
            // Named twice, and a part of it; who is left out is compared as well.
            $0.departments = ["od-a", "ca", "od-d"]
            $0.exclude.departments = ["od-x"]
        }
        #expect(Self.numbers(audience) == [0, 2, 3, 4, 5, 6, 7, 8])
        #expect(
            audience.warnings.map(\.text) == [
                "Feishu counts 11 people in \"A\" and listed 9, and 3 in \"X\" and listed 2, twice over: the app may not see "
                    + "everybody there, or somebody moved meanwhile"
            ], "one warning, however many departments")
        #expect(directory.calls.count { $0 == "members od-c" } == 2, "twice, and no third time")
        #expect(notebook.kept.values.count == 1, "what was short twice alike is what the app may see")
    }

    /// The next look within minutes, of a tick that could not begin its run, asks nothing and says the same.
    @Test func aNextLookDoesNotSurveyTwiceAgain() async throws {
        var company = AudienceResolverTests.company
        company.unseen = ["od-x": 1]
        company.hidesStates = true
        let directory = ScriptedDirectory(company)
        let notebook = Remembering()
        for look in 1...3 {
            var audience = Audience()
            audience.departments = ["od-x"]
            let found = try await AudienceResolver(
                directory: directory, pacing: Unpaced(), memory: notebook, lanes: 1
            ).resolve(audience)
            #expect(Self.numbers(found) == [1, 9] && found.warnings.count == 2, "look \(look)")
        }
        #expect(directory.calls.count { $0 == "members od-x" } == 2)
    }

    @Test func whatIsShortAndMovesIsNotKept() async throws {
        var company = AudienceResolverTests.company
        company.unseen = ["od-x": 1]
        let directory = ScriptedDirectory(company)
        directory.on("members od-x") { (company) throws(FeishuError) in company.unseen = ["od-x": 2] }
        let notebook = Notebook()
        let audience = try await Self.resolve(directory, Unpaced(), notebook) { $0.departments = ["od-x"] }
        #expect(audience.warnings.count == 1 && audience.warnings[0].text.contains("counts 4 people"))
        #expect(notebook.kept.values.isEmpty)
    }

    /// Whoever is missing in the list of a department that is left out may be among the recipients.
    @Test func anExclusionThatStaysShortIsSaidByItself() async throws {
        var company = AudienceResolverTests.company
        company.unseen = ["od-c": 2, "od-x": 3]
        let audience = try await Self.resolve(ScriptedDirectory(company)) {
            $0.departments = ["od-a"]
            $0.exclude.departments = ["cx", "od-c"]
        }
        #expect(
            audience.alarms == [
                .exclusionShort(department: "X", counted: 5, listed: 2),
                .exclusionShort(department: "C", counted: 4, listed: 2),
            ], "each of them, the worst first")
        let other = try await Self.resolve(ScriptedDirectory(company)) {
            $0.departments = ["od-a"]
            $0.exclude.departments = ["od-d"]
        }
        #expect(other.alarms.isEmpty && other.warnings.count == 1)
    }

    /// A department that is missing as a whole is more than a warning, wherever in the audience it stands.
    @Test(
        arguments: [
            // The uppermost that lacks most; one below a named one that lacks little itself; too few; what is left out.
            (["od-a"], 69, [], [("B", 76, 7)]), (["od-a", "od-x"], 10, [], [("C", 12, 2)]), (["od-c"], 9, [], []),
            (["od-a"], 10, ["od-c"], []), (["od-c"], 10, [], [("C", 12, 2)]),
        ] as [([String], Int, [String], [(String, Int, Int)])])
    func mostOfADepartmentMissingIsSaidByItself(
        _ named: [String], _ unseen: Int, _ excluded: [String], _ gaps: [(String, Int, Int)]
    ) async throws {
        var company = AudienceResolverTests.company
        company.unseen = ["od-c": unseen]
        company.people = 100
        // Enough others above, so that it is not most of the whole.
        company.members["od-a"] = unseen == 69 ? Array(20..<95) : Array(20..<40)
        company.members["od-b"] = unseen == 69 ? [1, 2, 3, 4, 5] : Array(40..<60)
        let audience = try await Self.resolve(ScriptedDirectory(company)) {
            $0.departments = named
            $0.exclude.departments = excluded
        }
        let missing = audience.alarms.filter { !$0.isAboutExcluded }
        #expect(missing == gaps.map { .missing(department: $0.0, counted: $0.1, listed: $0.2) })
        #expect(audience.warnings.count == 1, "the warning stays")
    }

    /// Those who are named, and lead to nobody; leavers are known, and whoever is left out is not asked for.
    @Test(arguments: [
        (10, 9, 0, 0, true), (10, 10, 0, 0, false), (9, 1, 0, 0, false), (10, 5, 5, 0, false), (10, 5, 0, 9, true),
    ])
    func mostOfTheNamedMissingIsSaidByItself(
        _ lost: Int, _ found: Int, _ resigned: Int, _ excluded: Int, _ isAlarm: Bool
    ) async throws {
        var company = AudienceResolverTests.company
        company.people = 100
        company.resigned = Set(50..<(50 + resigned))
        let audience = try await Self.resolve(ScriptedDirectory(company)) {
            let numbers = Array(0..<found) + Array(50..<(50 + resigned)) + Array(70..<(70 + excluded))
            $0.users.emails = numbers.map { "p\($0)@a.example" } + (0..<lost).map { "p\(500 + $0)@a.example" }
            // Named twice, they are the same.
            $0.users.emails += ["p500@a.example"]
            $0.exclude.users.emails = (70..<(70 + excluded)).map { "p\($0)@a.example" }
        }
        #expect(audience.alarms == (isAlarm ? [.unreached(lost, of: lost + found)] : []))
    }

    @Test func manyShortDepartmentsAreToldInOneSentence() async throws {
        var company = AudienceResolverTests.company
        company.unseen = ["od-b": 1, "od-c": 1, "od-d": 1, "od-x": 1]
        let audience = try await Self.resolve(ScriptedDirectory(company)) {
            $0.departments = ["od-x", "od-d", "od-c", "od-b", "od-a"]
        }
        #expect(audience.warnings.count == 1)
        #expect(audience.warnings[0].text.contains("\"C\" and listed 2, and so for 2 more departments, twice over"))
    }

    @Test func whatIsNotCountedIsNotCompared() async throws {
        var company = AudienceResolverTests.company
        company.countsPeople = false
        company.unseen = ["od-x": 5]
        let directory = ScriptedDirectory(company)
        let notebook = Notebook()
        let audience = try await Self.resolve(directory, Unpaced(), notebook) { $0.departments = ["od-x"] }
        #expect(Self.numbers(audience) == [1, 9] && audience.warnings.isEmpty)
        #expect(directory.calls.count { $0 == "members od-x" } == 1 && notebook.kept.values.count == 1)
    }

    @Test func theExcludedThatNobodyAskedForAreNotCompared() async throws {
        var company = AudienceResolverTests.company
        company.unseen = ["od-x": 5]
        let directory = ScriptedDirectory(company)
        await #expect(throws: PlanRefusal.self) {
            _ = try await Self.resolve(directory) {
                $0.users.emails = ["p99@a.example"]
                $0.exclude.departments = ["od-x"]
            }
        }
        #expect(directory.calls == ["holders p99@a.example"])
    }

    @Test func everyDepartmentIsCountedBeforeTheFirstIsListed() async throws {
        let directory = ScriptedDirectory(AudienceResolverTests.company)
        // The list leaves it out, so it is asked for by itself, and is there.
        directory.on("departments cx") { (company) throws(FeishuError) in company.departments["od-x"] = nil }
        directory.on("department cx") { (company) throws(FeishuError) in
            company.departments["od-x"] = AudienceResolverTests.company.departments["od-x"]
        }
        _ = try await Self.resolve(directory) { $0.departments = ["od-b", "cx"] }
        let asked = try #require(directory.calls.firstIndex(of: "department cx"))
        let listed = try #require(directory.calls.firstIndex(of: "members od-b"))
        #expect(asked < listed)
    }
}
