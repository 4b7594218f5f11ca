import JobModel

/// The shares of a balance sheet in tenths of a per cent, rounded so that together they are the whole.
///
/// Shares that are cut add up to less than what stands below them, and a reader who adds up doubts the figures. So the tenths that
/// cutting leaves go to the places with the largest remainders; to none that would be all without being all.
struct BalanceShares {
    private let tenths: [BalancePhrase: Int]

    init(_ people: BalanceSheet) {
        let places = people.places.filter { $0.count > 0 }
        let whole = max(1, people.targeted)
        var shares = places.map { place in
            let (tenths, remainder) = (place.count * 1000).quotientAndRemainder(dividingBy: whole)
            return (tenths: tenths, remainder: remainder)
        }
        // A sheet that does not add up says so, and no rounding may hide it.
        var left = people.addsUp ? 1000 - shares.reduce(0) { $0 + $1.tenths } : 0
        for index in shares.indices.sorted(by: { shares[$0].remainder > shares[$1].remainder }) where left > 0 {
            // Less than a tenth is shown as that, and 99.96 % of two places is not 100.
            guard shares[index].tenths > 0, shares[index].tenths < 999 else { continue }
            shares[index].tenths += 1
            left -= 1
        }
        tenths = Dictionary(uniqueKeysWithValues: zip(places.map(\.phrase), shares.map(\.tenths)))
    }

    /// A place's share; a few of very many are no 0.1 %.
    func text(_ place: BalancePhrase, _ people: BalanceSheet, _ language: Language) -> String {
        guard people.targeted > 0 else { return language.percent(nil, of: nil) }
        let count = people.places.first { $0.phrase == place }?.count ?? 0
        return count > 0 && count * 1000 < people.targeted
            ? "<0.1%" : language.percent(tenths: tenths[place] ?? 0)
    }
}
