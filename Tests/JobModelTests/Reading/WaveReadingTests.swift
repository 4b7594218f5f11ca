import JobModel
import Testing

@Suite struct WaveReadingTests {
    private func read(_ waves: String, _ rest: String = "") -> ManifestReading {
        Manifests.read(extra: #""delivery":{"waves":\#(waves)\#(rest)}"#)
    }

    @Test func takesSharesAndNumbers() {
        let reading = read(
            #"{"sizes":["1%",50,"10%"],"wait":"45m","gates":{"invalid":"0%","rejected":2,"in_doubt":1}}"#)
        #expect(reading.problems == [])
        let waves = reading.manifest?.delivery.waves
        #expect(waves?.sizes == [.percent(1), .people(50), .percent(10)])
        #expect(waves?.waitSeconds == 45 * 60)
        #expect(waves?.gates == WaveGates(invalidPercent: 0, rejected: 2, inDoubt: 1))
    }

    @Test func hasDefaults() {
        let waves = read(#"{"sizes":["1%"]}"#).manifest?.delivery.waves
        #expect(waves?.waitSeconds == 1800 && waves?.gates == WaveGates())
        #expect(read(#"{"sizes":["1%"],"wait":"0s","gates":{}}"#).problems == [])
    }

    @Test(arguments: [
        ("[]", "", "expected an object"), ("{}", "", "\"sizes\" is missing"),
        (#"{"sizes":[]}"#, "/sizes", "0 waves"), (#"{"sizes":"1%"}"#, "/sizes", "expected an array"),
        (#"{"sizes":[1,1,1,1,1,1,1,1,1,1]}"#, "/sizes", "10 waves"),
        (#"{"sizes":["1"]}"#, "/sizes/0", "no share"), (#"{"sizes":["0%"]}"#, "/sizes/0", "outside 1% to 99%"),
        (#"{"sizes":["100%"]}"#, "/sizes/0", "outside 1% to 99%"), (#"{"sizes":["1.5%"]}"#, "/sizes/0", "no share"),
        (#"{"sizes":["+1%"]}"#, "/sizes/0", "no share"), (#"{"sizes":["%"]}"#, "/sizes/0", "no share"),
        (#"{"sizes":["１%"]}"#, "/sizes/0", "no share"),
        (#"{"sizes":[0]}"#, "/sizes/0", "outside 1 to 500000"), (#"{"sizes":[1.0]}"#, "/sizes/0", "whole number"),
        (#"{"sizes":[null]}"#, "/sizes/0", "found null"),
        (#"{"sizes":["50%","50%"]}"#, "/sizes", "nobody is left"),
        (#"{"sizes":["1%"],"wait":"4h"}"#, "/wait", "delivery.not_after lets nothing leave after 4h"),
        (#"{"sizes":["1%"],"wait":30}"#, "/wait", "expected a string"),
        (#"{"sizes":["1%"],"gates":{"invalid":5}}"#, "/gates/invalid", "expected a string"),
        (#"{"sizes":["1%"],"gates":{"rejected":-1}}"#, "/gates/rejected", "outside 0 to"),
        (#"{"sizes":["1%"],"gates":{"doubt":1}}"#, "/gates/doubt", "did you mean \"in_doubt\""),
        (#"{"steps":["1%"],"sizes":["1%"]}"#, "/steps", "did you mean \"sizes\""),
    ])
    func namesWhatIsWrong(_ waves: String, _ pointer: String, _ words: String) {
        let problems = read(waves).problems
        #expect(problems.map(\.pointer) == ["/delivery/waves\(pointer)"])
        #expect(problems.first?.description.contains(words) == true)
    }

    @Test func theWaitsFitTheTimeThereIs() {
        #expect(read(#"{"sizes":["1%","1%"],"wait":"2h"}"#).problems.count == 1)
        #expect(read(#"{"sizes":["1%","1%"],"wait":"2h"}"#, #","not_after":"5h""#).problems == [])
    }
}
