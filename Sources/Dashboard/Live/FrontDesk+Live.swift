import HTTPTypes
import Hummingbird
import JobModel
import NIOCore
import Reporting

extension FrontDesk {
    /// Keeps a page up to date for as long as it is open and its reader is logged in.
    func listen(to topic: LiveTopic, _ visit: Visit) -> Answer {
        guard let subscription = live.subscribe(topic, visit.language) else {
            var answer = Answer.plain(.serviceUnavailable, "503 too many pages are kept up to date")
            answer.fields[.retryAfter] = "30"
            return answer
        }
        guard visit.method != .head else {
            subscription.cancel()
            return Answer(.ok, type: Answer.eventStream, text: "")
        }
        let (session, sessions, now) = (visit.session, sessions, sources.now)
        var answer = Answer(.ok, type: Answer.eventStream, text: "")
        // The connection goes with it, and with that its place.
        answer.fields[.connection] = "close"
        // A proxy that collects the answer first would never pass it on.
        if let name = HTTPField.Name("X-Accel-Buffering") { answer.fields[name] = "no" }
        answer.stream = ResponseBody { writer in
            defer { subscription.cancel() }
            try await writer.write(ByteBuffer(string: "retry: 5000\n\n"))
            for await event in subscription.events {
                if let session, !sessions.isOpen(session, at: now().monotonicMilliseconds) { break }
                try await writer.write(event)
            }
            try await writer.finish(nil)
        }
        return answer
    }
}
