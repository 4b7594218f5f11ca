import CustomDump
import Foundation
import JobModel
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
            ("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\t=1", "\"'\t'=1\""),
            ("  =1", "'  =1"), ("\u{A0}=1", "'\u{A0}=1"), ("ok\n=1", "\"ok\n'=1\""), ("\r=1", "\"'\r'=1\""),
            ("=1,2", "\"'=1,2\""), ("a;=1;@b", "\"a;'=1;'@b\""), ("a; =1", "\"a;' =1\""), ("a\t-1", "\"a\t'-1\""),
            ("a;b", "\"a;b\""),
        ])
    func disarmsFormulas(_ raw: String, _ cell: String) {
        #expect(CSVText.cell(raw) == cell)
    }

    @Test func writesOneRowABatch() {
        let lines = CSVText.report(fixtureRun(), withIDs: true).components(separatedBy: "\r\n")
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

    @Test func namesNobodyUnlessAsked() {
        var run = fixtureRun()
        run.batches[0].recipient = MessageRecipient(kind: .openID, id: "ou_ann")
        run.batches[1].recipient = MessageRecipient(kind: .chatID, id: "oc_canteen")
        let named = CSVText.report(run, withIDs: true)
        let unnamed = CSVText.report(run, withIDs: false)
        #expect(named.contains("ou_gone1 ou_gone2,open_id,ou_ann\r\n"))
        #expect(!unnamed.contains("ou_"))
        #expect(unnamed.contains(",open_id,\r\n") && unnamed.contains(",chat_id,oc_canteen\r\n"))
        #expect(named.components(separatedBy: ",").count == unnamed.components(separatedBy: ",").count)
    }

    @Test func aSeriesHasARowForEveryRun() {
        var test = fixtureRun()
        test.isTest = true
        test.title = "=1+1"
        let lines = CSVText.series(RunSeries(runs: [fixtureRun(), test])).components(separatedBy: "\r\n")
        #expect(lines.count == 4)
        expectNoDifference(
            lines[0],
            "run,job,title,state,occurrence,test,unit,created_at,started_at,sent_at,targeted,accepted,invalid,rejected,excluded,"
                + "duplicate,in_doubt,abandoned,cancelled,pending,valid,delivered,read,recalled,sampled_at,recall")
        expectNoDifference(
            lines[1],
            "k7m2q9x4d1ab,benefits-2026,2026 福利选择开放 benefits,halted,,false,people,2026-12-01T01:00:00Z,2026-12-01T01:00:02Z,,"
                + "1000,590,4,200,5,1,200,0,0,0,590,585,312,0,2026-12-01T01:05:00Z,none")
        #expect(lines[2].contains(",'=1+1,halted,,true,"))
    }
}
