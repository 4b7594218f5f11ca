/// How many of those who are named one by one, and not left out, lead to nobody.
struct NamedReach {
    private var lost: Set<String> = []
    private var found: Set<String> = []

    /// Notes a name that leads to nobody.
    mutating func note(lost name: String) { lost.insert(name) }

    /// Notes people whom a name leads to.
    mutating func note(_ people: [ContactBook.Person]) {
        for person in people { found.insert(person.openID) }
    }

    /// What somebody should look at before half an audience gets the message; leavers and frozen accounts are known, and miss
    /// nothing.
    var alarm: HeadCountAlarm? {
        let all = lost.count + found.count
        return HeadCountAlarm.isAlarming(missing: lost.count, of: all) ? .unreached(lost.count, of: all) : nil
    }
}
