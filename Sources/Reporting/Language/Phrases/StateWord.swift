public import JobModel

/// Where something stands, in one word for a table.
///
/// English has the contract's own words, which scripts and people look for; ``StatePhrase`` says the same in a sentence.
public enum StateWord: Phrase {
    case planned, awaitingApproval, sending, paused, halted, sent, settled, cancelled, missed, skipped, expired
    case pending, claimed, dispatching, accepted, acceptedWithoutID, rejected, inDoubt, resolvedSent, abandoned
    case requested, recalled, partial, refused, confirmed, tooOld
    case waiting, scheduled, open, done, gateClosed

    /// The word of a run's state.
    public init(_ state: RunState) {
        self =
            switch state {
            case .planned: .planned
            case .awaitingApproval: .awaitingApproval
            case .sending: .sending
            case .paused: .paused
            case .halted: .halted
            case .sent: .sent
            case .settled: .settled
            case .cancelled: .cancelled
            case .missed: .missed
            case .skipped: .skipped
            case .expired: .expired
            }
    }

    /// The word of a batch's state.
    public init(_ state: BatchState) {
        self =
            switch state {
            case .pending: .pending
            case .claimed: .claimed
            case .dispatching: .dispatching
            case .accepted: .accepted
            case .acceptedWithoutID: .acceptedWithoutID
            case .rejected: .rejected
            case .inDoubt: .inDoubt
            case .resolvedSent: .resolvedSent
            case .abandoned: .abandoned
            case .cancelled: .cancelled
            }
    }

    /// The word of how far taking a run back has gone; `nil` when nobody wants that.
    public init?(_ state: RecallState) {
        switch state {
        case .none: return nil
        case .requested: self = .requested
        case .recalled: self = .recalled
        case .partial: self = .partial
        case .refused: self = .refused
        }
    }

    /// The word of how far taking a batch back has gone.
    public init(_ state: BatchRecallState) {
        self =
            switch state {
            case .requested: .requested
            case .confirmed: .confirmed
            case .partial: .partial
            case .tooOld: .tooOld
            case .refused: .refused
            }
    }

    /// The word of a wave's state.
    public init(_ state: WaveSummary.State) {
        self =
            switch state {
            case .waiting: .waiting
            case .scheduled: .scheduled
            case .open: .open
            case .done: .done
            case .gateClosed: .gateClosed
            case .cancelled: .cancelled
            }
    }

    /// The word.
    public var wording: Wording {
        switch self {
        case .planned: Wording("planned", zh: "已计划")
        case .awaitingApproval: Wording("awaiting approval", zh: "等待批准")
        case .sending: Wording("sending", zh: "发送中")
        case .paused: Wording("paused", zh: "已暂停")
        case .halted: Wording("halted", zh: "已停住")
        case .sent: Wording("sent", zh: "已发送")
        case .settled: Wording("settled", zh: "已完结")
        case .cancelled: Wording("cancelled", zh: "已取消")
        case .missed: Wording("missed", zh: "已错过")
        case .skipped: Wording("skipped", zh: "已跳过")
        case .expired: Wording("expired", zh: "已过期")
        case .pending: Wording("pending", zh: "待发送")
        case .claimed: Wording("claimed", zh: "连接中")
        case .dispatching: Wording("dispatching", zh: "传输中")
        case .accepted: Wording("accepted", zh: "已受理")
        case .acceptedWithoutID: Wording("accepted_without_id", zh: "已受理，无 ID")
        case .rejected: Wording("rejected", zh: "被拒绝")
        case .inDoubt: Wording("in_doubt", zh: "结果不明")
        case .resolvedSent: Wording("resolved_sent", zh: "人工确认已发")
        case .abandoned: Wording("abandoned", zh: "已放弃")
        case .requested: Wording("requested", zh: "撤回中")
        case .recalled: Wording("recalled", zh: "已撤回")
        case .partial: Wording("partial", zh: "部分撤回")
        case .refused: Wording("refused", zh: "撤回被拒绝")
        case .confirmed: Wording("confirmed", zh: "已撤回")
        case .tooOld: Wording("too_old", zh: "已过撤回期限")
        case .waiting: Wording("waiting", zh: "未到")
        case .scheduled: Wording("scheduled", zh: "已定时")
        case .open: Wording("open", zh: "发送中")
        case .done: Wording("done", zh: "已发完")
        case .gateClosed: Wording("gate closed", zh: "关口已关闭")
        }
    }
}

/// States where a sentence names them: by the contract's names in English.
extension Language {
    /// A run's state.
    public func name(_ state: RunState) -> String { self == .english ? state.rawValue : say(StateWord(state)) }

    /// A batch's state.
    public func name(_ state: BatchState) -> String { self == .english ? state.rawValue : say(StateWord(state)) }

    /// How far taking a batch back has gone.
    public func name(_ state: BatchRecallState) -> String { self == .english ? state.rawValue : say(StateWord(state)) }
}
