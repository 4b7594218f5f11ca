import Testing

@testable import FeishuSandbox

@Suite struct CompanyChangeTests {
    /// After any changes, the lists kept at hand are those of a company that had always been so.
    @Test func theIndexStaysTrue() throws {
        var company = SandboxCompany(seed: 3, people: 400, departments: 120, overlap: 0.6)
        var generator = SeededGenerator(seed: 3, stream: "changes")
        for _ in 0..<300 {
            let person = company.people[generator.below(company.people.count)].openID
            let open = company.departments.filter { !$0.isDeleted }.map(\.openDepartmentID)
            let change: CompanyChange
            switch generator.below(10) {
            case 0: change = .deleteDepartment(id: open[generator.below(open.count)])
            case 1: change = .resign(openID: person)
            default:
                change = .movePerson(
                    openID: person, departments: (0..<generator.below(4)).map { _ in open[generator.below(open.count)] }
                )
            }
            guard open.count > 20 || change == .resign(openID: person) else { continue }
            try company.apply(change)
        }
        let fresh = CompanyIndex(departments: company.departments, people: company.people)
        #expect(company.index.members == fresh.members)
        #expect(company.index.rootMembers == fresh.rootMembers)
        #expect(company.index.memberCounts == fresh.memberCounts)
        #expect(company.index.primaryCounts == fresh.primaryCounts)
        #expect(company.index.peopleCount == fresh.peopleCount)
        for (index, department) in company.departments.enumerated() where department.isDeleted {
            #expect(company.index.memberCounts[index] == 0)
            #expect(company.department(id: department.openDepartmentID) == nil)
        }
    }

    private func change(_ probe: Probe, _ changes: String, after: String = "") async throws -> Int {
        try await probe.call("POST", "/sandbox/company", "{\"changes\":[\(changes)]\(after)}").status
    }

