import Testing

@testable import JobModel

struct AudienceFileReaderTests {
    private static func read(_ text: String) -> AudienceFileReading {
        AudienceFileReader().read(bytes: Array(text.utf8), name: "a.csv")
    }

    private static func rows(_ text: String) -> [String]? {
        read(text).file?.rows.map { "\($0.line) \($0.kind.rawValue) \($0.text)" }
    }

    @Test(arguments: [
        ("open_id\nou_1\nou_2\n", ["2 open_id ou_1", "3 open_id ou_2"]),
        ("\u{FEFF}open_id\r\nou_1\r\n", ["2 open_id ou_1"]),
        ("\"open_id\"\n\"ou_1\"", ["2 open_id ou_1"]),
        ("name,user_id\nAnn,e1\n\n,\nBob,e2\n", ["2 user_id e1", "5 user_id e2"]),
        ("note,union_id\n\"two\nlines\",on_1\nx,on_2", ["2 union_id on_1", "4 union_id on_2"]),
        ("email,mobile\nann@a.example,\n,+4915112345678\n", ["2 email ann@a.example", "3 mobile +4915112345678"]),
        ("department_id\nod-1\nsales\n", ["2 department_id od-1", "3 department_id sales"]),
        // The first filled one in the order of the contract counts, whatever the order of the columns.
        (
            "email,user_id,open_id\na@a.example,e1,ou_1\na@a.example,e1,\na@a.example,,\n",
            ["2 open_id ou_1", "3 user_id e1", "4 email a@a.example"]
        ),
        // Where people work is no name of theirs, and departments may stand among people who have none beside them.
        (
            "department_id,mobile\nod-1,13800138000\nod-2,13800138001\n",
            ["2 mobile 13800138000", "3 mobile 13800138001"]
        ),
        ("department_id,mobile\n,13800138000\nod-1,\n", ["2 mobile 13800138000", "3 department_id od-1"]),
        ("open_id,姓名\nou_1,王\n", ["2 open_id ou_1"]),
        // Blanks around the name of a column are slips, and nothing else could be meant.
        ("name, open_id\nAnn,ou_1\n", ["2 open_id ou_1"]),
        (" open_id\t,\"\u{A0}name \"\nou_1,Ann\n", ["2 open_id ou_1"]),
    ])
    func readsWhoIsNamed(_ text: String, _ expected: [String]) {
        #expect(Self.rows(text) == expected, "\(Self.read(text).problems)")
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        var text: String
        var problems: [String]
        var testDescription: String { text.prefix(60).debugDescription }

        init(_ text: String, _ problems: String...) {
            self.text = text
            self.problems = problems
        }
    }

