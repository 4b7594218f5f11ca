/// What lies around in the company: chats, images, templates, and ids that belong elsewhere.
struct CompanyProps {
    let seed: UInt64

    /// The groups the bot is in, and one it is not in.
    func chats(people: [SandboxPerson]) -> [SandboxChat] {
        let present = people.indices.filter { !people[$0].isResigned }
        return CompanyNames.chats.enumerated().map { index, unit in
            var members = SeededGenerator(seed: seed, stream: "chat members", index: index)
            let drawn = present.isEmpty ? [] : (0..<20 * (index + 1)).map { _ in present[members.below(present.count)] }
            return SandboxChat(
                chatID: id("oc_", stream: "chat", index: index), name: unit.name, members: Set(drawn).sorted(),
                hasBot: index < CompanyNames.chats.count - 1)
        }
    }

    var imageKeys: [String] { (0..<3).map { id("img_v3_", stream: "image", index: $0) } }

    /// Stickers the bot has been sent; it may send them on.
    var stickerKeys: [String] { [id("file_v3_", stream: "sticker", index: 0)] }

    /// Well-formed open_ids of people as another app knows them (99992361).
    var foreignOpenIDs: [String] { (0..<3).map { id("ou_", stream: "foreign open id", index: $0) } }

    /// The ids do not depend on the seed, so that a manifest with a template works with every company.
    var templates: [SandboxTemplate] {
        [
            SandboxTemplate(
                id: "AAqSandboxNotice", versions: ["1.0.0", "1.1.0"], textVariables: ["title", "body"], isVisible: true),
            SandboxTemplate(id: "AAqSandboxPlain", versions: ["1.0.0"], textVariables: [], isVisible: true),
            SandboxTemplate(id: "AAqSandboxHidden", versions: ["1.0.0"], textVariables: [], isVisible: false),
        ]
    }

    private func id(_ prefix: String, stream: String, index: Int) -> String {
        var generator = SeededGenerator(seed: seed, stream: stream, index: index)
        return prefix + generator.hex32()
    }
}
