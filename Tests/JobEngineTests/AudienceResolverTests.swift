import FeishuAPI
import JobEngine
import JobModel
import Testing

/// What is asked of Feishu, how often, and what becomes of the answers.
struct AudienceResolverTests {
    /// od-a ⊃ (od-b ⊃ od-c, od-d).
    static let company: ScriptedDirectory.Company = {
        var company = ScriptedDirectory.Company()
        company.people = 40
        for (id, parent) in [("a", "0"), ("b", "od-a"), ("c", "od-b"), ("d", "od-a"), ("x", "0")] {
            company.departments["od-\(id)"] = (custom: "c\(id)", name: id.uppercased(), parent: parent)
        }
        company.members = ["od-a": [0], "od-b": [1, 2, 3, 4, 5], "od-c": [6, 7], "od-d": [8, 0], "od-x": [9, 1]]
        return company
    }()

    static func resolve(
        _ directory: ScriptedDirectory, lanes: Int = 8, stop: StopSignal = StopSignal(),
        observe: @escaping @Sendable (ContactProgress) -> Void = { _ in }, _ change: (inout Audience) -> Void
    ) async throws -> ResolvedAudience {
        var audience = Audience()
        change(&audience)
        let resolver = AudienceResolver(directory: directory, pacing: Unpaced(), lanes: lanes)
        return try await resolver.resolve(audience, stop: stop, observe: observe)
    }

    private static func numbers(_ audience: ResolvedAudience) -> Set<Int> {
        Set(audience.groups.flatMap(\.recipients).compactMap { Int($0.dropFirst(3)) })
    }

    @Test func aListOfOneKindAsksNothing() async throws {
        let directory = ScriptedDirectory(Self.company)
        let audience = try await Self.resolve(directory) {
            $0.users.openIDs = ["ou_1", "ou_2", "ou_1"]
            $0.exclude.users.openIDs = ["ou_2"]
        }
        #expect(directory.calls.isEmpty)
        #expect(audience.groups.map(\.recipients) == [["ou_1"]] && !audience.isFromContacts)
    }

