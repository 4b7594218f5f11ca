import Testing

@testable import FeishuSandbox

@Suite struct AudienceTests {
    static let company = SandboxCompany(seed: 1, people: 400)
    static let present = company.people.filter { !$0.isResigned }

    static func resolve(
        departments: [String] = [],
        openIDs: [String] = [],
        userIDs: [String] = [],
        unionIDs: [String] = [],
        acceptsUnknownIDs: Bool = false
    ) -> ResolvedAudience {
        var lists = RecipientLists()
        lists.departmentIDs = departments
        lists.openIDs = openIDs
        lists.userIDs = userIDs
        lists.unionIDs = unionIDs
        return ResolvedAudience(lists, company: company, acceptsUnknownIDs: acceptsUnknownIDs)
    }

    @Test func unknownIDsOfEachKindComeBackInTheirList() {
        let audience = Self.resolve(
            departments: ["nowhere", "eng"], openIDs: ["ou_x", ""], userIDs: ["nobody"], unionIDs: ["on_x"])
        #expect(audience.invalid.departmentIDs == ["nowhere"])
        #expect(audience.invalid.openIDs == ["ou_x", ""])
        #expect(audience.invalid.userIDs == ["nobody"])
        #expect(audience.invalid.unionIDs == ["on_x"])
        #expect(audience.valid.departmentIDs == ["eng"])
        #expect(!audience.people.isEmpty)
    }

    @Test func idsOfOneKindAreNotTakenForAnother() {
        let person = Self.present[0]
        let audience = Self.resolve(openIDs: [person.unionID], userIDs: [person.openID], unionIDs: [person.userID])
        #expect(audience.people.isEmpty)
        #expect(audience.invalid.count == 3)
    }

    @Test func resignedPeoplesIDsAreInvalid() throws {
        let resigned = try #require(Self.company.people.first { $0.isResigned })
        let audience = Self.resolve(
            openIDs: [resigned.openID], userIDs: [resigned.userID], unionIDs: [resigned.unionID])
        #expect(audience.invalid.count == 3)
        #expect(audience.people.isEmpty)
    }

    @Test func invisiblePeopleAreValidAndRemembered() throws {
        let invisible = try #require(Self.company.people.first { !$0.isVisible })
        let audience = Self.resolve(openIDs: [Self.present[0].openID, invisible.openID])
        #expect(audience.people.count == 2)
        #expect(audience.invisible == [1])
        #expect(audience.valid.openIDs.contains(invisible.openID))
    }

    @Test func aPersonReachedTwiceInACallCountsOnce() {
        let person = Self.present[0]
        let department = Self.company.departments[person.departments[0]].departmentID
        let audience = Self.resolve(
            departments: [department], openIDs: [person.openID, person.openID], userIDs: [person.userID],
            unionIDs: [person.unionID])
        #expect(audience.people.count == Self.company.people(under: person.departments[0]).count)
        #expect(audience.valid.count == 1)
        #expect(audience.invalid.count == 0)
    }

    @Test func bothDepartmentIDKindsMayBeMixed() {
        let departments = Self.company.departments
        let audience = Self.resolve(departments: [departments[0].departmentID, departments[0].openDepartmentID])
        #expect(audience.people.count == Self.company.people(under: 0).count)
        #expect(audience.valid.departmentIDs.count == 2)
    }

    @Test func unknownOpenIDsCanBeTakenForPeople() {
        let made = (10..<60).map { "ou_" + String(repeating: "0", count: 30) + "\($0)" }
        let audience = Self.resolve(openIDs: made + ["ou_short"] + [made[0]], acceptsUnknownIDs: true)
        #expect(audience.people.count == 50)
        #expect(audience.invalid.openIDs == ["ou_short"])
        #expect(Self.resolve(openIDs: made).people.isEmpty)
    }

    @Test func validIDsAreSentWhenOthersAreInvalid() async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.sendText(
                to: "\"open_ids\":[\"ou_x\",\"\(probe.company.people[0].openID)\"],\"user_ids\":[\"y\"]")
            #expect(answer.status == 200)
            #expect(answer.code == 0)
            let data = answer.json["data"]
            #expect(data?["invalid_open_ids"]?.strings == ["ou_x"])
            #expect(data?["invalid_user_ids"]?.strings == ["y"])
            #expect(data?["invalid_union_ids"]?.strings == [])
            let id = try #require(data?["message_id"]?.string)
            #expect(id.wholeMatch(of: #/bm-[0-9a-f]{32}/#) != nil)
            #expect(probe.lastEntry?.recipients?.openIDs == [probe.company.people[0].openID])
            #expect(probe.lastEntry?.people == 1)
        }
    }

    @Test func aCallWithInvalidIDsOnlyIsAcceptedForNobody() async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.sendText(to: "\"open_ids\":[\"ou_x\"]")
            #expect(answer.code == 0)
            let id = try #require(answer.json["data"]?["message_id"]?.string)
            try probe.core.advance(seconds: 100)
            let progress = try await probe.progress(id)
            #expect(progress.count("valid_user_ids_count") == 0)
        }
    }

    @Test func twoCallsAreNotComparedWithEachOther() async throws {
        try await withProbe { probe async throws in
            _ = try await probe.sendBatch(to: 3)
            _ = try await probe.sendBatch(to: 3)
            let state = probe.core.snapshot()
            #expect(state.batches.map(\.people) == [3, 3])
            #expect(state.distinctPeople == 3)
        }
    }
}
