import JobModel
import Testing

/// Random companies and random audiences, each resolved twice: by the product and by a few lines that share nothing with it.
struct ResolutionPropertyTests {
    /// A linear congruential generator: the same companies on every machine and in every run.
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    /// A company as a plain table.
    private struct Company {
        var parent: [Int?] = []
        var members: [Set<Int>] = []
        var resigned: Set<Int> = []
        var frozen: Set<Int> = []
        /// People the app may not see; whoever is in a department is seen.
        var hidden: Set<Int> = []
        var email: [Int: String] = [:]
        var people = 0

        init(_ random: inout Seeded) {
            people = Int.random(in: 1...40, using: &random)
            for number in 0..<Int.random(in: 1...9, using: &random) {
                parent.append(
                    number == 0 || Int.random(in: 0..<4, using: &random) == 0
                        ? nil : Int.random(in: 0..<number, using: &random))
                members.append(
                    Set(
                        (0..<Int.random(in: 0...8, using: &random)).map { _ in
                            Int.random(in: 0..<people, using: &random)
                        }))
            }
            for person in 0..<people {
                switch Int.random(in: 0..<12, using: &random) {
                case 0: resigned.insert(person)
                case 1: frozen.insert(person)
                case 2 where !members.contains { $0.contains(person) }: hidden.insert(person)
                default: break
                }
                // A few share an address.
                email[person] = "p\(Int.random(in: 0..<10, using: &random) == 0 ? person / 2 : person)@a.example"
            }
        }

        var book: ContactBook {
            var book = ContactBook()
            for number in parent.indices {
                book.add(
                    ContactBook.Department(
                        openID: "od-\(number)", customID: "c\(number)", name: "D\(number)",
                        parentID: parent[number].map { "od-\($0)" } ?? "0"))
                book.setMembers(members[number].sorted().map(person), of: "od-\(number)")
            }
            for number in 0..<people where !hidden.contains(number) {
                book.add(person(number), email: email[number], mobile: nil)
                book.add(person(number), email: nil, mobile: "138\(10_000_000 + number)")
            }
            return book
        }

        private func person(_ number: Int) -> ContactBook.Person {
            ContactBook.Person(
                openID: "ou_\(number)", userID: "e\(number)", unionID: "on_\(number)",
                isResigned: resigned.contains(number), isFrozen: frozen.contains(number))
        }

        /// Everybody in a department, once for each department below it that they are in.
        func below(_ root: Int) -> [Int] {
            parent.indices.filter { number in
                var next: Int? = number
                while let current = next, current != root { next = parent[current] }
                return next == root
            }.flatMap { Array(members[$0]) }
        }

        /// The people an entry stands for; none when Feishu does not know it.
        func people(_ entry: String) -> [Int] {
            if entry.hasPrefix("od-"), let number = Int(entry.dropFirst(3)) { return below(number) }
            if entry.hasPrefix("c"), let number = Int(entry.dropFirst()) { return below(number) }
            if entry.hasSuffix("@a.example") {
                return email.filter { $0.value == entry && !hidden.contains($0.key) }.map(\.key)
            }
            if entry.hasPrefix("138"), let number = Int(entry) { return visible(number - 13_810_000_000) }
            return visible(Int(entry.drop { !$0.isNumber }) ?? -1)
        }

        private func visible(_ number: Int) -> [Int] {
            (0..<people).contains(number) && !hidden.contains(number) ? [number] : []
        }
    }

    private static func names(_ company: Company, most: Int, _ random: inout Seeded) -> (
        departments: [String], AudienceUsers
    ) {
        var users = AudienceUsers()
        let some = { (random: inout Seeded) in
            // Some beyond the company: unknown.
            (0..<Int.random(in: 0...most, using: &random)).map { _ in
                Int.random(in: 0..<company.people + 3, using: &random)
            }
        }
        users.openIDs = some(&random).map { "ou_\($0)" }
        if Bool.random(using: &random) { users.userIDs = some(&random).map { "e\($0)" } }
        if Bool.random(using: &random) { users.unionIDs = some(&random).map { "on_\($0)" } }
        if Bool.random(using: &random) { users.emails = some(&random).map { company.email[$0] ?? "who@a.example" } }
        if Bool.random(using: &random) { users.mobiles = some(&random).map { "138\(10_000_000 + $0)" } }
        let departments = (0..<Int.random(in: 0...3, using: &random)).map { _ in
            (Bool.random(using: &random) ? "od-" : "c") + "\(Int.random(in: 0..<company.parent.count, using: &random))"
        }
        return (departments, users)
    }

    private static func entries(_ departments: [String], _ users: AudienceUsers) -> [String] {
        departments + users.openIDs + users.userIDs + users.unionIDs + users.emails + users.mobiles
    }

    @Test(arguments: 0..<20)
    func agreesWithAPlainComputation(block: Int) throws {
        var kept = 0
        for seed in block * 40..<(block + 1) * 40 {
            var random = Seeded(state: UInt64(seed) &* 7919 &+ 1)
            let company = Company(&random)
            var audience = Audience()
            (audience.departments, audience.users) = Self.names(company, most: 6, &random)
            (audience.exclude.departments, audience.exclude.users) = Self.names(company, most: 2, &random)
            guard !audience.isEmpty else { continue }
            let named = try NamedAudience(audience)
            guard named.onlyKind == nil else { continue }

            let leftOut = Set(
                Self.entries(audience.exclude.departments, audience.exclude.users).flatMap(company.people))
            let outWords = Set(Self.entries([], audience.exclude.users))
            var targeted = 0, excluded = 0, unreachable = 0, gone = 0
            var expected: Set<Int> = []
            var appearances = 0
            for entry in Self.entries(audience.departments, audience.users) {
                let people = company.people(entry)
                if people.isEmpty, !audience.departments.contains(entry) {
                    targeted += 1
                    if outWords.contains(entry) { excluded += 1 } else { unreachable += 1 }
                }
                for person in people {
                    targeted += 1
                    if leftOut.contains(person) {
                        excluded += 1
                    } else if company.resigned.contains(person) || company.frozen.contains(person) {
                        gone += 1
                    } else {
                        appearances += 1
                        expected.insert(person)
                    }
                }
            }
            guard !expected.isEmpty else {
                #expect(throws: PlanRefusal.self, "seed \(seed)") {
                    try ResolvedAudience.people(named, book: company.book)
                }
                continue
            }
            let resolved = try ResolvedAudience.people(named, book: company.book)
            let sent = resolved.groups.flatMap(\.recipients)
            #expect(Set(sent) == Set(expected.map { "ou_\($0)" }), "seed \(seed)")
            #expect(sent.count == expected.count, "seed \(seed): each once")
            #expect(resolved.targeted == targeted && resolved.addsUp, "seed \(seed)")
            #expect(resolved.leftOut.count(.excluded) == excluded, "seed \(seed)")
            #expect(resolved.leftOut.count(.resigned, .frozen) == gone, "seed \(seed)")
            #expect(resolved.unreachable == unreachable, "seed \(seed)")
            #expect(resolved.duplicate == appearances - expected.count, "seed \(seed)")
            for group in resolved.groups {
                guard let id = group.departmentID, let number = Int(id.dropFirst(3)) else { continue }
                #expect(group.recipients.allSatisfy { company.members[number].contains(Int($0.dropFirst(3)) ?? -1) })
            }
            kept += 1
        }
        #expect(kept > 25, "most of the forty audiences address somebody")
    }
}
