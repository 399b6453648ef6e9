import ArgumentParser
struct LedgerProofCommand: AsyncParsableCommand { mutating func run() async throws {} }
