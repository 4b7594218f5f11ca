import FeishuAPI
import JobModel

/// Asks Feishu's contacts one question to its end: all pages, each call inside its limits.
struct ContactAsker: Sendable {
    /// How often a listing begins again because its page token has expired.
    private static let restarts = 3

    let directory: any ContactDirectory
    let pacing: any ContactPacing
    let stop: StopSignal
    /// Told of every page of people that was read.
    var sight = PeopleSight()

    /// A question.
    enum Step: Sendable {
        /// Departments by names of one sort, at most 50.
        case departments([String])
        /// Departments above others, at most 50; those the app may not see are left out.
        case above([String])
        /// One department that a list has left out.
        case department(String)
        /// Everything below a department.
        case subtree(String)
        /// The departments directly below one.
        case children(String)
        /// The people directly in a department.
        case members(String)
        /// People by ids of one kind, at most 50.
        case people([String], AppearanceKind)
        /// Who has these addresses and numbers, at most 50 of each.
        case holders(emails: [String], mobiles: [String])
    }

    /// An answer, with the question where it is needed to understand it.
    enum Answer: Sendable {
        case departments(asked: [String], [ContactBook.Department])
        case above([ContactBook.Department])
        case department(asked: String, ContactBook.Department)
        /// Feishu knows no such department.
        case unknownDepartment(asked: String)
        case subtree(of: String, [ContactBook.Department])
        /// There is too much below to be listed in one go.
        case tooLarge(String)
        case children(of: String, [ContactBook.Department])
        case members(of: String, [ContactBook.Person])
        /// The department does not exist any more.
        case gone(String)
        case people([(asked: String?, ContactBook.Person)], AppearanceKind)
        case holders([AddressHolder])
    }

    /// Asks.
    ///
    /// - Throws: `FeishuError` for whatever is not an id that does not exist, `CancellationError`.
    func answer(_ step: Step) async throws -> Answer {
        switch step {
        case .departments(let ids):
            return .departments(asked: ids, try await departments(ids))
        case .above(let ids): return .above(try await departments(ids))
        case .department(let id):
            return try await knowing(.unknownDepartment(asked: id), about: id) {
                .department(
                    asked: id,
                    try await make(.department) { () async throws(FeishuError) in
                        try await directory.department(named: id)
                    })
            }
        case .subtree(let id):
            do {
                return try await knowing(.gone(id), about: id) {
                    .subtree(of: id, try await below(id, isRecursive: true))
                }
            } catch let error as FeishuError where error.isTooLargeToRecurse {
                return .tooLarge(id)
            }
        case .children(let id):
            return try await knowing(.gone(id), about: id) {
                .children(of: id, try await below(id, isRecursive: false))
            }
        case .members(let id):
            return try await knowing(.gone(id), about: id) {
                .members(
                    of: id,
                    try await everyPage(.peopleOfDepartment) { (token) async throws(FeishuError) in
                        let page = try await directory.people(directlyIn: id, pageToken: token)
                        sight.hasRead()
                        return page
                    })
            }
        case .people(let ids, let kind): return .people(try await people(ids, kind), kind)
        case .holders(let emails, let mobiles):
            let holders = try await make(.contacts) { () async throws(FeishuError) in
                try await directory.holders(emails: emails, mobiles: mobiles)
            }
            try Self.refuseStrangers(among: holders, emails, mobiles)
            return .holders(holders)
        }
    }

    /// To whom of at most 100 people the app is available.
    ///
    /// - Throws: `FeishuError`, `CancellationError`.
    func availability(of openIDs: [String]) async throws -> [String: Bool] {
        try await make(.availability) { () async throws(FeishuError) in
            try await directory.availability(of: openIDs)
        }
    }

    private func make<Value: Sendable>(
        _ call: ContactCall, _ body: @Sendable () async throws(FeishuError) -> Value
    ) async throws -> Value {
        if stop.isStopping { throw CancellationError() }
        return try await pacing.make(call, stop, body)
    }

    /// An answer about one id; that Feishu does not know it is an answer too, and every other failure says which it was.
    private func knowing(
        _ unknown: Answer, about id: String, _ ask: () async throws -> Answer
    ) async throws -> Answer {
        do {
            return try await ask()
        } catch var error as FeishuError {
            if error.isAboutUnknownID { return unknown }
            if !error.isTooLargeToRecurse { error.subject = error.subject ?? id }
            throw error
        }
    }

    /// Departments by their names; one that makes Feishu refuse the whole list is left to be asked for singly.
    private func departments(_ ids: [String]) async throws -> [ContactBook.Department] {
        do {
            return try await make(.departments) { () async throws(FeishuError) in
                try await directory.departments(named: ids)
            }
        } catch var error as FeishuError {
            if error.isAboutUnknownID { return [] }
            if ids.count == 1 { error.subject = error.subject ?? ids[0] }
            throw error
        }
    }

