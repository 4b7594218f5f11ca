import Foundation
import StrictJSON
import Testing

@testable import JobModel

/// The hashes of personal messages, and their size.
struct PersonalHashTests {
    private typealias Fixture = PersonalFixture

    @Test func aPlanIsTheSameAtEveryLook() throws {
        let csv = "open_id,n\n" + (0..<200).map { "\(Manifests.openID($0)),name \($0)\n" }.joined()
        let first = try Fixture.plan(.text("Dear {{n}}"), csv)
        #expect(first == (try Fixture.plan(.text("Dear {{n}}"), csv)))
        #expect(Set(first.batches.map(\.bodySHA256)).count == 200)
    }

    @Test func everyValueIsPartOfTheContentsHash() throws {
        let plan = { (text: String, csv: String) in try Fixture.plan(.text(text), csv) }
        let base = try plan("Dear {{n|x}}", "open_id,n,m\nou_1,a,1\nou_2,b,2\n")
        for (text, csv) in [
            ("Dear {{n|x}}", "open_id,n,m\nou_1,a,1\nou_2,c,2\n"),
            ("Dear {{n|x}}", "open_id,n,m\nou_1,b,1\nou_2,a,2\n"),
            ("Dear {{n|x}}!", "open_id,n,m\nou_1,a,1\nou_2,b,2\n"),
            ("Dear {{m|x}}", "open_id,n,m\nou_1,a,1\nou_2,b,2\n"),
        ] {
            let other = try plan(text, csv)
            #expect(other.contentSHA256 != base.contentSHA256 && other.planSHA256 != base.planSHA256)
            #expect(other.audienceSHA256 == base.audienceSHA256)
        }
        // What nobody reads is no other content, and the order of a file is none either.
        let unused = try plan("Dear {{n|x}}", "open_id,n,m\nou_1,a,7\nou_2,b,8\n")
        #expect(unused.contentSHA256 == base.contentSHA256 && unused.planSHA256 == base.planSHA256)
        let turned = try plan("Dear {{n|x}}", "open_id,n,m\nou_2,b,2\nou_1,a,1\n")
        #expect(turned.contentSHA256 == base.contentSHA256 && turned.planSHA256 != base.planSHA256)
    }

    @Test func theLongestMessageDecidesAndItsRowIsNamed() throws {
        let padding = String(repeating: "p", count: 100_000)
        let room = MessageBody.largestText - Self.overhead - padding.count
        for (length, isTaken) in [(room, true), (room + 1, false)] {
            let csv = "open_id,n\nou_1,a\nou_2,\(String(repeating: "x", count: length))\nou_3,b\n"
            let reasons = try Fixture.refusal(.text(padding + "{{n}}"), csv)
            #expect(reasons.isEmpty == isTaken, "\(reasons)")
            if !isTaken {
                #expect(
                    reasons[0].message.hasPrefix(
                        "the message for a.csv:3 has \(MessageBody.largestText + 1) bytes, 1 over"))
            } else {
                let plan = try Fixture.plan(.text(padding + "{{n}}"), csv)
                #expect(plan.requestSize(of: .text("{{n}}")).bytes == MessageBody.largestText)
            }
        }
    }

    private static let overhead =
        #"{"receive_id":"ou_2","uuid":"larkcast-{the-run-id}-2","content":"{\"text\":\"\"}","msg_type":"text"}"#.utf8
        .count

    /// Every person of a company with their own value, and nobody else's.
    @Test(arguments: 1...30)
    func everybodyHasExactlyTheirOwnValue(seed: Int) throws {
        var random = SeededNumbers(state: UInt64(seed))
        let alphabet = Array("ab\"\\ \n,{}|:.*_é李😀#-'&;()/")
        func value(_ number: Int) -> String {
            let noise = String(
                (0..<Int.random(in: 0...12, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "a" })
            return "v\(number)\(noise.replacing("://", with: ":"))e"
        }
        let people = Int.random(in: 1...60, using: &random)
        var expected: [String: String] = [:]
        var csv = "note,open_id,v\n"
        for number in (0..<people).shuffled(using: &random) {
            let value = Int.random(in: 0..<5, using: &random) == 0 ? "" : value(number)
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                csv += "x,\(Manifests.openID(number)),\"\(value.replacing("\"", with: "\"\""))\"\n"
            }
            expected[Manifests.openID(number)] = value.isEmpty ? "default" : value
        }
        let message: Message =
            seed.isMultiple(of: 2)
            ? .text("«{{v|default}}»")
            : .post(["zh_cn": ["content": [[["tag": "text", "text": "{{v|default}}"]]]]])
        let manifest = Fixture.manifest(message)
        let plan = try Fixture.plan(manifest, ["a.csv": csv])
        let contents = try Fixture.contents(plan)
        #expect(Set(contents.map(\.id)) == Set(expected.keys) && contents.count == expected.count)
        for (id, content) in contents {
            let text =
                content["text"]?.string.map { String($0.dropFirst().dropLast()) }
                ?? content["zh_cn"]?["content"]?.array?[0].array?[0]["text"]?.string
            #expect(text == expected[id])
        }
        let defaults = expected.values.count { $0 == "default" }
        #expect(plan.defaulted == (defaults == 0 ? [] : [DefaultedColumn(column: "v", people: defaults)]))
    }
}

/// The same numbers on every machine and in every run.
private struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
