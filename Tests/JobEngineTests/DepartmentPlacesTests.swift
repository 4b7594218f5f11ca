import FeishuAPI
import JobEngine
import JobModel
import Testing

/// Who belongs to a department when Feishu does not say what is above the departments below it, or leaves one of them out.
struct DepartmentPlacesTests {
    private static func numbers(_ audience: ResolvedAudience) -> Set<Int> {
        Set(audience.groups.flatMap(\.recipients).compactMap { Int($0.dropFirst(3)) })
    }

    private static func company(_ change: (inout ScriptedDirectory.Company) -> Void) -> ScriptedDirectory.Company {
        var company = AudienceResolverTests.company
        change(&company)
        return company
    }

    private static let untold = company { $0.parentsUntold = Set($0.departments.keys) }

    @Test(arguments: ["od-b", "cb"])
    func anExcludedPartIsWholeWithoutParents(_ excluded: String) async throws {
        let directory = ScriptedDirectory(Self.untold)
        let audience = try await AudienceResolverTests.resolve(directory) {
            $0.departments = ["od-a"]
            $0.exclude.departments = [excluded]
        }
        #expect(Self.numbers(audience) == [0, 8] && audience.addsUp)
        #expect(audience.warnings.isEmpty, "the listings leave nothing open")
        #expect(directory.calls.count { $0.hasPrefix("members od-c") } == 1, "no department's people are listed twice")
    }

    @Test func aNamedPartIsWholeWithoutParents() async throws {
        for named in [["od-a", "od-b"], ["od-b", "od-a"], ["cb"]] {
            let audience = try await AudienceResolverTests.resolve(ScriptedDirectory(Self.untold)) {
                $0.departments = named
            }
            #expect(Self.numbers(audience) == (named.contains("od-a") ? Set(0...8) : Set(1...7)), "\(named)")
            #expect(audience.groups.allSatisfy { $0.label?.count == 1 } && audience.addsUp)
        }
    }

    /// Not visible, moved while pages were turned, or deleted: those below it are below all the same.
    @Test(arguments: [false, true])
    func whoIsBelowADepartmentThatIsLeftOutBelongsToTheListedOne(_ isDeleted: Bool) async throws {
        let company = Self.company {
            $0.members["od-b"] = []
            $0.members["od-x"] = [9, 6]
            if isDeleted { $0.deleted = ["od-b"] } else { $0.unlisted = ["od-b"] }
        }
        let included = try await AudienceResolverTests.resolve(ScriptedDirectory(company)) { $0.departments = ["od-a"] }
        #expect(Self.numbers(included) == [0, 6, 7, 8] && included.warnings.isEmpty)
        let excluded = try await AudienceResolverTests.resolve(ScriptedDirectory(company)) {
            $0.departments = ["od-x"]
            $0.exclude.departments = ["od-a"]
        }
        #expect(Self.numbers(excluded) == [9])
    }

    /// What is below a department that is left out may be below any department of the listing, so each is asked itself.
    @Test func whatHasNoKnownPlaceMayBeBelowTheExcludedOne() async throws {
        let company = Self.company {
            $0.departments["od-c"]?.parent = "od-m"
            $0.departments["od-m"] = (custom: "cm", name: "M", parent: "od-b")
            $0.unlisted = ["od-m"]
            $0.members["od-x"] = [9, 6]
        }
        let audience = try await AudienceResolverTests.resolve(ScriptedDirectory(company)) {
            $0.departments = ["od-a", "od-x"]
            $0.exclude.departments = ["od-b"]
        }
        #expect(Self.numbers(audience) == [0, 8, 9])
    }

    @Test func aDeletedDepartmentIsPassedThroughWhereLevelsAreListed() async throws {
        let company = Self.company {
            $0.mostToRecurse = 0
            $0.members["od-b"] = []
            $0.deleted = ["od-b"]
        }
        let audience = try await AudienceResolverTests.resolve(ScriptedDirectory(company)) { $0.departments = ["od-a"] }
        #expect(Self.numbers(audience) == [0, 6, 7, 8])
    }

