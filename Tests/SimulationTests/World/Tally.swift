/// What one or many seeds came to.
struct Tally: Sendable, Equatable {
    var seeds = 0
    var batchesSent = 0
    var faults: [String: Int] = [:]
    var kills = 0
    var incidents: [String: Int] = [:]
    var duplicates = 0
    var losses = 0
    var inDoubt = 0
    var resentByOperator = 0
    var states: [String: Int] = [:]
    var steps = 0

    mutating func add(_ other: Tally) {
        seeds += other.seeds
        batchesSent += other.batchesSent
        faults.merge(other.faults, uniquingKeysWith: +)
        kills += other.kills
        incidents.merge(other.incidents, uniquingKeysWith: +)
        duplicates += other.duplicates
        losses += other.losses
        inDoubt += other.inDoubt
        resentByOperator += other.resentByOperator
        states.merge(other.states, uniquingKeysWith: +)
        steps += other.steps
    }

    /// For people, one figure a line.
    func text(seconds: Double) -> String {
        func list(_ counts: [String: Int]) -> String {
            counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map { "\($0.key) \($0.value)" }
                .joined(separator: ", ")
        }
        return """
            seeds              \(seeds)
            batches sent       \(batchesSent)
            faults injected    \(faults.values.reduce(0, +)): \(list(faults))
            kills              \(kills)
            what people did    \(incidents.values.reduce(0, +)): \(list(incidents))
            runs at the end    \(list(states))
            duplicates         \(duplicates)
            losses             \(losses)
            in doubt           \(inDoubt), of which \(resentByOperator) sent again by an operator's word
            steps              \(steps)
            seconds            \((seconds * 10).rounded() / 10)
            """
    }
}