    @Test func aDeletedDepartmentIsGoneWithAllBelow() async throws {
        try await withProbe { probe async throws in
            let before = probe.company
            let platform = try #require(before.department(id: "eng-platform"))
            let member = try #require(before.people(under: platform).first { before.people[$0].departments.count == 1 })
            #expect(try await change(probe, #"{"change":"delete_department","department":"eng-platform"}"#) == 200)
            let ids = before.index.subtree(of: platform).map { before.departments[$0].openDepartmentID }
            for id in ids { #expect(try await probe.get("contact/v3/departments/\(id)").code == 40015) }
            let sent = try await probe.sendText(to: "\"department_ids\":\(ids)")
            #expect(sent.json["data"]?["invalid_department_ids"]?.strings == ids)
            // Nobody is lost: who had no other department is in the one above.
            #expect(probe.company.people[member].departments == [0])
            #expect(probe.company.index.peopleCount == before.index.peopleCount)
            #expect(!CompanyListing.tree.text(of: probe.company).contains("(eng-platform)"))
        }
    }

    @Test func whoMovesBetweenTwoPagesIsSeenWhereTheyAre() async throws {
        try await withProbe({ $0.enforcesLimits = false }) { probe async throws in
            let company = probe.company
            let from = try #require(company.departments.indices.first { company.index.members[$0].count >= 4 })
            let members = company.index.members[from]
            let path =
                "contact/v3/users/find_by_department?page_size=2&department_id="
                + company.departments[from].openDepartmentID
            let ids = members.map { company.people[$0].openID }
            // The first leaves after the first page was read, the last before it is reached.
            let moves = [ids[0], ids[ids.count - 1]]
                .map { #"{"change":"move_person","person":"\#($0)","departments":["legal"]}"# }.joined(separator: ",")
            let after = #","after":{"api":"find_by_department","nth":1}"#
            #expect(try await change(probe, moves, after: after) == 200)
            #expect(probe.company.people == company.people)
            let shown = try await probe.walk(path).map { $0["open_id"]?.string }
            #expect(shown == ids.dropLast())
            let legal = try #require(company.department(id: "legal"))
            let there = try await probe.walk(
                "contact/v3/users/find_by_department?department_id=legal&department_id_type=department_id")
            #expect(there.count == company.index.members[legal].count + 2)
        }
    }

    @Test func changesOfAPersonAreSeenByEveryCall() async throws {
        try await withProbe { probe async throws in
            let person = try #require(probe.company.people.first { $0.isVisible && !$0.isResigned && !$0.isFrozen })
            func shown() async throws -> WireJSON? {
                try await probe.get("contact/v3/users/batch?user_ids=\(person.openID)").json["data"]?["items"]?.array?[
                    0]
            }
            func change(_ rest: String) async throws {
                #expect(try await self.change(probe, #"{"change":\#(rest),"person":"\#(person.openID)"}"#) == 200)
            }
            try await change(#""freeze","frozen":true"#)
            #expect(try await shown()?["status"]?["is_frozen"]?.bool == true)
            try await change(#""activate","activated":false"#)
            #expect(try await shown()?["status"]?["is_activated"]?.bool == false)
            try await change(#""rename_person","name":"Somebody Else""#)
            #expect(try await shown()?["name"]?.string == "Somebody Else")
            for rest in [#""set_visible","visible":false"#, #""opt_out","opted_out":true"#] {
                try await change(rest)
                let id = try #require(
                    try await probe.sendText(to: "\"open_ids\":[\"\(person.openID)\"]").data("message_id"))
                try probe.core.advance(seconds: 600)
                let progress = try await probe.progress(id)
                #expect(progress.count("valid_user_ids_count") == 1 && progress.count("success_user_ids_count") == 0)
                try await change(#""set_visible","visible":true"#)
            }
            try await change(#""resign""#)
            #expect(try await shown()?["status"]?["is_resigned"]?.bool == true)
            let sent = try await probe.sendText(to: "\"open_ids\":[\"\(person.openID)\"]")
            #expect(sent.json["data"]?["invalid_open_ids"]?.strings == [person.openID])
            let company = try await probe.call("GET", "/sandbox/company")
            let entry = company.json["people"]?.array?.first { $0["open_id"]?.string == person.openID }
            #expect(entry?["resigned"]?.bool == true && entry?["opted_out"]?.bool == true)
            let name = #"{"change":"rename_department","department":"fin","name":"Money"}"#
            #expect(try await self.change(probe, name) == 200)
            let finance = try await probe.get("contact/v3/departments/fin?department_id_type=department_id")
            #expect(finance.json["data"]?["department"]?["name"]?.string == "Money")
        }
    }

    @Test func aFailedCallDoesNotSetOffAPlannedChange() async throws {
        try await withProbe { probe async throws in
            let after = #","after":{"api":"department","nth":2}"#
            #expect(
                try await change(
                    probe, #"{"change":"rename_department","department":"fin","name":"Money"}"#, after: after) == 200)
            func name() async throws -> String? {
                let answer = try await probe.get("contact/v3/departments/fin?department_id_type=department_id")
                return answer.json["data"]?["department"]?["name"]?.string
            }
            _ = try await probe.get("contact/v3/departments/od-none")
            #expect(try await [name(), name(), name()] == ["Finance", "Finance", "Money"])
        }
    }

    @Test(arguments: [
        #"{"change":"resign"}"#, #"{"change":"resign","person":"ou_nobody"}"#, #"{"change":"dance","person":"x"}"#, "1",
        #"{"change":"delete_department","department":"nowhere"}"#, #"{"change":"freeze","person":"ou_x","frozen":1}"#,
        #"{"change":"rename_department","department":"fin"}"#, #"{"change":"move_person","person":"ou_x"}"#,
        #"{"change":"rename_department","department":"fin","name":"x","extra":1}"#,
        #"{"change":"rename_department","department":"fin","name":"Money"},{"change":"resign","person":"ou_nobody"}"#,
    ])
    func refusesChangesItDoesNotUnderstandAllOrNone(_ changes: String) async throws {
        try await withProbe { probe async throws in
            let before = probe.company
            #expect(try await change(probe, changes) == 400)
            #expect(probe.company.departments == before.departments && probe.company.people == before.people)
        }
    }

    @Test(arguments: [#"{"nth":1}"#, #"{"api":"dance"}"#, #"{"api":"department","nth":0}"#, "1"])
    func refusesMomentsThatNeverCome(_ after: String) async throws {
        try await withProbe { probe async throws in
            #expect(try await change(probe, "", after: ",\"after\":\(after)") == 400)
        }
    }

    @Test(arguments: [
        #"{"contact_range":"some"}"#, #"{"contact_range":{"departments":["nowhere"]}}"#, #"{"contact_range":{"x":[]}}"#,
        #"{"contact_range":{"people":["ou_nobody"]}}"#, #"{"grant":"im:message"}"#, #"{"revoke":[1]}"#,
    ])
    func refusesRightsItDoesNotUnderstand(_ body: String) async throws {
        try await withProbe { probe async throws in
            #expect(try await probe.call("POST", "/sandbox/app", body).status == 400)
        }
    }

    @Test func scopesAreTakenAwayAndGivenBack() async throws {
        try await withProbe { probe async throws in
            let scope = "[\"contact:user.id:readonly\"]"
            for (rest, code) in [("revoke", 99_991_672), ("grant", 0)] {
                #expect(try await probe.call("POST", "/sandbox/app", "{\"\(rest)\":\(scope)}").status == 200)
                #expect(try await probe.post("contact/v3/users/batch_get_id", "{}").code == code)
            }
        }
    }
}
