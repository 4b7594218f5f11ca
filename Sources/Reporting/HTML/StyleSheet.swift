/// The look of a page; made of words and numbers of the program alone.
struct StyleSheet: Sendable {
    /// The rules.
    let text: String

    /// Rules as they are written in the program.
    init(_ rules: [StaticString], colours: String = "") {
        text = rules.map { "\($0)" }.joined(separator: "\n") + colours
    }

    /// The look of a message's preview.
    static let preview = StyleSheet(
        [page, frame, client, parts, controls, media], colours: themes + headers + nightOnNarrowScreens)

    /// The look of a message in a page of its own look, by day and by night as the reader's system has it.
    static let message = StyleSheet([frame, client, parts, controls], colours: automatic)

    /// A card's header in each colour, by day and by night.
    private static var headers: String {
        CardColour.allCases.map { colour in
            let (light, dark) = (colour.light, colour.dark)
            return "\n.light .\(colour.styleClass){background:\(CardColour.hex(light.background));"
                + "color:\(CardColour.hex(light.letters))}"
                + "\n.dark .\(colour.styleClass){background:\(CardColour.hex(dark.background));"
                + "color:\(CardColour.hex(dark.letters))}"
        }.joined()
    }

    private static var themes: String { "\n.light{\(day)}\n.dark{\(night)}" }

    /// On a narrow screen the one picture that is shown, and spoken, is the light one: at night it has the colours of the other.
    private static var nightOnNarrowScreens: String {
        let headers = CardColour.allCases.map { colour in
            ".light .\(colour.styleClass){background:\(CardColour.hex(colour.dark.background));"
                + "color:\(CardColour.hex(colour.dark.letters))}"
        }
        return "\n@media screen and (max-width:899px) and (prefers-color-scheme:dark){.light{\(night)}"
            + "\(headers.joined())}"
    }

    /// Day, and night where the system has night; paper has day.
    private static var automatic: String {
        func headers(_ look: (CardColour) -> (background: UInt32, letters: UInt32)) -> String {
            CardColour.allCases.map { colour in
                ".auto .\(colour.styleClass){background:\(CardColour.hex(look(colour).background));"
                    + "color:\(CardColour.hex(look(colour).letters))}"
            }.joined()
        }
        return "\n.auto{\(day)}\n\(headers(\.light))\n@media screen and (prefers-color-scheme:dark){.auto{\(night)}"
            + "\(headers(\.dark))}"
    }

    private static let day: StaticString = """
        --back:#fff;--text:#1f2329;--weak:#5d636b;--edge:#dee0e3;--bubble:#f2f3f5;--card:#fff;--rule:#dee0e3;--link:#1a54d6;--code:#eff0f1;--tint:#f5f6f7;--button:#fff;--primary:#1a54d6;--on-primary:#fff;--danger:#b42318;--red:#b42318;--green:#1f7a1a;--orange:#974a00;--blue:#1a54d6;--purple:#6a32c4;--grey:#5d636b
        """

    private static let night: StaticString = """
        --back:#1a1a1a;--text:#ebebeb;--weak:#a6a6a6;--edge:#3a3a3a;--bubble:#2d2d2d;--card:#222;--rule:#434343;--link:#82a7fc;--code:#333;--tint:#2a2a2a;--button:#2b2b2b;--primary:#82a7fc;--on-primary:#10182b;--danger:#f98e8b;--red:#f98e8b;--green:#7fcf78;--orange:#f5ab5f;--blue:#82a7fc;--purple:#bd9cf7;--grey:#a6a6a6
        """

