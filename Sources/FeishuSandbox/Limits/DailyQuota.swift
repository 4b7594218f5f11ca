/// Messages an app has sent by batch today; beyond the limit the answer is 11247.
///
/// When Feishu's day begins is not documented; here it begins with the sandbox and every 86,400 sandbox seconds after.
struct DailyQuota {
    let limit: Int
    private var used: [String: (day: Int, messages: Int)] = [:]

    init(limit: Int) {
        self.limit = limit
    }

    /// Books `messages` for `appID` at `now` (sandbox seconds); false, and nothing booked, when the day is full.
    mutating func take(_ messages: Int, appID: String, now: Double) -> Bool {
        let day = Int(now / 86_400)
        let held = used[appID].flatMap { $0.day == day ? $0.messages : nil } ?? 0
        guard messages <= limit - held else { return false }
        used[appID] = (day, held + messages)
        return true
    }
}
