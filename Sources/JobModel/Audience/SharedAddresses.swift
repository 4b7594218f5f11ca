/// E-mail addresses and mobile numbers that several of the people have who would get the message.
///
/// Everybody who has one is meant. But what a row of a CSV file says is one person's: the others would read it.
struct SharedAddresses {
    private static let listed = 10

    private var reasons: [PlanRefusal.Reason] = []
    private var privateCount = 0
    private var sentences: [String] = []
    private var count = 0

    /// Notes who would get the message for an address; `list` is where it stands.
    mutating func note(_ appearance: Appearance, of holders: [ContactBook.Person], in list: AppearanceList) {
        guard holders.count > 1 else { return }
        let place = list.place(ofIndex: appearance.index)
        let ids = holders.map(\.openID).joined(separator: " and ")
        let address = Quoting.line(appearance.text, limit: 120)
        guard case .file(let file, let pointer) = list, !file.keptColumns.isEmpty else {
            count += 1
            if sentences.count < PlanRemark.namedAddresses { sentences.append("\(address) (\(place)) is \(ids)") }
            return
        }
        privateCount += 1
        guard reasons.count < Self.listed else { return }
        reasons.append(
            PlanRefusal.Reason(
                category: .data, pointer: pointer,
                message: "\(place): \(address) is the address of \(ids), and what the row says is one person's",
                hint: "name the person by an open_id, user_id or union_id"))
    }

    /// Refuses rows whose values more than one person would read.
    ///
    /// - Throws: ``PlanRefusal``.
    func refuse() throws(PlanRefusal) {
        guard let last = reasons.last else { return }
        let more = privateCount - reasons.count
        let rest = PlanRefusal.Reason(
            category: .data, pointer: last.pointer, message: "\(more) more rows have the address of several people")
        throw PlanRefusal(reasons: reasons + (more > 0 ? [rest] : []))
    }

    /// What people should know before they say yes; `nil` when no address is shared.
    var remark: PlanRemark? { count > 0 ? .sharedAddresses(count, first: sentences) : nil }
}
