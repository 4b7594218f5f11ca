import Testing

@testable import JobModel

@Suite struct RecipientShapeTests {
    @Test(arguments: [
        ("ou_7d8a6e6df7621556ce0d21922b676706", IDKind.openID), ("ou_a", .openID), ("ou_-_A9", .openID),
        ("on_cad4860e7af114fb4ff6c5d496d1dd76", .unionID),
        ("e33ggbyz", .userID), ("li.wei@corp", .userID), ("0", .userID), ("a'b!#$&*()", .userID), ("outlook", .userID),
        ("od-4e6ac4d14bcd5071a37a39de902c7141", .departmentID), ("finance", .departmentID), ("00", .departmentID),
        ("D_1-2@x.y", .departmentID), ("odd", .departmentID), ("0a", .departmentID),
    ])
    func takesIDsOfTheirKind(id: String, kind: IDKind) {
        #expect(RecipientShape.problem(with: id, as: kind) == nil)
    }

    @Test(
        arguments: IDKind.allCases.filter { $0 != .chatID },
        ["", " ", "a b", "a\n", "\u{0}", "a/b", "你", "oc_1", "bm-1", "om_1", "cli_1", "\u{212A}", "a\"b", "a\\b"])
    func refusesWhatIsNoIDOfAnyKind(kind: IDKind, id: String) {
        #expect(RecipientShape.problem(with: id, as: kind) != nil)
    }

    @Test func anIDOfOneKindIsNoneOfAnother() {
        let ids: [IDKind: String] = [.openID: "ou_1", .unionID: "on_1", .departmentID: "od-1", .chatID: "oc_1"]
        for (kind, id) in ids {
            for other in IDKind.allCases {
                #expect((RecipientShape.problem(with: id, as: other) == nil) == (other == kind))
            }
        }
    }

    @Test(arguments: [(64, true), (65, false)])
    func idsHaveAtMostSixtyFourCharactersAfterTheirPrefix(count: Int, accepted: Bool) {
        let body = String(repeating: "a", count: count)
        #expect((RecipientShape.problem(with: body, as: .userID) == nil) == accepted)
        #expect((RecipientShape.problem(with: body, as: .departmentID) == nil) == accepted)
        #expect((RecipientShape.problem(with: "ou_" + body, as: .openID) == nil) == accepted)
        #expect((RecipientShape.problem(with: "od-" + body, as: .departmentID) == nil) == accepted)
    }

    @Test func invisibleCharactersAreShown() {
        let message = RecipientShape.problem(with: "ou_1\u{200B}\u{202E}", as: .openID)?.message
        #expect(message?.contains(#"\u{200b}\u{202e}"#) == true)
    }

    @Test(arguments: [
        ("a@b.example", true), ("a.b+c@d.e.f", true), ("a@b", false), ("@b.c", false), ("a@@b.c", false),
        ("a@b..c", false),
        ("a@.b", false), ("a b@c.d", false), ("a@b.c,", false), ("", false),
        (String(repeating: "a", count: 65) + "@b.c", false),
    ])
    func knowsEmails(text: String, accepted: Bool) {
        #expect((ContactShape.problem(withEmail: text) == nil) == accepted)
    }

    @Test(arguments: [
        ("13800138000", true), ("+8613800138000", true), ("1234", false), ("+", false), ("", false), ("١٢٣٤٥٦", false),
        ("1 2345678", false), ("8613800138000", false), ("008613800138000", false), ("+008613800138000", true),
        ("8612345", true), ("86138001380001", true), ("6591234567", true),
    ])
    func knowsMobiles(text: String, accepted: Bool) {
        #expect((ContactShape.problem(withMobile: text) == nil) == accepted)
    }

    @Test(arguments: [
        ("a.csv", true), ("a/b.csv", true), ("a..b", true), ("./a", true), ("...", true), ("..", false),
        ("../a", false),
        ("a/..", false), ("a/../b", false), ("/a", false), ("~a", false), ("", false), ("a\0", false), ("a\\b", false),
    ])
    func knowsPaths(path: String, accepted: Bool) {
        #expect((PathShape.problem(with: path) == nil) == accepted)
    }

    @Test(
        arguments: [
            ("deparment_ids", "department_ids"), ("Title", "title"), ("titel", "title"), ("batchSize", "batch_size"),
            ("xyz", nil), ("", nil), ("t", nil), ("job-id", nil),
        ] as [(String, String?)])
    func suggestsOnlyWhatIsNear(key: String, suggestion: String?) {
        #expect(KeySuggestion.nearest(to: key, among: ["title", "department_ids", "batch_size", "at"]) == suggestion)
    }

    @Test(arguments: [
        ("ab", "ba", 1), ("abc", "abc", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("shedule", "schedule", 1),
    ])
    func measuresDistance(left: String, right: String, distance: Int) {
        #expect(KeySuggestion.distance(Array(left), Array(right)) == distance)
        #expect(KeySuggestion.distance(Array(right), Array(left)) == distance)
    }
}
