public import ArgumentParser
import Glibc

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

    /// The command before its arguments are read.
    public init() {}

    /// Shows the version, or the help where no subcommand is named.
    public func run() async throws {
        guard version else { throw CleanExit.helpRequest(self) }
        Terminal().output("seawall \(Adapters.current?.version ?? "")\n")
    }

    /// Parses the arguments, runs the command and ends the process: status 2 for arguments that cannot be used.
    public static func start() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let code as ExitCode {
            Glibc.exit(code.rawValue)
        } catch {
            let code = exitCode(for: error)
            let text = fullMessage(for: error)
            let terminal = Terminal()
            if code == .success {
                terminal.output(text + "\n")
            } else {
                terminal.error(text)
            }
            Glibc.exit(code == .success ? 0 : Outcome.failed.rawValue)
        }
    }
}
