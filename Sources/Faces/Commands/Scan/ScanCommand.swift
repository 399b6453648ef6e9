import ArgumentParser

/// `seawall scan`: one instrument on its own, nothing recorded.
struct ScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan", abstract: "Look at something with one instrument; nothing is recorded.",
        subcommands: [ScanDataCommand.self, ScanTLSCommand.self, ScanStorageCommand.self])
}
