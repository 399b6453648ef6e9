import ArgumentParser

/// `seawall admin user`: the people.
struct AdminUserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Add, import, list, reset and disable people.",
        subcommands: [
            AdminUserAddCommand.self, AdminUserImportCommand.self, AdminUserListCommand.self,
            AdminUserResetCommand.self, AdminUserDisableCommand.self,
        ])
}
