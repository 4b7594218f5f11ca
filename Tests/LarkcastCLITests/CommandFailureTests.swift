import FeishuAPI
import HTTPTransport
import JobEngine
import JobModel
import JobStore
import StrictJSON
import Testing

@testable import LarkcastCLI

/// Every error of every floor has its exit code and a stable type.
struct CommandFailureTests {
    @Test(arguments: [
        (FeishuError.Kind.cancelled, LarkcastCLI.ExitStatus.temporary, "cancelled"),
        (.unreachable, .unreachable, "unreachable"), (.trust, .unreachable, "trust"),
        (.configuration, .configuration, "configuration"),
        (.throttled(resetSeconds: 3), .temporary, "throttled"), (.quota, .temporary, "quota"),
        (.token, .permission, "token"), (.credentials, .permission, "credentials"),
        (.permission, .permission, "permission"), (.notFound, .data, "not_found"),
        (.invalidRequest, .data, "invalid_request"), (.tooOldToRecall, .finishedWithLosses, "too_old_to_recall"),
        (.refusedRecall, .permission, "refused_recall"), (.unknownBatch, .data, "unknown_batch"),
        (.notOurs, .permission, "not_ours"), (.server, .unreachable, "server"),
        (.malformedAnswer, .unreachable, "malformed_answer"), (.unknownCode, .unreachable, "unknown_code"),
    ])
    func feishusErrors(_ kind: FeishuError.Kind, _ exit: LarkcastCLI.ExitStatus, _ type: String) {
        var error = FeishuError(.batchProgress, kind, hint: "do this")
        error.code = 230_030
        error.logID = "log-1"
        let failure = CommandFailure(describing: error)
        #expect(failure.exit == exit)
        #expect(failure.type == type)
        #expect(failure.code == 230_030)
        #expect(failure.logID == "log-1")
        #expect(failure.hint == "do this")
        #expect(failure.message.contains("get_progress"))
    }

    @Test(arguments: StoreError.Code.allCases)
    func theStoresErrors(_ code: StoreError.Code) {
        let failure = CommandFailure(describing: StoreError(code, "what happened", hint: "do this"))
        let expected: LarkcastCLI.ExitStatus =
            switch code {
            case .locked, .lockHeld, .superseded, .dailyQuota, .overtaken, .killSwitch: .temporary
            case .notFound, .ambiguous: .usage
            case .repeats, .keyRefused, .notAdopted, .unfinished, .occurrenceTaken, .wrongState, .alreadyResolved,
                .unwitnessed:
                .needsDecision
            case .invalidPlan, .badMessageID: .data
            case .cannotOpen, .notADatabase, .newerSchema, .olderSchema, .wrongApplication, .readOnly, .diskFull,
                .corrupt, .constraint, .inputOutput:
                .storage
            }
        #expect(failure.exit == expected)
        #expect(failure.type == code.rawValue)
        #expect(failure.message == "what happened")
        #expect(failure.hint == "do this")
        #expect(CommandFailure(describing: StoreError(code, "x")).hint == nil, "an empty hint is none")
    }

    @Test func theEnginesErrors() {
        let run = Samples.run([.accepted, .inDoubt, .inDoubt, .pending], state: .halted, reason: "two doubts")
        let table: [(EngineError, LarkcastCLI.ExitStatus, String, String)] = [
            (.needsDecision(run), .needsDecision, "halted", "in doubt: batch 2, 3"),
            (
                .needsDecision(Samples.run([.pending], state: .paused, reason: "lunch")), .needsDecision, "paused",
                "is paused (lunch)"
            ),
            (
                .notPossible(Samples.run([.cancelled], state: .cancelled), request: "resume"), .needsDecision,
                "wrong_state", "is cancelled; resume is not possible"
            ),
            (.otherApp(run, expected: "cli_a", found: "cli_b"), .configuration, "other_app", "app cli_a"),
            (
                .appStopped(AppStop(reason: "the messages of the day are used up", until: 1)), .temporary,
                "app_stopped",
                "messages of the day"
            ),
            (.manifestChanged(run, changed: []), .needsDecision, "manifest_changed", "frozen with"),
            (
                .manifestChanged(run, changed: ["a.csv", "b.json"]), .needsDecision, "manifest_changed",
                "frozen with; changed: a.csv, b.json"
            ),
        ]
        for (error, exit, type, words) in table {
            let failure = CommandFailure(describing: error)
            #expect(failure.exit == exit)
            #expect(failure.type == type)
            #expect(failure.message.contains(words))
            #expect(failure.message.contains(run.id.rawValue) || type == "app_stopped", "an app has many runs")
            #expect(failure.hint != nil, "somebody must know what to do next")
        }
    }

