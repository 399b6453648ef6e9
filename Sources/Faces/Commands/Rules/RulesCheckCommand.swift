import ArgumentParser
import Assurance
import CanonicalJSON
import Files
import Model
import Phrases
import Rules
import Usage

/// `seawall rules check`: whether rules can be used, and whether their examples come out as they say.
struct RulesCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check a folder of Sigma rules against the controls, and run their examples.",
        discussion: """
            Beside NAME.yml stands NAME.examples.json with records that must match and records that must pass. Exit \
            status: 0 all is well, 1 an example came out otherwise or is missing, 2 a rule cannot be used.
            """)

    @Argument(help: "Folder of rules.", completion: .directory)
    var folder: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let catalogue = try session.catalogue(rules: folder)
            let problems = try RuleExamples(catalogue: catalogue, folder: folder).problems()
            for problem in problems { session.terminal.error(session.phrases.line(problem, in: session.language)) }
            let count = String(catalogue.rules.count)
            guard problems.isEmpty else { return .fallsShort }
            try session.output(session.say("commands.rules-well", ["count": count]) + "\n")
            return .held
        }
    }
}
