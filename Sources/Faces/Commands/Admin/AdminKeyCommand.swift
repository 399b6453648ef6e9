import ArgumentParser

/// `seawall admin key`: the record's secret keys.
struct AdminKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Work with the record's keys.", subcommands: [AdminKeyRotateCommand.self])
}
