public import StrictJSON

extension LeftOuts {
    /// Who was left out and why, as plan and run documents show it and the store keeps it.
    ///
    /// `{"totals":{"excluded":3,…},"origins":{"excluded_by_name":1,…},"examples":[{"reason","name","place"},…]}`. Every
    /// reason has a total; an origin that is missing is unknown or nobody's.
    public var json: JSONValue {
        [
            "totals": .object(LeftOutReason.allCases.map { .init($0.rawValue, .integer(totals[$0] ?? 0)) }),
            "origins": .object(
                LeftOutOrigin.allCases.compactMap { origin in
                    origins[origin].map { .init(origin.rawValue, .integer($0)) }
                }),
            "examples": .array(
                examples.map {
                    ["reason": .string($0.reason.rawValue), "name": .string($0.name), "place": .string($0.place)]
                }),
        ]
    }

    /// Reads what ``json`` wrote; `nil` for anything else.
    public init?(json: JSONValue) {
        self.init()
        guard let totals = json["totals"]?.members, let examples = json["examples"]?.array else { return nil }
        for member in totals {
            guard let reason = LeftOutReason(rawValue: member.key), let count = member.value.integer else { return nil }
            if count > 0 { self.totals[reason] = count }
        }
        // What an older larkcast kept has none.
        for member in json["origins"]?.members ?? [] {
            guard let origin = LeftOutOrigin(rawValue: member.key), let count = member.value.integer else { return nil }
            origins[origin] = count
        }
        for entry in examples {
            guard let reason = entry["reason"]?.string.flatMap(LeftOutReason.init), let name = entry["name"]?.string,
                let place = entry["place"]?.string
            else { return nil }
            self.examples.append(LeftOut(reason: reason, name: name, place: place))
        }
    }
}
