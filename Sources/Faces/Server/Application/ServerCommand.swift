public import ArgumentParser
import Usage

/// `seawall-server`: one server for the centre and every department.
public struct ServerCommand: AsyncParsableCommand {
    /// Its name and what it does.
    public static let configuration = CommandConfiguration(
        commandName: "seawall-server", abstract: "Serve the platform to people and programs.",
        discussion: """
            The data folder holds this node's configuration; with --database postgresql://… the record and its evidence \
            lie in that database, and any number of nodes may serve it. A password of the database belongs into the file \
            that PGPASSFILE names. SIGTERM lets running requests end first; SIGHUP has a renewed certificate taken at once.
            """)

    @Option(help: ArgumentHelp("Data folder; under XDG_DATA_HOME where absent.", valueName: "dir"))
    var data: String?

    @Option(help: ArgumentHelp("Database, postgresql://…; a file in the data folder where absent.", valueName: "url"))
    var database: String?

    @Option(
        help: ArgumentHelp(
            "Where keys come from: FILE, env:NAME or command:PROGRAM ARGS; the data folder's own where absent.",
            valueName: "source"))
    var keys: String?

    @Option(help: ArgumentHelp("Where to listen.", valueName: "host:port"))
    var listen = "127.0.0.1:8443"

    @Option(help: ArgumentHelp("Certificate chain, PEM; the server's own where absent.", valueName: "file"))
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("Key to it, PEM.", valueName: "file"))
    var tlsKey: String?

    @Option(
        help: ArgumentHelp("Host name to answer for, with its port unless 443; may be repeated.", valueName: "host"))
    var host: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            Network whose services the server may look at when somebody asks for that, such as 10.1.0.0/16; may be \
            repeated. None where absent.
            """, valueName: "network"))
    var lookAt: [String] = []

    @Option(help: ArgumentHelp("Folder of controls, rules, detectors and texts.", valueName: "dir"))
    var content: String?

    @Option(
        help: ArgumentHelp("Language: en, zh-Hant or zh-Hans; from the environment where absent.", valueName: "tag"))
    var lang: String?

    @Option(help: ArgumentHelp("Local time ahead of UTC, in minutes.", valueName: "minutes"))
    var zone = 480

    @Flag(name: .long, help: "Show the version and commit.")
    var version = false

    /// The command needs what its door chose.
    public init() {}

    @TaskLocal static var adapters: ServerAdapters?

    /// Runs the program of a door.
    public static func start(_ adapters: ServerAdapters) async {
        await Self.$adapters.withValue(adapters) { await Self.start() }
    }

    /// Runs until it is told to stop.
    public func run() async throws {
        guard let adapters = Self.adapters else { preconditionFailure("a door runs the command with its adapters") }
        guard !version else {
            Terminal().output("seawall-server \(adapters.version)\n")
            return
        }
        try await ServerRun(command: self, adapters: adapters).run()
    }
}
