/// What a plan will cost: calls, time, and shares of the app's quotas.
public struct RunForecast: Sendable, Equatable {
    /// Calls that send.
    public let sendCalls: Int
    /// Calls that ask the contacts who the audience is: as many as the plan has taken.
    public let contactCalls: Int
    /// Calls that ask to whom of them the app is available.
    public let availabilityCalls: Int
    /// Calls that upload files which Feishu does not have yet, one for each.
    public let uploadCalls: Int
    /// Calls that pin messages in their groups, one for each, where the manifest asks for that.
    public let pinCalls: Int
    /// Calls to follow delivery and reads to the end of tracking, if they never stand still.
    public let followCalls: Int
    /// Messages that count against the day's quota of `batch_send`, none on the direct channel; a department whose people nobody has counted is one here, and as many as it has people there.
    public let messages: Int
    /// Seconds at the app's limits, wherever Feishu answers at once.
    public let secondsAtLimits: Int
    /// Seconds as the app's latest runs went, never less than at the limits; `nil` when there were none of such a size.
    public let secondsByPace: Int?
    /// Seconds that pass between waves.
    public let secondsBetweenWaves: Int

    /// Seconds to ask the contacts at their limits, before anything is sent.
    public let secondsAsking: Int

    /// Weighs a plan for which Feishu was asked so many times; `headCount` is how many people it goes to, where ids of departments
    /// stand for them and that is known.
    public init(
        _ plan: RunPlan, headCount: Int? = nil, contactCalls: Int = 0, availabilityCalls: Int = 0, uploadCalls: Int = 0,
        load: AppLoad = AppLoad()
    ) {
        sendCalls = plan.batches.count
        self.contactCalls = contactCalls
        self.availabilityCalls = availabilityCalls
        self.uploadCalls = uploadCalls
        pinCalls = plan.delivery.pinsInChats ? plan.batches.count : 0
        let schedule = plan.channel == .batch ? load.pollSchedule : plan.channel.pollSchedule
        let looks = schedule.mostLooks(follow: Int64(plan.trackingSeconds) * 1000)
        followCalls = plan.batches.count * looks * plan.channel.callsPerLook
        messages = plan.channel == .batch ? headCount ?? plan.batches.reduce(0) { $0 + $1.recipientCount } : 0
        // Several calls have windows of their own, so this is the most it takes where Feishu answers at once.
        secondsAsking = [contactCalls, availabilityCalls].reduce(0) {
            $0 + Self.seconds(of: $1, at: CallLimits().contacts)
        }
        let least = Self.seconds(of: sendCalls, at: load.limits)
        secondsAtLimits = least
        secondsByPace = load.pace.map { max(least, Self.seconds(of: plan.batches.count, at: $0)) }
        secondsBetweenWaves = (plan.delivery.waves?.waitSeconds ?? 0) * (plan.waveLengths.count - 1)
    }

    /// Calls without which the run is not done: all but those that follow it.
    public var neededCalls: Int { contactCalls + availabilityCalls + uploadCalls + sendCalls + pinCalls }

    /// Seconds from the first message to the last answer, by the best that is known.
    public var secondsSending: Int { (secondsByPace ?? secondsAtLimits) + secondsBetweenWaves }

    /// Seconds from the start to the last answer, by the best that is known: the contacts are asked first.
    public var seconds: Int { secondsAsking + secondsSending }

    /// Every calendar window lets through what fits into it; the last one ends with its last call.
    private static func seconds(of calls: Int, at limits: RateLimits) -> Int {
        let fullMinutes = max(0, calls - 1) / limits.perMinute
        let rest = calls - fullMinutes * limits.perMinute
        return fullMinutes * 60 + (rest + limits.perSecond - 1) / limits.perSecond
    }

    private static func seconds(of calls: Int, at pace: AppLoad.Pace) -> Int {
        Int((Double(calls) * pace.millisecondsPerCall / 1000).rounded(.up))
    }
}

extension PollSchedule {
    /// How often a batch is looked at when nothing ever stands still, within so many milliseconds after acceptance.
    public func mostLooks(follow: Int64) -> Int {
        let end = min(limit, follow)
        var elapsed: Int64 = 0
        var looks = 0
        while elapsed < end {
            elapsed += max(1, min(interval(afterSamples: looks, elapsed: elapsed), end - elapsed))
            looks += 1
        }
        return looks
    }
}
