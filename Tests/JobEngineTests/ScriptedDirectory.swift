import FeishuAPI
import JobEngine
import JobModel
import Synchronization

/// A directory that answers from a plain table, page by page, and does what a test has told it to.
final class ScriptedDirectory: ContactDirectory {
    /// What a test does to a call: throw, or change the company before the answer.
    typealias Event = @Sendable (inout Company) throws(FeishuError) -> Void

    struct Company: Sendable {
        /// Departments by open id: custom id, name, parent.
        var departments: [String: (custom: String, name: String, parent: String)] = [:]
        var members: [String: [Int]] = [:]
        var resigned: Set<Int> = []
        /// People who exist.
        var people = 0
        /// Whether departments come with a count.
        var countsPeople = true
        /// How many people of a department are counted and never listed.
        var unseen: [String: Int] = [:]
        /// Whether answers leave the user id out.
        var hidesUserIDs = false
        /// Whether answers leave out who has left; of those named here they do not.
        var hidesStates = false
        var knownStates: Set<Int> = []
        /// Addresses and numbers of which no answer speaks.
        var unansweredAddresses: Set<String> = []
        /// Whether the last page of a listing names its second one as the next.
        var goesRoundInCircles = false
        /// An address that every answer speaks of, though nobody asks for it.
        var strangeAddress: String?
        /// Addresses that somebody else has as well.
        var alsoHeldBy: [String: Int] = [:]
        /// People to whom the app is not available.
        var unavailable: Set<Int> = []
        /// People of whom the answer about availability does not speak.
        var unmentioned: Set<Int> = []
        /// Whether one unknown id makes the whole list fail.
        var refusesUnknownIDs = false
        /// A department with more than so many below it refuses to be listed in one go.
        var mostToRecurse = Int.max
        /// Departments of which no answer says what is above them.
        var parentsUntold: Set<String> = []
        /// Departments that stand in no listing, as if the app could not see them; those below them do.
        var unlisted: Set<String> = []
        /// Departments that listings call deleted.
        var deleted: Set<String> = []
        /// The departments in which people say they are.
        var said: [Int: [String]] = [:]

        func person(_ number: Int) -> ContactBook.Person {
            ContactBook.Person(
                openID: "ou_\(number)", userID: hidesUserIDs ? nil : "e\(number)", unionID: "on_\(number)",
                isResigned: isKnown(number) && resigned.contains(number), isStateKnown: isKnown(number),
                departmentIDs: said[number] ?? [])
        }

        private func isKnown(_ number: Int) -> Bool { !hidesStates || knownStates.contains(number) }

        func department(_ id: String) -> ContactBook.Department? {
            guard let open = departments[id] == nil ? departments.first(where: { $0.value.custom == id })?.key : id,
                let entry = departments[open]
            else { return nil }
            // As Feishu does: asked for by a custom id, the open id of the parent is not told.
            return ContactBook.Department(
                openID: open, customID: entry.custom, name: entry.name,
                parentID: id == open && !parentsUntold.contains(open) ? entry.parent : nil,
                memberCount: countsPeople ? count(in: open) : nil, isDeleted: deleted.contains(open))
        }

        /// Everybody in a department and below it, each once, as Feishu counts.
        private func count(in id: String) -> Int {
            let subtree = [id] + below(id, isRecursive: true)
            return Set(subtree.flatMap { members[$0] ?? [] }).count + subtree.reduce(0) { $0 + (unseen[$1] ?? 0) }
        }

        func below(_ id: String, isRecursive: Bool) -> [String] {
            let children = departments.filter { $0.value.parent == id }.map(\.key).sorted()
            return isRecursive ? children + children.flatMap { below($0, isRecursive: true) } : children
        }
    }

    private struct State {
        var company: Company
        var calls: [String] = []
        var availabilityCalls: [Int] = []
        var underWay = 0
        var mostUnderWay = 0
        var events: [String: Event] = [:]
        /// A token outlives no change of the company.
        var generation = 0
    }

    private let state: Mutex<State>
    private let pageSize: Int

    init(_ company: Company, pageSize: Int = 2) {
        state = Mutex(State(company: company))
        self.pageSize = pageSize
    }

    /// Every call, in the order of arrival.
    var calls: [String] { state.withLock { $0.calls } }
    var mostUnderWay: Int { state.withLock { $0.mostUnderWay } }

    /// How many people each call about the app's availability was about, in the order of arrival.
    var availabilityCalls: [Int] { state.withLock { $0.availabilityCalls } }

    /// Does something when a call arrives for the first time; calls are spelt as in ``calls``.
    func on(_ call: String, _ event: @escaping Event) { state.withLock { $0.events[call] = event } }

    /// Makes every page token that was given before invalid.
    func expireTokens() { state.withLock { $0.generation += 1 } }

    private func arrive(_ call: String) async throws(FeishuError) -> Company {
        try await arrive(call, among: \.calls, as: call)
    }