    @Test func aDepartmentIsExpandedWithTheFewestCalls() async throws {
        let directory = ScriptedDirectory(Self.company)
        let progress = Recorder<ContactProgress>()
        let audience = try await Self.resolve(directory, observe: { progress.append($0) }) { $0.departments = ["od-a"] }
        #expect(Self.numbers(audience) == Set(0...8))
        #expect(audience.leftOut.totals == [.duplicate: 1])
        #expect(audience.groups.map(\.label) == ["A", "B", "C", "D"])
        #expect(
            directory.calls.sorted() == [
                "below od-a", "below od-a 0/2", "departments od-a", "members od-a", "members od-b", "members od-b 0/2",
                "members od-b 0/4", "members od-c", "members od-d",
            ], "each page once")
        #expect(progress.values.last == ContactProgress(departmentsDone: 4, departmentsKnown: 4, peopleFound: 9))
    }

    @Test func aDepartmentByItsCustomIDIsTheSame() async throws {
        let directory = ScriptedDirectory(Self.company)
        let audience = try await Self.resolve(directory) { $0.departments = ["cb", "od-b", "od-c"] }
        #expect(Self.numbers(audience) == Set(1...7))
        #expect(directory.calls.filter { $0.hasPrefix("members od-c") }.count == 1, "no department is listed twice")
    }

    @Test func whoCameWithADepartmentIsNotLookedUp() async throws {
        let directory = ScriptedDirectory(Self.company)
        let audience = try await Self.resolve(directory) {
            $0.departments = ["od-b"]
            $0.users.openIDs = ["ou_1", "ou_20"]
            $0.users.userIDs = ["e2", "e99"]
            $0.exclude.users.unionIDs = ["on_3", "on_30"]
        }
        #expect(
            directory.calls.filter { $0.hasPrefix("people") }.sorted() == [
                "people e99", "people on_30", "people ou_20",
            ])
        #expect(Self.numbers(audience) == [1, 2, 4, 5, 6, 7, 20])
        #expect(audience.leftOut.totals == [.excluded: 1, .duplicate: 2, .unknownID: 1])
        #expect(audience.addsUp)
    }

    /// Without the scope for states leavers look like everybody else.
    @Test func statesThatAreNotToldAreWarnedOfOnce() async throws {
        var company = Self.company
        company.hidesStates = true
        company.resigned = [3]
        let audience = try await Self.resolve(ScriptedDirectory(company)) {
            $0.departments = ["od-a"]
            $0.users.emails = ["p20@a.example"]
            $0.exclude.users.userIDs = ["e2"]
        }
        #expect(audience.stateUnknown == 9 && Self.numbers(audience).contains(3))
        #expect(
            audience.warnings.map(\.text) == [
                "Feishu does not say of 9 of the 9 people whether they have left or are frozen, so leavers and frozen accounts "
                    + "among them are not left out. Grant contact:user.employee:readonly under \"Permissions & Scopes\" in the "
                    + "developer console, publish a new app version, then run again."
            ])
        company.knownStates = [3, 20]
        let some = try await Self.resolve(ScriptedDirectory(company)) {
            $0.departments = ["od-a"]
            $0.users.emails = ["p20@a.example"]
        }
        #expect(some.stateUnknown == 8 && some.leftOut.totals == [.resigned: 1, .duplicate: 1])
        #expect(some.warnings.count == 1 && some.warnings[0].text.hasPrefix("Feishu does not say of 8 of the 9 people"))
        company.knownStates = Set(0..<40)
        let all = try await Self.resolve(ScriptedDirectory(company)) { $0.departments = ["od-a"] }
        #expect(all.stateUnknown == 0 && all.warnings.isEmpty)
    }

    @Test func listsAreCutAtFifty() async throws {
        var company = Self.company
        company.people = 200
        let directory = ScriptedDirectory(company)
        let audience = try await Self.resolve(directory) {
            $0.users.emails = (0..<101).map { "p\($0)@a.example" }
            $0.users.mobiles = (0..<51).map { "138\(10_000_000 + $0)" }
        }
        #expect(directory.calls.map { $0.split(separator: ",").count }.sorted() == [1, 51, 100])
        #expect(Self.numbers(audience) == Set(0..<101))
        #expect(audience.duplicate == 51)
    }

    @Test func excludedDepartmentsAreExpandedOnlyForSomebody() async throws {
        let some = ScriptedDirectory(Self.company)
        let audience = try await Self.resolve(some) {
            $0.departments = ["od-x"]
            $0.exclude.departments = ["od-b"]
        }
        #expect(Self.numbers(audience) == [9] && audience.leftOut.totals == [.excluded: 1])

        let nobody = ScriptedDirectory(Self.company)
        await #expect(throws: PlanRefusal.self) {
            _ = try await Self.resolve(nobody) {
                $0.users.emails = ["p99@a.example"]
                $0.exclude.departments = ["od-b"]
            }
        }
        #expect(nobody.calls == ["holders p99@a.example"])
    }

    @Test func anExcludedPartOfAnExpandedDepartmentIsNotListedAgain() async throws {
        let directory = ScriptedDirectory(Self.company)
        let audience = try await Self.resolve(directory) {
            $0.departments = ["od-a"]
            $0.exclude.departments = ["od-b", "cc"]
        }
        #expect(Self.numbers(audience) == [0, 8])
        #expect(Set(directory.calls).count == directory.calls.count)
        #expect(!directory.calls.contains("below od-b"))
    }

    @Test func callsGoSideBySideButNotMoreThanAllowed() async throws {
        for lanes in [1, 3, 8] {
            let directory = ScriptedDirectory(Self.company)
            _ = try await Self.resolve(directory, lanes: lanes) { $0.departments = ["od-a", "od-x"] }
            #expect(directory.mostUnderWay <= lanes)
            if lanes == 1 { #expect(directory.mostUnderWay == 1) } else { #expect(directory.mostUnderWay > 1) }
        }
    }

    @Test func aLargeCompanyTakesNoMoreCallsThanItHasPages() async throws {
        var company = ScriptedDirectory.Company()
        company.people = 5000
        company.departments["od-0"] = (custom: "c0", name: "Root", parent: "0")
        for number in 1..<200 {
            company.departments["od-\(number)"] = (custom: "c\(number)", name: "D\(number)", parent: "od-\(number / 4)")
        }
        for number in 0..<200 {
            company.members["od-\(number)"] = (0..<(number % 7) * 30).map { (number * 37 + $0) % 5000 }
        }
        let directory = ScriptedDirectory(company, pageSize: 50)
        let audience = try await Self.resolve(directory) { $0.departments = ["od-0"] }
        #expect(Self.numbers(audience) == Set(company.members.values.joined()))
        let pages = company.members.values.reduce(0) { $0 + max(1, ($1.count + 49) / 50) }
        #expect(
            directory.calls.count == 1 + 4 + pages, "one look-up, four pages of departments, and each page of people")
    }

    @Test func missingUserIDsInAnswersAreToldByAskingSingly() async throws {
        var company = Self.company
        company.hidesUserIDs = true
        let directory = ScriptedDirectory(company)
        let audience = try await Self.resolve(directory) {
            $0.users.userIDs = ["e11", "e12", "e99"]
            $0.users.openIDs = ["ou_12"]
        }
        #expect(Self.numbers(audience) == [11, 12])
        #expect(audience.leftOut.totals == [.duplicate: 1, .unknownID: 1])
    }

    @Test func oneUnknownIDDoesNotHideTheOthers() async throws {
        var company = Self.company
        company.refusesUnknownIDs = true
        let directory = ScriptedDirectory(company)
        let audience = try await Self.resolve(directory) {
            $0.users.openIDs = (10..<20).map { "ou_\($0)" } + ["ou_99"]
            $0.users.userIDs = ["e21"]
        }
        #expect(Self.numbers(audience) == Set(10..<20).union([21]))
        #expect(audience.leftOut.totals == [.unknownID: 1])
    }
}
