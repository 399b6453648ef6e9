import ArgumentParser

/// How a result is written.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json, jsonl, sarif, oscal, html
}
