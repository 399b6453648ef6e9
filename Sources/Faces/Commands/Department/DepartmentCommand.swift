import ArgumentParser

/// `seawall department`: the tree of units.
struct DepartmentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "department", abstract: "Add, import and list departments and other units.",
        subcommands: [DepartmentAddCommand.self, DepartmentImportCommand.self, DepartmentListCommand.self])
}
