import ArgumentParser

/// `seawall ledger`: the record nobody can quietly change.
struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Verify the record, and take proofs and checkpoints from it.",
        subcommands: [
            LedgerVerifyCommand.self, LedgerProofCommand.self, LedgerCheckpointCommand.self, LedgerWitnessCommand.self,
            LedgerRebuildCommand.self,
        ])
}
