import Testing

@testable import JobModel

/// RFC 4180, cut into chunks anywhere.
struct CSVScannerTests {
    /// Writes down what the scanner says.
    private struct Transcript: CSVSink {
        var rows: [[String]] = []
        var faults: [String] = []
        var brokenRows = 0
        private var row: [String] = []

        mutating func cell(_ bytes: [UInt8], at place: CSVPlace) {
            row.append("\(place.line):\(place.column) \(String(decoding: bytes, as: UTF8.self))")
        }

        mutating func endRow(isWhole: Bool) {
            if isWhole { rows.append(row) } else { brokenRows += 1 }
            row = []
        }

        mutating func fault(_ fault: CSVFault, at place: CSVPlace) {
            faults.append("\(place.line):\(place.column) \(fault)")
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        var rows: [[String]]
        var faults: [String] = []
        var testDescription: String { text.debugDescription }

        init(_ text: String, _ rows: [[String]], _ faults: [String] = []) {
            self.text = text
            self.rows = rows
            self.faults = faults
        }
    }

    private static func transcript(_ text: String, chunk: Int = .max) -> Transcript {
        var scanner = CSVScanner()
        var sink = Transcript()
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: min(chunk, max(1, bytes.count))) {
            scanner.read(bytes[start..<min(start + min(chunk, bytes.count), bytes.count)], into: &sink)
        }
        scanner.finish(into: &sink)
        return sink
    }

    static let cases = [
        Case("", []),
        Case("a", [["1:1 a"]]),
        Case("a\n", [["1:1 a"]]),
        Case("a,b\r\nc,\n", [["1:1 a", "1:3 b"], ["2:1 c", "2:3 "]]),
        Case("\n\r\na", [["1:1 "], ["2:1 "], ["3:1 a"]]),
        Case(",", [["1:1 ", "1:2 "]]),
        Case("\"a,b\",c", [["1:1 a,b", "1:7 c"]]),
        Case("\"a\"\"b\"", [["1:1 a\"b"]]),
        Case("\"\",\"\"\r\n", [["1:1 ", "1:4 "]]),
        Case("\"a\r\nb\",c\nd", [["1:1 a\r\nb", "2:4 c"], ["3:1 d"]]),
        Case("你好,x", [["1:1 你好", "1:4 x"]]),
        Case(" a ,\tb", [["1:1  a ", "1:5 \tb"]]),
        Case("a\"b,c\nd", [["2:1 d"]], ["1:2 strayQuote"]),
        Case("\"a\"b\nd", [["2:1 d"]], ["1:4 textAfterQuote"]),
        Case("\"a\" ,b\nd", [["2:1 d"]], ["1:4 textAfterQuote"]),
        Case("a,\"b\nc", [], ["1:3 unclosedQuote"]),
        Case("a\u{0}b\nc", [["2:1 c"]], ["1:2 nul"]),
        Case("\"a\u{0}\"\nc", [["2:1 c"]], ["1:3 nul"]),
        Case("a\rb\nc", [["2:1 c"]], ["1:3 loneCarriageReturn"]),
        Case("a\r", [], ["1:3 loneCarriageReturn"]),
        Case("\"a\"\r\nb", [["1:1 a"], ["2:1 b"]]),
    ]

    @Test(arguments: cases)
    func takesTextApart(_ item: Case) {
        let found = Self.transcript(item.text)
        // The cells before a fault are dropped with their row.
        #expect(found.rows == item.rows)
        #expect(found.faults == item.faults)
        #expect(found.brokenRows == item.faults.count, "a row with a fault ends too")
    }

    @Test(arguments: cases)
    func readsTheSameHoweverItIsCut(_ item: Case) {
        let whole = Self.transcript(item.text)
        for chunk in 1...4 {
            let cut = Self.transcript(item.text, chunk: chunk)
            #expect(cut.rows == whole.rows && cut.faults == whole.faults, "chunks of \(chunk)")
        }
    }

    @Test func aQuoteThatIsNeverClosedDoesNotFillTheMemory() {
        var scanner = CSVScanner()
        var sink = Transcript()
        scanner.read(Array("a\n\"".utf8)[...], into: &sink)
        let chunk = Array(repeating: UInt8(ascii: "x"), count: 1000)
        var chunks = 0
        while !scanner.isOver, chunks < 1000 {
            scanner.read(chunk[...], into: &sink)
            chunks += 1
        }
        scanner.finish(into: &sink)
        #expect(chunks == CSVScanner.longestCell / 1000 + 1)
        #expect(sink.faults == ["2:1 tooLong"])
        #expect(sink.rows == [["1:1 a"]])
    }

    @Test func aCellOfTheGreatestLengthIsFine() {
        let text = String(repeating: "x", count: CSVScanner.longestCell)
        let found = Self.transcript(text + ",b\n", chunk: 4096)
        #expect(found.faults.isEmpty && found.rows.count == 1)
        #expect(found.rows.first?.first == "1:1 " + text)
    }
}
