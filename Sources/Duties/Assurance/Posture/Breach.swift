public import Model

/// A rule that matched an observation, and on what.
public struct Breach: Sendable, Hashable {
    /// One field that made the rule match.
    public struct Match: Sendable, Hashable {
        /// The selection of the rule.
        public var selection: String
        /// The field of the judgement record.
        public var field: String
        /// The value it held, as text.
        public var value: String

        /// A field that matched.
        public init(selection: String, field: String, value: String) {
            self.selection = selection
            self.field = field
            self.value = value
        }
    }

    /// The Sigma rule's id.
    public var rule: String
    /// The overlay that added the rule; nil for the centre's own.
    public var overlay: OverlayMark?
    /// The rule's title in every language.
    public var title: LocalizedText
    /// The rule's level: `informational`, `low`, `medium`, `high`, `critical`.
    public var level: String
    /// What it was seen on.
    public var object: ObjectReference
    /// The observation's id.
    public var observation: String
    /// What matched.
    public var matches: [Match]
    /// The best pieces of evidence behind the observation, at most ten.
    public var evidence: [EvidenceItem]

    /// A rule that matched.
    public init(
        rule: String, title: LocalizedText, level: String, object: ObjectReference, observation: String,
        matches: [Match], evidence: [EvidenceItem], overlay: OverlayMark? = nil
    ) {
        self.overlay = overlay
        self.rule = rule
        self.title = title
        self.level = level
        self.object = object
        self.observation = observation
        self.matches = matches
        self.evidence = evidence
    }
}
