import JobEngine
import JobModel
import JobStore
import Reporting
import StrictJSON

/// Why a dispatcher stopped before the end, for programs.
enum DispatchEndDocument {
    /// The run document, with `stopped` in it when the dispatcher stopped before the end.
    static func json(of run: RunSummary, _ end: DispatchEnd) -> JSONValue {
        let document = RunDocument.json(run)
        guard let reason = json(end) else { return document }
        return .object((document.members ?? []) + [.init("stopped", reason)])
    }

    /// The reason, its words, and after how many seconds the same command may go on; `nil` for a run that is complete.
    static func json(_ end: DispatchEnd) -> JSONValue? {
        let (type, message, seconds): (String, String?, Int64?) =
            switch end {
            case .complete: ("", nil, nil)
            case .stopped(let state, let reason): (state.rawValue, reason, nil)
            case .killSwitch(let killSwitch): ("kill_switch", killSwitch.sentence, nil)
            case .drained: ("stopped", "somebody asked to stop", nil)
            case .unreachable(let evidence): ("unreachable", evidence.oneLine, nil)
            case .credentialsRefused(let evidence): ("credentials", evidence.oneLine, nil)
            case .permissionRefused(let evidence): ("permission", evidence.oneLine, nil)
            case .quotaUsedUp(let evidence): ("quota", evidence.oneLine, nil)
            case .appStopped(let stop): ("app_stopped", stop.reason, nil)
            case .retryBudgetSpent(let reason): ("retry_budget", reason, nil)
            case .waitingForWave(let next):
                ("waiting_for_wave", "wave \(next.number) leaves at \(Timestamp.utc(next.opensAt))", nil)
            case .throttled(let milliseconds): ("throttled", nil, (milliseconds + 999) / 1000)
            }
        guard !type.isEmpty else { return nil }
        return [
            "type": .string(type), "message": message.map { .string($0) } ?? .null,
            "retry_after_seconds": seconds.map { .integer(Int($0)) } ?? .null,
        ]
    }
}
