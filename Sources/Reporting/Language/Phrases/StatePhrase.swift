public import JobModel

/// Where runs, batches and recalls stand, in words.
public enum StatePhrase: Phrase {
    case planned, awaitingApproval, sending, paused, halted, sent, settled, cancelled, missed, skipped, expired
    case pending, claimed, dispatching, accepted, acceptedWithoutID, rejected, inDoubt, resolvedSent, abandoned
    case notRecalled, recallRequested, recalled, partlyRecalled, recallRefused, recallTooOld
    case waveWaiting, waveScheduled, waveOpen, waveDone, waveGateClosed
    case test

    /// The words of a run's state.
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

    /// The words of a batch's state.
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

    /// The words of how far taking a run back has gone.
    public init(_ state: RecallState) {
        self =
            switch state {
            case .none: .notRecalled
            case .requested: .recallRequested
            case .recalled: .recalled
            case .partial: .partlyRecalled
            case .refused: .recallRefused
            }
    }

    /// The words of how far taking one batch back has gone.
    public init(_ state: BatchRecallState) {
        self =
            switch state {
            case .requested: .recallRequested
            case .confirmed: .recalled
            case .partial: .partlyRecalled
            case .tooOld: .recallTooOld
            case .refused: .recallRefused
            }
    }

    /// The words of a wave's state.
    public init(_ state: WaveSummary.State) {
        self =
            switch state {
            case .waiting: .waveWaiting
            case .scheduled: .waveScheduled
            case .open: .waveOpen
            case .done: .waveDone
            case .gateClosed: .waveGateClosed
            case .cancelled: .cancelled
            }
    }

    /// The words.
    public var wording: Wording {
        switch self {
        case .planned: Wording("planned", zh: "已计划")
        case .awaitingApproval: Wording("awaiting approval", zh: "等待批准")
        case .sending: Wording("sending", zh: "发送中")
        case .paused: Wording("paused", zh: "已暂停")
        case .halted: Wording("halted: a batch is in doubt", zh: "已停住")
        case .sent: Wording("sent", zh: "已发送")
        case .settled: Wording("settled", zh: "已完结")
        case .cancelled: Wording("cancelled", zh: "已取消")
        case .missed: Wording("missed", zh: "已错过")
        case .skipped: Wording("skipped", zh: "已跳过")
        case .expired: Wording("expired", zh: "已过期")
        case .pending: Wording("pending", zh: "待发送")
        case .claimed: Wording("connecting", zh: "连接中")
        case .dispatching: Wording("on the wire", zh: "传输中")
        case .accepted: Wording("accepted", zh: "已受理")
        case .acceptedWithoutID: Wording("accepted without id", zh: "已受理，无 ID")
        case .rejected: Wording("rejected", zh: "被拒绝")
        case .inDoubt: Wording("in doubt", zh: "结果不明")
        case .resolvedSent: Wording("sent, says an operator", zh: "人工确认已发")
        case .abandoned: Wording("abandoned", zh: "已放弃")
        case .notRecalled: Wording("not recalled", zh: "未撤回")
        case .recallRequested: Wording("recall requested", zh: "撤回中")
        case .recalled: Wording("recalled", zh: "已撤回")
        case .partlyRecalled: Wording("recalled in part", zh: "部分撤回")
        case .recallRefused: Wording("recall refused", zh: "撤回被拒绝")
        case .recallTooOld: Wording("too old to be recalled", zh: "已过撤回期限")
        case .waveWaiting: Wording("waiting", zh: "未到")
        case .waveScheduled: Wording("scheduled", zh: "已定时")
        case .waveOpen: Wording("open", zh: "发送中")
        case .waveDone: Wording("done", zh: "已发完")
        case .waveGateClosed: Wording("gate closed", zh: "关口已关闭")
        case .test: Wording("test", zh: "测试")
        }
    }
}

/// States in the tables and sentences of a terminal: by the contract's names in English, which scripts and people look for.
extension Language {
    /// A run's state.
    public func name(_ state: RunState) -> String { self == .english ? state.rawValue : say(StatePhrase(state)) }

    /// A batch's state.
    public func name(_ state: BatchState) -> String { self == .english ? state.rawValue : say(StatePhrase(state)) }

    /// How far taking a run back has gone.
    public func name(_ state: RecallState) -> String { self == .english ? state.rawValue : say(StatePhrase(state)) }

    /// How far taking a batch back has gone.
    public func name(_ state: BatchRecallState) -> String {
        self == .english ? state.rawValue : say(StatePhrase(state))
    }

    /// A wave's state.
    public func name(_ state: WaveSummary.State) -> String {
        self == .english ? state.rawValue : say(StatePhrase(state))
    }
}
