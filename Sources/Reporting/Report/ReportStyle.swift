/// The look of a report and of its parts.
public enum ReportStyle {
    /// The rules, for a page that shows parts of a report beside others; a message's own look is among them.
    public static var css: String { StyleSheet.message.text + "\n" + StyleSheet.report.text }
}

extension StyleSheet {
    /// The look of a report.
    static let report = StyleSheet(
        [page, lead, parts, tables, drawings, findings, narrow, paper], colours: colours)

    private static var colours: String {
        "\n:root{color-scheme:light dark;\(ReportColour.declarations(\.light))}"
            + "\n@media screen and (prefers-color-scheme:dark){:root{\(ReportColour.declarations(\.dark))}}"
    }

    private static let page: StaticString = """
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--ground);color:var(--letters);font-size:15px;line-height:1.55;
        font-family:-apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",Arial,"Liberation Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif}
        body:lang(zh){font-family:-apple-system,BlinkMacSystemFont,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC","Segoe UI",Roboto,Arial,sans-serif}
        .page{max-width:940px;margin:0 auto;padding:44px 24px 56px}
        :focus-visible{outline:2px solid var(--focus);outline-offset:2px}
        .small,.closing,.axis{color:var(--quiet);font-size:13px}
        .closing{margin-top:28px}
        .closing p{margin:0 0 4px;overflow-wrap:anywhere}
        """

    private static let lead: StaticString = """
        .lead{margin:0 0 26px}
        .overline{margin:0;color:var(--quiet);font-size:14px;overflow-wrap:anywhere}
        .lead h1{margin:4px 0 14px;font-size:32px;line-height:1.25;font-weight:650;letter-spacing:-.01em;overflow-wrap:anywhere;text-wrap:balance}
        .chips{display:flex;flex-wrap:wrap;gap:8px;margin:0 0 14px}
        .chip{padding:3px 12px;border-radius:999px;font-size:13px;font-weight:600;background:var(--wash);color:var(--letters)}
        .chip.good{background:var(--goodWash);color:var(--good)}
        .chip.warn{background:var(--warnWash);color:var(--warn)}
        .chip.bad{background:var(--badWash);color:var(--bad)}
        .meta{display:flex;flex-wrap:wrap;gap:2px 22px;margin:0;padding:0;list-style:none;color:var(--quiet);font-size:14px}
        .meta li{overflow-wrap:anywhere}
        .reason{margin:12px 0 0;overflow-wrap:anywhere}
        """

    private static let parts: StaticString = """
        .sheet-part{margin:0 0 18px;padding:26px 28px 24px;border:1px solid var(--hair);border-radius:14px;background:var(--paper)}
        .sheet-part h2{margin:0 0 12px;font-size:19px;line-height:1.35;font-weight:650}
        .sheet-part>p{margin:0 0 14px;overflow-wrap:anywhere}
        .sheet-part>:last-child{margin-bottom:0}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:14px;margin:0 0 18px}
        .tile{padding:16px 17px 15px;border:1px solid var(--hair);border-radius:14px;background:var(--paper)}
        .tile dt{color:var(--quiet);font-size:13px}
        .tile dd{margin:0}
        .tile .figure{margin:2px 0;font-size:25px;line-height:1.25;font-weight:650;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
        .tile .figure.words{font-size:20px;line-height:31px}
        .tile .remark{color:var(--quiet);font-size:12.5px;line-height:1.4}
        .adds-up{color:var(--good);font-weight:600;font-variant-numeric:tabular-nums}
        .alarm{color:var(--bad);font-weight:600}
        .folded{margin:0 0 14px}
        .folded>summary{cursor:pointer;color:var(--letters);font-weight:600;font-size:14px;padding:4px 0;border-radius:4px}
        .folded>:nth-child(2){margin-top:10px}
        """

    private static let tables: StaticString = """
        .wide{overflow-x:auto;margin:0 0 14px;border-radius:6px}
        .figures{width:100%;border-collapse:collapse;font-size:14px;line-height:1.45}
        .figures caption{padding:0 0 8px;color:var(--quiet);font-size:13px;text-align:left}
        .figures th,.figures td{padding:8px 18px 8px 0;border:0;border-bottom:1px solid var(--hair);background:none;text-align:left;vertical-align:top;overflow-wrap:break-word}
        .figures th:last-child,.figures td:last-child{padding-right:0}
        .figures thead th{color:var(--quiet);font-size:13px;font-weight:500;white-space:nowrap;vertical-align:bottom}
        .figures tbody th{font-weight:500;min-width:7em}
        .figures td{min-width:4em}
        .figures .n{min-width:0;text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        .figures tbody tr:last-child>*{border-bottom:0}
        .figures tfoot>tr>*{border-top:1px solid var(--letters);border-bottom:0;font-weight:600}
        .figures .marked>*{background:var(--wash)}
        .moment{white-space:nowrap}
        .place{display:flex;align-items:baseline;gap:9px;white-space:nowrap}
        .swatch{flex:none;display:inline-block;width:11px;height:11px;border-radius:3px}
        .p-good{background:var(--seen);fill:var(--seen)}
        .p-bad{background:var(--bad);fill:var(--bad)}
        .p-warn{background:var(--warn);fill:var(--warn)}
        .p-next{background:var(--next);fill:var(--next)}
        .p-other{background:var(--other);fill:var(--other)}
        .balance-bar{display:block;width:100%;height:12px;margin:0 0 18px;border-radius:6px}
        .share{display:flex;align-items:center;gap:10px;min-width:150px;font-variant-numeric:tabular-nums;white-space:nowrap}
        .share svg{flex:1 1 90px;min-width:70px;height:6px;border-radius:3px}
        .share span{flex:none;min-width:3.6em;text-align:right}
        .track{fill:var(--track)}
        .fill{fill:var(--seen)}
        """

