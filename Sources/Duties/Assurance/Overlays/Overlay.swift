import ContentFiles
public import Model
import Rules

/// What a department adds to the centre's content: controls, rules, detectors and texts of its own, and controls of the centre
/// that it tightens. Read, and not yet held against the centre's content.
public struct Overlay: Sendable {
    /// A file of texts.
    public struct Texts: Sendable, Hashable {
        /// Where it stands, for faults.
        public let file: String
        /// The language of its texts.
        public let language: Language
        /// The file.
        public let bytes: [UInt8]
    }

    /// Whose it is.
    public let mark: OverlayMark
    /// Its folder.
    public let path: String
    let namespace: Written<OverlayNamespace>
    let controls: [Written<Control>]
    let tightenings: [TighteningRequest]
    let rules: [SigmaRule]
    /// The files of its detectors, for `DetectorSet`.
    public let detectors: [(name: String, bytes: [UInt8])]
    /// The names of its detectors in other words than their files': what reports call them.
    public let texts: [Texts]

    /// Whose it is.
    public var namespaceText: String { namespace.value.text }

    /// The kind of observation that detectors make.
    static let inventory = "data.inventory"

    /// Makes a control that rules of this overlay break ask for observations that its detectors took part in: of what nobody
    /// looked for it cannot be held.
    func askForDetectors(_ control: inout Control) {
        guard !detectors.isEmpty else { return }
        control.tighten(needsOf: Self.inventory) { $0.detectors.insert(mark.namespace) }
    }
}
