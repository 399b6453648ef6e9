import ArgumentParser
import Assurance
import ContentFiles
import Files
import Glibc
import Model
import Phrases
import Usage

/// What a running command has at hand: content, texts, language, terminal.
struct Session: Sendable {
    let content: ContentFolder
    var phrases: PhraseBook
    /// What departments add to the content, in the order of their namespaces.
    var overlays: [Overlay] = []
    let language: Language
    let terminal: Terminal
    let adapters: Adapters
    /// When the command began.
    let now: Instant

    /// Runs a command's body; a fault becomes one line on standard error and exit status 2.
    ///
    /// - Parameter overlays: folders of overlays that take part.
    static func run(
        _ options: GlobalOptions, overlays: [String] = [], _ body: (Session) async throws -> Outcome
    ) async throws {
        let terminal = Terminal()
        let language = options.lang.map(Language.init(locale:)) ?? .ofEnvironment()
        guard let adapters = Adapters.current else { preconditionFailure("a door runs commands with its adapters") }
        var session: Session
        do {
            let content = try ContentFolder.locate(named: options.content)
            session = Session(
                content: content, phrases: try content.phrases(), language: language, terminal: terminal,
                adapters: adapters, now: SystemClock.now())
        } catch {
            terminal.error("seawall: \(BareWords.line(error, in: language))")
            throw ExitCode(Outcome.failed.rawValue)
        }
        let outcome: Outcome
        do {
            try session.add(OverlayReader.all(overlays))
            outcome = try await body(session)
        } catch let fault as Fault {
            terminal.endProgress()
            terminal.error("seawall: \(session.phrases.line(fault, in: language))")
            outcome = .failed
        }
        if outcome != .held { throw ExitCode(outcome.rawValue) }
    }

    private mutating func add(_ overlays: [Overlay]) throws(Fault) {
        for texts in overlays.flatMap(\.texts) {
            try phrases.add(texts.bytes, file: texts.file, language: texts.language)
        }
        self.overlays = overlays
    }

    /// A text in the session's language.
    func say(_ id: String, _ arguments: [String: String] = [:]) -> String {
        phrases.text(Message(id, arguments), in: language)
    }

    /// Content in the session's language, for a terminal; where it was not given in it, in English, and marked so.
    func shown(_ text: LocalizedText) -> String { TerminalWords.shown(text, in: language) }

    /// Writes data to standard output.
    ///
    /// - Throws: `Fault` (`commands.output`) where it could not be written whole.
    func output(_ text: String) throws(Fault) {
        guard let code = terminal.output(text) else { return }
        throw Fault("commands.output", ["problem": String(cString: strerror(code))])
    }

    /// The catalogue of the content with its overlays, and with its own rules or those of another folder.
    func catalogue(rules: String? = nil) throws(Fault) -> Catalogue {
        try CatalogueReader(schemas: Instruments.schemas, overlays: overlays).read(content: content.path, rules: rules)
    }

    /// The name and version that observations are signed with.
    var tool: String { "seawall \(adapters.version)" }
}
