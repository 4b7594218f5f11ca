import StrictJSON
import TestSupport
import Testing

@testable import LarkcastCLI

/// What a detached larkcast says comes over whole; half of it, or something else, is nothing.
struct DetachedReportTests {
    private static func again(_ report: DetachedReport) -> DetachedReport? {
        DetachedReport(Array((report.json.text(.pretty) + "\n").utf8))
    }

    @Test func comesOverWhole() throws {
        guard case .sending = Self.again(.sending) else { return #expect(Bool(false)) }
        guard case .ended = Self.again(.ended) else { return #expect(Bool(false)) }
        guard case .waiting(let words) = Self.again(.waiting("process 7 \"on\" mill")) else {
            return #expect(Bool(false))
        }
        #expect(words == "process 7 \"on\" mill")
        let failure = CommandFailure(
            exit: .permission, type: "credentials", code: 10014, message: "no\nway", hint: "look", logID: "log-1")
        guard case .failed(let found) = Self.again(.failed(failure)) else { return #expect(Bool(false)) }
        #expect(found.exit == .permission && found.type == "credentials" && found.code == 10014)
        #expect(found.message == "no\nway" && found.hint == "look" && found.logID == "log-1")
    }

    @Test(arguments: [
        "", "{", #"{"detached":"#, #"{"detached":"else"}"#, #"{"detached":"sending","error":{}}"#, #"{"error":{}}"#,
        #"{"error":{"type":"x","message":"y","exit_code":0}}"#, #"{"error":{"type":"x","message":"y","exit_code":5}}"#,
        #"{"error":{"type":"x","message":"y","exit_code":99999999999}}"#,
    ])
    func anythingElseIsNothing(_ text: String) {
        #expect(DetachedReport(Array(text.utf8)) == nil)
    }
}
