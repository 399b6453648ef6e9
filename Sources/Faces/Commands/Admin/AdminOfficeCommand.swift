import ArgumentParser

/// `seawall admin office`: who holds which office.
struct AdminOfficeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "office", abstract: "Give and end offices.",
        subcommands: [AdminOfficeAssignCommand.self, AdminOfficeEndCommand.self])
}