    /// The same people from what was kept of the answers.
    @Test func theKeptAnswersSayTheSame() async throws {
        struct Remembering: ContactMemory {
            let kept = Recorder<ContactBook>()

            func book(of questions: ContactQuestions) -> ContactBook? {
                kept.values.last.flatMap { ContactBook(bytes: $0.bytes) }
            }
            func keep(_ book: ContactBook, of questions: ContactQuestions) { kept.append(book) }
        }
        var company = Self.untold
        company.said = [8: ["od-d", "od-b"], 0: ["od-a"]]
        let (directory, memory) = (ScriptedDirectory(company), Remembering())
        for look in 1...2 {
            var audience = Audience()
            audience.departments = ["od-a"]
            audience.exclude.departments = ["od-b"]
            let found = try await AudienceResolver(directory: directory, pacing: Unpaced(), memory: memory)
                .resolve(audience)
            #expect(Self.numbers(found) == [0], "look \(look)")
        }
        #expect(directory.calls.count { $0 == "below od-a" } == 1)
        let book = try #require(memory.kept.values.first)
        #expect(ContactBook(bytes: book.bytes) == book)
    }

    // MARK: What people say themselves

    @Test func whoSaysToBeInAnExcludedDepartmentIsExcluded() async throws {
        let company = Self.company {
            $0.said = [9: ["od-x", "od-c"], 20: ["od-d"]]
        }
        let audience = try await AudienceResolverTests.resolve(ScriptedDirectory(company)) {
            $0.departments = ["od-x"]
            $0.users.openIDs = ["ou_20", "ou_21"]
            $0.exclude.departments = ["od-a"]
        }
        #expect(Self.numbers(audience) == [21], "\(Self.numbers(audience))")
        #expect(audience.leftOut.totals == [.excluded: 3] && audience.addsUp)
    }

    // MARK: Departments that are addressed themselves

    private static func asTheyAre(
        _ ids: [String], _ directory: ScriptedDirectory
    ) async throws -> ResolvedAudience {
        try await AudienceResolverTests.resolve(directory) {
            $0.departments = ids
            $0.resolve = .departments
        }
    }

    @Test(arguments: [0, Int.max])
    func anOverlapIsSeenWithoutParents(_ mostToRecurse: Int) async throws {
        var company = Self.untold
        company.mostToRecurse = mostToRecurse
        for inner in ["od-c", "cc"] {
            let error = await #expect(throws: PlanRefusal.self) {
                _ = try await Self.asTheyAre(["ca", inner], ScriptedDirectory(company))
            }
            #expect(
                error?.reasons.first?.message.hasPrefix("\"C\" (od-c) lies inside \"A\" (od-a)") == true,
                "\(error?.reasons.first?.message ?? "")")
        }
        let directory = ScriptedDirectory(company)
        let apart = try await Self.asTheyAre(["od-c", "od-d"], directory)
        #expect(apart.warnings.isEmpty && apart.notes.count == 2)
        #expect(!directory.calls.contains { $0.hasPrefix("members") }, "nobody is listed")
    }

    @Test func aChainThatEndsBelowTheRootIsNotComplete() async throws {
        // Between C and A there is a department that the app may not see.
        let company = Self.company { $0.departments["od-b"] = nil }
        let directory = ScriptedDirectory(company)
        directory.on("below od-a") { (company) throws(FeishuError) in company.departments["od-c"]?.parent = "od-a" }
        await #expect(throws: PlanRefusal.self) { _ = try await Self.asTheyAre(["od-a", "od-c"], directory) }
    }

    @Test func nothingMoreIsAskedWhereNothingIsOpen() async throws {
        for (ids, company) in [(["od-c", "od-d"], AudienceResolverTests.company), (["od-a"], Self.untold)] {
            let directory = ScriptedDirectory(company)
            _ = try await Self.asTheyAre(ids, directory)
            #expect(!directory.calls.contains { $0.hasPrefix("below") || $0.hasPrefix("children") }, "\(ids)")
        }
    }

    @Test func whatMayNotBeListedIsSaid() async throws {
        let directory = ScriptedDirectory(Self.untold)
        directory.on("below od-d") { (_) throws(FeishuError) in throw .code(40_004, .permission) }
        let audience = try await Self.asTheyAre(["od-c", "od-d"], directory)
        #expect(audience.groups.map(\.recipients) == [["od-c", "od-d"]])
        #expect(audience.warnings == [.overlapUnchecked])
        #expect(audience.alarms == [.overlapUnchecked(2)], "its people might get it twice: somebody has to say yes")
    }
}