    /// People by their ids, each with the id that was asked for where the answer leaves it out.
    ///
    /// A list that Feishu refuses because of one unknown id is halved until that one is found; so is one whose answer does
    /// not say which id is whose. An answer that makes two people of one id, or somebody else of it, is none.
    private func people(
        _ ids: [String], _ kind: AppearanceKind
    ) async throws -> [(asked: String?, ContactBook.Person)] {
        do {
            let people = try await make(.people) { () async throws(FeishuError) in
                try await directory.people(named: ids, as: kind)
            }
            if ids.count == 1 {
                // Feishu may leave the very id out of its answer, but it says it of nobody else.
                guard Set(people.map(\.openID)).count < 2, people.allSatisfy({ ($0.id(kind) ?? ids[0]) == ids[0] })
                else {
                    throw Self.aboutSomebodyElse(ids[0])
                }
                return people.map { (ids[0], $0) }
            }
            var owners: [String: String] = [:]
            for person in people {
                guard let id = person.id(kind) else { continue }
                guard owners.updateValue(person.openID, forKey: id) ?? person.openID == person.openID else {
                    throw Self.aboutSomebodyElse(id)
                }
            }
            let isClear = people.allSatisfy { $0.id(kind) != nil }
            if isClear { return people.map { (nil, $0) } }
        } catch let error as FeishuError where error.isAboutUnknownID {
            if ids.count == 1 { return [] }
        }
        let middle = ids.count / 2
        return try await people(Array(ids[..<middle]), kind) + people(Array(ids[middle...]), kind)
    }

    private func below(_ id: String, isRecursive: Bool) async throws -> [ContactBook.Department] {
        try await everyPage(.childDepartments) { (token) async throws(FeishuError) in
            try await directory.departments(below: id, isRecursive: isRecursive, pageToken: token)
        }
    }

    /// Everything on all pages; begins again when a page token has expired, since what was listed so far may be outdated.
    private func everyPage<Item: Sendable>(
        _ call: ContactCall, _ page: @Sendable (String?) async throws(FeishuError) -> ContactPage<Item>
    ) async throws -> [Item] {
        var restarts = 0
        while true {
            do {
                return try await onePass(call, page)
            } catch let error as FeishuError where error.isPageTokenRefused {
                guard restarts < Self.restarts else { throw Self.unlasting(error) }
                restarts += 1
            }
        }
    }

    private func onePass<Item: Sendable>(
        _ call: ContactCall, _ page: @Sendable (String?) async throws(FeishuError) -> ContactPage<Item>
    ) async throws -> [Item] {
        var items: [Item] = []
        var seen: Set<String> = []
        var token: String?
        repeat {
            let current = token
            let next = try await make(call) { () async throws(FeishuError) in try await page(current) }
            items += next.items
            token = next.nextPageToken
            // A listing that goes round in circles would be listed for ever.
            if let token, !seen.insert(token).inserted { throw Self.unending(call) }
        } while token != nil
        return items
    }

    /// Refuses an answer about an address that nobody asked for: whoever it was meant for would be missing unseen.
    private static func refuseStrangers(
        among holders: [AddressHolder], _ emails: [String], _ mobiles: [String]
    ) throws(FeishuError) {
        let asked = Set(emails.map(ContactBook.key(ofEmail:)) + mobiles.map(ContactBook.key(ofMobile:)))
        let told = holders.flatMap {
            [$0.email.map(ContactBook.key(ofEmail:)), $0.mobile.map(ContactBook.key(ofMobile:))].compactMap(\.self)
        }
        guard asked.isSuperset(of: told) else {
            var error = FeishuError(
                .contacts, .malformedAnswer,
                hint: "Begin again; if it lasts, give the time of the call to Feishu's support.")
            error.message = "the answer is about an address that was not asked for"
            throw error
        }
    }

    private static func aboutSomebodyElse(_ id: String) -> FeishuError {
        var error = FeishuError(
            .people, .malformedAnswer,
            hint: "Begin again; if it lasts, give the id and the time of the call to Feishu's support.")
        error.message = "the answer is about somebody else than was asked for, or about two people with one id"
        error.subject = id
        return error
    }

    /// A page token that never lasts until the next page: nothing is wrong with the request.
    private static func unlasting(_ refusal: FeishuError) -> FeishuError {
        var error = refusal
        error.kind = .server
        error.hint =
            "The listing was begun \(restarts + 1) times and its page token expired each time: run again later; if it lasts, give the "
            + "log id to Feishu's support."
        return error
    }

    private static func unending(_ call: ContactCall) -> FeishuError {
        var error = FeishuError(
            call.endpoint, .malformedAnswer,
            hint: "Begin again; if it lasts, give the ids and the time of the calls to Feishu's support.")
        error.message = "the listing came back to a page it had given before, so it would never end"
        return error
    }
}

extension ContactBook.Person {
    /// Their id of a kind, where Feishu tells it.
    func id(_ kind: AppearanceKind) -> String? {
        switch kind {
        case .openID: openID
        case .userID: userID
        case .unionID: unionID
        case .departmentID, .email, .mobile: nil
        }
    }
}
