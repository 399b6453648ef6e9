import Files
public import Model
import Rules

/// Reads a catalogue from a content folder: `controls/*.yaml` and the Sigma rules under `rules/`.
public struct CatalogueReader {
    private let schemas: [FactSchema]
    private let overlays: [Overlay]
    private static let fileLimit = 4 << 20

    /// A reader that holds rules to what instruments state.
    ///
    /// - Parameter overlays: what departments add, in the order of their namespaces.
    public init(schemas: [FactSchema], overlays: [Overlay] = []) {
        self.schemas = schemas
        self.overlays = overlays
    }

    /// Reads the controls of a content folder, and its rules or those of another folder.
    ///
    /// - Parameters:
    ///   - content: the folder with `controls` and `rules`.
    ///   - rules: a folder of Sigma rules to take in place of the content's own.
    /// - Throws: `Fault` with file, line and column.
    public func read(content: String, rules: String? = nil) throws(Fault) -> Catalogue {
        try read(content: content, ruleFolders: [rules ?? content + "/rules"], complete: rules == nil)
    }

    /// Reads the controls of a content folder with a draft of rules.
    ///
    /// - Parameters:
    ///   - draft: a folder of Sigma rules.
    ///   - alone: whether the draft stands in place of the content's own rules, or beside them; a draft rule with
    ///     the id of one of the content's own replaces it.
    /// - Throws: `Fault` with file, line and column.
    public func read(content: String, draft: String, alone: Bool) throws(Fault) -> Catalogue {
        try read(content: content, ruleFolders: alone ? [draft] : [draft, content + "/rules"], complete: false)
    }

    private func read(content: String, ruleFolders: [String], complete: Bool) throws(Fault) -> Catalogue {
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
        var merge = OverlayMerge(controls: controls, rules: rules, kinds: Set(schemas.map(\.kind)))
        for overlay in overlays { try merge.add(overlay) }
        let marks = overlays.map(\.mark)
        return try Catalogue(
            controls: merge.controls, rules: merge.rules, schemas: schemas,
            digest: Self.digest(of: hash.hexadecimal, with: marks), mustBeComplete: complete, overlays: marks,
            origins: merge.origins)
    }

    /// The digest of the centre's files alone where no overlay takes part.
    private static func digest(of centre: String, with overlays: [OverlayMark]) -> String {
        guard !overlays.isEmpty else { return centre }
        var digest = ContentDigest()
        digest.add("centre", Array(centre.utf8))
        for overlay in overlays { digest.add(overlay.label, Array(overlay.digest.utf8)) }
        return digest.hexadecimal
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
