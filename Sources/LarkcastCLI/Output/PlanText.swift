import Foundation
import JobEngine
import JobModel
import Reporting

/// A plan for people.
enum PlanText {
    /// Who, how many, how long: what somebody must know before saying yes.
    static func summary(
        _ planned: PlannedRun, load: AppLoad = AppLoad(), next: [Firing] = [], start: (at: Int64, zone: TimeZone)? = nil
    ) -> [String] {
        let plan = planned.plan
        var lines = [
            "\(TerminalText.escaped(plan.title)) (\(plan.job))", "",
            row(plan.unit.heading, plan.balance.equation),
        ]
        lines += LeftOutText.lines(plan.leftOut).enumerated().map { row($0 == 0 ? "Left out" : "", $1) }
        lines += planned.notes.enumerated().map { row($0 == 0 ? "Contacts" : "", TerminalText.escaped($1)) }
        lines += DefaultedText.lines(plan.defaulted).enumerated().map { row($0 == 0 ? "Defaults" : "", $1) }
        lines += sending(plan)
        if plan.unit == .departments {
            lines.append(
                row("", "every department includes its sub-departments; how many people is known after sending"))
        }
        lines += ForecastText.rows(
            RunForecast(plan, contactCalls: planned.contactCalls, load: load), plan, load, start: start
        ).map {
            row($0.name, $0.value)
        }
        lines += planned.uploads.enumerated().map { index, upload in
            row(
                index == 0 ? "Uploads" : "",
                "\(TerminalText.escaped(upload.name)), \(Figure.grouped(upload.byteCount)) bytes, not at Feishu yet")
        }
        if plan.isTest { lines.append(row("Test", "the campaign's own audience gets nothing")) }
        lines += waves(plan)
        for (index, line) in FiringText.next(next).enumerated() { lines.append(row(index == 0 ? "Next" : "", line)) }
        return lines + [row("Plan", plan.planSHA256), ""]
    }

    /// What is sent, and what the channel buys for its price.
    private static func sending(_ plan: RunPlan) -> [String] {
        let count = Figure.grouped(plan.batches.count)
        guard plan.channel == .direct else {
            return [
                row("Batches", "\(count) of at most \(plan.delivery.batchSize) ids"),
                row("Channel", "batch: few calls, totals of delivery and reads; \"direct\" tells who has read"),
            ]
        }
        let one = plan.unit == .chats ? "group" : "person"
        return [
            row("Messages", "\(count), one for each \(one)\(plan.delivery.pinsInChats ? ", pinned there" : "")"),
            row(
                "Channel", "direct: a call for each \(one), a safe second try within the hour, who has read it, can be"),
            row("", "marked urgent and edited; \"batch\" takes one call for 200 people"),
        ]
    }

    /// One line a wave; nothing when everybody gets it at once.
    private static func waves(_ plan: RunPlan) -> [String] {
        guard let waves = plan.delivery.waves, plan.waveLengths.count > 1 else { return [] }
        let wait = DurationText.text(waves.waitSeconds)
        return plan.wavePeople.enumerated().map { index, people in
            let after = index == 0 ? "at once" : "\(wait) after wave \(index), if its gate is open"
            return row(
                index == 0 ? "Waves" : "", "\(index + 1): \(Figure.grouped(people)) \(plan.unit.words), \(after)")
        }
    }

    /// The message as people will see it, as far as a terminal can show it, and how large it is.
    static func message(_ preview: MessagePreview, _ size: RequestSize, columns: Int) -> [StyledLine] {
        TerminalPreview.lines(preview, columns: columns) + [TerminalPreview.meter(size), StyledLine()]
    }

    /// What a page about the message says about the plan.
    static func facts(_ plan: RunPlan) -> [String] {
        return [
            "Job \(plan.job)", "\(plan.unit.heading): \(plan.balance.equation)",
            plan.channel == .batch
                ? "\(Figure.grouped(plan.batches.count)) batches of at most \(plan.delivery.batchSize) ids"
                : "\(Figure.grouped(plan.batches.count)) direct messages",
            "Plan \(plan.planSHA256)",
        ]
    }

    /// The exact bytes of the first request.
    static func firstRequest(_ plan: RunPlan) -> [String] {
        guard let first = plan.batches.first else { return [] }
        let body = String(decoding: plan.body(of: first), as: UTF8.self)
        let shown = TerminalText.truncated(TerminalText.escaped(body), toColumns: 1200)
        return [
            "First request (\(Figure.grouped(body.utf8.count)) bytes): POST \(path(of: first, plan.channel))",
            "  " + shown,
        ]
    }

    private static func path(of batch: PlannedBatch, _ channel: DeliveryChannel) -> String {
        switch channel {
        case .batch: "/open-apis/message/v4/batch_send/"
        case .direct: "/open-apis/im/v1/messages?receive_id_type=\(batch.idKind.rawValue)"
        }
    }

    private static func row(_ name: String, _ value: String) -> String {
        name + String(repeating: " ", count: max(1, 12 - name.count)) + value
    }
}
