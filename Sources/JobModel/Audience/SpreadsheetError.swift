/// What spreadsheets write into a file where a formula came to nothing, or a column was too narrow.
enum SpreadsheetError {
    /// What is said of a cell that holds one.
    static let words = "is an error of the spreadsheet and no value"
    static let fix = "mend the formula and save the file again, or empty the cell"

    /// The error values of Excel, LibreOffice, WPS and Google Sheets.
    private static let names: Set<String> = [
        "#N/A", "#NA", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!",
        "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#EXTERNAL!", "#PYTHON!", "#TIMEOUT!", "#GETTING_DATA",
        "#ERROR!",
    ]

    /// Whether a cell is nothing but one, white space around it aside.
    static func isOne(_ text: String) -> Bool {
        // Nearly no cell has the letter they all begin with.
        guard text.utf8.contains(UInt8(ascii: "#")) else { return false }
        let cell = AudienceCell.trimmed(text)
        return names.contains(cell) || cell.utf8.count > 2 && cell.utf8.allSatisfy { $0 == UInt8(ascii: "#") }
    }
}
