import ArgumentParser

/// `seawall admin user`: the people.
struct AdminUserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Add, import, list, link, reset, disable and enable people.",
        subcommands: [
            AdminUserAddCommand.self, AdminUserImportCommand.self, AdminUserListCommand.self,
            AdminUserLinkCommand.self, AdminUserUnlinkCommand.self, AdminUserResetCommand.self,
            AdminUserDisableCommand.self, AdminUserEnableCommand.self,
        ])
}
