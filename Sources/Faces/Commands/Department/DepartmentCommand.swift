import ArgumentParser

/// `seawall department`: the tree of units.
struct DepartmentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "department",
        abstract: "Departments and other units: the tree, what bodies let others see, and how they leave.",
        subcommands: [
            DepartmentAddCommand.self, DepartmentImportCommand.self, DepartmentListCommand.self,
            DepartmentAgreeCommand.self, DepartmentAgreementsCommand.self, DepartmentAgreementEndCommand.self,
            DepartmentExportCommand.self, DepartmentVerifyCommand.self, DepartmentLeaveCommand.self,
        ])
}
