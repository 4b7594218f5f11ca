import Foundation
import JobModel
import StrictJSON
import Testing

@Suite struct ManifestReaderTests {
    private static let everything = #"""
        {
          "$schema": "../schema/job.schema.json",
          "job": "benefits-2026",
          "title": "2026 福利",
          "profile": "Prod_2",
          "audience": {
            "departments": ["od-1", "finance@east.1"],
            "users": {
              "open_ids": ["ou_1", "ou_1"], "user_ids": ["e33ggbyz"], "union_ids": ["on_1"],
              "emails": ["li.wei@example.com"], "mobiles": ["13800138000", "+4915112345678"]
            },
            "files": ["audience/joiners.csv"],
            "exclude": { "departments": ["od-2"], "users": { "open_ids": ["ou_2"] }, "files": ["leavers.csv"] },
            "resolve": "people"
          },
          "message": { "text": "Hello" },
          "schedule": {
            "cron": "30 9,15 * * MON-FRI", "timezone": "Asia/Shanghai", "starting_deadline": "1h", "catch_up": "latest",
            "allow_frequent": true, "concurrency": "forbid", "jitter": "5m"
          },
          "delivery": {
            "channel": "direct", "batch_size": 50, "in_flight": 16, "not_after": "2d", "max_in_doubt": 3
          },
          "tracking": { "for": "29d" },
          "follow_up": [{ "after": "24h", "text": "Reminder" }],
          "approval": { "required": true }
        }
        """#

    @Test func readsEveryKey() throws {
        let reading = ManifestReader().read(bytes: Array(Self.everything.utf8), name: "x.json")
        #expect(reading.problems == [])
        #expect(reading.warnings.map(\.pointer) == ["/delivery/batch_size"])
        let manifest = try #require(reading.manifest)
        #expect(manifest.job == "benefits-2026")
        #expect(manifest.title == "2026 福利")
        #expect(manifest.profile == "Prod_2")
        #expect(manifest.audience.departments == ["od-1", "finance@east.1"])
        #expect(manifest.audience.users.openIDs == ["ou_1", "ou_1"])
        #expect(manifest.audience.users.userIDs == ["e33ggbyz"])
        #expect(manifest.audience.users.unionIDs == ["on_1"])
        #expect(manifest.audience.users.emails == ["li.wei@example.com"])
        #expect(manifest.audience.users.mobiles == ["13800138000", "+4915112345678"])
        #expect(manifest.audience.files == ["audience/joiners.csv"])
        #expect(manifest.audience.exclude.departments == ["od-2"])
        #expect(manifest.audience.exclude.users.openIDs == ["ou_2"])
        #expect(manifest.audience.exclude.files == ["leavers.csv"])
        #expect(manifest.audience.resolve == .people)
        #expect(manifest.message == .text("Hello"))
        #expect(manifest.channel == .direct)
        #expect(manifest.delivery.batchSize == 50)
        #expect(manifest.delivery.inFlight == 16)
        #expect(manifest.delivery.notAfterSeconds == 172_800)
        #expect(manifest.delivery.maxInDoubt == 3)
        #expect(manifest.tracking.seconds == 29 * 86_400)
        #expect(manifest.followUp == [["after": "24h", "text": "Reminder"]])
        #expect(manifest.approval.required)
        let schedule = try #require(manifest.schedule)
        #expect(schedule.trigger == .cron(try CronFields("30 9,15 * * MON-FRI")))
        #expect(schedule.timezone == "Asia/Shanghai")
        #expect(schedule.startingDeadlineSeconds == 3600)
        #expect(schedule.catchUp == .latest)
        #expect(schedule.allowFrequent)
        #expect(schedule.jitterSeconds == 300)
    }

    @Test func fillsInTheDefaults() throws {
        let manifest = try #require(
            Manifests.read(extra: #""schedule":{"at":"2026-12-01T09:00","timezone":"UTC"}"#).manifest
        )
        #expect(manifest.title == nil)
        #expect(manifest.channel == .batch)
        #expect(manifest.delivery == DeliveryOptions())
        #expect(manifest.tracking.seconds == 259_200)
        #expect(!manifest.approval.required)
        #expect(manifest.schedule?.startingDeadlineSeconds == 900)
        #expect(manifest.schedule?.catchUp == Schedule.CatchUp.none)
        #expect(manifest.schedule?.trigger == CivilTime("2026-12-01T09:00").map { .at($0) })
    }

    /// DESIGN.md's own example must be understood, with real ids in place of its dots.
    @Test func takesTheContractsExample() {
        let text = #"""
            { "$schema": "../schema/job.schema.json", "job": "benefits-2026", "title": "2026 benefits enrolment opens",
              "profile": "default",
              "audience": { "departments": ["od-1"],
                "users": { "open_ids": [], "user_ids": [], "union_ids": [], "emails": [], "mobiles": [] },
                "files": ["audience/joiners.csv"],
                "exclude": { "departments": [], "users": {}, "files": [] }, "resolve": "people" },
              "message": { "text": "…" },
              "schedule": { "cron": "0 9 * * 1", "timezone": "Asia/Shanghai", "starting_deadline": "15m", "catch_up": "none" },
              "delivery": { "channel": "batch", "batch_size": 200, "in_flight": 4, "not_after": "4h", "max_in_doubt": 1 },
              "tracking": { "for": "72h" }, "follow_up": [], "approval": { "required": false } }
            """#
        #expect(ManifestReader().read(bytes: Array(text.utf8), name: "x.json").problems == [])
    }

    @Test(arguments: [
        (#"{"text":"see <b>this</b>"}"#, "/message/text", "<b>"),
        (#"{"text":"see [the page](https://example.com)"}"#, "/message/text", "[the page](https://example.com)"),
        (#"{"text":"**now**"}"#, "/message/text", "**now**"),
        (#"{"template":{"id":"AAq1"}}"#, "/message/template", "newest"),
        (#"{"image":"img_v3_1"}"#, "/message/image", "image_key"),
        (
            #"{"card":{"elements":[{"tag":"markdown","content":"{{name}}"}]}}"#, "/message/card/elements/0/content",
            "{{name}}"
        ),
    ])
    func warnsAboutWhatIsAllowedButHardlyMeant(message: String, pointer: String, contains: String) {
        let reading = Manifests.read(message: message)
        #expect(reading.problems == [])
        #expect(reading.manifest != nil)
        #expect(reading.warnings.map(\.pointer) == [pointer])
        #expect(reading.warnings.first?.description.contains(contains) == true)
    }

    @Test(arguments: [
        #"{"text":"a < b > c, 3 * 4 ** 2 [see] (below) a@b $HOME"}"#,
        #"{"text":"\u202Aabc\u202C \u2067x\u2069"}"#,
        #"{"post":{"ja_jp":{"content":[[],[{"tag":"hr"}]]},"ko_kr":{"content":[[{"tag":"hr"}]]}}}"#,
        #"""
        {"post":{"en_us":{"title":"","content":[[{"tag":"a","text":"x","href":"applink://client/chat"}]]},
                 "zh_cn":{"content":[[{"tag":"text","text":"y"}]]}}}
        """#,
        #"{"card":{"header":{},"elements":[{"tag":"hr"}]}}"#,
        #"{"card":{"schema":"1.0","i18n_elements":{"en_us":[{"tag":"hr"}],"zh_cn":[{"tag":"hr"}]}}}"#,
        #"{"card":{"file":"cards/a..b.json"}}"#, #"{"image":"images/./holiday 1.png"}"#,
        #"{"template":{"id":"ctp_AA1","version":"10.0.12","variables":{"a":[1,null,{"b":true}]}}}"#,
    ])
    func takesUnusualButRightMessages(_ message: String) {
        let reading = Manifests.read(message: message)
        #expect(reading.problems == [])
        #expect(reading.warnings == [])
    }

    @Test func describesAProblemInOneLine() {
        let text =
            "{\n  \"job\": \"a\",\n  \"audience\": { \"deparment_ids\": [] },\n  \"message\": {\"text\": \"b\"}\n}"
        let reading = ManifestReader().read(bytes: Array(text.utf8), name: "jobs/x.json")
        #expect(
            reading.problems.map(\.description) == [
                #"jobs/x.json:3:17: /audience/deparment_ids: unknown key "deparment_ids"; did you mean "departments"?"#
            ]
        )
    }

    @Test func problemsComeInTheOrderOfTheFile() {
        let text = #"{"tracking":{"for":"x"},"message":{"text":""},"audience":{"resolve":"y"},"job":"Z"}"#
        let reading = ManifestReader().read(bytes: Array(text.utf8), name: "x.json")
        #expect(reading.problems.map(\.pointer) == ["/tracking/for", "/message/text", "/audience/resolve", "/job"])
        #expect(reading.problems.map(\.column) == reading.problems.map(\.column).sorted())
    }

    @Test func aZoneTheMachineDoesNotKnowIsAProblemWhenItsZonesAreGiven() {
        let text = #"""
            {"job":"a","audience":{"departments":["x"]},"message":{"text":"b"},
             "schedule":{"cron":"0 9 * * 1","timezone":"Asia/Shangai"}}
            """#
        #expect(ManifestReader().read(bytes: Array(text.utf8), name: "x").problems == [])
        let strict = ManifestReader(knownTimeZones: ["Asia/Shanghai", "Asia/Tokyo"])
        let problem = strict.read(bytes: Array(text.utf8), name: "x").problems.first
        #expect(problem?.suggestion == "did you mean \"Asia/Shanghai\"?")
        let fixed = text.replacing("Shangai", with: "Shanghai")
        #expect(strict.read(bytes: Array(fixed.utf8), name: "x").problems == [])
        let utc = text.replacing("Asia/Shangai", with: "UTC")
        #expect(strict.read(bytes: Array(utc.utf8), name: "x").problems == [])
    }
}
