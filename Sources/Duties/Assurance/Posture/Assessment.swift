public import Model

/// The word on a system as a whole.
public enum Posture: String, Sendable, Hashable, CaseIterable {
    /// Every *shall* control is held, waived or not applicable.
    case held
    /// A *shall* control is broken.
    case fallsShort = "falls-short"
    /// No *shall* control is broken, and one is unknown.
    case unknown
}

/// One assessment of one system: what every report is made from.
public struct Assessment: Sendable {
    /// ULID.
    public var id: String
    /// The system, as its file states it.
    public var system: SystemFile
    /// The date it speaks of.
    public var asOf: Instant
    /// When the instruments ran.
    public var assessed: Instant
    /// The word on the whole.
    public var posture: Posture
    /// The verdicts, in catalogue order.
    public var verdicts: [ControlVerdict]
    /// The shortest path to "held".
    public var nextSteps: [NextStep]
    /// The observations it rests on.
    public var observations: [Observation]
    /// SHA-256 over the catalogue's files and its overlays, in hexadecimal.
    public var contentDigest: String
    /// The overlays that took part.
    public var overlays: [OverlayMark]
    /// The program and version.
    public var tool: String
    /// The signed checkpoint that covers it, once recorded.
    public var checkpoint: String?
    /// The file name of its receipt, once recorded.
    public var receipt: String?

    /// An assessment.
    public init(
        id: String, system: SystemFile, asOf: Instant, assessed: Instant, posture: Posture,
        verdicts: [ControlVerdict], nextSteps: [NextStep], observations: [Observation], contentDigest: String,
        tool: String, overlays: [OverlayMark] = [], checkpoint: String? = nil, receipt: String? = nil
    ) {
        self.overlays = overlays
        self.id = id
        self.system = system
        self.asOf = asOf
        self.assessed = assessed
        self.posture = posture
        self.verdicts = verdicts
        self.nextSteps = nextSteps
        self.observations = observations
        self.contentDigest = contentDigest
        self.tool = tool
        self.checkpoint = checkpoint
        self.receipt = receipt
    }
}
