/// One figure of a wave that is worse than its gate lets pass.
public enum GateObstacle: Sendable, Hashable {
    /// So many of so many people are invalid, and the gate lets that many percent pass.
    case invalid(Int, of: Int, percent: Int)
    /// So many batches are rejected, and the gate lets that many pass.
    case rejected(Int, most: Int)
    /// So many batches are in doubt, and the gate lets that many pass.
    case inDoubt(Int, most: Int)

    /// The words for people and for the store.
    public var text: String {
        switch self {
        case .invalid(let count, let all, let percent):
            "\(count) of \(all) people are invalid, the gate lets \(percent) % pass"
        case .rejected(let count, let most): "\(Self.batches(count)) rejected, the gate lets \(most) pass"
        case .inDoubt(let count, let most): "\(Self.batches(count)) in doubt, the gate lets \(most) pass"
        }
    }

    /// Reads the words back; `nil` for any others.
    public init?(text: String) {
        let numbers = text.split { !("0"..."9").contains($0) }.compactMap { Int($0) }
        let found: GateObstacle? =
            switch numbers.count {
            case 3: .invalid(numbers[0], of: numbers[1], percent: numbers[2])
            case 2 where text.contains(" rejected, "): .rejected(numbers[0], most: numbers[1])
            case 2: .inDoubt(numbers[0], most: numbers[1])
            default: nil
            }
        guard let found, found.text == text else { return nil }
        self = found
    }

    private static func batches(_ count: Int) -> String { count == 1 ? "1 batch is" : "\(count) batches are" }
}
