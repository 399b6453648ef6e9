import ArgumentParser
import Identity

/// `seawall admin user import`: many people at once.
struct AdminUserImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take people and their offices in from CSV or JSON: all rows or none.",
        discussion: """
            Fields: sign_in, display, email, language, unit, offices, openid.issuer, openid.subject, openid.claim \
            (docs/directory.md). A second import changes only what differs; whoever the file does not name stays. Links \
            to begin with are written by 'seawall admin user reset'.
            """)

    @Argument(help: "CSV or JSON file.")
    var file: String

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let bytes = try AdminRecord.read(file)
            let admin = try await AdminRecord.open(data, session)
            try await admin.prepareKeys(session)
            let report = try await PeopleImport(into: admin.people).run(
                bytes, file: file, at: session.now, actor: session.tool)
            try session.output(session.say("commands.imported", report.gaps) + "\n")
            return .held
        }
    }
}

extension ImportReport {
    /// What fills the gaps of the text about it.
    var gaps: [String: String] {
        ["added": String(added), "changed": String(changed), "unchanged": String(unchanged)]
    }
}