    @Test(arguments: [
        Bad("", "1:1: the file is empty"),
        Bad("open_id\n", "1:1: there is nobody below the header"),
        Bad("open_id,x\n,\n\n", "1:1: there is nobody below the header"),
        Bad("\nou_1\n", "1:1: a column without a name"),
        Bad("name,team\nAnn,A\n", "1:1: the first line names no column of ids"),
        Bad("ou_1\nou_2\n", "1:1: the first line names no column of ids"),
        Bad("open_id;email\nou_1;a@a.example\n", "1:1: the first line is one single cell"),
        Bad("open_id,open_id\nou_1,ou_1\n", "1:9: \"open_id\" is column 1 already"),
        Bad("open_id,Email\nou_1,a\n", "1:9: \"Email\" is no column of ids"),
        Bad("open_id,e-mail\nou_1,a\n", "1:9: \"e-mail\" is no column of ids"),
        Bad("opne_id,name\nou_1,a\n", "1:1: \"opne_id\" is no column of ids"),
        Bad("open_id,{name}\nou_1,a\n", "1:9: \"{name}\" cannot be the name of a column"),
        Bad("open_id\nou_1\non_2\n", "3:1: \"on_2\" is a union_id, not an open_id"),
        Bad("open_id\n ou_1\n", "2:1: \" ou_1\" begins with a blank (U+0020); remove it"),
        Bad("open_id\nou_1 \n", "2:1: \"ou_1 \" ends with a blank (U+0020); remove it"),
        Bad("name,email\nx,a@a.example\u{A0}\n", "2:3: \"a@a.example\u{A0}\" ends with a blank (U+00A0); remove it"),
        Bad("user_id\n \n", "2:1: a cell of nothing but blanks (U+0020); empty it"),
        Bad("open_id\nou_1 2\n", "2:1: \"ou_1 2\" contains white space or a control character"),
        // What nobody can see is told by its number.
        Bad("\u{200B}open_id\nou_1\n", "1:1: \"\\u{200b}open_id\" holds U+200B, which nobody sees; remove it"),
        Bad("open_id,na\u{AD}me\nou_1,x\n", "1:9: \"na\\u{ad}me\" holds U+00AD, which nobody sees; remove it"),
        Bad("open_id\nou_1\u{200B}\n", "2:1: \"ou_1\\u{200b}\" holds U+200B, which nobody sees; remove it"),
        Bad(
            "email\nann\u{FEFF}@a.example\n",
            "2:1: \"ann\\u{feff}@a.example\" holds U+FEFF, which nobody sees; remove it"),
        Bad("user_id,n\n\u{3164},x\n", "2:1: a cell of nothing but U+3164, which nobody sees; empty it"),
        // What a spreadsheet writes where it has no value.
        Bad("user_id,n\n#REF!,x\n", "2:1: \"#REF!\" is an error of the spreadsheet and no value; mend"),
        Bad("user_id\n#NAME?\n", "2:1: \"#NAME?\" is an error of the spreadsheet and no value; mend"),
        Bad("open_id,user_id\nou_1,#VALUE!\n", "2:6: \"#VALUE!\" is an error of the spreadsheet and no value; mend"),
        Bad("email\n#N/A\n", "2:1: \"#N/A\" is an error of the spreadsheet and no value; mend"),
        Bad("mobile\n########\n", "2:1: \"########\" is an error of the spreadsheet and no value; mend"),
        // What Excel takes for itself.
        Bad("sep=,\nopen_id,name\nou_1,Ann\n", "1:1: \"sep=,\" is a word for Excel and no header; remove the line"),
        Bad("sep=;\nopen_id;name\nou_1;Ann\n", "1:1: \"sep=;\" is a word for Excel and no header; remove the line"),
        // Feishu knows numbers outside China by their +, and those in China bare or with it.
        Bad("mobile\n8613800000001\n", "2:1: \"8613800000001\" is no number without its +; write +8613800000001"),
        Bad(
            "mobile\n008613800000001\n", "2:1: \"008613800000001\" is no number with 00 for the +; write +8613800000001"
        ),
        Bad("open_id\nou_1,x\n", "2:1: 2 cells, the header has 1"),
        Bad("open_id,name\nou_1\n", "2:1: 1 cell, the header has 2"),
        Bad("open_id,name\n,Ann\n", "2:1: the row names nobody"),
        Bad("email\na@\n", "2:1: \"a@\" is no e-mail address"),
        Bad("mobile\n12\n", "2:1: \"12\" is no mobile number"),
        // A blank id in a list of people with their departments would address a whole department.
        Bad(
            "open_id,department_id\n,od-2\nou_1,od-1\n,od-1\n",
            "2:1: the row names nobody of the department \"od-2\", which other rows have beside a person",
            "4:1: the row names nobody of the department \"od-1\", which other rows have beside a person"),
        Bad("department_id\n0\n", "2:1: \"0\" is the root department, which batch messages refuse"),
        // An id that is not the one that counts is looked at all the same.
        Bad("open_id,email\nou_1,nonsense\n", "2:6: \"nonsense\" is no e-mail address"),
        Bad("open_id\n\"ou_1\nou_2\n", "2:1: the quote that opens this cell is never closed"),
        Bad("open_id\nou\"_1\nou_2\n", "2:3: a quote inside a cell"),
        Bad("open_id\nou_1\u{0}\n", "2:5: a NUL byte"),
        Bad("open_id\rou_1\r", "1:9: a carriage return without a line feed"),
        // Everything at once.
        Bad(
            "open_id,email\nx,\nou_1,y\nou_2\n", "2:1: \"x\" is no open_id", "3:6: \"y\" is no e-mail address",
            "4:1: 1 cell, the header has 2"),
    ])
    func saysWhatIsWrongAndWhere(_ bad: Bad) {
        let reading = Self.read(bad.text)
        #expect(reading.file == nil)
        #expect(reading.problems.count == bad.problems.count, "\(reading.problems)")
        for (problem, expected) in zip(reading.problems, bad.problems) {
            #expect(problem.description.hasPrefix("a.csv:" + expected), "\(problem)")
        }
        #expect(reading.problemCount == bad.problems.count)
    }

