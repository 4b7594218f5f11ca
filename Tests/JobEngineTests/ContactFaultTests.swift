import FeishuAPI
import JobEngine
import JobModel
import Testing

/// Nothing is sent to half an audience, whatever happens while Feishu is being asked.
struct ContactFaultTests {
    private static func numbers(_ audience: ResolvedAudience) -> Set<Int> {
        Set(audience.groups.flatMap(\.recipients).compactMap { Int($0.dropFirst(3)) })
    }

    private static func resolve(
        _ directory: ScriptedDirectory, _ change: (inout Audience) -> Void = { $0.departments = ["od-a"] }
    ) async throws -> ResolvedAudience {
        try await AudienceResolverTests.resolve(directory, change)
    }

    @Test(arguments: [
        "departments od-a", "below od-a", "below od-a 0/2", "members od-a", "members od-b 0/4", "members od-d",
    ])
    func aFailureAnywhereEndsIt(_ call: String) async throws {
        for kind in [FeishuError.Kind.server, .unreachable, .permission, .quota, .throttled(resetSeconds: nil)] {
            let directory = ScriptedDirectory(AudienceResolverTests.company)
            directory.on(call) { (_) throws(FeishuError) in throw .code(1, kind) }
            let error = await #expect(throws: FeishuError.self) {
                _ = try await Self.resolve(directory) {
                    $0.departments = ["od-a"]
                    $0.resolve = .people
                }
            }
            #expect(error?.kind == kind, "\(call)")
        }
    }

    /// Whoever has an address that shall be left out might get the message; who has one that is in is only not reached.
    @Test(arguments: ["p31@a.example", "13800138032"])
    func silenceAboutWhoShallBeLeftOutRefuses(_ address: String) async throws {
        var company = AudienceResolverTests.company
        company.unansweredAddresses = [address]
        let error = await #expect(throws: FeishuError.self) {
            try await AudienceResolverTests.resolve(ScriptedDirectory(company)) {
                $0.users.openIDs = ["ou_31", "ou_32"]
                $0.exclude.users.emails = ["p31@a.example"]
                $0.exclude.users.mobiles = ["13800138032"]
            }
        }
        #expect(error?.kind == .malformedAnswer)
        #expect(error?.message?.contains("leaves out 1 of the addresses") == true)
        let audience = try await AudienceResolverTests.resolve(ScriptedDirectory(company)) {
            $0.users.openIDs = ["ou_30"]
            $0.users.emails = ["p31@a.example"]
            $0.users.mobiles = ["13800138032"]
        }
        #expect(audience.recipients == 2 && audience.leftOut.totals == [.unknownAddress: 1])
    }

    @Test func anAnswerAboutAnAddressNobodyAskedForIsNone() async throws {
        var company = AudienceResolverTests.company
        company.strangeAddress = "P31@a.example"
        let directory = ScriptedDirectory(company)
        func resolve(_ email: String) async throws -> ResolvedAudience {
            try await AudienceResolverTests.resolve(directory) { $0.users.emails = [email, "p32@a.example"] }
        }
        #expect(try await resolve("p31@a.example").recipients > 0, "in capitals it is the same")
        let error = await #expect(throws: FeishuError.self) { try await resolve("p33@a.example") }
        #expect(error?.kind == .malformedAnswer && error?.message?.contains("was not asked for") == true)
    }

    @Test(arguments: ["people ou_30", "holders p31@a.example"])
    func soDoesAFailureOfALookUp(_ call: String) async throws {
        let directory = ScriptedDirectory(AudienceResolverTests.company)
        directory.on(call) { (_) throws(FeishuError) in throw .code(1, .server) }
        await #expect(throws: FeishuError.self) {
            _ = try await Self.resolve(directory) {
                $0.users.openIDs = ["ou_30"]
                $0.users.emails = ["p31@a.example"]
            }
        }
    }

    @Test func anExpiredPageTokenBeginsThatListAgain() async throws {
        let directory = ScriptedDirectory(AudienceResolverTests.company)
        directory.on("members od-b 0/4") { (_) throws(FeishuError) in throw .code(40_012, .invalidRequest) }
        let audience = try await Self.resolve(directory)
        #expect(Self.numbers(audience) == Set(0...8) && audience.addsUp)
        #expect(directory.calls.filter { $0 == "members od-b" }.count == 2)
        #expect(directory.calls.filter { $0 == "members od-c" }.count == 1, "no other list begins again")
    }

    @Test func aListingThatGoesRoundInCirclesEndsIt() async throws {
        var company = AudienceResolverTests.company
        company.goesRoundInCircles = true
        let error = await #expect(throws: FeishuError.self) { _ = try await Self.resolve(ScriptedDirectory(company)) }
        #expect(error?.kind == .malformedAnswer && error?.message?.contains("would never end") == true)
    }

    @Test func tokensThatNeverLastEndIt() async throws {
        /// Every second page is refused.
        struct Forgetful: ContactPacing {
            func make<Value: Sendable>(
                _ call: ContactCall, _ stop: StopSignal, _ body: @Sendable () async throws(FeishuError) -> Value
            ) async throws -> Value {
                let value = try await body()
                if let page = value as? ContactPage<ContactBook.Person>, page.nextPageToken != nil {
                    return ContactPage(items: page.items, nextPageToken: "9/9") as? Value ?? value
                }
                return value
            }
        }
        let directory = ScriptedDirectory(AudienceResolverTests.company)
        var audience = Audience()
        audience.departments = ["od-b"]
        let resolver = AudienceResolver(directory: directory, pacing: Forgetful())
        let error = await #expect(throws: FeishuError.self) { _ = try await resolver.resolve(audience) }
        #expect(error?.code == 40_012)
        #expect(error?.kind == .server, "the request was right: it may pass later")
        #expect(error?.hint?.hasPrefix("The listing was begun 4 times") == true, "\(error?.hint ?? "")")
        #expect(directory.calls.filter { $0 == "members od-b" }.count == 4)
    }

    @Test func aListingThatGoesRoundInCirclesEnds() async throws {
        /// Every page says that the first page comes next.
        struct Circular: ContactPacing {
            func make<Value: Sendable>(
                _ call: ContactCall, _ stop: StopSignal, _ body: @Sendable () async throws(FeishuError) -> Value
            ) async throws -> Value {
                let value = try await body()
                guard call == .peopleOfDepartment else { return value }
                return ContactPage<ContactBook.Person>(items: [], nextPageToken: "0/0") as? Value ?? value
            }
        }
        var audience = Audience()
        audience.departments = ["od-x"]
        let resolver = AudienceResolver(
            directory: ScriptedDirectory(AudienceResolverTests.company), pacing: Circular())
        let error = await #expect(throws: FeishuError.self) { _ = try await resolver.resolve(audience) }
        #expect(error?.kind == .malformedAnswer && error?.endpoint == .peopleOfDepartment)
    }

    @Test(arguments: ["members od-c", "members od-b 0/2", "below od-a 0/2"])
    func aDepartmentDeletedMeanwhileIsNamed(_ call: String) async throws {
        let directory = ScriptedDirectory(AudienceResolverTests.company)
        let victim = call.hasPrefix("below") ? "od-a" : String(call.split(separator: " ")[1])
        directory.on(call) { (company) throws(FeishuError) in company.departments[victim] = nil }
        let error = await #expect(throws: PlanRefusal.self) { _ = try await Self.resolve(directory) }
        let message = error?.reasons.first?.message ?? ""
        #expect(message.contains(victim) && message.contains("was deleted while"), "\(message)")
    }

    @Test func aDepartmentThatIsNotThereIsNamedWithItsPlace() async throws {
        let directory = ScriptedDirectory(AudienceResolverTests.company)
        let error = await #expect(throws: PlanRefusal.self) {
            _ = try await Self.resolve(directory) { $0.departments = ["od-b", "gone"] }
        }
        #expect(error?.reasons.map(\.pointer) == ["/audience/departments/1"])
        #expect(directory.calls.contains("department gone"), "the list leaves it out, so it is asked for by itself")
    }

    @Test(arguments: [("members od-b 0/2", "od-c"), ("members od-c", "od-b"), ("members od-d", "od-b")])
    func somebodyWhoMovesWhileItGoesOnIsCountedOnce(_ call: String, _ target: String) async throws {
        let directory = ScriptedDirectory(AudienceResolverTests.company)
        directory.on(call) { (company) throws(FeishuError) in
            // ou_1 was on the first page of od-b, and now stands in another department as well or again.
            if target != "od-b" { company.members["od-b"]?.removeAll { $0 == 1 } }
            company.members[target, default: []].append(1)
        }
        let audience = try await Self.resolve(directory)
        let sent = audience.groups.flatMap(\.recipients)
        #expect(sent.count { $0 == "ou_1" } == 1)
        #expect(Set(sent).count == sent.count && audience.addsUp)
        #expect(Self.numbers(audience) == Set(0...8), "nobody slips off the page that begins one further on")
    }

    @Test func aDepartmentTooLargeToBeListedInOneGoIsWalkedLevelByLevel() async throws {
        for most in [0, 1, 2] {
            var company = AudienceResolverTests.company
            company.mostToRecurse = most
            let directory = ScriptedDirectory(company)
            let audience = try await Self.resolve(directory)
            #expect(Self.numbers(audience) == Set(0...8), "\(most)")
            #expect(audience.groups.map(\.label) == ["A", "B", "C", "D"], "\(most)")
            #expect(directory.calls.contains("children od-a"))
            #expect(directory.calls.contains("children od-b") == (most == 0), "a part that fits is listed in one go")
        }
    }

    @Test func whoeverAsksToStopIsHeard() async throws {
        let directory = ScriptedDirectory(AudienceResolverTests.company)
        let stop = StopSignal()
        directory.on("members od-a") { (_) throws(FeishuError) in stop.raise() }
        await #expect(throws: CancellationError.self) {
            _ = try await AudienceResolverTests.resolve(directory, lanes: 1, stop: stop) { $0.departments = ["od-a"] }
        }
        #expect(directory.calls.last == "members od-a")
    }

    // MARK: The permission to read contacts

    private static func blind() -> ScriptedDirectory {
        let directory = ScriptedDirectory(AudienceResolverTests.company)
        for call in ["departments od-a", "departments od-a,od-x"] {
            directory.on(call) { (_) throws(FeishuError) in throw .code(99_991_672, .permission) }
        }
        return directory
    }

    @Test func withoutThePermissionOneDepartmentIsAddressedItself() async throws {
        let audience = try await Self.resolve(Self.blind())
        #expect(audience.unit == .departments && audience.groups.map(\.recipients) == [["od-a"]])
        #expect(audience.warnings.count == 1 && audience.warnings[0].text.contains("99991672"))
    }

    @Test func butNotSeveralNorWhenPeopleAreAskedFor() async throws {
        let changes: [@Sendable (inout Audience) -> Void] = [
            { $0.departments = ["od-a", "od-x"] },
            {
                $0.departments = ["od-a"]
                $0.resolve = .people
            },
            {
                $0.departments = ["od-a"]
                $0.exclude.users.openIDs = ["ou_1"]
            },
        ]
        for change in changes {
            let error = await #expect(throws: FeishuError.self) { _ = try await Self.resolve(Self.blind(), change) }
            #expect(error?.kind == .permission)
        }
    }

    @Test func departmentsAsTheyAreGoOutUncheckedAndSaySo() async throws {
        let audience = try await Self.resolve(Self.blind()) {
            $0.departments = ["od-a", "od-x"]
            $0.resolve = .departments
        }
        #expect(audience.groups.map(\.recipients) == [["od-a", "od-x"]])
        #expect(audience.warnings.count == 2)
    }

    @Test func departmentsAsTheyAreAreCheckedByWhatIsAboveThem() async throws {
        for inner in ["od-c", "cc"] {
            let directory = ScriptedDirectory(AudienceResolverTests.company)
            let error = await #expect(throws: PlanRefusal.self) {
                _ = try await Self.resolve(directory) {
                    $0.departments = ["ca", inner]
                    $0.resolve = .departments
                }
            }
            #expect(error?.reasons.first?.message.hasPrefix("\"C\" (od-c) lies inside \"A\" (od-a)") == true)
            #expect(!directory.calls.contains { $0.hasPrefix("members") }, "nobody is listed")
        }
        let apart = ScriptedDirectory(AudienceResolverTests.company)
        let audience = try await Self.resolve(apart) {
            $0.departments = ["od-c", "od-d"]
            $0.resolve = .departments
        }
        #expect(audience.notes.count == 2 && audience.warnings.isEmpty)
    }
}
