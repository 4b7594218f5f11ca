import StrictJSON

/// The addresses that the parts of a card open.
extension CardPreview {
    private static let devices = [
        (key: "pc_url", phrase: DrawingPhrase.onComputer), (key: "android_url", phrase: .onAndroid),
        (key: "ios_url", phrase: .onIOS),
    ]

    /// Where an element, or the card as a whole, may say what it opens.
    private func sources(_ element: JSONValue) -> [JSONValue] {
        let openings = (element["behaviors"]?.array ?? []).filter { $0["type"]?.string == "open_url" }
        return [element] + [element["multi_url"]].compactMap(\.self) + openings
    }

    /// The address an element opens, wherever it says so.
    func link(of element: JSONValue) -> String? {
        for source in sources(element) {
            for key in ["url", "default_url"] {
                if let url = source[key]?.string, !url.isEmpty { return url }
            }
        }
        for source in sources(element) {
            for device in Self.devices {
                if let url = source[device.key]?.string, !url.isEmpty { return url }
            }
        }
        return nil
    }

    /// What an element opens elsewhere: some devices may be led to another page.
    func otherLinks(of element: JSONValue) -> [String] {
        let usual = link(of: element)
        var said: [String] = []
        for source in sources(element) {
            for device in Self.devices {
                guard let url = source[device.key]?.string, !url.isEmpty, url != usual else { continue }
                let sentence = say(device.phrase, ["address": url])
                if !said.contains(sentence) { said.append(sentence) }
            }
        }
        // A second address for everybody contradicts the first.
        for source in sources(element) {
            for key in ["url", "default_url"] {
                guard let url = source[key]?.string, !url.isEmpty, url != usual else { continue }
                said.append(say(.orAddress, ["address": url]))
            }
        }
        return said
    }
}
