import ArgumentParser
import Reporting

/// What every command takes.
struct GlobalOptions: ParsableArguments {
    @Flag(name: .long, help: "Print one JSON document on standard output.")
    var json = false

    @Option(
        name: .long, help: "The store's file. Default: $LARKCAST_DB, else the state directory.", completion: .file())
    var db: String?

    @Option(name: .long, help: "The configuration file. Default: $LARKCAST_CONFIG, else the config directory.")
    var config: String?

    @Option(name: .long, help: "The profile of the configuration to use.")
    var profile: String?

    @Option(
        name: .long, help: "The language of what people read: en or zh. Default: $LARKCAST_LANG, else en.",
        transform: { tag in
            guard let language = Language(tag: tag) else { throw ValidationError("'\(tag)' is neither en nor zh.") }
            return language
        })
    var lang: Language?

    @Flag(name: .long, help: "Say only what is asked for.")
    var quiet = false

    @Flag(name: .long, help: "Say more about what happens.")
    var verbose = false

    func validate() throws {
        guard let db, PathText.isBlank(db) else { return }
        throw ValidationError("--db names no file: it is empty or blank. Leave it out for the usual store.")
    }
}
