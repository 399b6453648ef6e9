import ArgumentParser

/// `seawall rules`: the rules themselves.
struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Work with rules.", subcommands: [RulesCheckCommand.self])
}
