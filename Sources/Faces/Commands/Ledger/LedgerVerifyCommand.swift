import ArgumentParser
struct LedgerVerifyCommand: AsyncParsableCommand { mutating func run() async throws {} }
