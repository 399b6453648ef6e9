import ArgumentParser
import ContentFiles
import Demonstration
import Files
import Glibc
import Identity
import Journal
import Model
import Usage

/// `seawall demo`: a made-up estate in an empty data folder.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Fill an empty data folder with a made-up estate.",
        discussion: """
            Departments have names of Hong Kong's; their systems, their officers and all that is said of them are made \
            up, the same for the same seed. The estate is marked as a demonstration on every page, for good. It writes \
            names to sign in with, and for each a link that can be used once.
            """)

    @Option(help: ArgumentHelp("How many departments.", valueName: "count"))
    var departments = 80

    @Option(help: ArgumentHelp("How many systems each of them has.", valueName: "count"))
    var systems = 60

    @Option(help: ArgumentHelp("What chance begins with.", valueName: "number"))
    var seed: UInt64 = 1

    @OptionGroup var link: LinkOption
    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let content = try DemonstrationContent(files: session.content.files(in: "demo", suffix: ".yaml"))
            let catalogue = try DemonstrationCatalogue(session.catalogue(), schemas: Instruments.schemas)
            let size = EstatePlan.Size(departments: departments, systems: systems, seed: seed)
            let plan = try EstatePlanner(content: content, catalogue: catalogue).plan(size, until: session.now)
            if let named = data.data { try Self.refuseUnlessEmpty(named) }
            try Self.refuseUnlessEmpty(DataFolder(data.data).path)
            let admin = try await AdminRecord.open(data, session)
            guard try await admin.record.journal.position() == 0 else {
                throw Fault("commands.demo-not-empty", at: data.database.map { SourcePlace(file: $0) })
            }
            let writer = EstateWriter(
                catalogue: catalogue, programme: admin.record.programme, units: admin.units, people: admin.people,
                offices: admin.offices, prepareKeys: { _ in try await admin.prepareKeys(session) })
            let guests = try await writer.write(plan) { share in
                session.terminal.progress(
                    session.say("commands.demo-progress", ["share": String(Int(share * 100))]))
            }
            session.terminal.endProgress()
            var text = session.say(
                "commands.demo-made", ["departments": String(departments), "systems": String(departments * systems)])
            for guest in guests { text += "\n\n" + (try await welcome(guest, admin, session)) }
            try session.output(text + "\n")
            return .held
        }
    }

    private func welcome(
        _ guest: EstateWriter.Guest, _ admin: AdminRecord, _ session: Session
    ) async throws -> String {
        let token = try await admin.invitations.make(for: guest.person, resetting: false, at: session.now)
        let offices = guest.offices.map(\.rawValue).joined(separator: ", ")
        return session.say(
            "commands.demo-guest",
            [
                "name": guest.signIn, "offices": offices, "unit": guest.unit,
                "link": "\(link.url)/welcome?token=\(token.text)",
            ])
    }

    /// A record that holds anything real must not be mixed with what is made up.
    private static func refuseUnlessEmpty(_ folder: String) throws(Fault) {
        guard access(folder, F_OK) == 0, try !BoundedFile.list(folder).isEmpty else { return }
        throw Fault("commands.demo-not-empty", at: SourcePlace(file: folder))
    }
}
