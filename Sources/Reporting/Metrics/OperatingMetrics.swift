public import JobModel

/// What larkcast tells a monitoring system.
public enum OperatingMetrics {
    /// What the figures are held against; the store does not know it.
    public struct Limits: Sendable {
        /// `batch_send` calls a second.
        public var perSecond: Int
        /// `batch_send` calls a minute.
        public var perMinute: Int
        /// Calls a month by the tenant's plan; `nil` when that is not limited.
        public var callsPerMonth: Int?

        /// Creates limits.
        public init(perSecond: Int, perMinute: Int, callsPerMonth: Int?) {
            self.perSecond = perSecond
            self.perMinute = perMinute
            self.callsPerMonth = callsPerMonth
        }
    }

    /// Every family about the store.
    public static func write(
        _ figures: OperatingFigures, limits: Limits, at now: Moment, into document: inout MetricsDocument
    ) {
        runs(figures, at: now, into: &document)
        for write in [calls, care] { write(figures, now, &document) }
        document.family(
            "larkcast_limit_calls", "Most batch_send calls in a window", .gauge,
            [.init(limits.perSecond, ["window": "second"]), .init(limits.perMinute, ["window": "minute"])])
        document.family(
            "larkcast_month_calls_budget", "Calls a month by the tenant's plan", .gauge,
            limits.callsPerMonth.map { Double($0) })
    }

    private static func runs(_ figures: OperatingFigures, at now: Moment, into document: inout MetricsDocument) {
        document.family(
            "larkcast_runs", "Runs in the store, by state", .gauge,
            RunState.allCases.map { .init(figures.runs[$0] ?? 0, ["state": $0.rawValue]) })
        document.family(
            "larkcast_open_batches", "Batches of runs that are unfinished or followed, by state", .gauge,
            BatchState.allCases.map { .init(figures.openBatches[$0] ?? 0, ["state": $0.rawValue]) })
        document.family(
            "larkcast_batches_in_doubt", "Batches whose outcome cannot be known, until somebody decides", .gauge,
            Double(figures.batchesInDoubt))
        document.family(
            "larkcast_recipients_in_doubt", "Recipients in batches in doubt", .gauge, Double(figures.recipientsInDoubt))
        document.family(
            "larkcast_attempts_last_hour", "Tries at sending that began within the last hour, by outcome", .gauge,
            (AttemptOutcome.allCases.map { $0 } + [nil]).map { outcome in
                .init(figures.attemptsLastHour[outcome] ?? 0, ["outcome": outcome?.rawValue ?? "under_way"])
            })
        document.family(
            "larkcast_oldest_unfinished_run_age_seconds", "Age of the oldest run that is not sent to its end", .gauge,
            figures.oldestUnfinishedRun.map { seconds(now.wallMilliseconds - $0) } ?? 0)
    }

    private static func calls(_ figures: OperatingFigures, _ now: Moment, _ document: inout MetricsDocument) {
        func each(_ value: (OperatingFigures.Calls) -> Int) -> [MetricsDocument.Sample] {
            figures.apps.flatMap { app in app.calls.map { .init(value($0), ["app": app.appID, "api": $0.api]) } }
        }
        document.family("larkcast_calls", "Calls to Feishu that ended, by app and API", .counter, each(\.total))
        document.family(
            "larkcast_window_minute_calls", "Calls that ended within the last minute", .gauge, each(\.lastMinute))
        document.family(
            "larkcast_window_second_calls", "Calls that ended within the last second", .gauge, each(\.lastSecond))
        document.family(
            "larkcast_month_calls", "Calls in this calendar month of UTC+8", .gauge,
            figures.apps.map { .init($0.callsThisMonth, ["app": $0.appID]) })
        document.family(
            "larkcast_pause_seconds", "How long an API still rests after a refusal", .gauge,
            figures.apps.flatMap { app in
                app.pauses.map { .init(seconds($0.milliseconds), ["app": app.appID, "api": $0.api]) }
            })
        document.family(
            "larkcast_quota_used_up", "Whether the app's quota is used up and its runs wait", .gauge,
            figures.apps.map { .init($0.isStopped ? 1 : 0, ["app": $0.appID]) })
        document.family(
            "larkcast_polls_overdue", "Batches whose next look at delivery and reads is overdue", .gauge,
            Double(figures.overduePolls))
        document.family(
            "larkcast_poll_lag_seconds", "How long the longest overdue look has been", .gauge, seconds(figures.pollLag))
    }

    private static func care(_ figures: OperatingFigures, _ now: Moment, _ document: inout MetricsDocument) {
        document.family(
            "larkcast_last_look_timestamp_seconds", "When tick or serve last looked at what is due", .gauge,
            figures.lastLook.map(seconds))
        document.family(
            "larkcast_job_next_start_by_timestamp_seconds", "When a job's next firing has to begin at the latest",
            .gauge,
            figures.jobs.compactMap { job in job.nextStartBy.map { .init(seconds($0), ["job": job.job]) } })
        document.family(
            "larkcast_open_recalls", "Recalls that were asked for and are not finished", .gauge,
            Double(figures.openRecalls))
        document.family(
            "larkcast_oldest_open_recall_age_seconds", "How long ago the oldest of them was asked for", .gauge,
            figures.oldestOpenRecall.map { seconds(now.wallMilliseconds - $0) } ?? 0)
        document.family(
            "larkcast_withheld", "Whether nothing is sent until somebody adopts the store", .gauge,
            figures.suspicion == nil ? 0 : 1)
        document.family(
            "larkcast_stopped", "Whether pause --all holds everything back", .gauge, figures.isStopped ? 1 : 0)
        document.family(
            "larkcast_notifications", "News that is yet to be told, and that was given up", .gauge,
            [
                .init(figures.notificationsPending, ["state": "pending"]),
                .init(figures.notificationsGivenUp, ["state": "given_up"]),
            ])
        document.family(
            "larkcast_store_bytes", "Size of the store and of its ledger", .gauge, Double(figures.storeBytes))
        document.family(
            "larkcast_backup_timestamp_seconds", "When the store was last copied", .gauge,
            figures.backedUpAt.map(seconds))
    }

    private static func seconds(_ milliseconds: Int64) -> Double { Double(milliseconds) / 1000 }
}
