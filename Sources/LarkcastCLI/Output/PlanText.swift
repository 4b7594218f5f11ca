import Foundation
import JobEngine
import JobModel
import Reporting

/// A plan for people.
enum PlanText {
    /// Who, how many, how long: what somebody must know before saying yes.
    ///
    /// `isAsked` says that the contacts have been asked for this very run, which takes no time any more.
    static func summary(
        _ planned: PlannedRun, load: AppLoad = AppLoad(), next: [Firing] = [],
        start: (at: Int64, zone: TimeZone)? = nil, isAsked: Bool = false,
        on surface: TextSurface = TextSurface(in: .gmt)
    ) -> [String] {
        let plan = planned.plan
        let language = surface.language
        func rows(_ label: PlanPhrase?, _ values: [String]) -> [String] {
            values.enumerated().flatMap { index, value in
                surface.row(index == 0 ? label.map { language.say($0) } ?? "" : "", value)
            }
        }
        var lines = ["\(TerminalText.escaped(plan.title)) (\(plan.job))", ""]
        lines += rows(PlanPhrase(plan.unit), [plan.balance.equation(in: language)])
        lines += rows(.leftOut, LeftOutText.lines(plan.leftOut, language))
        lines += rows(.contacts, planned.notes.map(language.remark))
        lines += rows(.defaults, DefaultedText.lines(plan.defaulted, language))
        for (label, values) in sending(plan, language) { lines += rows(label, values) }
        if plan.unit == .departments { lines += rows(nil, [language.say(PlanPhrase.wholeDepartments)]) }
        let forecast = planned.forecast(load)
        let hasHeadCount = planned.headCount != nil
        for row in ForecastText.rows(
            forecast, plan, load, start: start, isAsked: isAsked, hasHeadCount: hasHeadCount, language)
        {
            lines += surface.row(row.name, row.value)
        }
        lines += rows(
            .uploads,
            planned.uploads.map { upload in
                language.say(
                    PlanPhrase.uploadOf, ["name": upload.name, "count": Figure.grouped(upload.byteCount)])
            })
        if plan.isTest { lines += rows(.test, [language.say(PlanPhrase.testOf)]) }
        lines += rows(.waves, waves(plan, language))
        lines += rows(.next, FiringText.next(next, language))
        return lines + rows(.plan, [plan.planSHA256]) + [""]
    }

    /// What is sent, and what the channel buys for its price.
    private static func sending(_ plan: RunPlan, _ language: Language) -> [(PlanPhrase, [String])] {
        let count = ["count": Figure.grouped(plan.batches.count), "size": String(plan.delivery.batchSize)]
        guard plan.channel == .direct else {
            return [
                (.batches, [language.say(PlanPhrase.batchesOf, count)]),
                (.channel, [language.say(PlanPhrase.channelBatch)]),
            ]
        }
        let isForChats = plan.unit == .chats
        let each: PlanPhrase = isForChats ? (plan.delivery.pinsInChats ? .toChatsPinned : .toChats) : .toPeople
        let price: PlanPhrase = isForChats ? .directToChats : .directToPeople
        return [
            (.messages, [language.say(each, count)]),
            (.channel, [language.say(price), language.say(isForChats ? PlanPhrase.directMoreToChats : .directMore)]),
        ]
    }

    /// One line a wave; nothing when everybody gets it at once.
    private static func waves(_ plan: RunPlan, _ language: Language) -> [String] {
        guard let waves = plan.delivery.waves, plan.waveLengths.count > 1 else { return [] }
        let wait =
            language == .english
            ? DurationText.text(waves.waitSeconds) : language.duration(seconds: waves.waitSeconds)
        return plan.wavePeople.enumerated().map { index, people in
            language.say(
                index == 0 ? PlanPhrase.waveAtOnce : .waveAfter,
                [
                    "number": String(index + 1), "count": Figure.grouped(people),
                    "unit": language.say(ConfirmationPhrase(plan.unit)), "before": String(index), "wait": wait,
                ])
        }
    }

    /// The message as people will see it, as far as a terminal can show it, and how large it is.
    static func message(
        _ preview: MessagePreview, _ size: RequestSize, columns: Int, _ language: Language = .english
    ) -> [StyledLine] {
        TerminalPreview.lines(preview, columns: columns, in: language) + [
            TerminalPreview.meter(size, in: language), StyledLine(),
        ]
    }

    /// What a page about the message says about the plan.
    static func facts(_ plan: RunPlan, _ language: Language = .english) -> [String] {
        [
            language.say(PlanPhrase.jobFact, ["job": plan.job]),
            language.say(
                PlanPhrase.peopleFact,
                ["unit": language.say(PlanPhrase(plan.unit)), "equation": plan.balance.equation(in: language)]),
            plan.channel == .batch
                ? language.say(
                    PlanPhrase.batchesFact, count: plan.batches.count, ["size": String(plan.delivery.batchSize)])
                : language.say(PlanPhrase.messagesFact, count: plan.batches.count),
            language.say(PlanPhrase.planFact, ["hash": plan.planSHA256]),
        ]
    }

    /// The exact bytes of the first request.
    static func firstRequest(_ plan: RunPlan, _ language: Language = .english) -> [String] {
        guard let first = plan.batches.first else { return [] }
        let body = String(decoding: plan.body(of: first), as: UTF8.self)
        let shown = TerminalText.truncated(TerminalText.escaped(body), toColumns: 1200)
        return [
            language.say(
                PlanPhrase.firstRequest,
                ["count": Figure.grouped(body.utf8.count), "path": path(of: first, plan.channel)]),
            "  " + shown,
        ]
    }

    private static func path(of batch: PlannedBatch, _ channel: DeliveryChannel) -> String {
        switch channel {
        case .batch: "/open-apis/message/v4/batch_send/"
        case .direct: "/open-apis/im/v1/messages?receive_id_type=\(batch.idKind.rawValue)"
        }
    }
}

extension PlanPhrase {
    /// What is counted, as the first of a line.
    init(_ unit: AudienceUnit) {
        self =
            switch unit {
            case .people: .people
            case .departments: .departments
            case .chats: .chats
            }
    }
}
