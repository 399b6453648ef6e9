public import Model
import Rules

/// Reads a catalogue from a content folder: `controls/*.yaml` and the Sigma rules under `rules/`.
public struct CatalogueReader {
    private let schemas: [FactSchema]
    private let overlays: [Overlay]

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
        try catalogue(of: CentreContent(reading: content, ruleFolders: ruleFolders), complete: complete)
    }

    /// The catalogue of content that was read, with the overlays.
    ///
    /// - Parameter complete: whether every control that an instrument decides must have a rule.
    /// - Throws: `Fault` with file, line and column.
    package func catalogue(of centre: CentreContent, complete: Bool = true) throws(Fault) -> Catalogue {
        var merge = OverlayMerge(controls: centre.controls, rules: centre.rules, kinds: Set(schemas.map(\.kind)))
        for overlay in overlays { try merge.add(overlay) }
        let marks = overlays.map(\.mark)
        return try Catalogue(
            controls: merge.controls, rules: merge.rules, schemas: schemas,
            digest: Self.digest(of: centre.digest, with: marks), mustBeComplete: complete, overlays: marks,
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
}
