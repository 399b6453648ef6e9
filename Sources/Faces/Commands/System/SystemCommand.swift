import ArgumentParser

/// `seawall system`: the register of systems.
struct SystemCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "system", abstract: "Add, import and list systems.",
        subcommands: [SystemAddCommand.self, SystemImportCommand.self, SystemListCommand.self])
}
