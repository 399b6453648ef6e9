import ContentFiles
import Model
import Phrases

/// What programs say of their commands, in the person's language.
///
/// English stands in the sources, where scripts for shells are made from it too. `Content/i18n/help` has it once more
/// (`scripts/help-texts` writes it, a test pins it) beside the translations: a text is shown in another language only
/// where its English there is what the program says, so that no translation outlives what it was made of.
struct HelpTexts: Sendable {
    let language: Language
    private let book: PhraseBook

    /// The texts of a content folder.
    ///
    /// - Throws: `Fault` (`content-files.…`, `phrases.…`, `files.…`).
    init(content: String?, language: Language) throws(Fault) {
        // Nothing else is needed, and reading it all would take longer than the help itself.
        book = try ContentFolder.locate(named: content).phrases(of: ["help", "usage"])
        self.language = language
    }

    /// Texts that are at hand.
    init(book: PhraseBook, language: Language) {
        self.book = book
        self.language = language
    }

    /// One of this target's own texts.
    func say(_ message: Message) -> String { book.text(message, in: language) }

    /// What a command does, in a line.
    func abstract(_ command: CommandEntry) -> String { text(command.abstract, ids: [Self.id(command)]) }

    /// What there is to say of a command beyond that.
    func discussion(_ command: CommandEntry) -> String {
        text(command.discussion, ids: [Self.id(command) + ".discussion"])
    }

    /// What an argument is.
    func abstract(_ argument: ArgumentEntry, of command: CommandEntry) -> String {
        text(argument.abstract, ids: [Self.id(command) + "." + argument.name, "help.shared." + argument.name])
    }

    /// `help.` and the names below the program; of the program itself its own name.
    private static func id(_ command: CommandEntry) -> String {
        let below = command.path.dropFirst()
        return (["help"] + (below.isEmpty ? command.path : Array(below))).joined(separator: ".")
    }

    private func text(_ english: String, ids: [String]) -> String {
        guard let id = ids.first(where: { book.template($0, in: .english) == english }) else { return english }
        return book.template(id, in: language) ?? english
    }
}
