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
        #expect(audience.exclusionShortfall == ContactShortfall(department: "X", counted: 5, listed: 2))
        let other = try await Self.resolve(ScriptedDirectory(company)) {
            $0.departments = ["od-a"]
            $0.exclude.departments = ["od-d"]
        }
        #expect(other.exclusionShortfall == nil && other.warnings.count == 1)
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
