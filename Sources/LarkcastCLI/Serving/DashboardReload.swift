import Dashboard

/// Takes the dashboard's users from the configuration anew, when somebody asks for that with SIGHUP.
struct DashboardReload {
    let invocation: Invocation
    let server: DashboardServer
    let log: ServeLog

    /// Who may log in is what the configuration says now; one that cannot be used leaves everything as it was.
    func callAsFunction() {
        do {
            try server.changeUsers(to: try invocation.settings().dashboard.users)
            log.notice("the dashboard's users were read anew")
        } catch {
            var failure = CommandFailure(describing: error)
            failure.hint = "The dashboard's users as they were stay; correct the configuration, then reload again."
            log.tell(Troubles.Change(began: [.init(about: "dashboard", failure: failure)]))
        }
    }
}
