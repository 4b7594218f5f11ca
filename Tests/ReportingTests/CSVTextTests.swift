import CustomDump
import Foundation
import Testing

@testable import Reporting

struct CSVTextTests {
    @Test(
        arguments: [
            ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("", ""), ("福利", "福利"), ("a-b", "a-b"), ("1+1", "1+1"),
        ])
    func quotesAsRFC4180Asks(_ raw: String, _ cell: String) {
        #expect(CSVText.cell(raw) == cell)
    }

    @Test(
        "no cell becomes a formula",
        arguments: [
            ("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\t=1", "'\t=1"),
            ("  =1", "'  =1"), ("\u{A0}=1", "'\u{A0}=1"), ("ok\n=1", "\"ok\n'=1\""), ("\r=1", "\"'\r'=1\""),
            ("=1,2", "\"'=1,2\""),
        ])
    func disarmsFormulas(_ raw: String, _ cell: String) {
        #expect(CSVText.cell(raw) == cell)
    }

    @Test func writesOneRowABatch() {
        let lines = CSVText.report(fixtureRun()).components(separatedBy: "\r\n")
        #expect(lines.count == 5)
        #expect(lines.last == "")
        expectNoDifference(
            lines[0],
            "run,job,title,state,ordinal,label,batch_state,batch_message_id,recipients,attempts,valid,delivered,read,recalled,"
                + "recall,invalid_ids,id_kind,recipient")
        expectNoDifference(
            lines[1],
            "k7m2q9x4d1ab,benefits-2026,2026 福利选择开放 benefits,halted,1,Finance 财务,accepted,bm-0001,200,1,198,197,120,,,"
                + "ou_gone1 ou_gone2,,")
        #expect(lines[3].hasSuffix("in_doubt,,200,2,,,,,,,,"))
    }
}
