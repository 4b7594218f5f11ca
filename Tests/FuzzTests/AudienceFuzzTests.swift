import Foundation
import HTTPTransport
import TestSupport
import Testing

@testable import FeishuAPI
@testable import FeishuSandbox

/// What the contact and message calls read, and what an upload writes: nobody is lost, nobody is made up.
struct AudienceFuzzTests {
    private static func payload(_ endpoint: FeishuEndpoint, _ input: [UInt8]) -> AnswerObject? {
        var response = HTTPResponse(status: 200)
        response.body = Data(input)
        let exchange = HTTPExchange(firstByte: .allowed, curlCode: .ok, response: response)
        return try? AnswerReader(endpoint: endpoint, evidence: EvidenceText()).answer(of: exchange).payload()
    }

    private static func isOpenID(_ id: String) -> Bool {
        id.hasPrefix("ou_") && id.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }

    @Test func aPageIsWholeOrRefused() async throws {
        try await FuzzRun(target: "pages", corpus: Corpus.answers).feed(count: 5000) { mutator, input in
            guard let payload = Self.payload(.people, input) else { return nil }
            let said = try? WireJSONReader.read(input)
            let listed = said?["data"]?["items"]?.array?.count ?? 0
            let asked = mutator.pick([nil, "asked", "next+/="])
            if let departments = try? payload.departments() {
                // A number beyond what the sandbox's reader holds is JSON all the same.
                guard said == nil || departments.count == listed else {
                    return "\(departments.count) of \(listed) departments"
                }
                guard departments.allSatisfy({ $0.openDepartmentID == "0" || $0.openDepartmentID.hasPrefix("od-") })
                else {
                    return "a department under a name that is none"
                }
            }
            if let people = try? payload.people() {
                guard said == nil || people.count == listed else { return "\(people.count) of \(listed) people" }
                guard people.allSatisfy({ Self.isOpenID($0.openID) }) else { return "a person no message can reach" }
            }
            guard let page = try? FeishuPage<Int>([], of: payload, after: asked) else { return nil }
            guard page.nextPageToken == nil || page.nextPageToken != asked else { return "a listing that never ends" }
            if let said, said["data"]?["has_more"] == .bool(true), page.nextPageToken == nil {
                return "a page cut short"
            }
            return nil
        }
    }

    @Test func anAddressBelongsToWhoTheAnswerSays() async throws {
        try await FuzzRun(target: "contacts", corpus: Corpus.answers).feed(count: 3000) { _, input in
            guard let objects = try? Self.payload(.contacts, input)?.objects("user_list") else { return nil }
            for object in objects {
                guard let found = try? FoundContact(object) else { continue }
                guard found.email != nil || found.mobile != nil else { return "an entry about nobody" }
                guard found.openID.map(Self.isOpenID) ?? true else { return "a person no message can reach" }
            }
            return nil
        }
    }

    @Test func aMessageProvesNoMoreThanItSays() async throws {
        try await FuzzRun(target: "messages", corpus: Corpus.answers + Corpus.envelopes).feed(count: 5000) {
            mutator, input in
            var response = HTTPResponse(status: mutator.pick([200, 200, 200, 302, 400, 401, 429, 500, 504, 0]))
            response.body = Data(input)
            response.isBodyTruncated = mutator.below(8) == 0
            var exchange = HTTPExchange(
                firstByte: mutator.pick([.allowed, .allowed, .allowed, .notReached, .refused, .resendBlocked]),
                curlCode: CurlCode(rawValue: Int32(mutator.pick([0, 0, 0, 7, 18, 28, 52, 56]))))
            exchange.response = mutator.below(10) == 0 ? nil : response
            let verdict = DirectSendClassifier().outcome(of: exchange).verdict
            let said = try? WireJSONReader.read(input)
            let hasAnswer = exchange.firstByte == .allowed && exchange.response != nil && !response.isBodyTruncated
            switch verdict {
            case .notSent where exchange.firstByte == .allowed || exchange.firstByte == .resendBlocked:
                return "not sent, although bytes may have left"
            case .notSent: return nil
            case _ where exchange.firstByte == .notReached || exchange.firstByte == .refused:
                return "\(verdict), although nothing left"
            case .accepted(let id):
                let isSaid = said?["code"]?.integer == 0 && said?["data"]?["message_id"]?.string == id
                return hasAnswer && isSaid ? nil : "accepted with «\(id)», which the answer does not say"
            case .acceptedWithoutID, .refused, .recipientBusy, .tokenRefused:
                return hasAnswer && exchange.curlCode == .ok ? nil : "\(verdict) without a whole answer"
            case .throttled, .rejected, .unknown: return nil
            }
        }
    }

    @Test func anUploadIsReadAsItWasWritten() async throws {
        let corpus = ["--larkcast-0-0\r\n", "\r\n--", "PNG\u{0}", "a\r\nb", "\"; filename=\"x"].map { Array($0.utf8) }
        try await FuzzRun(target: "uploads", corpus: corpus).feed(count: 1000) { mutator, input in
            let content = Array(input.prefix(2_000))
            let text = mutator.text(upTo: 20)
            var form = MultipartForm()
            form.append("file_name", text)
            form.append(
                "file", fileName: text + String(decoding: content.prefix(30), as: UTF8.self), bytes: Data(content))
            let (boundary, bytes) = form.encoded()
            guard let parts = MultipartProbe(body: [UInt8](bytes), boundary: boundary)?.parts else { return "no form" }
            guard parts.map(\.name) == ["file_name", "file"], parts.map(\.fields) == [1, 2] else {
                return "other parts"
            }
            guard parts[0].bytes == Array(text.utf8), parts[1].bytes == content else { return "other content" }
            return nil
        }
    }
}
