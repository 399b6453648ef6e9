import ArgumentParser
import CanonicalJSON
import Identity
import Model
import Phrases

/// `seawall admin roles`: who may do what.
struct AdminRolesCommand: AsyncParsableCommand {
    /// How the table is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, markdown
    }

    static let configuration = CommandConfiguration(
        commandName: "roles", abstract: "Write the table of which office may do what, and how far.",
        discussion: "What the words mean: docs/roles.md.")

    @Option(help: "What to write.")
    var format: Format = .text

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            switch format {
            case .json: try session.output(RoleTable.json.pretty)
            case .markdown: try session.output(RoleTable.markdown)
            case .text: try session.output(text(session))
            }
            return .held
        }
    }

    private func text(_ session: Session) -> String {
        func say(_ message: Message) -> String { session.phrases.text(message, in: session.language) }
        return Action.allCases.map { action in
            let offices = Office.allCases.compactMap { office -> String? in
                let reach = RoleTable.reach(of: office, for: action)
                return reach == .nothing ? nil : "    \(say(office.name)): \(say(reach.name))\n"
            }
            return "\(action.rawValue)  \(say(action.name))\n" + offices.joined()
        }.joined()
    }
}
