import JobModel

extension RequestSize {
    /// `text 1,204 of 153,600 bytes`.
    var sentence: String { "\(kind) \(Figure.grouped(bytes)) of \(Figure.grouped(limit)) bytes" }
}
