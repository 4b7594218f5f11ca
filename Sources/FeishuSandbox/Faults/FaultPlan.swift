/// The faults in force and how often each has been met.
struct FaultPlan {
    private struct Entry {
        var id: Int
        var rule: FaultRule
        var occurrences = 0
    }

    private var entries: [Entry] = []
    private var nextID = 1

    /// Adds a rule behind the others; the id is what the journal names.
    mutating func add(_ rule: FaultRule) -> Int {
        defer { nextID += 1 }
        entries.append(Entry(id: nextID, rule: rule))
        return nextID
    }

    mutating func remove(_ id: Int) {
        entries.removeAll { $0.id == id }
    }

    mutating func removeAll() {
        entries.removeAll()
    }

    /// Whether the rule of that id is still in force.
    func contains(_ id: Int) -> Bool {
        entries.contains { $0.id == id }
    }

    var rules: [(id: Int, rule: FaultRule)] {
        entries.map { ($0.id, $0.rule) }
    }

    /// Counts a request against every rule it matches; the first rule that hits it strikes.
    mutating func strike(_ api: SandboxAPI) -> (id: Int, effect: FaultEffect)? {
        var struck: (id: Int, effect: FaultEffect)?
        for index in entries.indices where entries[index].rule.api == nil || entries[index].rule.api == api {
            entries[index].occurrences += 1
            if struck == nil, entries[index].rule.hits(entries[index].occurrences) {
                struck = (entries[index].id, entries[index].rule.effect)
            }
        }
        return struck
    }
}
