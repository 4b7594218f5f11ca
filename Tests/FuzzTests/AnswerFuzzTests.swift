import Foundation
import HTTPTransport
import StrictJSON
import TestSupport
import Testing

@testable import FeishuAPI
@testable import FeishuSandbox
@testable import Reporting

/// What comes over the wire, and what goes out to files: whatever it is, it proves no more than it may.
struct AnswerFuzzTests {
    @Test func anAnswerProvesNoMoreThanItSays() async throws {
        let classifier = SendClassifier(evidence: EvidenceText(secrets: [Secret("MARKER")]))
        try await FuzzRun(target: "send", corpus: Corpus.envelopes).feed(count: 5000) { mutator, input in
            var response = HTTPResponse(
                status: mutator.pick([200, 200, 200, 302, 400, 401, 429, 500, 502, 504, 0, 999]))
            response.body = Data(input)
            response.isBodyTruncated = mutator.below(8) == 0
            response.fields = [
                HTTPRequest.Field("X-Tt-Logid", mutator.text(upTo: 8)),
                HTTPRequest.Field(
                    "x-ogw-ratelimit-reset", mutator.pick(["1", "-1", "1e9", "nan", "99999999999999999999", ""])),
            ]
            var exchange = HTTPExchange(
                firstByte: mutator.pick([.allowed, .allowed, .allowed, .notReached, .refused, .resendBlocked]),
                curlCode: CurlCode(rawValue: Int32(mutator.pick([0, 0, 0, 7, 18, 28, 52, 56, 42, -1]))))
            exchange.response = mutator.below(10) == 0 ? nil : response
            let outcome = classifier.outcome(of: exchange)
            let sandbox = try? WireJSONReader.read(input)
            switch outcome.verdict {
            case .notSent where exchange.firstByte == .allowed || exchange.firstByte == .resendBlocked:
                return "not sent, although bytes may have left"
            case .accepted(let id, _):
                guard exchange.firstByte == .allowed, !response.isBodyTruncated else {
                    return "accepted without an answer"
                }
                guard sandbox?["code"]?.integer == 0, sandbox?["data"]?["message_id"]?.string == id else {
                    return "accepted with «\(id)», which the answer does not say"
                }
            // A number beyond what the sandbox's reader holds is JSON all the same, and no reason to doubt the code beside it.
            case .acceptedWithoutID where sandbox != nil && sandbox?["code"]?.integer != 0:
                return "accepted without code 0"
            case .throttled(.rate(let seconds?)) where !(0...1e9).contains(seconds): return "a pause of \(seconds) s"
            default: break
            }
            if exchange.firstByte == .notReached || exchange.firstByte == .refused {
                guard case .notSent = outcome.verdict else { return "\(outcome.verdict), although nothing left" }
            }
            return nil
        }
    }

    @Test func figuresAreCountsOrUnknown() async throws {
        let reader = AnswerReader(endpoint: .batchProgress, evidence: EvidenceText(secrets: [Secret("MARKER")]))
        try await FuzzRun(target: "figures", corpus: Corpus.envelopes).feed(count: 3000) { mutator, input in
            let exchange = HTTPExchange.answered(
                mutator.pick([200, 200, 400, 500]), String(decoding: input, as: UTF8.self))
            guard let answer = try? reader.answer(of: exchange) else { return nil }
            for name in ["batch_message_send_progress", "batch_message_recall_progress", "read_user"] {
                guard let figures = try? answer.object(name) else { continue }
                let counts = (figures.members ?? []).compactMap { ResponseEnvelope.count($0.value) }
                if let wrong = counts.first(where: { !(0...Int(Int32.max)).contains($0) }) {
                    return "a count of \(wrong)"
                }
            }
            return nil
        }
    }

    @Test func aTokenIsATokenOrAnError() async throws {
        let reader = AnswerReader(endpoint: .tenantToken, evidence: EvidenceText())
        try await FuzzRun(target: "token", corpus: Corpus.envelopes).feed(count: 3000) { _, input in
            let exchange = HTTPExchange.answered(200, String(decoding: input, as: UTF8.self))
            guard let grant = try? TenantTokenGrant(exchange, reader: reader) else { return nil }
            let isSafe = grant.token.reveal().utf8.allSatisfy { (0x21...0x7E).contains($0) }
            return isSafe && (1...7200).contains(grant.seconds) ? nil : "a token no header can carry"
        }
    }

    @Test func everySinkKeepsItsPromise() async throws {
        try await FuzzRun(target: "sinks", corpus: HostileText.texts.map { Array($0.utf8) }).feed(count: 4000) {
            mutator, input in
            for text in [String(decoding: input, as: UTF8.self), mutator.text(upTo: 40)] {
                guard HostileText.live(in: TerminalText.escaped(text)).isEmpty else { return "live on a terminal" }
                let columns = mutator.below(20) + 1
                guard TerminalText.columns(of: TerminalText.truncated(text, toColumns: columns)) <= columns else {
                    return "wider than \(columns) columns"
                }
                let row = CSVText.cell(text) + "," + CSVText.cell("x") + "\r\n"
                guard CSVProbe.records(row)?.map(\.count) == [2] else {
                    return "breaks out of its cell: \(row.debugDescription)"
                }
                guard !CSVProbe.isFormula(CSVProbe.records(row)?[0][0] ?? "=") else {
                    return "a formula: \(row.debugDescription)"
                }
                guard
                    JSONReader().readStrictly(JSONValue.string(text).bytes(.pretty))?.string?.utf8.elementsEqual(
                        text.utf8) == true
                else { return "JSON says something else" }
            }
            return nil
        }
    }
}
