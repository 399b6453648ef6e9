public import ArgumentParser
import Usage

/// `seawall`: what a department runs.
public struct SeawallCommand: AsyncParsableCommand {
    /// Its name, summary and subcommands.
    public static let configuration = CommandConfiguration(
        commandName: "seawall",
        abstract: "Assess systems against a government's data-security programme, with proof.",
        subcommands: [
            AssessCommand.self, ScanCommand.self, RulesCommand.self, RehearseCommand.self, LedgerCommand.self,
            AdminCommand.self, DepartmentCommand.self, SystemCommand.self, ServeCommand.self, DemoCommand.self,
            OutboxCommand.self,
        ])

    @Flag(name: .long, help: "Show the version and commit.")
    var version = false

    // Here they may also stand before a command; what they say goes on to it.
    @OptionGroup var options: GlobalOptions

    /// The command before its arguments are read.
    public init() {}

    /// Shows the version, or the help where no subcommand is named.
    public func run() async throws {
        guard version else { throw CleanExit.helpRequest(self) }
        Terminal().output("seawall \(Adapters.current?.version ?? "")\n")
    }
}
