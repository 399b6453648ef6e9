import CanonicalJSON
import Files
public import Model
import Rules

/// Runs the examples that stand beside rules: records that must match, and records that must pass.
public struct RuleExamples {
    private let catalogue: Catalogue
    private let folder: String
    private static let fileLimit = 4 << 20

    /// The examples of the rules of a folder that the catalogue was read from.
    public init(catalogue: Catalogue, folder: String) {
        self.catalogue = catalogue
        self.folder = folder
    }

    /// What came out otherwise than the examples say, and which rules lack an example of either kind.
    ///
    /// - Throws: `Fault` where an example file cannot be read.
    public func problems() throws(Fault) -> [Fault] {
        var problems: [Fault] = []
        let matcher = catalogue.plan.makeMatcher()
        for rule in catalogue.rules {
            let file = rule.place.file
            guard let dot = file.lastIndex(of: ".") else { continue }
            let examples = String(file[..<dot]) + ".examples.json"
            let value: JSONValue
            do {
                value = try JSONValue(parsing: BoundedFile.read(examples, limit: Self.fileLimit))
            } catch let error as JSONFault {
                throw Fault("assurance.examples-not-json", ["problem": "\(error)"], at: SourcePlace(file: examples))
            } catch let fault as Fault {
                throw fault
            } catch {
                throw Fault("assurance.examples-not-json", ["problem": "\(error)"], at: SourcePlace(file: examples))
            }
            for (key, expected) in [("matches", true), ("passes", false)] {
                let records = value[key]?.elements ?? []
                if records.isEmpty {
                    problems.append(
                        Fault("assurance.no-example", ["rule": rule.id, "key": key], at: SourcePlace(file: examples)))
                }
                for (index, record) in records.enumerated() {
                    let matched = try matcher.matches(record: record.members ?? [:], logsource: rule.logsource)
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
}
