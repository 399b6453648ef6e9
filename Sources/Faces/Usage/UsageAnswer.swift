import ContentFiles
import Model
import Phrases

/// What a program writes instead of running, where its arguments ask for help or cannot be used.
struct UsageAnswer: Sendable, Hashable {
    /// What goes to standard output.
    var output: String?
    /// The lines that go to standard error.
    var errors: [String] = []
    /// The exit status.
    var status: Int32

    /// What ArgumentParser ended with.
    enum Ending: Sendable {
        /// The help that was asked for, in English.
        case help(String)
        /// Arguments that cannot be used: what is wrong with them, and the same with the usage.
        case misuse(String, whole: String)
    }

    /// - Parameters:
    ///   - arguments: those of the program, without its name.
    ///   - program: the tree of its commands; nil where it could not be read.
    ///   - width: columns of the terminal.
    init(to ending: Ending, arguments: [String], program: CommandEntry?, width: Int) {
        guard let program else {
            self.init(untranslated: ending)
            return
        }
        let shared = SharedArguments(arguments)
        let language = shared.language.map(Language.init(locale:)) ?? .ofEnvironment()
        let texts: HelpTexts
        do {
            texts = try HelpTexts(content: shared.content, language: language)
        } catch {
            self.init(untranslated: ending)
            // Who reads English has lost nothing that has to be explained.
            if language != .english {
                errors.insert("\(program.line): \(BareWords.line(error, in: language))", at: 0)
            }
            return
        }
        let walk = CommandWalk(arguments, from: program)
        switch (ending, walk.stranger) {
        case (.help, nil):
            self.init(
                output: HelpPage(command: walk.command, texts: texts, width: width).text + "\n", status: 0)
        case (.help, _?), (.misuse, _):
            let misuse = Misuse(command: walk.command, stranger: walk.stranger, texts: texts)
            var problem = ""
            if case .misuse(let message, whole: _) = ending { problem = message }
            self.init(errors: ["\(program.line): \(texts.say(misuse.message(problem)))"], status: 2)
        }
    }

    /// Where no texts are found: what ArgumentParser says itself, for a program without its content must still be able to
    /// say how content is named.
    private init(untranslated ending: Ending) {
        switch ending {
        case .help(let text): self.init(output: text + "\n", status: 0)
        case .misuse(_, whole: let text): self.init(errors: [text], status: 2)
        }
    }

    private init(output: String? = nil, errors: [String] = [], status: Int32) {
        self.output = output
        self.errors = errors
        self.status = status
    }
}
