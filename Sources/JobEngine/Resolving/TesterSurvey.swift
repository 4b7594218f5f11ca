import FeishuAPI
import JobModel

/// Finds out what else the few people of a test are called, so that each sees their own row and nobody else's.
struct TesterSurvey {
    private static let perCall = 50
    /// So many addresses are asked for, which takes forty calls: a test is worth no more.
    static let mostAddresses = 2000

    let asker: ContactAsker
    let lanes: Int

    /// What was found.
    private(set) var names: [String: TesterNames] = [:]
    /// Addresses and numbers that were not asked for, being too many.
    private(set) var unasked = 0
    /// The testers by open id, as far as those are known.
    private var testers: [String: String] = [:]
    /// The departments each says to be in.
    private var departments: [String: [String]] = [:]

    init(asker: ContactAsker, lanes: Int) {
        self.asker = asker
        self.lanes = lanes
    }

    /// Asks who the testers are, who has the addresses of the files until each tester is found, and what is above their
    /// departments where files name any.
    ///
    /// - Throws: `FeishuError`, `CancellationError`; what was found so far stays.
    mutating func ask(_ questions: TesterQuestions) async throws {
        if questions.kind == .openID { for id in questions.testers { testers[id] = id } }
        var silence: FeishuError?
        do {
            try await askWho(questions)
        } catch let error as FeishuError {
            // Whoever may not read people may still ask who has an address.
            silence = error
        }
        unasked = questions.emails.count + questions.mobiles.count
        if unasked <= Self.mostAddresses {
            try await askAddresses(questions)
            unasked = 0
        }
        if questions.namesDepartments { try await askDepartments() }
        if let silence { throw silence }
    }

    private mutating func askWho(_ questions: TesterQuestions) async throws {
        guard case .people(let found, _) = try await asker.answer(.people(questions.testers, questions.kind)) else {
            return
        }
        for (asked, person) in found {
            guard let tester = asked ?? person.id(questions.kind) else { continue }
            testers[person.openID] = tester
            names[tester, default: TesterNames()].add(person.openID, as: .openID)
            names[tester, default: TesterNames()].add(person.userID, as: .userID)
            names[tester, default: TesterNames()].add(person.unionID, as: .unionID)
            departments[tester] = person.departmentIDs
        }
    }

    private mutating func askAddresses(_ questions: TesterQuestions) async throws {
        guard !testers.isEmpty else { return }
        let emails = Self.lists(questions.emails)
        let mobiles = Self.lists(questions.mobiles)
        let steps = (0..<max(emails.count, mobiles.count)).map { index in
            ContactAsker.Step.holders(
                emails: index < emails.count ? emails[index] : [], mobiles: index < mobiles.count ? mobiles[index] : [])
        }
        var next = 0
        var missing = Set(testers.values)
        while next < steps.count, !missing.isEmpty {
            let asked = steps[next..<min(next + lanes, steps.count)]
            next += asked.count
            let answers = try await withThrowingTaskGroup(of: ContactAsker.Answer.self) { [asker] group in
                for step in asked { group.addTask { try await asker.answer(step) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for case .holders(let holders) in answers {
                for holder in holders {
                    guard let id = holder.person?.openID, let tester = testers[id] else { continue }
                    // The row of an address that several people have may be any of theirs.
                    let isShared = holders.contains { other in
                        other.email == holder.email && other.mobile == holder.mobile
                            && other.person.map { $0.openID != id } == true
                    }
                    guard !isShared else { continue }
                    names[tester, default: TesterNames()].add(holder.email, as: .email)
                    names[tester, default: TesterNames()].add(holder.mobile, as: .mobile)
                    missing.remove(tester)
                }
            }
        }
    }

    /// A row of a department counts for everybody below it, and may call it by either of its ids.
    private mutating func askDepartments() async throws {
        var known: [String: ContactBook.Department] = [:]
        var next = Set(departments.values.flatMap(\.self))
        while !next.isEmpty {
            var found: [ContactBook.Department] = []
            for list in Self.lists(next.sorted()) {
                guard case .above(let answered) = try await asker.answer(.above(list)) else { continue }
                found += answered
            }
            for department in found { known[department.openID] = department }
            next = Set(found.compactMap(\.parentID)).subtracting(known.keys).subtracting(["0"])
        }
        for (tester, own) in departments {
            var seen: Set<String> = []
            for id in own {
                var current: String? = id
                while let id = current, id != "0", seen.insert(id).inserted {
                    names[tester, default: TesterNames()].add(id, as: .departmentID)
                    names[tester, default: TesterNames()].add(known[id]?.customID, as: .departmentID)
                    current = known[id]?.parentID
                }
            }
        }
    }

    private static func lists(_ names: [String]) -> [[String]] {
        stride(from: 0, to: names.count, by: perCall).map { Array(names[$0..<min($0 + perCall, names.count)]) }
    }
}

extension Engine {
    /// Finds the testers' own rows where files call them otherwise than the test does.
    ///
    /// What cannot be asked keeps nobody from a test, who then sees inventions.
    ///
    /// - Returns: Why not everything could be asked; `nil` when it was.
    func nameTesters(
        of draft: inout JobDraft, _ pacing: any ContactPacing, _ stop: StopSignal
    ) async throws -> String? {
        guard let questions = draft.named.testerQuestions, let contacts else { return nil }
        var survey = TesterSurvey(
            asker: ContactAsker(directory: contacts, pacing: pacing, stop: stop), lanes: AudienceResolver.mostLanes)
        defer { draft.named.testerNames = survey.names }
        do {
            try await survey.ask(questions)
            guard survey.unasked > 0 else { return nil }
            return
                "the files have \(survey.unasked) addresses, and a test asks for \(TesterSurvey.mostAddresses) at most"
        } catch let error as FeishuError {
            return error.description
        }
    }
}