    private func arrive<Entry: Sendable>(
        _ call: String, among calls: sending WritableKeyPath<State, [Entry]>, as entry: Entry
    ) async throws(FeishuError) -> Company {
        state.withLock { state in
            state[keyPath: calls].append(entry)
            state.underWay += 1
            state.mostUnderWay = max(state.mostUnderWay, state.underWay)
        }
        await Task.yield()
        defer { state.withLock { $0.underWay -= 1 } }
        let result = state.withLock { state -> Result<Company, FeishuError> in
            let event = state.events.removeValue(forKey: call)
            do throws(FeishuError) { try event?(&state.company) } catch { return .failure(error) }
            return .success(state.company)
        }
        return try result.get()
    }

    private func page<Item: Sendable>(_ items: [Item], after token: String?) throws(FeishuError) -> ContactPage<Item> {
        let (generation, isEndless) = state.withLock { ($0.generation, $0.company.goesRoundInCircles) }
        var start = 0
        if let token {
            let parts = token.split(separator: "/").compactMap { Int($0) }
            guard parts.count == 2, parts[0] == generation else { throw .code(40_012, .invalidRequest) }
            start = parts[1]
        }
        let end = min(start + pageSize, items.count)
        if isEndless, end == items.count, start > 0 {
            return ContactPage(items: Array(items[start...]), nextPageToken: "\(generation)/\(pageSize)")
        }
        return ContactPage(
            items: Array(items[min(start, end)..<end]), nextPageToken: end < items.count ? "\(generation)/\(end)" : nil)
    }

    func department(named id: String) async throws(FeishuError) -> ContactBook.Department {
        guard let department = try await arrive("department \(id)").department(id) else {
            throw .code(40_015, .notFound)
        }
        return department
    }

    func departments(named ids: [String]) async throws(FeishuError) -> [ContactBook.Department] {
        let company = try await arrive("departments \(ids.joined(separator: ","))")
        return ids.compactMap { company.department($0) }
    }

    func departments(
        below department: String, isRecursive: Bool, pageToken: String?
    ) async throws(FeishuError) -> ContactPage<ContactBook.Department> {
        let company = try await arrive(
            "\(isRecursive ? "below" : "children") \(department)\(pageToken.map { " \($0)" } ?? "")")
        guard company.departments[department] != nil else { throw .code(40_015, .notFound) }
        let found = company.below(department, isRecursive: isRecursive)
        if isRecursive, found.count > company.mostToRecurse { throw .code(43_010, .invalidRequest) }
        return try page(
            found.filter { !company.unlisted.contains($0) }.compactMap { company.department($0) }, after: pageToken)
    }

    func people(
        directlyIn department: String, pageToken: String?
    ) async throws(FeishuError) -> ContactPage<ContactBook.Person> {
        let company = try await arrive("members \(department)\(pageToken.map { " \($0)" } ?? "")")
        guard company.departments[department] != nil else { throw .code(40_015, .notFound) }
        return try page((company.members[department] ?? []).map(company.person), after: pageToken)
    }

    func people(named ids: [String], as kind: AppearanceKind) async throws(FeishuError) -> [ContactBook.Person] {
        let company = try await arrive("people \(ids.joined(separator: ","))")
        let numbers = ids.map { Int($0.drop { !$0.isNumber }) ?? -1 }
        let known = numbers.filter { (0..<company.people).contains($0) }
        if company.refusesUnknownIDs, known.count < ids.count { throw .code(99_992_351, .notFound) }
        return known.map(company.person)
    }

    func availability(of openIDs: [String]) async throws(FeishuError) -> [String: Bool] {
        let number = state.withLock { $0.availabilityCalls.count + 1 }
        let company = try await arrive("availability \(number)", among: \.availabilityCalls, as: openIDs.count)
        let numbered = openIDs.map { ($0, Int($0.drop { !$0.isNumber }) ?? -1) }
        return Dictionary(
            numbered.filter { !company.unmentioned.contains($0.1) }
                .map { ($0.0, !company.unavailable.contains($0.1)) }, uniquingKeysWith: { $1 })
    }

    func holders(emails: [String], mobiles: [String]) async throws(FeishuError) -> [AddressHolder] {
        let company = try await arrive("holders \((emails + mobiles).joined(separator: ","))")
        let known = { (text: String) -> ContactBook.Person? in
            guard let number = Int(text.prefix { $0 != "@" }.drop { !$0.isNumber }),
                (0..<company.people).contains(number)
            else { return nil }
            return company.person(number)
        }
        return emails.filter { !company.unansweredAddresses.contains($0) }
            .map { AddressHolder(email: $0, person: known($0)) }
            + mobiles.filter { !company.unansweredAddresses.contains($0) }
            .map { AddressHolder(mobile: $0, person: known(String($0.suffix(3)))) }
            + emails.compactMap { email in
                company.alsoHeldBy[email].map { AddressHolder(email: email, person: company.person($0)) }
            }
            + [company.strangeAddress].compactMap(\.self).map { AddressHolder(email: $0, person: company.person(0)) }
    }
}

extension FeishuError {
    /// A refusal with a code.
    static func code(_ code: Int, _ kind: Kind) -> FeishuError {
        var error = FeishuError(.botInfo, kind)
        error.code = code
        return error
    }
}

/// Makes every call at once and once.
struct Unpaced: ContactPacing {
    func make<Value: Sendable>(
        _ call: ContactCall, _ stop: StopSignal, _ body: @Sendable () async throws(FeishuError) -> Value
    ) async throws -> Value {
        try await body()
    }
}
