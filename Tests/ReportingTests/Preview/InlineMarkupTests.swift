import CustomDump
import Testing

@testable import Reporting

/// Feishu's markup inside a line, in each of its three kinds of text.
struct InlineMarkupTests {
    private typealias Run = PreviewRun

    private static let cards: [(String, [PreviewRun])] = [
        ("", []), ("plain", [Run("plain")]), ("a\nb", [Run("a\nb")]),
        ("a **b** c", [Run("a "), Run("b", style: .bold), Run(" c")]),
        (
            "*a* _b_ ~~c~~",
            [Run("a", style: .italic), Run(" "), Run("b", style: .italic), Run(" "), Run("c", style: .strike)]
        ),
        ("***a***", [Run("a", style: [.bold, .italic])]),
        ("**a *b* c**", [Run("a ", style: .bold), Run("b", style: [.bold, .italic]), Run(" c", style: .bold)]),
        ("snake_case_name", [Run("snake_case_name")]), ("2 * 3 * 4", [Run("2 * 3 * 4")]), ("**open", [Run("**open")]),
        ("`**a**` b", [Run("**a**", style: .code), Run(" b")]), ("``", [Run("``")]),
        ("[here](https://a.example)", [Run("here", link: "https://a.example")]),
        ("[**b**](x:y)", [Run("b", style: .bold, link: "x:y")]),
        ("[](https://a.example)", [Run("https://a.example", link: "https://a.example")]),
        ("[a] (b)", [Run("[a] (b)")]), ("[a](b", [Run("[a](b")]), ("[a\n](b)", [Run("[a\n](b)")]),
        ("[[a](b)", [Run("["), Run("a", link: "b")]),
        (
            "see https://a.example/x?y=1, ok",
            [Run("see "), Run("https://a.example/x?y=1", link: "https://a.example/x?y=1"), Run(", ok")]
        ),
        ("https://a.example。好", [Run("https://a.example", link: "https://a.example"), Run("。好")]),
        ("xhttps://a.example", [Run("xhttps://a.example")]), ("https://", [Run("https://")]),
        ("<at id=ou_1></at> hi", [Run("@ou_1", kind: .mention), Run(" hi")]),
        ("<at id=\"ou_1\">Li Wei</at>", [Run("@Li Wei", kind: .mention)]),
        ("<at email=hr@a.example/>", [Run("@hr@a.example", kind: .mention)]),
        ("<font color='red'>a **b**</font>", [Run("a ", colour: "red"), Run("b", style: .bold, colour: "red")]),
        ("<text_tag color='blue'>new</text_tag>", [Run("new", colour: "blue", kind: .label)]),
        ("<a href='https://a.example'>x</a>", [Run("x", link: "https://a.example")]),
        ("a<br>b", [Run("a\nb")]), ("<u>a</u><s>b</s>", [Run("a", style: .underline), Run("b", style: .strike)]),
        ("<u>open", [Run("<u>open")]), ("<foo>a</foo>", [Run("<foo>a</foo>")]), ("a < b > c", [Run("a < b > c")]),
        (":SMILE: :x: 10:30:", [Run("SMILE", kind: .emotion), Run(" :x: 10:30:")]),
        ("a ![cat](img_1) b", [Run("a "), Run("image img_1: cat", kind: .named), Run(" b")]),
        ("&lt;b&gt; &amp; &#42; &#x41; &foo; &", [Run("<b> & * A &foo; &")]),
        ("**\u{301}a**", [Run("\u{301}a", style: .bold)]),
    ]

    @Test(arguments: cards.indices) func cardsHaveAllOfIt(_ index: Int) {
        expectNoDifference(InlineMarkup.runs(Self.cards[index].0, .card), Self.cards[index].1, "\(Self.cards[index].0)")
    }

    @Test func aBatchTextHasNothingButAddresses() {
        let text = "**a** <b>b</b> [c](https://d) :SMILE: &lt; https://a.example"
        expectNoDifference(
            InlineMarkup.runs(text, .plain),
            [
                Run("**a** <b>b</b> [c]("), Run("https://d", link: "https://d"), Run(") :SMILE: &lt; "),
                Run("https://a.example", link: "https://a.example"),
            ])
    }

    @Test func aTextOfTheDirectChannelHasFourTagsMentionsAndLinks() {
        expectNoDifference(
            InlineMarkup.runs(
                "<b>a</b> **b** [c](https://d) <at user_id=\"ou_1\">Li</at> <font color=red>x</font> &lt;", .directText),
            [
                Run("a", style: .bold), Run(" **b** "), Run("c", link: "https://d"), Run(" "),
                Run("@Li", kind: .mention),
                Run(" <font color=red>x</font> &lt;"),
            ])
    }

    /// 30 KB of marks that never close must not take a second each.
    @Test(arguments: [
        "*", "**a", "[", "[a](", "<font color='x'>", "`a", "~~a", "_a ", ":A", "<at ", "https://", "&#", "![",
    ])
    func noTextTakesLongerThanItDeserves(_ piece: String) {
        let text = String(repeating: piece, count: 30_000 / piece.utf8.count)
        #expect(!InlineMarkup.runs(text, .card).words.isEmpty)
    }
}
