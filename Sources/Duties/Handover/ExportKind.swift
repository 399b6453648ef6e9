/// A kind of record in the export of a body; each has a file of JSON Lines under its name.
public enum ExportKind: String, Sendable, CaseIterable {
    case units, people, offices, agreements, systems, observations, assessments, results, findings, decisions
    case privateValues = "private-values"
    case events, receipts

    var file: String { "\(rawValue).jsonl" }
}
