import Files
public import Model
public import Programme
import YAMLTree

extension RemediationClock {
    private static let fileLimit = 1 << 16

    /// The clock of a content folder: `programme/remediation.yaml`.
    ///
    /// - Throws: `Fault` with file, line and column.
    public init(content: String) throws(Fault) {
        let file = content + "/programme/remediation.yaml"
        let root = try YAMLReader().document(BoundedFile.read(file, limit: Self.fileLimit), file: file)
        let reader = try MappingReader(root, name: "remediation", keys: ["source", "days"])
        let severities = Severity.allCases.map(\.rawValue)
        let days = try MappingReader(reader.required("days"), name: "days", keys: severities)
        var allowed: [Severity: Int] = [:]
        for severity in Severity.allCases { allowed[severity] = try days.integer(severity.rawValue, in: 1...3_660) }
        self.init(days: allowed)
    }
}
