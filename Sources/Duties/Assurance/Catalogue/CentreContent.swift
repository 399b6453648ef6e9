import Files
package import Model
import Rules

/// The controls and rules of a content folder, read and not yet held against each other.
package struct CentreContent: Sendable {
    /// The controls, in the order of their files.
    let controls: [Control]
    /// The rules, in the order of their files.
    let rules: [SigmaRule]
    /// SHA-256 over the names and bytes of the files, in hexadecimal.
    let digest: String
    private static let fileLimit = 4 << 20

    /// Reads `controls/*.yaml` of a content folder, and the Sigma rules of folders: of two rules with one id, that of the
    /// folder named first.
    ///
    /// - Throws: `Fault` with file, line and column.
    package init(reading content: String, ruleFolders: [String]) throws(Fault) {
        var hash = ContentDigest()
        var controls: [Control] = []
        let controlFolder = content + "/controls"
        for name in try BoundedFile.list(controlFolder) where name.hasSuffix(".yaml") {
            let bytes = try BoundedFile.read(controlFolder + "/" + name, limit: Self.fileLimit)
            hash.add(name, bytes)
            for control in try ControlReader(file: controlFolder + "/" + name).read(bytes) {
                guard !controls.contains(where: { $0.id == control.value.id }) else {
                    throw Fault("assurance.duplicate-control", ["id": control.value.id], at: control.place)
                }
                controls.append(control.value)
            }
        }
        var rules: [SigmaRule] = []
        for folder in ruleFolders {
            let found = try Self.rules(in: folder, hash: &hash)
            let known = Set(rules.map(\.id))
            rules += found.filter { !known.contains($0.id) }
        }
        self.controls = controls
        self.rules = rules
        digest = hash.hexadecimal
    }

    private static func rules(in folder: String, hash: inout ContentDigest) throws(Fault) -> [SigmaRule] {
        var rules: [SigmaRule] = []
        var seen: [String: SourcePlace] = [:]
        let parser = SigmaParser()
        for name in try BoundedFile.list(folder) where name.hasSuffix(".yml") || name.hasSuffix(".yaml") {
            let path = folder + "/" + name
            let bytes = try BoundedFile.read(path, limit: fileLimit)
            hash.add(name, bytes)
            for rule in try parser.rules(bytes, file: path) {
                if let first = seen.updateValue(rule.place, forKey: rule.id) {
                    throw Fault(
                        "assurance.duplicate-rule", ["id": rule.id, "first": first.description], at: rule.place)
                }
                rules.append(rule)
            }
        }
        guard !rules.isEmpty else { throw Fault("assurance.no-rules", at: SourcePlace(file: folder)) }
        return rules
    }
}
