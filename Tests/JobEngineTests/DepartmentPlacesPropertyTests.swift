import JobEngine
import JobModel
import Testing

/// Random companies, of which Feishu tells more or less, against a few lines that know them wholly.
struct DepartmentPlacesPropertyTests {
    /// A linear congruential generator: the same companies on every machine and in every run.
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private static func company(_ random: inout Seeded) -> ScriptedDirectory.Company {
        var company = ScriptedDirectory.Company()
        company.people = 30
        let count = Int.random(in: 2...12, using: &random)
        for number in 0..<count {
            let isTop = number == 0 || Int.random(in: 0..<5, using: &random) == 0
            company.departments["od-\(number)"] = (
                custom: "c\(number)", name: "D\(number)",
                parent: isTop ? "0" : "od-\(Int.random(in: 0..<number, using: &random))"
            )
            company.members["od-\(number)"] = (0..<Int.random(in: 0...5, using: &random)).map { _ in
                Int.random(in: 0..<30, using: &random)
            }
        }
        let all = company.departments.keys.sorted()
        let rarity = Int.random(in: 1...4, using: &random)
        let some = { (random: inout Seeded) in
            Set(all.filter { _ in Int.random(in: 0..<rarity * 2, using: &random) == 0 })
        }
        company.parentsUntold = Bool.random(using: &random) ? Set(all) : some(&random)
        company.deleted = some(&random)
        if Bool.random(using: &random) {
            // What is below a department that no level shows, nobody can find level by level.
            company.mostToRecurse = Int.random(in: 0...3, using: &random)
        } else {
            company.unlisted = some(&random)
        }
        for hidden in company.deleted.union(company.unlisted) { company.members[hidden] = [] }
        return company
    }

    private static func people(_ company: ScriptedDirectory.Company, under names: [String]) -> Set<Int> {
        Set(
            names.flatMap { name in
                let id = name.hasPrefix("c") ? "od-\(name.dropFirst())" : name
                return ([id] + company.below(id, isRecursive: true)).flatMap { company.members[$0] ?? [] }
            })
    }

    @Test(arguments: 0..<20)
    func exactlyThoseMeantWhateverFeishuTells(block: Int) async throws {
        var kept = 0
        for seed in block * 30..<(block + 1) * 30 {
            var random = Seeded(state: UInt64(seed) &* 7919 &+ 3)
            let company = Self.company(&random)
            let known = company.departments.keys.sorted()
                .filter { !company.deleted.contains($0) && !company.unlisted.contains($0) }
            let names = { (most: Int, random: inout Seeded) in
                (0..<Int.random(in: 1...most, using: &random)).compactMap { _ in known.randomElement(using: &random) }
                    .map { Bool.random(using: &random) ? $0 : "c\($0.dropFirst(3))" }
            }
            let (included, excluded) = (names(3, &random), names(2, &random))
            let expected = Self.people(company, under: included).subtracting(Self.people(company, under: excluded))
            guard !expected.isEmpty else { continue }
            let audience = try await AudienceResolverTests.resolve(ScriptedDirectory(company)) {
                $0.departments = included
                $0.exclude.departments = excluded
            }
            let sent = audience.groups.flatMap(\.recipients).compactMap { Int($0.dropFirst(3)) }
            #expect(Set(sent) == expected, "seed \(seed): \(included) without \(excluded)")
            #expect(sent.count == expected.count && audience.addsUp, "seed \(seed)")
            let named = Self.people(company, under: included)
            let idle = excluded.count { Self.people(company, under: [$0]).isDisjoint(with: named) }
            let warned = audience.warnings.map { if case .idleExclusions(let count, _) = $0 { count } else { -1 } }
            #expect(warned == (idle > 0 ? [idle] : []), "seed \(seed): \(included) without \(excluded)")
            kept += 1
        }
        #expect(kept > 8, "\(kept)")
    }
}
