import JobStore
import Reporting

/// Shows the newest runs; what `list` and a bare `status` print.
struct RunListing {
    let invocation: Invocation

    func show(limit: Int) async throws -> ExitStatus {
        let store = try invocation.openStoreForReading(try invocation.settings())
        let runs = try await store.summaries(limit: limit)
        let notice = KillSwitchNotice(try await store.killSwitch())
        notice.show(on: invocation.console, invocation.language, in: invocation.zone)
        if invocation.console.isJSON {
            invocation.console.out(RunDocument.json(list: runs).adding("kill_switch", notice.json))
        } else {
            if runs.isEmpty { invocation.console.note(invocation.language.say(EndingPhrase.nothingYet)) }
            invocation.console.out(RunListText.table(runs, on: invocation.surface))
        }
        return .done
    }
}
