import Dashboard
import FeishuAPI
import Foundation
import HTTPTransport
import JobEngine
import JobModel
import JobStore

extension CommandFailure {
    /// Any error of any floor as a failure: the one place where exit codes are chosen for errors.
    init(describing error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let part as DoneInPart: self.init(describing: part.cause)
        case let error as FeishuError: self.init(error)
        case let error as StoreError: self.init(error)
        case let error as EngineError: self.init(error)
        case let error as TickProblem: self.init(error)
        case let error as DashboardSetupError: self.init(error)
        case let error as PlanRefusal: self.init(refusals: error.reasons, file: "manifest")
        case let error as FeishuConfigurationError:
            self.init(
                exit: .configuration, type: "configuration", message: "the \(error.setting.rawValue) \(error.problem)",
                hint: error.fix)
        case let error as TransportSetupError:
            self.init(exit: .configuration, type: "configuration", message: error.description)
        case is CancellationError:
            self.init(exit: .temporary, type: "cancelled", message: "stopped before it was done")
        default:
            self.init(exit: .storage, type: "internal", message: "\(error)")
        }
    }

    private init(_ error: FeishuError) {
        self.init(
            exit: Self.status(for: error.kind), type: Self.type(for: error.kind), code: error.code,
            message: error.finding, hint: error.hint, logID: error.logID)
    }

    private init(_ error: StoreError) {
        self.init(
            exit: Self.status(for: error.code), type: error.code.rawValue, message: error.message,
            hint: error.hint.isEmpty ? nil : error.hint)
    }

    private init(_ error: DashboardSetupError) {
        switch error {
        case .exposed(let listen):
            self.init(
                exit: .configuration, type: "configuration",
                message: "others could reach the dashboard at \(listen), and nobody would have to sign in",
                hint: "listen on 127.0.0.1, or name users under dashboard.users (larkcast token NAME makes one)")
        case .otherKind:
            self.init(
                exit: .configuration, type: "configuration",
                message: "whether the dashboard needs a login does not change while it runs",
                hint: "start it again to go from no users under dashboard.users to some, or the other way round")
        case .cannotListen(let listen, let code):
            // Another program that has the port may let go of it; an address or a right that is missing does not come by itself.
            let isTaken = code == EADDRINUSE
            self.init(
                exit: isTaken ? .temporary : .configuration, type: isTaken ? "port_taken" : "configuration",
                message: "the dashboard cannot listen on \(listen): \(String(cString: strerror(code)))",
                hint: isTaken
                    ? "another program listens there; stop it, or choose another port with --listen"
                    : "choose an address of this machine and a port above 1023 with --listen")
        }
    }

    private init(_ error: TickProblem) {
        switch error {
        case .clock:
            self.init(
                exit: .needsDecision, type: "clock", message: error.text,
                hint: "set the clock; if it is right now, say larkcast tick --accept-clock once")
        case .clockOff:
            self.init(exit: .done, type: "clock", message: error.text, hint: "set the clock of this machine")
        case .tooManyMissed:
            self.init(
                exit: .needsDecision, type: "too_many_missed", message: error.text,
                hint:
                    "set the clock; if it is right, larkcast tick --accept-clock records one miss for all of them and goes on"
            )
        case .calendar:
            self.init(
                exit: .data, type: "calendar", message: error.text,
                hint: "add the year's holidays to the calendar file; what was skipped is sent by larkcast run alone")
        case .emptyFolder:
            self.init(
                exit: .data, type: "manifest", message: error.text,
                hint:
                    "mount it, or check --jobs; if all were taken out on purpose, end the scheduler or leave one on demand"
            )
        case .noEngine:
            self.init(
                exit: .configuration, type: "other_app", message: error.text,
                hint: "name the app's profile in a manifest, or go on with larkcast resume --profile NAME")
        case .unanswered:
            self.init(
                exit: .unreachable, type: "unanswered", message: error.text,
                hint: "they are asked again by themselves, less often each time; the others go on")
        case .notTold:
            self.init(
                exit: .finishedWithLosses, type: "notification_given_up", message: error.text,
                hint: "larkcast doctor checks the configuration of notifications")
        case .outOfBudget:
            self.init(
                exit: .temporary, type: "call_budget", message: error.text,
                hint: "raise limits.calls_per_month if the plan allows more")
        }
    }

    private init(_ error: EngineError) {
        switch error {
        case .needsDecision(let run):
            let doubts = run.doubts
            let detail =
                doubts.isEmpty ? "" : "; in doubt: batch \(doubts.map(String.init).joined(separator: ", "))"
            let look =
                doubts.first.map { "larkcast resolve \(run.id) \($0) shows the evidence" }
                ?? "larkcast status \(run.id) shows it"
            self.init(
                exit: .needsDecision, type: run.state.rawValue,
                message: "run \(run.id) of \(run.job) is \(run.state.rawValue)"
                    + (run.stateReason.map { " (\($0))" } ?? "") + detail,
                hint: look + Self.wayOn(run))
        case .notPossible(let run, let request):
            self.init(
                exit: .needsDecision, type: "wrong_state",
                message: "run \(run.id) is \(run.state.rawValue); \(request) is not possible",
                hint: "larkcast status \(run.id) shows it")
        case .appStopped(let stop):
            self.init(
                exit: .temporary, type: "app_stopped", message: "no run of this app sends now: \(stop.reason)",
                hint: "nothing was stored; run again once there is room, or larkcast resume RUN sends at once")
        case .otherApp(let run, let expected, let found):
            self.init(
                exit: .configuration, type: "other_app",
                message: "run \(run.id) belongs to app \(expected), and the configuration names \(found)",
                hint: "choose the other profile with --profile")
        case .manifestChanged(let run, let changed):
            self.init(
                exit: .needsDecision, type: "manifest_changed",
                message: "the manifest and its files no longer say what the unfinished run \(run.id) was frozen with"
                    + (changed.isEmpty ? "" : "; changed: \(RunSources.list(changed))"),
                hint: run.state == .awaitingApproval
                    ? "larkcast cancel \(run.id) makes room for a new plan; or restore what was changed: its frozen state "
                        + "is what larkcast approve \(run.id) lets out"
                    : "larkcast resume \(run.id) finishes what was frozen; or restore what was changed")
        case .noDirectMessages:
            self.init(
                exit: .configuration, type: "no_direct_messages",
                message: "this larkcast was started without direct messages",
                hint: "this is a mistake in larkcast; nothing was sent")
        case .noUploads:
            self.init(
                exit: .data, type: "message",
                message: "the message's files would have to be uploaded, which nobody can do here",
                hint: "upload them once and write their keys")
        case .noContacts:
            self.init(
                exit: .data, type: "audience",
                message: "the audience needs Feishu's contacts, which nobody can be asked",
                hint: "name people by ids of one kind")
        }
    }

    /// What lets a run that waits for a decision go on; nothing where only the doubts are left.
    private static func wayOn(_ run: RunSummary) -> String {
        if run.state == .awaitingApproval {
            return "; larkcast approve \(run.id) --as NAME, said by a second person, lets it go out"
        }
        let isLeft = run.batches.isEmpty || run.batches.contains { $0.state == .pending }
        return isLeft || run.doubts.isEmpty ? "; larkcast resume \(run.id) sends what provably never left" : ""
    }

    private static func status(for kind: FeishuError.Kind) -> ExitStatus {
        switch kind {
        case .cancelled, .throttled, .quota: .temporary
        case .unreachable, .trust, .server, .malformedAnswer, .unknownCode: .unreachable
        case .configuration: .configuration
        case .token, .credentials, .permission, .refusedRecall, .notOurs: .permission
        case .notFound, .invalidRequest, .unknownBatch: .data
        case .tooOldToRecall: .finishedWithLosses
        }
    }

    private static func type(for kind: FeishuError.Kind) -> String {
        switch kind {
        case .cancelled: "cancelled"
        case .throttled: "throttled"
        case .quota: "quota"
        case .unreachable: "unreachable"
        case .trust: "trust"
        case .server: "server"
        case .malformedAnswer: "malformed_answer"
        case .unknownCode: "unknown_code"
        case .configuration: "configuration"
        case .token: "token"
        case .credentials: "credentials"
        case .permission: "permission"
        case .refusedRecall: "refused_recall"
        case .notOurs: "not_ours"
        case .notFound: "not_found"
        case .invalidRequest: "invalid_request"
        case .unknownBatch: "unknown_batch"
        case .tooOldToRecall: "too_old_to_recall"
        }
    }

    private static func status(for code: StoreError.Code) -> ExitStatus {
        switch code {
        case .cannotOpen, .notADatabase, .newerSchema, .olderSchema, .wrongApplication, .readOnly, .diskFull, .corrupt,
            .constraint,
            .inputOutput:
            .storage
        case .locked, .lockHeld, .superseded, .dailyQuota, .overtaken, .killSwitch: .temporary
        case .notFound, .ambiguous: .usage
        case .repeats, .keyRefused, .notAdopted, .unfinished, .occurrenceTaken, .wrongState, .alreadyResolved,
            .unwitnessed:
            .needsDecision
        case .invalidPlan, .badMessageID: .data
        }
    }
}
