extension RunPlan {
    /// SHA-256 over the manifest's bytes, in lower-case hex: another one means the file was edited.
    public var manifestSHA256: String { PlanHash.hex(of: manifest) }

    /// How many recipients each wave has, in the order of leaving.
    public var wavePeople: [Int] {
        var first = 0
        return waveLengths.map { length in
            defer { first += length }
            return batches[first..<first + length].reduce(0) { $0 + $1.recipientCount }
        }
    }

    /// The balance sheet before anything is sent.
    ///
    /// Whoever is known beforehand to be unreachable counts as invalid, as ids that Feishu refuses later do.
    public var balance: BalanceSheet {
        var sheet = BalanceSheet()
        sheet.targeted = targeted
        sheet.excluded = excluded
        sheet.duplicate = duplicate
        sheet.invalid = unreachable
        sheet.pending = batches.reduce(0) { $0 + $1.recipientCount }
        return sheet
    }
}
