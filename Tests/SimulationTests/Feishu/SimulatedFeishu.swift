import HTTPTransport
import TestSupport

/// A Feishu in memory that knows who got what, however it answers.
///
/// Unchecked, because it never leaves its timeline's thread.
final class SimulatedFeishu: @unchecked Sendable {
    private struct Taken {
        var people: Int
        var at: Int64
        var recalledAt: Int64?
    }

    private var tokens = 1
    private var taken: [String: Taken] = [:]
    private var ids: [String] = []

    /// The only token it accepts.
    var token: String { "t-simulated-\(tokens)" }

    func revokeToken() { tokens += 1 }

    /// Takes a batch; gives the id it will be known by.
    func take(people: Int, at now: Int64) -> String {
        let id = "bm-simulated\(ids.count + 1)"
        ids.append(id)
        taken[id] = Taken(people: people, at: now)
        return id
    }

    /// The id of the batch before the newest, if there is one.
    var earlierID: String? { ids.dropLast().last }

    /// The answer to one of the calls that may be repeated.
    func answer(_ request: HTTPRequest, at now: Int64) -> HTTPExchange {
        let path = request.url.split(separator: "/open-apis/").last.map(String.init) ?? ""
        if path.hasPrefix("auth/") {
            return .answered(200, #"{"code":0,"msg":"ok","tenant_access_token":"\#(token)","expire":7200}"#)
        }
        guard isAuthorised(request) else { return Self.refused(401, 99_991_663, "Invalid access token") }
        let parts = path.split(separator: "/")
        guard parts.count >= 4, let batch = taken[String(parts[3])] else {
            return Self.refused(400, 230_030, "batch message not found")
        }
        switch (request.method, parts.last) {
        case (.delete, _):
            taken[String(parts[3])]?.recalledAt = batch.recalledAt ?? now
            return .answered(200, #"{"code":0,"msg":"success","data":{}}"#)
        case (_, "read_user"):
            let read = delivered(batch, at: now) / 2
            return .answered(
                200, #"{"code":0,"data":{"read_user":{"read_count":"\#(read)","total_count":"\#(batch.people)"}}}"#)
        default: return .answered(200, progress(of: batch, at: now))
        }
    }

    func isAuthorised(_ request: HTTPRequest) -> Bool {
        request.fields.contains { $0.name == "Authorization" && $0.value == "Bearer \(token)" }
    }

    static func refused(_ status: Int, _ code: Int, _ message: String, reset: Int? = nil) -> HTTPExchange {
        .answered(
            status, #"{"code":\#(code),"msg":"\#(message)"}"#,
            reset.map { [HTTPRequest.Field("x-ogw-ratelimit-reset", String($0))] } ?? [])
    }

    private func progress(of batch: Taken, at now: Int64) -> String {
        let delivered = delivered(batch, at: now)
        let recalled = batch.recalledAt.map { now - $0 > 2000 ? delivered : 0 } ?? 0
        return """
            {"code":0,"data":{"batch_message_send_progress":{"valid_user_ids_count":\(batch.people),\
            "success_user_ids_count":\(delivered),"read_user_ids_count":\(delivered / 2)},\
            "batch_message_recall_progress":{"recall":\(batch.recalledAt != nil),"recall_count":\(recalled)}}}
            """
    }

    /// One person a second; a recall does not stop what is under way.
    private func delivered(_ batch: Taken, at now: Int64) -> Int {
        min(batch.people, Int((now - batch.at) / 1000))
    }
}
