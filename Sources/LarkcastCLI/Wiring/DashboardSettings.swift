import Dashboard

/// What the configuration says about the dashboard.
struct DashboardSettings: Sendable, Equatable {
    /// The address people type, when something stands before it.
    var publicURL: PublicURL?
    /// Further names it may be spoken to under.
    var hosts: [String] = []
    /// Who may log in; without any it is for looking only.
    var users: [DashboardUser] = []
}
