import FeishuAPI
import JobModel

/// Looks departments up together with everything above them, so that overlaps show.
struct DepartmentCheck {
    private static let perCall = 50

    let asker: ContactAsker

    /// A book of the named departments and those above them, as far as the app may see them.
    ///
    /// - Throws: As ``ContactAsker/answer(_:)``; a named department outside the app's contact range is a missing permission.
    func book(of names: [String]) async throws -> ContactBook {
        var book = ContactBook()
        var missing: [String] = []
        for name in try await ask(names, &book) { missing.append(name) }
        for name in missing {
            if case .department(_, let department) = try await asker.answer(.department(name)), !department.isDeleted {
                book.add(department, askedAs: name)
            }
        }
        var asked = Set(names)
        while true {
            // Asked for by a custom id, a department does not say what is above it.
            let silent = book.departments.values.filter { $0.parentID == nil }.map(\.openID)
            let above = book.departments.values.compactMap(\.parentID).filter {
                $0 != "0" && book.openID(ofDepartment: $0) == nil
            }
            let next = Set(silent + above).subtracting(asked).sorted()
            guard !next.isEmpty else { return book }
            asked.formUnion(next)
            _ = try await ask(next, &book)
        }
    }

    /// Enters what Feishu knows; returns what it has left out.
    private func ask(_ names: [String], _ book: inout ContactBook) async throws -> [String] {
        var missing: [String] = []
        for sort in [names.filter { $0.hasPrefix("od-") }, names.filter { !$0.hasPrefix("od-") }] {
            for start in stride(from: 0, to: sort.count, by: Self.perCall) {
                let list = Array(sort[start..<min(start + Self.perCall, sort.count)])
                guard case .departments(_, let found) = try await asker.answer(.departments(list)) else { continue }
                for name in list {
                    if let department = found.first(where: { $0.openID == name || $0.customID == name }) {
                        if !department.isDeleted { book.add(department, askedAs: name) }
                    } else {
                        missing.append(name)
                    }
                }
            }
        }
        return missing
    }
}
