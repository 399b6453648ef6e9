import ArgumentParser

/// How the readings of one instrument are written.
enum ScanFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json, jsonl
}

/// How a scan is written.
struct ScanOptions: ParsableArguments {
    @Option(help: "What to write.")
    var format: ScanFormat = .text
}
