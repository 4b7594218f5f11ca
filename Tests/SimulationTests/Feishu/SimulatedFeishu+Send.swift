import HTTPTransport
import TestSupport

/// What the sender will see of one request, and what the service did with it.
struct SendAnswer {
    var exchange: HTTPExchange
    var deed: WireRequest.Deed?
}

extension SimulatedFeishu {
    /// Deals with one `batch_send` that arrived, as the fault says; `acts` decides where the answer leaves that open.
    func receive(
        _ request: HTTPRequest, people: [String], fault: SendFault?, acts: Bool, at now: Int64
    ) -> SendAnswer {
        guard isAuthorised(request) else {
            return SendAnswer(exchange: Self.refused(401, 99_991_663, "Invalid access token"))
        }
        guard let fault else { return accepted(people, at: now) }
        if fault.isRefusal { return SendAnswer(exchange: refusal(fault)) }
        if fault.isAmbiguous {
            var answer = acts ? accepted(people, at: now) : SendAnswer(exchange: HTTPExchange.failed(.gotNothing))
            answer.exchange = ambiguous(fault)
            return answer
        }
        return odd(fault, people, at: now)
    }

    private func accepted(_ people: [String], at now: Int64) -> SendAnswer {
        let id = take(people: people.count, at: now)
        return SendAnswer(exchange: success(id), deed: WireRequest.Deed(id: id, invalid: []))
    }

    private func success(_ id: String?, invalid: [String] = []) -> HTTPExchange {
        let name = id.map { #""message_id":"\#($0)","# } ?? ""
        let list = invalid.map { "\"\($0)\"" }.joined(separator: ",")
        return .answered(200, #"{"code":0,"msg":"ok","data":{\#(name)"invalid_open_ids":[\#(list)]}}"#)
    }

    private func refusal(_ fault: SendFault) -> HTTPExchange {
        switch fault {
        case .tooMany: return .answered(429, "Too Many Requests")
        case .tooManyWithReset: return Self.refused(429, 99_991_400, "request trigger frequency limit", reset: 2)
        case .tooManyByCode: return Self.refused(400, 99_991_400, "request trigger frequency limit")
        case .tokenExpired:
            revokeToken()
            return Self.refused(401, 99_991_663, "Invalid access token")
        case .permissionLost: return Self.refused(400, 99_991_672, "Access denied")
        case .contentRefused: return Self.refused(400, 230_001, "invalid content")
        case .dailyQuota: return Self.refused(200, 11_247, "message quota exceeded")
        case .monthlyQuota: return Self.refused(429, 99_991_403, "monthly quota exceeded")
        default: return .answered(403, "<html>Forbidden</html>")
        }
    }

    private func ambiguous(_ fault: SendFault) -> HTTPExchange {
        switch fault {
        case .timeout: return .failed(.operationTimedOut, .allowed)
        case .reset: return .failed(.receiveError, .allowed)
        case .resendBlocked: return .failed(.abortedByCallback, .resendBlocked)
        case .garbage: return .failed(.unsupportedProtocol, .allowed)
        case .gatewayTimeout: return .answered(504, "<html>Gateway Time-out</html>")
        case .badGateway: return .answered(502, "<html>Bad Gateway</html>")
        case .serverError: return Self.refused(500, 2200, "internal error")
        case .requestTimeout: return .answered(408, "")
        case .redirect: return .answered(302, "")
        case .page: return .answered(200, "<html>Welcome to the hotel's network</html>")
        case .internalCode: return Self.refused(200, 10_002, "Create or send message fail")
        case .unknownCode: return Self.refused(200, 424_242, "something new")
        default: return .failed(.gotNothing, .allowed)
        }
    }

    /// Taken, with an answer that says so oddly.
    private func odd(_ fault: SendFault, _ people: [String], at now: Int64) -> SendAnswer {
        var answer = accepted(people, at: now)
        let id = answer.deed?.id ?? ""
        switch fault {
        case .someInvalid:
            let invalid = Array(people.prefix(max(1, people.count / 2)))
            answer.deed?.invalid = invalid
            answer.exchange = success(id, invalid: invalid)
        case .strangersInvalid: answer.exchange = success(id, invalid: ["ou_stranger"])
        case .withoutID:
            answer.deed?.id = nil
            answer.exchange = success(nil)
        case .malformedID:
            answer.deed?.id = nil
            answer.exchange = success("bm-../etc")
        case .repeatedID:
            guard let earlierID else { break }
            answer.deed?.id = earlierID
            answer.exchange = success(earlierID)
        case .twoCodes: answer.exchange = .answered(200, #"{"code":0,"code":1,"data":{"message_id":"\#(id)"}}"#)
        case .truncated:
            answer.exchange = .answered(200, #"{"code":0,"msg":"ok","data":{"mess"#)
            answer.exchange.curlCode = .partialFile
        case .cutAfterAnswer: answer.exchange.curlCode = .partialFile
        default: break
        }
        return answer
    }
}
