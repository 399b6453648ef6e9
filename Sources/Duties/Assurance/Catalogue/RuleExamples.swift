import CanonicalJSON
import Files
public import Model
public import Rules

/// Runs the examples that stand beside rules: records that must match, and records that must pass.
public struct RuleExamples {
    private let catalogue: Catalogue
    private let rules: [SigmaRule]
    private static let fileLimit = 4 << 20

    /// The examples of all rules of a catalogue.
    public init(catalogue: Catalogue) { self.init(catalogue: catalogue, rules: catalogue.rules) }

    /// The examples of the rules that overlays added to a catalogue.
    public init(ofOverlaysIn catalogue: Catalogue) {
        self.init(catalogue: catalogue, rules: catalogue.rules.filter { catalogue.overlay(ofRule: $0.id) != nil })
    }

    private init(catalogue: Catalogue, rules: [SigmaRule]) {
        self.catalogue = catalogue
        self.rules = rules
    }

    /// How many rules there are.
    public var count: Int { rules.count }

    /// What came out otherwise than the examples say, and which rules lack an example of either kind.
    ///
    /// - Throws: `Fault` where an example file cannot be read.
    public func problems() throws(Fault) -> [Fault] {
        var problems: [Fault] = []
        let matcher = catalogue.plan.makeMatcher()
        for rule in rules {
            let examples = Self.file(of: rule)
            let records = try Self.read(rule)
            for (key, records, expected) in [("matches", records.matches, true), ("passes", records.passes, false)] {
                if records.isEmpty {
                    problems.append(
                        Fault("assurance.no-example", ["rule": rule.id, "key": key], at: SourcePlace(file: examples)))
                }
                for (index, record) in records.enumerated() {
                    let matched = try matcher.matches(record: record, logsource: rule.logsource)
                        .contains { $0.rule == rule.id }
                    guard matched != expected else { continue }
                    problems.append(
                        Fault(
                            "assurance.example-differs",
                            ["rule": rule.id, "key": key, "number": String(index + 1)],
                            at: SourcePlace(file: examples)))
                }
            }
        }
        return problems
    }

    /// The records that stand beside a rule: those that must match, and those that must pass.
    ///
    /// - Throws: `Fault` where the file cannot be read.
    public static func read(_ rule: SigmaRule) throws(Fault) -> (matches: [Facts], passes: [Facts]) {
        let file = file(of: rule)
        let bytes = try BoundedFile.read(file, limit: fileLimit)
        do throws(JSONFault) {
            let value = try JSONValue(parsing: bytes)
            func records(_ key: String) -> [Facts] { (value[key]?.elements ?? []).map { $0.members ?? [:] } }
            return (records("matches"), records("passes"))
        } catch {
            throw Fault("assurance.examples-not-json", ["problem": "\(error)"], at: SourcePlace(file: file))
        }
    }

    private static func file(of rule: SigmaRule) -> String {
        let file = rule.place.file
        return String(file[..<(file.lastIndex(of: ".") ?? file.endIndex)]) + ".examples.json"
    }
}
