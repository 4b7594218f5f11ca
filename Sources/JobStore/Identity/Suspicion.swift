import JobModel

/// Why a store may not be the one that has been sending: each reason alone keeps everything from leaving.
enum Suspicion: Equatable, Sendable {
    /// What was found now.
    case found(StoreFinding)
    /// Found earlier, in the words of that time.
    case earlier(String)

    /// What was found.
    var sentence: String {
        switch self {
        case .found(let finding): finding.rawValue
        case .earlier(let sentence): sentence
        }
    }

    /// The error of everything that would send.
    var refusal: StoreError {
        StoreError(
            .notAdopted, "nothing is sent from this store: \(sentence)",
            hint: "make sure that no other larkcast sends from the original or a copy, look with larkcast adopt, "
                + "then say larkcast adopt --i-stopped-the-other-one")
    }
}
