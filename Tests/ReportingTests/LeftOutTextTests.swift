import JobModel
import StrictJSON
import Testing

@testable import Reporting

/// Whoever is left out is counted in the balance sheet; here it stands why.
struct LeftOutTextTests {
    @Test func tellsWhatTheSumsConsistOf() throws {
        let leftOut = try #require(
            LeftOuts(json: [
                "totals": ["excluded": 57, "frozen": 5, "duplicate": 7],
                "origins": [
                    "excluded_by_name": 3, "excluded_with_department": 54, "repeated_by_name_and_department": 2,
                    "repeated_in_departments": 5,
                ],
                "examples": [["reason": "frozen", "name": "ou_1", "place": "Data (od-1)"]],
            ]))
        #expect(
            LeftOutText.lines(leftOut) == [
                "57 excluded by the manifest: 3 named in exclude, 54 in departments of exclude",
                "7 named again: 2 named themselves and in a department, 5 in two of the departments",
                "5 frozen: ou_1 (Data (od-1)), …",
            ])
        #expect(LeftOutText.lines(leftOut, .chinese)[0] == "任务文件排除 57 人：在 exclude 中列名 3 人，属于 exclude 中的部门 54 人")
    }

    @Test func saysNothingOfWhatAnOlderLarkcastDidNotKeep() throws {
        let leftOut = try #require(LeftOuts(json: ["totals": ["excluded": 57], "examples": []]))
        #expect(LeftOutText.lines(leftOut).isEmpty)
    }
}