    private static let drawings: StaticString = """
        .growth{margin:0 0 10px}
        .legend{display:flex;flex-wrap:wrap;gap:4px 24px;margin:0 0 12px;font-size:14px;font-variant-numeric:tabular-nums}
        .key{display:inline-flex;align-items:baseline;gap:8px}
        .k-delivered{background:var(--sent)}
        .k-read{background:var(--seen)}
        .k-half{width:0;height:13px;border-left:2px dashed var(--seen);border-radius:0;margin:0 5px;align-self:center}
        .curve{display:block;width:100%;height:auto}
        .curve-narrow{display:none}
        .curve text{fill:var(--quiet);font-size:12.5px;font-variant-numeric:tabular-nums}
        .grid{stroke:var(--hair);stroke-width:1;fill:none}
        .c-delivered,.c-read{fill:none;stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}
        .c-delivered{stroke:var(--sent)}
        .c-read{stroke:var(--seen)}
        .a-delivered{fill:var(--sent);fill-opacity:.09;stroke:none}
        .a-read{fill:var(--seen);fill-opacity:.16;stroke:none}
        .c-half{fill:none;stroke:var(--seen);stroke-width:1.5;stroke-dasharray:4 4}
        .dot{fill:var(--paper);stroke-width:2.5}
        .axis{margin:2px 0 0;text-align:center}
        .column{fill:var(--seen)}
        """

    private static let findings: StaticString = """
        .causes,.ids{margin:0 0 14px;padding:0;list-style:none}
        .cause{padding:16px 0;border-top:1px solid var(--hair);break-inside:avoid}
        .cause:last-child{padding-bottom:0}
        .cause:first-child{padding-top:2px;border-top:0}
        .cause h3{margin:0 0 2px;font-size:15.5px;line-height:1.4;font-weight:600;overflow-wrap:anywhere}
        .cause p{margin:0 0 6px;overflow-wrap:anywhere}
        .cause p:last-child{margin-bottom:0}
        .concerned{color:var(--quiet);font-size:14px;font-variant-numeric:tabular-nums}
        .evidence{color:var(--quiet);font-size:13px;overflow-wrap:anywhere}
        .ids{columns:20em;font-size:13px;font-family:ui-monospace,"SFMono-Regular",Menlo,Consolas,monospace}
        .ids li{overflow-wrap:anywhere}
        .client.auto{margin:0 0 14px}
        """

    private static let narrow: StaticString = """
        @media screen and (max-width:620px){.page{padding:24px 14px 36px}.lead h1{font-size:25px}
        .sheet-part{padding:20px 18px 18px;border-radius:12px}.tiles{grid-template-columns:1fr 1fr;gap:10px}.tile{padding:14px 15px 12px;border-radius:12px}
        .tile .figure{font-size:22px}.tile:last-child:nth-child(odd){grid-column:1/-1}.figures{font-size:13px}.figures .moment{white-space:normal}.figures th,.figures td{padding-right:12px}.figures tbody th{min-width:6em}.minor{display:none}.share{min-width:0}.share svg{display:none}.curve-wide{display:none}.curve-narrow{display:block}.chat{padding:12px}}
        """

    private static let paper: StaticString = """
        @page{size:A4;margin:15mm 14mm}
        @media print{*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        body{background:#fff;font-size:10.5pt}.page{max-width:none;padding:0}
        .sheet-part{padding:0;margin:0 0 20pt;border:0;background:none}.tile{padding:8pt 10pt;break-inside:avoid}.tiles{gap:8pt;grid-template-columns:repeat(auto-fit,minmax(84pt,1fr))}
        .tile .figure{font-size:15pt}.tile .figure.words{font-size:11pt;line-height:18pt}.lead h1{font-size:20pt}.figures{font-size:9.5pt}.figures th,.figures td{padding:5pt 9pt 5pt 0}.share{min-width:92pt}.share svg{min-width:40pt}
        h2,h3,caption,.legend{break-after:avoid}.growth,.tiles,tr,.client,.bubble>*,.body>*{break-inside:avoid}
        thead{display:table-header-group}tfoot{display:table-row-group}.wide{overflow:visible}.folded:not([open]){display:none}
        .curve{max-height:210pt}}
        """
}
