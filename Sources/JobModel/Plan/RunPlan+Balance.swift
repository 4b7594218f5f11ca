extension RunPlan {
    /// The balance sheet before anything is sent.
    public var balance: BalanceSheet {
        var sheet = BalanceSheet()
        sheet.targeted = targeted
        sheet.excluded = excluded
        sheet.duplicate = duplicate
        sheet.pending = batches.reduce(0) { $0 + $1.recipientCount }
        return sheet
    }
}
