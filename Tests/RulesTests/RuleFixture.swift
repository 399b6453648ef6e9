import CanonicalJSON
import Model

@testable import Rules

/// A rule made of a detection, and whether it matches a record.
struct RuleFixture {
    let plan: RulePlan

    init(_ detection: String, placeholders: [String: [String]] = [:]) throws(Fault) {
        let indented = detection.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
        let text = "title: t\nid: r\nlogsource: {product: p}\ndetection:\n" + indented.joined(separator: "\n") + "\n"
        plan = try RulePlan(try SigmaParser(placeholders: placeholders).rules(Array(text.utf8), file: "r.yml"))
    }

    /// Matches the same record as JSON text and as facts: both must say the same.
    func matches(_ json: String) throws -> Bool {
        let source = LogSource(product: "p")
        let bytes = Array(json.utf8)
        let asText = try bytes.withUnsafeBytes { raw throws(Fault) in
            try plan.makeMatcher().matches(raw, logsource: source)
        }
        let value = try JSONValue(parsing: bytes)
        let asRecord = try plan.makeMatcher().matches(record: value.members ?? [:], logsource: source)
        guard asText == asRecord else { throw Fault("rules.text-and-record-differ") }
        return !asText.isEmpty
    }
}
