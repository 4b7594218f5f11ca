import JobModel
import Testing

@Suite struct ScheduleReadingTests {
    private func read(_ schedule: String) -> ManifestReading {
        Manifests.read(extra: #""schedule":\#(schedule)"#)
    }

    @Test(arguments: [
        #"{"at":"2026-12-01T09:00","timezone":"Asia/Shanghai"}"#,
        #"{"cron":"0 9 * * 1","timezone":"UTC","concurrency":"forbid"}"#,
        #"{"cron":"* 9 * * 1","timezone":"UTC","allow_frequent":true}"#,
        #"{"cron":"0 0,23 * * 1","timezone":"UTC"}"#,
        #"{"cron":"0 9 * * 1","timezone":"UTC","starting_deadline":"24h","catch_up":"none","jitter":"0s"}"#,
        #"{"cron":"0 9 * * 1","timezone":"UTC","starting_deadline":"1s","jitter":"60m"}"#,
    ])
    func takesSchedules(_ schedule: String) {
        let reading = read(schedule)
        #expect(reading.problems == [])
        #expect(reading.manifest?.schedule != nil)
    }

    @Test(arguments: [
        ("[]", "", "expected an object"), (#"{"at":"2026-12-01T09:00"}"#, "", "\"timezone\" is missing"),
        (#"{"at":null,"timezone":"UTC"}"#, "/at", "found null"),
        (#"{"cron":[],"timezone":"UTC"}"#, "/cron", "expected a string"),
        (#"{"cron":"0 9 * * 1","timezone":8}"#, "/timezone", "expected a string"),
        (#"{"cron":"0 9 * * 1","timezone":"UTC","starting_deadline":"0s"}"#, "/starting_deadline", "outside 1s to 1d"),
        (#"{"cron":"0 9 * * 1","timezone":"UTC","starting_deadline":900}"#, "/starting_deadline", "expected a string"),
        (#"{"cron":"0 9 * * 1","timezone":"UTC","catch_up":"Latest"}"#, "/catch_up", "did you mean \"latest\""),
        (#"{"cron":"0 9 * * 1","timezone":"UTC","catch_up":true}"#, "/catch_up", "expected a string"),
        (#"{"cron":"0 9 * * 1","timezone":"UTC","jitter":"61m"}"#, "/jitter", "outside 0s to 1h"),
        (#"{"cron":"0 9 * * 1","timezone":"UTC","concurrency":1}"#, "/concurrency", "expected a string"),
        (#"{"cron":"0 9 * * 1","timezone":"UTC","tz":"UTC"}"#, "/tz", "did you mean \"timezone\""),
        (#"{"cron":"0 9 * * 1","timezone":"UTC","every":"1d"}"#, "/every", "did you mean \"cron\""),
    ])
    func namesWhatIsWrong(schedule: String, pointer: String, contains: String) {
        let problems = read(schedule).problems
        #expect(problems.map(\.pointer) == ["/schedule\(pointer)"])
        #expect(problems.first?.description.contains(contains) == true)
    }

    @Test func everythingWrongInAScheduleIsToldAtOnce() {
        let reading = read(#"{"at":"x","cron":"y","timezone":"CST","jitter":"z","colour":1,"catch_up":"w"}"#)
        #expect(reading.problemCount == 7)
        #expect(Set(reading.problems.map(\.pointer)).isSuperset(of: ["/schedule", "/schedule/at", "/schedule/cron"]))
    }

    @Test func aFrequentCronSaysHowOften() {
        #expect(
            read(#"{"cron":"* 9 * * 1","timezone":"UTC"}"#).problems.first?.message.contains("60 times a day") == true)
        #expect(
            read(#"{"cron":"0 0,23 * * *","timezone":"UTC"}"#).problems.first?.suggestion?.contains("allow_frequent")
                == true)
    }
}

@Suite struct DeliveryReadingTests {
    @Test(arguments: [
        (#""delivery":{}"#), #""delivery":{"batch_size":1,"in_flight":1,"max_in_doubt":1,"not_after":"1s"}"#,
        #""delivery":{"batch_size":200,"in_flight":16,"max_in_doubt":1000,"not_after":"7d"}"#, #""tracking":{}"#,
        #""tracking":{"for":"0s"}"#, #""follow_up":[]"#, #""approval":{"required":false}"#, #""profile":"a""#,
    ])
    func takesTheEndsOfEveryRange(_ extra: String) {
        #expect(Manifests.read(extra: extra).problems == [])
    }

    @Test(arguments: [
        (#""delivery":[]"#, "/delivery", "expected an object"),
        (#""delivery":{"channel":1}"#, "/delivery/channel", "expected a string"),
        (#""delivery":{"channel":"Batch"}"#, "/delivery/channel", "did you mean \"batch\""),
        (#""delivery":{"batch_size":null}"#, "/delivery/batch_size", "found null"),
        (#""delivery":{"batch_size":-1}"#, "/delivery/batch_size", "outside 1 to 200"),
        (#""delivery":{"in_flight":0}"#, "/delivery/in_flight", "outside 1 to 16"),
        (#""delivery":{"in_flight":2.5}"#, "/delivery/in_flight", "not spelt as a whole number"),
        (#""delivery":{"max_in_doubt":0}"#, "/delivery/max_in_doubt", "outside 1 to 1000"),
        (#""delivery":{"max_in_doubt":1001}"#, "/delivery/max_in_doubt", "outside 1 to 1000"),
        (#""delivery":{"not_after":"8d"}"#, "/delivery/not_after", "outside 1s to 7d"),
        (#""delivery":{"not_after":14400}"#, "/delivery/not_after", "expected a string"),
        (#""delivery":{"concurrency":2}"#, "/delivery/concurrency", "did you mean \"in_flight\""),
        (#""tracking":"72h""#, "/tracking", "expected an object"),
        (#""tracking":{"for":"2505601s"}"#, "/tracking/for", "outside 0s to 29d"),
        (#""approval":{"required":null}"#, "/approval/required", "found null"),
        (#""follow_up":"none""#, "/follow_up", "expected an array"),
        (#""profile":"""#, "/profile", "no profile name"), (#""profile":"-a""#, "/profile", "no profile name"),
        (#""profile":"é""#, "/profile", "no profile name"), (#""title":"""#, "/title", "the text is empty"),
    ])
    func namesWhatIsWrong(extra: String, pointer: String, contains: String) {
        let problems = Manifests.read(extra: extra).problems
        #expect(problems.map(\.pointer) == [pointer])
        #expect(problems.first?.description.contains(contains) == true)
    }

    @Test(arguments: [(200, 0), (201, 1)])
    func titlesCountCharactersNotBytes(count: Int, problems: Int) {
        #expect(Manifests.read(extra: #""title":"\#(String(repeating: "福", count: count))""#).problemCount == problems)
    }
}
