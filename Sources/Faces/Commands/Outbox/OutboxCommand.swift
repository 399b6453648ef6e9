import ArgumentParser

/// `seawall outbox`: what is to be sent to a server.
struct OutboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox", abstract: "Send to a server what could not be sent before.",
        subcommands: [OutboxSendCommand.self])
}
