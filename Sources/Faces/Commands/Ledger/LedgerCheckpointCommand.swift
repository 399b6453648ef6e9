import ArgumentParser
struct LedgerCheckpointCommand: AsyncParsableCommand { mutating func run() async throws {} }