    private static let page: StaticString = """
        *{box-sizing:border-box}
        :root{color-scheme:light dark;--page:#f5f6f7;--ink:#1f2329;--soft:#51565d;--line:#d0d3d6;--focus:#1a3fa8}
        body{margin:0;background:var(--page);color:var(--ink);line-height:1.5;
        font-family:-apple-system,BlinkMacSystemFont,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",Roboto,"Helvetica Neue",Arial,sans-serif}
        .wrap{max-width:1180px;margin:0 auto;padding:24px 20px}
        .top h1{margin:4px 0 8px;font-size:24px;line-height:1.3;overflow-wrap:anywhere}
        .eyebrow{margin:0;color:var(--soft);font-size:13px}
        .facts{margin:0 0 12px;padding:0;list-style:none;color:var(--soft);font-size:14px}
        .facts li{overflow-wrap:anywhere}
        .size{display:flex;flex-wrap:wrap;align-items:center;gap:4px 12px;font-size:13px;color:var(--soft)}
        .size meter{width:220px;height:14px}
        .variant{margin-top:24px}
        .variant h2{margin:0 0 8px;font-size:16px}
        .pair{display:grid;grid-template-columns:1fr;gap:16px}
        .foot{margin-top:28px;padding-top:12px;border-top:1px solid var(--line);color:var(--soft);font-size:13px}
        a:focus-visible,summary:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
        """

    private static let frame: StaticString = """
        .client{border:1px solid var(--edge);border-radius:10px;background:var(--back);color:var(--text);min-width:0}
        .client>h3{margin:0;padding:8px 16px;font-size:12px;font-weight:400;color:var(--weak);border-bottom:1px solid var(--edge)}
        """

    private static let client: StaticString = """
        .chat{display:grid;grid-template-columns:36px minmax(0,1fr);gap:4px 12px;padding:16px}
        .avatar{width:36px;height:36px;border-radius:50%;background:#3370ff;grid-row:span 2;display:block}
        .sender{margin:0;font-size:12px;color:var(--weak)}
        .badge{margin-left:6px;padding:0 5px;border-radius:3px;background:var(--tint);color:var(--weak);font-size:11px}
        .bubble{justify-self:start;max-width:100%;padding:10px 14px;border-radius:8px;background:var(--bubble);font-size:14px}
        .card{width:100%;max-width:520px;border:1px solid var(--edge);border-radius:8px;background:var(--card);font-size:14px;overflow:hidden}
        .card>.head{padding:12px 14px}
        .head .title,.head .sub{margin:0;overflow-wrap:anywhere}
        .head .title{font-size:16px;font-weight:600;line-height:1.4}
        .head .sub{font-size:13px;margin-top:2px}
        .tag{display:inline-block;padding:0 6px;border-radius:4px;border:1px solid currentColor;font-size:12px;font-weight:400}
        .card>.body{padding:12px 14px}
        """