    @Test func whatWaitsForASecondPersonNamesTheCommandThatHelps() {
        let waiting = CommandFailure(
            describing: EngineError.needsDecision(Samples.run([.pending], state: .awaitingApproval)))
        #expect(waiting.hint?.contains("larkcast approve") == true && waiting.hint?.contains("resume") == false)
        let paused = CommandFailure(describing: EngineError.needsDecision(Samples.run([.pending], state: .paused)))
        #expect(paused.hint?.contains("larkcast resume") == true && paused.hint?.contains("approve") == false)
        let changed = CommandFailure(
            describing: EngineError.manifestChanged(
                Samples.run([.pending], state: .awaitingApproval), changed: []))
        #expect(changed.hint?.contains("larkcast approve") == true && changed.hint?.contains("resume") == false)
    }

    @Test func everythingElse() {
        struct Stranger: Error {}
        let table: [(any Error, LarkcastCLI.ExitStatus, String)] = [
            (FeishuConfigurationError(.appSecret, "is empty", fix: "copy it"), .configuration, "configuration"),
            (TransportSetupError.libcurlTooOld(found: "7.10"), .configuration, "configuration"),
            (CancellationError(), .temporary, "cancelled"), (Stranger(), .storage, "internal"),
            (CommandFailure(exit: .usage, type: "usage", message: "x"), .usage, "usage"),
        ]
        for (error, exit, type) in table {
            let failure = CommandFailure(describing: error)
            #expect(failure.exit == exit)
            #expect(failure.type == type)
            #expect(!failure.message.isEmpty)
        }
    }

    @Test func aPlansRefusalNamesEveryReason() {
        let refusal = PlanRefusal(reasons: [
            .init(category: .unavailable, pointer: "/a", message: "not yet", hint: "wait"),
            .init(category: .data, pointer: "/b", message: "wrong"),
        ])
        let failure = CommandFailure(describing: refusal)
        #expect(failure.exit == .data)
        #expect(failure.message == "manifest: /a: not yet; wait\nmanifest: /b: wrong")
        #expect(failure.problems.map { $0["pointer"] } == ["/a", "/b"])
        #expect(failure.problems.map { $0["suggestion"] } == ["wait", .null])
    }

    @Test func theDocumentHasTheContractsKeys() {
        var failure = CommandFailure(exit: .unreachable, type: "server", message: "oh")
        #expect(failure.json.members?.map(\.key) == ["error"])
        #expect(
            failure.json["error"]?.members?.map(\.key) == ["type", "code", "message", "hint", "log_id", "exit_code"])
        #expect(failure.json["error"]?["code"] == .null, "Feishu gave none")
        #expect(failure.json["error"]?["exit_code"]?.integer == 69)
        #expect(failure.json["error"]?["hint"] == .null)
        failure.code = 11_232
        failure.hint = "wait"
        failure.logID = "log"
        failure.problems = [["line": 1]]
        #expect(failure.json["error"]?["code"]?.integer == 11_232)
        #expect(failure.json["error"]?["hint"]?.string == "wait")
        #expect(failure.json["error"]?["log_id"]?.string == "log")
        #expect(failure.json["error"]?["problems"]?.array?.count == 1)
    }

    @Test func isReportedAsOneDocumentOrAsEscapedLines() {
        var failure = CommandFailure(exit: .data, type: "x", message: "one\u{1B}[2J\ntwo", hint: "three\r")
        failure.logID = "log\u{202E}"
        let lines = FakeConsole()
        FailureReport(console: lines.console).show(failure)
        #expect(lines.out.isEmpty)
        #expect(
            lines.errorLines == [
                "larkcast: one\\u{1b}[2J\\u{a}two", "          three\\u{d}", "          log id log\\u{202e}",
            ])
        failure.lines = ["one\u{1B}", "two\nthree"]
        let list = FakeConsole()
        FailureReport(console: list.console).show(failure)
        #expect(list.errorLines.prefix(2) == ["larkcast: one\\u{1b}", "larkcast: two\\u{a}three"])
        let document = FakeConsole(isJSON: true)
        FailureReport(console: document.console).show(failure)
        #expect(document.errors.isEmpty)
        #expect(JSONReader().read(Array(document.out.utf8)).root?.value == failure.json)
    }
}
