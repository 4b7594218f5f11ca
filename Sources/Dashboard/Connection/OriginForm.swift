import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// Lets only targets through that begin with a slash.
///
/// `GET http://other.example/` names a second host beside the `Host` header (RFC 9112, section 3.2.2), which whatever stands before us
/// may have believed. Further on the target has become a path already, so that nobody could tell.
final class OriginForm: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    /// A path that is nowhere.
    private static let nowhere = "/*"

    /// Puts one where requests are still as they were written.
    static func install(in context: ChannelHandlerContext) throws {
        let pipeline = context.pipeline.syncOperations
        let codec = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
        try pipeline.addHandler(OriginForm(), position: .before(codec))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data), !head.uri.hasPrefix("/") else {
            return context.fireChannelRead(data)
        }
        head.uri = Self.nowhere
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }
}

@available(*, unavailable)
extension OriginForm: Sendable {}