    private static let parts: StaticString = """
        .body>*,.bubble>*,.part>*,.note>*{margin:0 0 8px}
        .body>:last-child,.bubble>:last-child,.part>:last-child,.note>:last-child{margin-bottom:0}
        .body p,.bubble p{overflow-wrap:anywhere;min-height:1.5em}
        .heading{font-weight:600;font-size:16px}
        .l1{font-size:18px}
        .bubble .heading{font-size:16px}
        .body ul,.bubble ul,.body ol,.bubble ol{padding-left:22px}
        li>ul,li>ol{margin:0}
        .body li,.bubble li{overflow-wrap:anywhere}
        .body hr,.bubble hr{border:0;border-top:1px solid var(--rule)}
        blockquote{padding-left:10px;border-left:3px solid var(--rule);color:var(--weak)}
        pre{padding:8px 10px;border-radius:6px;background:var(--code);white-space:pre-wrap;tab-size:4;overflow-wrap:anywhere;font-size:13px}
        code{padding:0 4px;border-radius:4px;background:var(--code);font-size:13px;overflow-wrap:anywhere}
        pre code{padding:0;background:none}
        .note{font-size:12px;color:var(--weak)}
        .columns{display:flex;gap:12px}
        .columns>.part{flex:1 1 0;min-width:0}
        .fields{display:grid;grid-template-columns:1fr 1fr;gap:8px 12px}
        .fields>.part{min-width:0}
        .fields>.wide{grid-column:1/-1}
        .images{display:flex;gap:8px;flex-wrap:wrap}
        .image{flex:1 1 140px;min-height:88px;padding:10px;display:flex;align-items:center;justify-content:center;text-align:center;border:1px dashed var(--weak);border-radius:6px;background:var(--tint);color:var(--weak);font-size:12px;overflow-wrap:anywhere}
        .picture{flex:1 1 140px;min-width:0}
        .picture img,.video img{display:block;max-width:100%;height:auto;margin:0 auto 4px;border-radius:6px}
        .named{padding:6px 10px;border:1px dashed var(--weak);border-radius:6px;color:var(--weak);font-size:12px;overflow-wrap:anywhere}
        .attachment{display:flex;gap:10px;align-items:center;padding:10px 12px;border:1px solid var(--edge);border-radius:6px;background:var(--card);overflow-wrap:anywhere}
        .attachment .part{flex:1 1 auto;min-width:0}
        .sheet{font-size:22px;color:var(--primary)}
        .bar{flex:1 1 120px;height:4px;border-radius:2px;background:var(--rule)}
        .time{font-size:12px;color:var(--weak)}
        .video{flex-direction:column;justify-content:center;min-height:140px;text-align:center;background:var(--tint);color:var(--weak);font-size:12px}
        .sticker{justify-content:center;font-size:40px;border-style:dashed}
        .mention{color:var(--link)}
        .label,.emotion{padding:0 5px;border-radius:4px;background:var(--tint);color:var(--weak);font-size:12px}
        .address{color:var(--weak);font-size:12px}
        a{color:var(--link);text-decoration:underline;overflow-wrap:anywhere}
        .panel{border:1px solid var(--edge);border-radius:6px;padding:8px 10px}
        .panel summary{font-weight:600;overflow-wrap:anywhere}
        .panel .part{margin-top:8px}
        .form{border:1px solid var(--edge);border-radius:6px;padding:8px 10px}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:13px}
        th,td{padding:6px 8px;border:1px solid var(--edge);text-align:left;vertical-align:top;overflow-wrap:anywhere}
        th{background:var(--tint);font-weight:600}
        .k-red{color:var(--red)}.k-green{color:var(--green)}.k-orange{color:var(--orange)}.k-blue{color:var(--blue)}.k-purple{color:var(--purple)}.k-grey{color:var(--grey)}
        """

    private static let controls: StaticString = """
        .controls{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
        .control{display:inline-block;padding:4px 12px;border:1px solid var(--weak);border-radius:6px;background:var(--button);color:var(--text);font-size:14px;line-height:1.6;text-decoration:none;overflow-wrap:anywhere;max-width:100%}
        .control.primary{border-color:var(--primary);color:var(--primary)}
        .control.filled{border-color:var(--primary);background:var(--primary);color:var(--on-primary)}
        .control.danger{border-color:var(--danger);color:var(--danger)}
        .control.field{color:var(--weak);border-style:dashed}
        .control.bare{border:0;padding:4px 0;background:none}
        .options{font-size:12px;color:var(--weak)}
        """

    /// Narrow screens show one picture, in the theme of the reader's system; wide ones both; paper the light one.
    private static let media: StaticString = """
        @media (max-width:899px){.dark,.pair h3{display:none}}
        @media (min-width:900px){.pair{grid-template-columns:1fr 1fr}}
        @media (max-width:420px){.wrap{padding:16px 12px}.chat{padding:12px;gap:4px 8px}}
        @media (prefers-color-scheme:dark){:root{--page:#0f0f10;--ink:#ebebeb;--soft:#a6a6a6;--line:#3a3a3a;--focus:#82a7fc}}
        @page{size:A4;margin:14mm}
        @media print{:root{--page:#fff;--ink:#1f2329;--soft:#51565d;--line:#d0d3d6;color-scheme:light}.wrap{padding:0;max-width:none}
        .pair{display:block}.dark{display:none}.light{display:block}
        .scroll{overflow:visible}.variant h2,.client h3,.head{break-after:avoid}.body>*,.bubble>*,li,tr{break-inside:avoid}
        *{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
        """
}
