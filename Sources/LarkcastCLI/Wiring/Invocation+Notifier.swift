import FeishuAPI
import HTTPTransport
import JobEngine
import JobStore
import Reporting
import Synchronization

/// How long a process that has something to tell waits for whoever is told.
struct TellingPatience: Sendable {
    /// Milliseconds for a connection.
    var connectMilliseconds = 10_000
    /// Milliseconds for one try.
    var totalMilliseconds = 20_000
    /// Milliseconds after which nothing new is begun.
    var roundMilliseconds = Notifier.longestRound

    /// Behind a decision, for whose end somebody waits at a terminal; the next tick tells what was not told.
    static let short = TellingPatience(connectMilliseconds: 1500, totalMilliseconds: 2000, roundMilliseconds: 2000)
}

extension Invocation {
    /// A notifier over a store.
    ///
    /// - Parameters:
    ///   - settings: Where to post, and what is told.
    ///   - apps: The settings of the apps in use, by app id; owners get their cards from the run's own app alone.
    ///   - store: Where the queue is.
    ///   - patience: How long somebody is waited for.
    /// - Returns: the notifier; nothing is called before it tells something.
    /// - Throws: `CommandFailure` with exit code 78 when the webhook cannot be used as it is configured.
    func makeNotifier(
        _ settings: Settings, apps: [String: Settings], store: JobDatabase, patience: TellingPatience
    ) throws -> Notifier {
        let clients = CardClients(self, apps, patience)
        return Notifier(
            store: store, dependencies: dependencies, kinds: settings.notify.kinds,
            webhook: try makeWebhook(settings, patience), longestRound: patience.roundMilliseconds,
            words: { [language] in language.notification($0) }, cards: { clients.client(of: $0) })
    }

    /// The webhook of the settings; `nil` when there is none.
    func makeWebhook(_ settings: Settings, _ patience: TellingPatience = TellingPatience()) throws -> WebhookClient? {
        let reader = SecretReader(environment: environment)
        guard let address = try reader.webhook(settings.notify.webhook) else { return nil }
        let secret = try settings.notify.secretFile.map { try reader.readFile($0, holding: "the custom bot's secret") }
        return WebhookClient(
            address: address, secret: secret.map { Secret($0) },
            transport: try makeTransport(settings, .notifications(patience)))
    }

    /// Tells what is due, and makes no failure of what cannot be told.
    ///
    /// - Returns: what was given up, and what kept it from telling at all.
    func tell(
        _ settings: Settings, apps: [String: Settings]? = nil, store: JobDatabase,
        patience: TellingPatience = TellingPatience(), stop: StopSignal
    ) async -> [TickReport.Problem] {
        do {
            let usual = settings.appID.map { [$0: settings] } ?? [:]
            let notifier = try makeNotifier(settings, apps: apps ?? usual, store: store, patience: patience)
            return try await notifier.tell(stop: stop).problems
        } catch {
            return [TickReport.Problem(about: "notifications", error: error)]
        }
    }

    /// Tells what is due after a command has done its work, with a warning for what cannot be told.
    ///
    /// - Returns: the exit code when the store failed: whoever watches the disk has to hear of it, although everything else
    ///   is done. `nil` when the command's own code stands.
    func tellAtTheEnd(
        _ settings: Settings, apps: [String: Settings]? = nil, store: JobDatabase,
        patience: TellingPatience = TellingPatience(), stop: StopSignal = StopSignal()
    ) async -> ExitStatus? {
        let failures = await tell(settings, apps: apps, store: store, patience: patience, stop: stop)
            .map { CommandFailure(describing: $0.error) }
        for failure in failures { console.warn("warning: " + TerminalText.escaped(failure.message)) }
        return failures.contains { $0.exit == .storage } ? .storage : nil
    }
}

/// One client for each app that has a card to send, made when the first one is due.
private final class CardClients: Sendable {
    private let invocation: Invocation
    private let apps: [String: Settings]
    private let patience: TellingPatience
    private let made = Mutex<[String: FeishuClient]>([:])

    init(_ invocation: Invocation, _ apps: [String: Settings], _ patience: TellingPatience) {
        self.invocation = invocation
        self.apps = apps
        self.patience = patience
    }

    func client(of appID: String) -> FeishuClient? {
        made.withLock { made in
            if let client = made[appID] { return client }
            let client = apps[appID].flatMap { try? invocation.makeClient($0, lanes: 1, .notifications(patience)) }
            made[appID] = client
            return client
        }
    }
}