    @Test func bytesThatAreNoUTF8AreNamedWithTheirPlace() {
        let gbk: [UInt8] = Array("open_id,name\nou_1,".utf8) + [0xCD, 0xF5] + Array("\n".utf8)
        let reading = AudienceFileReader().read(bytes: gbk, name: "a.csv")
        #expect(reading.problems.map(\.line) == [2])
        #expect(reading.problems.map(\.column) == [6])
        #expect(reading.problems[0].suggestion == AudienceFileReader.saveAsUTF8)
        let header: [UInt8] = Array("open_id,".utf8) + [0xCD, 0xF5, 0x2C, 0xCD, 0xF5] + Array("\nou_1,a,b\n".utf8)
        #expect(AudienceFileReader().read(bytes: header, name: "a.csv").problems.map(\.column) == [9], "one for all")
        let rows: [UInt8] = gbk + Array("ou_2,".utf8) + [0xCD, 0xF5] + Array("\nou 3,x\n".utf8)
        #expect(AudienceFileReader().read(bytes: rows, name: "a.csv").problems.map(\.line) == [2, 4])
        for signature: [UInt8] in [[0x50, 0x4B, 0x03, 0x04], [0xD0, 0xCF, 0x11, 0xE0]] {
            let book = AudienceFileReader().read(bytes: signature + [0, 0xFF, 0x0A], name: "a.csv")
            #expect(book.problems.map(\.message) == ["the file is an Excel workbook and no CSV"])
        }
        for mark: [UInt8] in [[0xFF, 0xFE], [0xFE, 0xFF]] {
            let wide = AudienceFileReader().read(bytes: mark + [0x6F, 0], name: "a.csv")
            #expect(wide.problems.map(\.message) == ["the file is UTF-16"])
        }
    }

    @Test func aByteOrderMarkMayBeCutIntoChunks() {
        var chunks: [[UInt8]] = [[0xEF], [], [0xBB], [0xBF, 0x6F], Array("pen_id\nou_1\n".utf8)]
        let reading = AudienceFileReader().read(name: "a.csv") { () throws(Never) in
            chunks.isEmpty ? nil : chunks.removeFirst()
        }
        #expect(reading.file?.rows.map(\.text) == ["ou_1"], "\(reading.problems)")
    }

