import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Stands at each connection between the parser and the pages: what is too slow, too large or ambiguous ends here.
///
/// Lives on its connection's event loop.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: DashboardLimits
    private let places: ConnectionPlaces
    private let rules: HeadRules
    /// What is given back at the end; `nil` when there was no place.
    private var place: ConnectionPlaces.Kind?
    private var isLingering = false
    /// Heads that were let through and whose answer has not ended.
    private var unanswered = 0
    private var isReading = false
    /// Whether a head has been written whose answer has not ended.
    private var isAnswering = false
    /// Whether that answer keeps a page up to date, if there is more of it than its head.
    private var isStream = false
    private var isRefused = false
    private var isFirst = true
    private var closesAfterAnswer = false
    private var deadline: Scheduled<Void>?
    private var stall: Scheduled<Void>?

    init(_ limits: DashboardLimits, places: ConnectionPlaces) {
        self.limits = limits
        self.places = places
        rules = HeadRules(limits: limits)
    }

    // MARK: Coming and going

    func handlerAdded(context: ChannelHandlerContext) {
        do {
            try OriginForm.install(in: context)
        } catch {
            // Without it nothing is answered at all.
            return context.close(promise: nil)
        }
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    private func begin(_ context: ChannelHandlerContext) {
        guard place == nil, !isRefused else { return }
        guard places.enter() else {
            isLingering = places.lingers()
            return refuse(context, .serviceUnavailable, lingersMilliseconds: isLingering ? 500 : 0)
        }
        place = .ordinary
        expect(headWithin: limits.headMilliseconds, context)
    }

    private func end() {
        deadline?.cancel()
        stall?.cancel()
        if let place { places.leave(place) }
        if isLingering { places.leaveRefused() }
        place = nil
        isLingering = false
    }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefused else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            if let status = rules.refusal(of: head) { return refuse(context, status) }
            isFirst = false
            isReading = true
            unanswered += 1
            after(limits.bodyMilliseconds, context) { $0.refuse($1, .requestTimeout) }
        case .body: break
        case .end:
            isReading = false
            deadline?.cancel()
            // The rest of a form whose answer has gone out before: nothing more is expected but another request.
            if unanswered == 0 { expect(headWithin: limits.idleMilliseconds, context) }
        }
        context.fireChannelRead(data)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isRefused else { return }
        switch error {
        case let error as HTTPParserError:
            refuse(context, error == .headerOverflow ? .requestHeaderFieldsTooLarge : .badRequest)
        default: refuse(context, .badRequest)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent:
            // A reader that stands still must not keep the program from ending.
            stall?.cancel()
            schedule(&stall, limits.drainMilliseconds, context) { $1.close(promise: nil) }
        case ChannelEvent.inputClosed where place == .live:
            // Whoever only listens is gone once they close their side.
            context.close(promise: nil)
        default: break
        }
        context.fireUserInboundEventTriggered(event)
    }

    // MARK: Answers

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isRefused else {
            promise?.fail(ChannelError.alreadyClosed)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head):
            isAnswering = true
            closesAfterAnswer = head.headerFields[.connection] == "close"
            isStream = head.headerFields[.contentType] == Answer.eventStream
        case .body:
            // A head alone, as HEAD asks for, keeps nothing up to date.
            guard !isStream || place != .ordinary || becomeLive() else {
                promise?.fail(ChannelError.alreadyClosed)
                return context.close(promise: nil)
            }
        case .end:
            isAnswering = false
            unanswered = max(0, unanswered - 1)
            // A live place is given back with the connection.
            guard !closesAfterAnswer, place != .live else {
                isRefused = true
                context.writeAndFlush(data, promise: promise)
                return closeSoon(context, milliseconds: 1000)
            }
            if unanswered == 0, !isReading { expect(headWithin: limits.idleMilliseconds, context) }
        }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stall?.cancel()
        if !context.channel.isWritable {
            schedule(&stall, limits.stallMilliseconds, context) { $1.close(promise: nil) }
        }
        context.fireChannelWritabilityChanged()
    }

    /// Takes a live place for the ordinary one; `false` when there is none.
    private func becomeLive() -> Bool {
        guard places.becomeLive() else { return false }
        place = .live
        return true
    }

    /// Answers in place of the pages, and hears nothing more.
    private func refuse(
        _ context: ChannelHandlerContext, _ status: HTTPResponse.Status, lingersMilliseconds: Int64 = 1000
    ) {
        deadline?.cancel()
        isRefused = true
        // In the middle of an answer nothing can be said, before that of an earlier request neither, and no request has two.
        guard !isAnswering, unanswered == (isReading ? 1 : 0) else { return context.close(promise: nil) }
        let answer = Answer.refusal(status)
        context.write(wrapOutboundOut(.head(HTTPResponse(status: status, headerFields: answer.fields))), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(string: answer.text))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        closeSoon(context, milliseconds: lingersMilliseconds)
    }

    /// Closes our side now and the rest a little later: a connection closed over unread bytes would take the answer back.
    private func closeSoon(_ context: ChannelHandlerContext, milliseconds: Int64) {
        guard milliseconds > 0 else { return context.close(promise: nil) }
        context.close(mode: .output, promise: nil)
        after(milliseconds, context) { $1.close(promise: nil) }
    }

    // MARK: Time

    private func expect(headWithin milliseconds: Int64, _ context: ChannelHandlerContext) {
        after(milliseconds, context) { guarded, context in
            // An idle connection that was used before just goes.
            guarded.isFirst ? guarded.refuse(context, .requestTimeout) : context.close(promise: nil)
        }
    }

    private func after(
        _ milliseconds: Int64, _ context: ChannelHandlerContext,
        _ action: @escaping (ConnectionGuard, ChannelHandlerContext) -> Void
    ) {
        deadline?.cancel()
        schedule(&deadline, milliseconds, context, action)
    }

    private func schedule(
        _ slot: inout Scheduled<Void>?, _ milliseconds: Int64, _ context: ChannelHandlerContext,
        _ action: @escaping (ConnectionGuard, ChannelHandlerContext) -> Void
    ) {
        slot = context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(milliseconds)) { [weak self] in
            guard let self, context.channel.isActive else { return }
            action(self, context)
        }
    }
}

@available(*, unavailable)
extension ConnectionGuard: Sendable {}
