import ArgumentParser
import Journal
import Secrets

/// `seawall admin key rotate`: a new key in the place of one in use.
struct AdminKeyRotateCommand: AsyncParsableCommand {
    /// The keys that can be rotated.
    enum Purpose: String, ExpressibleByArgument, CaseIterable {
        case fingerprint, commitment, signing, master

        var key: KeyPurpose {
            switch self {
            case .fingerprint: .fingerprint
            case .commitment: .commitment
            case .signing: .signing
            case .master: .master
            }
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Put a new key in the place of one in use, and say so in the record.",
        discussion: """
            The old key is kept: what was made with it still verifies. A folder and a key file get a new key; where \
            keys come from a command or the environment, put the new one first there, the old one after it, and then \
            run this. The master key wraps the departments' data keys, which are wrapped anew. Keys and where they come \
            from: docs/keys.md.
            """)

    @Argument(help: "Which key.")
    var purpose: Purpose

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let record = try await Record.open(data, session)
            let id: String
            if purpose == .master {
                id = try await record.journal.rotateMaster(
                    of: record.masterKey, at: session.now, actor: session.tool)
            } else {
                id = try await record.journal.rotate(purpose.key, at: session.now, actor: session.tool)
            }
            try session.output(
                session.say("commands.key-rotated", ["purpose": purpose.rawValue, "key": id]) + "\n")
            return .held
        }
    }
}
