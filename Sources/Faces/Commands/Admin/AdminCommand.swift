import ArgumentParser

/// `seawall admin`: what the keeper of a record does.
struct AdminCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admin", abstract: "Keep people, offices and the record's own house in order.",
        subcommands: [
            AdminInitCommand.self, AdminUserCommand.self, AdminOfficeCommand.self, AdminRolesCommand.self,
            AdminExplainCommand.self, AdminKeyCommand.self, AdminBackupCommand.self, AdminRestoreCommand.self,
        ])
}
