/// The part of the company an app's contact calls may see, as an administrator has set it.
/// https://open.feishu.cn/document/ukTMukTMukTM/uETNz4SM1MjLxUzM/v3/guides/scope_authority
public enum ContactRange: Sendable, Equatable {
    /// "All members"; the only range with which the root department `"0"` may be asked for.
    case everyone
    /// Some departments (ids of either kind), with all below them, and some people (open ids).
    case only(departments: [String], people: [String])

    /// Refuses a range that names a department or a person the company does not have.
    func check(in company: SandboxCompany) throws(SandboxError) {
        guard case .only(let departments, let people) = self else { return }
        for id in departments where company.department(id: id) == nil {
            throw .invalidControl("there is no department \"\(id)\"")
        }
        for id in people where company.person(openID: id) == nil {
            throw .invalidControl("there is no person \"\(id)\"")
        }
    }
}

/// A range looked up in the company.
struct ResolvedRange {
    private let company: SandboxCompany
    private let limits: (departments: Set<Int>, people: Set<Int>)?

    init(_ range: ContactRange, in company: SandboxCompany) {
        self.company = company
        switch range {
        case .everyone: limits = nil
        case .only(let departments, let people):
            limits = (
                Set(departments.compactMap { company.department(id: $0) }),
                Set(people.compactMap { company.person(openID: $0) })
            )
        }
    }

    var isEveryone: Bool { limits == nil }

    /// The named departments and people, ascending; of everybody, the first level and who sits directly under the root.
    var roots: (departments: [Int], people: [Int]) {
        guard let limits else { return (company.index.topDepartments, company.index.rootMembers) }
        return (limits.departments.sorted(), limits.people.filter { !company.people[$0].isResigned }.sorted())
    }

    func contains(department: Int) -> Bool {
        guard let limits else { return true }
        return company.index.path(of: department).contains { limits.departments.contains($0) }
    }

    func contains(person: Int) -> Bool {
        guard let limits else { return true }
        return limits.people.contains(person)
            || company.people[person].departments.contains { contains(department: $0) }
    }
}