    @Test func whatTheChunksThrowComesThrough() {
        struct Torn: Error {}
        #expect(throws: Torn.self) {
            _ = try AudienceFileReader().read(name: "a.csv") { () throws(Torn) in throw Torn() }
        }
    }

    @Test func repeatedPeopleAreCountedAndTheFirstAreNamed() {
        let reading = Self.read("open_id,email\nou_1,\n,a@a.example\nou_1,\nou_1,\n,a@a.example\n")
        #expect(reading.file?.duplicates == 3)
        #expect(reading.file?.rows.count == 5, "every appearance is kept, so that the sum can add up")
        #expect(
            reading.warnings.map(\.description) == [
                "a.csv:4:1: \"ou_1\" is on line 2 already; it counts once",
                "a.csv:5:1: \"ou_1\" is on line 2 already; it counts once",
                "a.csv:6:1: \"a@a.example\" is on line 3 already; it counts once",
            ])
        let many = Self.read("open_id\n" + String(repeating: "ou_1\n", count: 40))
        #expect(many.file?.duplicates == 39)
        #expect(many.warnings.count == 11)
        #expect(many.warnings.last?.message == "39 rows in all name somebody who is listed above them")
    }

    @Test func listsAHundredProblemsAndCountsAll() {
        let reading = Self.read("open_id\n" + String(repeating: "x\n", count: 250))
        #expect(reading.problems.count == ManifestReading.listedProblems)
        #expect(reading.problemCount == 250)
    }

    @Test func takesSoManyRowsAndNoMore() {
        let reader = AudienceFileReader(rowLimit: 3)
        let three = "open_id\nou_1\n\nou_2\nou_3\n"
        #expect(reader.read(bytes: Array(three.utf8), name: "a.csv").file?.rows.count == 3)
        let more = reader.read(bytes: Array((three + "ou_4\nou_5\n").utf8), name: "a.csv")
        #expect(more.problems.map(\.description) == ["a.csv:6:1: more than 3 rows name somebody; split the job"])
    }

    @Test func keepsWhatPersonalisesWhenAsked() {
        let text = "name,open_id,金额\nAnn,ou_1,\"1,000\"\n\nBob,ou_2,\n"
        let cells = { (kept: AudienceFileReader.KeptColumns) -> [[String]]? in
            AudienceFileReader(keeping: kept).read(bytes: Array(text.utf8), name: "a.csv").file.map { file in
                file.rows.indices.map { row in file.keptColumns.indices.map { file.cell(row: row, column: $0) } }
            }
        }
        #expect(Self.read(text).file?.columns == ["name", "金额"])
        #expect(cells(.none) == [[], []])
        #expect(cells(.all) == [["Ann", "1,000"], ["Bob", ""]])
        // The rest is read and forgotten.
        #expect(cells(.named(["金额", "x"])) == [["1,000"], [""]])
        let one = AudienceFileReader(keeping: .named(["金额"])).read(bytes: Array(text.utf8), name: "a.csv").file
        #expect(one?.columns == ["name", "金额"] && one?.keptColumns == ["金额"] && one?.cells == ["1,000", ""])
        let broken = Array("open_id,a,b\nou_1,x,".utf8) + [0xFF, 0x0A]
        #expect(
            AudienceFileReader(keeping: .named(["a"])).read(bytes: broken, name: "a.csv").problems.map(\.column) == [8])
    }

    @Test func aBlankIsNoReasonForAnotherColumn() {
        // The prefix tells the very column the cell is in.
        let reading = Self.read("open_id\nou_1 \n")
        #expect(reading.problems.map(\.suggestion) == ["remove it"])
        #expect(Self.read("name, open_id \nAnn,ou_1\n").file?.columns == ["name"])
        #expect(
            Self.read("open_id, open_id\nou_1,ou_1\n").problems.map(\.message) == ["\"open_id\" is column 1 already"])
    }

    @Test func aWrongIDIsToldItsColumn() {
        let reading = Self.read("user_id\nou_1\n")
        #expect(reading.problems.first?.suggestion == "put it into a column \"open_id\"")
    }

    @Test func tooManyColumnsAreRefused() {
        let header = (0...AudienceColumns.most).map { $0 == 0 ? "open_id" : "c\($0)" }.joined(separator: ",")
        let reading = Self.read(header + "\n")
        #expect(reading.problems.map(\.message) == ["257 columns; a file has at most 256"])
    }
}
