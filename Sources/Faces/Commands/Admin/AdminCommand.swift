import ArgumentParser

/// `seawall admin`: what the keeper of a record does.
struct AdminCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admin", abstract: "Keep the record's own house in order.", subcommands: [AdminKeyCommand.self])
}
