/// Changes of the company that come when an API has been answered so many times: "after the third page".
struct ChangePlan {
    private struct Entry {
        var api: SandboxAPI
        var remaining: Int
        var changes: [CompanyChange]
    }

    private var entries: [Entry] = []

    /// Plans `changes` for right after the `nth` successful answer of `api`, counted from now.
    mutating func add(_ changes: [CompanyChange], after api: SandboxAPI, nth: Int) {
        entries.append(Entry(api: api, remaining: nth, changes: changes))
    }

    /// Counts an answer, and hands out what is due.
    mutating func due(after api: SandboxAPI) -> [CompanyChange] {
        guard !entries.isEmpty else { return [] }
        for index in entries.indices where entries[index].api == api { entries[index].remaining -= 1 }
        let due = entries.filter { $0.remaining <= 0 }.flatMap(\.changes)
        entries.removeAll { $0.remaining <= 0 }
        return due
    }
}

extension SandboxState {
    /// A change that no longer makes sense, because an earlier one removed what it names, is passed over.
    mutating func applyChanges(after api: SandboxAPI) {
        for change in changes.due(after: api) { try? company.apply(change) }
    }
}
