import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// Feishu's clock and ours are an age apart.
struct FeishuClockTests {
    private static let answer =
        #"{"code":0,"msg":"ok","tenant_access_token":"t-g1044","expire":7200,"bot":{"activate_status":2},"#
        + #""data":{"message_id":"bm-0123456789abcdef0123456789abcdef"}}"#

    private static func feishu(date: String = "Sun, 06 Nov 1994 08:49:37 GMT") throws -> MisbehavingServer {
        try MisbehavingServer(
            .respond(fields: [("Date", date), ("Content-Type", "application/json")], body: answer))
    }

    /// An HTTP date so many seconds ago.
    private static func date(secondsAgo seconds: Double) -> String {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = .gmt
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return format.string(from: Date(timeIntervalSinceNow: -seconds))
    }

    private static func office(_ feishu: MisbehavingServer) throws -> Office {
        let office = try Office(baseURL: "http://127.0.0.1:\(feishu.port)")
        try FileManager.default.createDirectory(
            atPath: office.directory.path("jobs"), withIntermediateDirectories: false)
        return office
    }

    /// Due at every minute, within ten of them.
    private static func put(_ job: String, in office: Office) throws {
        let text = "News of \(job)"
        _ = try office.manifest(
            #"{"job":"\#(job)","audience":{"users":{"open_ids":["\#(Office.ids(1)[0])"]}},"#
                + #""message":{"text":"\#(text)"},"schedule":{"cron":"* * * * *","timezone":"UTC","#
                + #""allow_frequent":true,"starting_deadline":"10m"}}"#, name: "jobs/\(job).json")
    }

    private static func sends(_ feishu: MisbehavingServer) -> Int {
        feishu.requests.count { $0.target.contains("batch_send") }
    }

    private static func clockProblems(_ tick: JSONValue) -> Int {
        tick["problems"]?.array?.count { $0["type"] == "clock" } ?? 0
    }

    /// Nothing that is due begins, and the tick says why.
    @Test func nothingBegins() async throws {
        let feishu = try Self.feishu()
        defer { feishu.stop() }
        let office = try Self.office(feishu)
        try Self.put("first", in: office)
        for _ in 0..<2 {
            let tick = try await office.json("tick", "--jobs", "jobs")
            #expect(tick.result.status == 3)
            #expect(Self.clockProblems(tick.document) == 1)
        }
        #expect(Self.sends(feishu) == 0)
        #expect(try await office.json("list").document["runs"]?.array?.contains { $0["state"] != "missed" } == false)
        let doctor = try await office.larkcast.run(["doctor"])
        #expect(doctor.status == 3 && doctor.output.contains("ahead of the server's"), "\(doctor.output)")
    }

    /// The daemon makes its clients in a way of its own, and hears the same.
    @Test func theDaemonBeginsNothingEither() async throws {
        let feishu = try Self.feishu()
        defer { feishu.stop() }
        let office = try Self.office(feishu)
        try Self.put("first", in: office)
        let daemon = try Daemon(office)
        let ends = [#""error":"clock""#, "a batch was sent"]
        while !ends.contains(where: daemon.running.errorsSoFar.contains), !daemon.running.hasEnded {
            try await Task.sleep(for: .milliseconds(10))
        }
        let end = await daemon.stop()
        #expect(end.status == 0 && end.errors.contains(ends[0]) && !end.errors.contains(ends[1]), "\(end.errors)")
        #expect(Self.sends(feishu) == 0)
    }

    /// A few minutes are told, and nobody is called: the tick sends and ends with 0.
    @Test func aFewMinutesAreAWarning() async throws {
        let feishu = try Self.feishu(date: Self.date(secondsAgo: 300))
        defer { feishu.stop() }
        let office = try Self.office(feishu)
        _ = try office.manifest(
            #"{"job":"first","audience":{"users":{"open_ids":["\#(Office.ids(1)[0])"]}},"#
                + #""message":{"text":"News"}\#(Office.dueOnce)}"#, name: "jobs/first.json")
        let tick = try await office.json("tick", "--jobs", "jobs", "--quiet")
        #expect(tick.result.status == 0, "\(tick.document) \(tick.result.errors)")
        #expect(tick.document["started"]?.array?.count == 1 && tick.document["problems"] == [])
        let words = tick.document["warnings"]?.array?.compactMap { $0["message"]?.string } ?? []
        #expect(words.contains { $0.hasSuffix("ahead of the server's") }, "\(tick.document)")
        #expect(tick.result.errors.contains("warning: the clock is"))
        let quiet = try await office.larkcast.run(["tick", "--jobs", "jobs", "--quiet"])
        #expect(
            quiet.status == 0 && quiet.errors.isEmpty && quiet.output.isEmpty, "cron mails nothing: \(quiet.errors)")
    }

    /// Whoever says run decides when it goes out, whatever the clock shows, and hears of it.
    @Test(arguments: [300.0, 3600]) func aRunByHandIsWarned(_ seconds: Double) async throws {
        let feishu = try Self.feishu(date: Self.date(secondsAgo: seconds))
        defer { feishu.stop() }
        let office = try Self.office(feishu)
        let run = try await office.json("run", try office.manifest(ids: Office.ids(1)), "--yes")
        #expect(run.result.status == 0, "\(run.result.errors)")
        #expect(
            run.result.errors.contains("warning: the clock is") && run.result.errors.contains("ahead of the server's"))
        #expect(Self.sends(feishu) == 1)
    }

    /// Somebody has looked and says that ours is right: for one tick, and under a name.
    @Test func anOperatorsWordCountsForOneTick() async throws {
        let feishu = try Self.feishu()
        defer { feishu.stop() }
        let office = try Self.office(feishu)
        try Self.put("first", in: office)
        #expect(try await office.larkcast.run(["tick", "--jobs", "jobs"]).status == 3)
        #expect(Self.sends(feishu) == 0)
        let believed = try await office.json("tick", "--jobs", "jobs", "--accept-clock")
        // A minute that passed meanwhile is missed, and told: that has nothing to do with the word.
        #expect(believed.document["started"]?.array?.count == 1, "\(believed.document)")
        #expect(believed.result.status != 3 && Self.clockProblems(believed.document) == 0, "\(believed.document)")
        #expect(believed.result.errors.contains("ahead of the server's; it was believed for this tick"))
        #expect(Self.sends(feishu) == 1)
        let audit = try await office.json("audit").document
        let word = try #require(audit["entries"]?.array?.first { $0["action"] == "accept_clock" })
        #expect(word["detail"]?["server"]?.string?.hasPrefix("1994-11-06T08:") == true, "\(word)")
        #expect(audit["verified"] == true)

        try Self.put("second", in: office)
        let next = try await office.json("tick", "--jobs", "jobs")
        #expect(next.result.status == 3 && Self.clockProblems(next.document) > 0, "\(next.document)")
        #expect(Self.sends(feishu) == 1, "the next tick asks for a word of its own")
    }
}
