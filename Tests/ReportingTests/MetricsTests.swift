import JobModel
import Testing

@testable import Reporting

@Suite struct MetricsTests {
    private static let now = Moment(wallMilliseconds: 1_796_000_000_000, monotonicMilliseconds: 0, bootID: "boot")

    private static func text(_ figures: OperatingFigures) -> String {
        var document = MetricsDocument()
        OperatingMetrics.write(
            figures, limits: .init(perSecond: 50, perMinute: 1000, callsPerMonth: nil), at: now, into: &document)
        return document.text
    }

    @Test func aFamilyIsWrittenOnceWithItsSamples() {
        var document = MetricsDocument()
        document.family("a_calls", "Calls", .counter, [.init(3, ["api": "x"]), .init(0.5, ["api": "y"])])
        document.family("a_nothing", "Nothing", .gauge, nil)
        #expect(
            document.text == """
                # TYPE a_calls counter
                # HELP a_calls Calls
                a_calls_total{api="x"} 3
                a_calls_total{api="y"} 0.5
                # EOF

                """)
    }

    @Test func aLabelCannotEndItself() {
        var document = MetricsDocument()
        document.family("a", "A", .gauge, [.init(1, ["job": "x\"} 1\n# EOF\\\u{1B}[2J"])])
        let lines = document.text.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[2] == #"a{job="x\"} 1\n# EOF\\\\u{1b}[2J"} 1"#)
    }

    @Test func everyStateIsThereFromTheFirstMoment() {
        let text = Self.text(OperatingFigures())
        for state in RunState.allCases { #expect(text.contains("larkcast_runs{state=\"\(state.rawValue)\"} 0\n")) }
        #expect(text.contains("larkcast_batches_in_doubt 0\n"))
        #expect(text.contains("larkcast_oldest_open_recall_age_seconds 0\n") && text.contains("larkcast_withheld 0\n"))
        #expect(!text.contains("larkcast_last_look_timestamp_seconds"), "unknown is no zero")
        #expect(!text.contains("larkcast_month_calls_budget"))
        #expect(text.hasSuffix("# EOF\n"))
    }

    @Test func namesAreUniqueAndSamplesStandTogether() throws {
        var figures = OperatingFigures()
        figures.runs = [.sending: 2, .sent: 7]
        figures.attemptsLastHour = [nil: 1, .accepted: 4]
        var app = OperatingFigures.AppFigures(appID: "cli_a")
        app.calls = [.init(api: "batch_send", total: 9, lastMinute: 3, lastSecond: 1)]
        app.pauses = [.init(api: "batch_send", milliseconds: 1500)]
        figures.apps = [app]
        figures.lastLook = 1_795_999_990_000
        figures.jobs = [.init(job: "a", nextStartBy: 1_796_000_060_000), .init(job: "b", nextStartBy: nil)]
        let text = Self.text(figures)
        var families: [Substring] = []
        for line in text.split(separator: "\n") where line.hasPrefix("# TYPE ") {
            families.append(line.split(separator: " ")[2])
        }
        #expect(Set(families).count == families.count)
        #expect(text.contains("larkcast_calls_total{app=\"cli_a\",api=\"batch_send\"} 9\n"))
        #expect(text.contains("larkcast_pause_seconds{app=\"cli_a\",api=\"batch_send\"} 1.5\n"))
        #expect(text.contains("larkcast_attempts_last_hour{outcome=\"under_way\"} 1\n"))
        #expect(text.contains("larkcast_last_look_timestamp_seconds 1795999990\n"))
        #expect(text.contains("larkcast_job_next_start_by_timestamp_seconds{job=\"a\"} 1796000060\n"))
    }
}
