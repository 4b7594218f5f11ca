import HTTPTransport
import TestSupport
import Testing

@testable import FeishuAPI

@Suite struct SendAcceptanceTests {
    private func outcome(data: String) -> SendOutcome {
        SendClassifier().outcome(of: .answered(200, #"{"code":0,"msg":"ok","data":\#(data)}"#))
    }

    @Test func keepsTheIDsFeishuDoesNotKnow() {
        var invalid = InvalidRecipients()
        invalid.departmentIDs = ["od-gone"]
        invalid.openIDs = ["ou_1", "ou_2"]
        invalid.unionIDs = ["on_1"]
        let outcome = SendClassifier().outcome(of: .answered(200, Fixture.acceptedInPart))
        #expect(outcome.verdict == .accepted(batchMessageID: Fixture.id, invalid: invalid))
        #expect(outcome.evidence.hint?.contains("4 ids") == true)
    }

    @Test(arguments: ["", #","invalid_open_ids":null"#, #","invalid_open_ids":[]"#])
    func readsAbsentNullAndEmptyListsAlike(_ list: String) {
        let outcome = outcome(data: #"{"message_id":"bm-0123456789"\#(list)}"#)
        #expect(outcome.verdict == .accepted(batchMessageID: "bm-0123456789", invalid: InvalidRecipients()))
    }

    @Test func mentionsMalformedListsWithoutLosingTheAcceptance() {
        var invalid = InvalidRecipients()
        invalid.openIDs = ["ou_1"]
        invalid.unreadable = 3
        let outcome = outcome(
            data: #"{"message_id":"bm-0123456789","invalid_open_ids":["ou_1",7,null],"invalid_user_ids":"u"}"#)
        #expect(outcome.verdict == .accepted(batchMessageID: "bm-0123456789", invalid: invalid))
        let hint = outcome.evidence.hint ?? ""
        #expect(hint.contains(#""invalid_open_ids" holds 2 elements that are no strings"#))
        #expect(hint.contains(#""invalid_user_ids" should be a list but is of type string"#))
    }

    @Test(arguments: [
        "bm-0123", "bm_0123456789", "bm-abc_DEF-9", "bm-" + String(repeating: "a", count: 128),
    ])
    func takesBothSpellingsOfAnID(_ id: String) {
        #expect(
            outcome(data: #"{"message_id":"\#(id)"}"#).verdict
                == .accepted(batchMessageID: id, invalid: InvalidRecipients()))
    }

    @Test(arguments: [
        "12345", "null", "true", "[]", "{}", #""""#, #""bm-""#, #""bm-123""#, #""../x""#, #""bm-../../x""#,
        #""bm-ab cd""#,
        #""bm-abcd\n""#, #""BM-abcdef""#, #""bm.abcdef""#, #""om_abcdef""#, #""bm-äbcdef""#, #""bm-abcd%2f""#,
        #"" bm-abcdef""#,
        "\"bm-" + String(repeating: "a", count: 129) + "\"", "\"" + String(repeating: "x", count: 300) + "\"",
    ])
    func takesAMalformedIDForNone(_ id: String) {
        let outcome = outcome(data: #"{"message_id":\#(id)}"#)
        #expect(outcome.verdict == .acceptedWithoutID(invalid: InvalidRecipients()))
        #expect(outcome.evidence.hint?.contains("must not be sent again") == true)
    }

    @Test(arguments: ["null", "{}", "[]", #""x""#, "7"])
    func takesAPayloadWithoutIDForAnAcceptanceWithoutOne(_ data: String) {
        #expect(outcome(data: data).verdict == .acceptedWithoutID(invalid: InvalidRecipients()))
    }

    @Test func takesAMissingPayloadForAnAcceptanceWithoutID() {
        let verdict = SendClassifier().outcome(of: .answered(200, #"{"code":0}"#)).verdict
        #expect(verdict == .acceptedWithoutID(invalid: InvalidRecipients()))
    }

    @Test func keepsTheIDThoughTheMessageHasAWrongType() {
        let body = #"{"code":0,"msg":5,"error":[],"data":{"message_id":"bm-0123456789"}}"#
        let outcome = SendClassifier().outcome(of: .answered(200, body))
        #expect(outcome.verdict == .accepted(batchMessageID: "bm-0123456789", invalid: InvalidRecipients()))
        #expect(outcome.evidence.hint?.contains(#""msg" should be a string"#) == true)
    }
}
