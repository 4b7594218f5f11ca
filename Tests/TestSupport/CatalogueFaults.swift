public import Reporting

/// What is wrong with a part of the catalogue: sentences that a language lacks, or that name other values in one than in the other.
///
/// - Parameter part: A part.
/// - Returns: One sentence for each fault.
public func catalogueFaults<Part: Phrase>(in part: Part.Type) -> [String] {
    part.allCases.flatMap { phrase -> [String] in
        let wording = phrase.wording
        var faults: [String] = []
        if wording.english.isEmpty || wording.chinese.isEmpty { faults.append("says nothing") }
        if names(in: wording.chinese) != names(in: wording.english) { faults.append("names other values") }
        if !names(in: wording.englishOne).isSubset(of: names(in: wording.english)) {
            faults.append("names other values for exactly one")
        }
        if !isChinese(wording.chinese), wording.chinese != wording.english {
            faults.append("is no Chinese: \(wording.chinese)")
        }
        return faults.map { "\(part).\(phrase) \($0)" }
    }
}

private func names(in text: String) -> Set<Substring> {
    Set(text.matches(of: /{([a-z]+)}/).map(\.output.1))
}

/// Chinese characters, or nothing but names and what stands between them.
private func isChinese(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
        || !text.replacing(/{[a-z]+}/, with: "").contains(where: \.isLetter)
}
