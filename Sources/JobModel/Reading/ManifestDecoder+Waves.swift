import StrictJSON

extension ManifestDecoder {
    mutating func waves(_ place: ManifestPlace, within notAfterSeconds: Int) -> Waves? {
        guard let fields = object(place, allowed: ["sizes", "wait", "gates"], slips: Self.waveSlips) else { return nil }
        guard let list = required("sizes", of: fields), let sizes = sizes(list) else { return nil }
        var waves = Waves(sizes: sizes)
        if let seconds = fields["wait"].flatMap({ duration($0, in: 0...86_400) }) { waves.waitSeconds = seconds }
        if let gates = fields["gates"].flatMap({ self.gates($0) }) { waves.gates = gates }
        let waits = waves.waitSeconds * sizes.count
        if waits >= notAfterSeconds {
            log.add(
                "the waves wait \(DurationText.text(waits)) altogether, but delivery.not_after lets nothing leave after "
                    + DurationText.text(notAfterSeconds),
                at: fields["wait"] ?? place, suggestion: "shorten wait, or allow more time with delivery.not_after")
        }
        return waves
    }

    private mutating func sizes(_ place: ManifestPlace) -> [Waves.Size]? {
        guard let elements = place.elements else {
            expected("an array of shares and numbers, as in [\"1%\", \"10%\"]", at: place)
            return nil
        }
        guard (1...Waves.mostSizes).contains(elements.count) else {
            log.add(
                "\(elements.count) waves; name 1 to \(Waves.mostSizes), the rest of the people follow as the last one",
                at: place)
            return nil
        }
        let sizes = elements.enumerated().compactMap { index, node in size(place.element(index, node)) }
        guard sizes.count == elements.count else { return nil }
        let percents = sizes.reduce(0) { sum, size in
            if case .percent(let percent) = size { sum + percent } else { sum }
        }
        guard percents < 100 else {
            log.add(
                "the waves take \(percents) % of the people, nobody is left for the last one", at: place,
                suggestion: "the rest follows by itself: leave the last share out")
            return nil
        }
        return sizes
    }

    /// A share such as `"10%"`, or a number of people.
    private mutating func size(_ place: ManifestPlace) -> Waves.Size? {
        if place.string != nil { return percent(place, in: 1...99).map { .percent($0) } }
        return integer(place, in: 1...500_000).map { .people($0) }
    }

    private mutating func percent(_ place: ManifestPlace, in range: ClosedRange<Int>) -> Int? {
        guard let text = string(place) else { return nil }
        let digits = text.dropLast()
        guard text.hasSuffix("%"), (1...3).contains(digits.count), digits.utf8.allSatisfy({ (48...57).contains($0) }),
            let value = Int(digits)
        else {
            log.add(
                "\(Quoting.quoted(text)) is no share", at: place,
                suggestion: "write a whole number and %, as in \"10%\"")
            return nil
        }
        guard range.contains(value) else {
            log.add("\(text) is outside \(range.lowerBound)% to \(range.upperBound)%", at: place)
            return nil
        }
        return value
    }

    private mutating func gates(_ place: ManifestPlace) -> WaveGates? {
        guard let fields = object(place, allowed: ["invalid", "rejected", "in_doubt"], slips: Self.gateSlips) else {
            return nil
        }
        var gates = WaveGates()
        if let share = fields["invalid"].flatMap({ percent($0, in: 0...100) }) { gates.invalidPercent = share }
        if let batches = fields["rejected"].flatMap({ integer($0, in: 0...2500) }) { gates.rejected = batches }
        if let batches = fields["in_doubt"].flatMap({ integer($0, in: 0...2500) }) { gates.inDoubt = batches }
        return gates
    }

    private static let waveSlips = [
        "percent": "sizes", "shares": "sizes", "steps": "sizes", "pause": "wait", "delay": "wait", "gate": "gates",
    ]
    private static let gateSlips = ["invalid_share": "invalid", "rejects": "rejected", "doubt": "in_doubt"]
}
