import Testing

@testable import JobModel

@Suite struct TextRuleTests {
    @Test func everyControlCharacterButLineFeedAndTabIsRefused() {
        for value in (0x00...0x9F).compactMap(Unicode.Scalar.init) {
            let isControl = value.value < 0x20 || value.value >= 0x7F
            let isRefused = isControl && value != "\n" && value != "\t"
            #expect(
                (TextRule.badCharacter(in: "a\(value)b") != nil) == isRefused, "U+\(String(value.value, radix: 16))")
        }
    }

    @Test(arguments: [
        "\u{A0}", "\u{AD}", "\u{200B}", "\u{200D}", "\u{FEFF}", "\u{FFFD}", "\u{E000}", "\u{10FFFF}", "👨‍👩‍👧", "🇨🇳",
        "e\u{301}",
    ])
    func unusualCharactersPass(_ text: String) {
        #expect(TextRule.problems(in: text) == [])
    }

    @Test(arguments: ["\u{FFFE}", "\u{FFFF}", "a\u{0}", "\r\n"])
    func whatIsNoCharacterIsRefused(_ text: String) {
        #expect(TextRule.problems(in: text).count == 1)
    }

    @Test(
        arguments: [
            ("plain", nil), ("\u{202A}a\u{202C}", nil), ("\u{202E}a\u{202C}b\u{202D}c\u{202C}", nil),
            ("\u{2067}a\u{2068}b\u{2069}\u{2069}", nil), ("\u{202B}\u{2066}a\u{2069}\u{202C}", nil),
            ("\u{202E}a", "U+202E"), ("a\u{202C}", "U+202C"), ("a\u{2069}", "U+2069"), ("\u{2066}a\u{202C}", "U+202C"),
            ("\u{202A}a\u{2069}", "U+2069"), ("\u{202A}a\nb\u{202C}", "U+202A"),
            ("\u{2068}a\u{2029}b\u{2069}", "U+2068"),
            ("\u{202A}\u{202A}a\u{202C}", "U+202A"), ("\u{200E}\u{200F}", nil),
        ] as [(String, String?)])
    func directionMarksMustCloseOnTheirLine(text: String, named: String?) {
        let problem = TextRule.unpairedBidi(in: text)
        #expect((problem == nil) == (named == nil))
        if let named { #expect(problem?.message.contains(named) == true) }
    }

    @Test(
        arguments: [
            ("Dear {{name}}", "{{name}}"), ("{{}}", "{{}}"), ("a {{ x.y }} b", "{{ x.y }}"),
            ("{{a\nb}}", #"{{a\u{a}b}}"#),
            ("{name}", nil), ("{{name}", nil), ("{{a{b}}", nil), ("{ {a}}", nil), ("${name}", nil), ("{}{}", nil),
        ] as [(String, String?)])
    func findsUnfilledPlaceholders(text: String, placeholder: String?) {
        let problem = TextRule.placeholders(in: text).first
        #expect((problem == nil) == (placeholder == nil))
        if let placeholder { #expect(problem?.message.contains("\"\(placeholder)\"") == true) }
    }

    @Test(arguments: [
        (#"<at user_id="all"></at>"#, true), ("<at user_id='all'>", true), ("<at user_id=all>", true),
        ("<at id=all></at>", true),
        (#"<at  user_id = "all" >"#, true), ("<at\nid=all>", true), (#"<at name="x" user_id="all">"#, true),
        (#"<at user_id="ou_1"></at>"#, false), (#"<at user_id="allan">"#, false), ("at all", false),
        ("<attach id=all>", false),
        (#"user_id="all""#, false), ("<at user_id=\"ou_1\"> id=all", false),
    ])
    func findsMentionsOfEverybody(text: String, found: Bool) {
        #expect((TextRule.mentionOfAll(in: text) != nil) == found)
    }

    @Test(
        arguments: [
            ("<b>x</b>", "<b>"), ("x</i>", "</i>"), ("a<br/>b", "<br/>"),
            (#"<a href="https://x.example">y</a>"#, #"<a href="https://x.example">"#),
            ("see [this](http://x.example/a) now", "[this](http://x.example/a)"), ("**bold** text", "**bold**"),
            ("a < b", nil), ("<boss>", nil), ("<li wei>", nil), ("[x] (y)", nil), ("[x](y)", nil), ("2 ** 3", nil),
            ("", nil),
            (#"<at user_id="ou_1"></at>"#, nil),
        ] as [(String, String?)])
    func noticesMarkup(text: String, markup: String?) {
        #expect(TextMarkup().ofBatch(text).first?.text == markup)
    }

    @Test(arguments: [
        ("a", #""a""#), ("a\u{202E}b", #""a\u{202e}b""#), ("a\nb\0", #""a\u{a}b\u{0}""#), ("你好 👩", #""你好 👩""#),
        (String(repeating: "x", count: 61), "\"" + String(repeating: "x", count: 60) + "…\""), ("", #""""#),
    ])
    func quotesWithoutHidingAnything(text: String, quoted: String) {
        #expect(Quoting.quoted(text) == quoted)
    }

    @Test(arguments: [
        "UTC", "Asia/Shanghai", "America/Argentina/Buenos_Aires", "America/Port-au-Prince", "Etc/UTC", "Europe/Berlin",
        "Australia/Lord_Howe",
    ])
    func takesIANAZones(_ name: String) {
        #expect(TimeZoneShape.problem(with: name) == nil)
    }

    @Test(arguments: [
        "", "CST", "EST5EDT", "GMT", "UTC+8", "UTC-08:00", "GMT+8", "+08:00", "-5", "8", "Etc/GMT+8", "Etc/GMT-0",
        "Etc/GMT0",
        "Z", "Asia/", "/Shanghai", "asia/shanghai", "Asia/Shanghai ", "Asia//Shanghai", "Asia/Shang hai", "A/B/C/D",
        "Ásia/Shanghai",
        "localtime", "Local", "China Standard Time",
    ])
    func refusesWhatNamesNoZone(_ name: String) {
        #expect(TimeZoneShape.problem(with: name)?.hint == "write an IANA name such as Asia/Shanghai")
    }
}
