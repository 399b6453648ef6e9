public import Model

/// What is said of one control for one subject at one date.
public enum ControlStatus: String, Sendable, Hashable, CaseIterable {
    /// Everything needed was seen, all of it fresh and complete, and no rule matched.
    case held
    /// A rule matched.
    case broken
    /// Broken or unknown, and an unexpired waiver covers it.
    case waived
    /// Something needed was not seen.
    case unknown
    /// The control does not bind this subject, or the subject has nothing the control speaks of.
    case notApplicable = "not-applicable"
}

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
        matches: [Match], evidence: [EvidenceItem]
    ) {
        self.rule = rule
        self.title = title
        self.level = level
        self.object = object
        self.observation = observation
        self.matches = matches
        self.evidence = evidence
    }
}

/// An observation that a control needs and that is not there.
public struct MissingObservation: Sendable, Hashable {
    /// What it should have been made on.
    public var object: ObjectReference
    /// The kind of observation.
    public var kind: String
    /// Why it is missing: never made, too old, incomplete.
    public var reason: Message

    /// A missing observation.
    public init(object: ObjectReference, kind: String, reason: Message) {
        self.object = object
        self.kind = kind
        self.reason = reason
    }
}

/// A dated, named decision to accept that a control is broken or unknown.
public struct Waiver: Sendable, Hashable {
    /// The control it covers.
    public var control: String
    /// The objects it covers; all of the subject's when empty.
    public var objects: [ObjectReference]
    /// Why.
    public var reason: String
    /// Who granted it, and in which office.
    public var grantedBy: String
    /// From which day it holds.
    public var from: CalendarDate
    /// The last day it holds.
    public var until: CalendarDate

    /// A waiver.
    public init(
        control: String, objects: [ObjectReference], reason: String, grantedBy: String, from: CalendarDate,
        until: CalendarDate
    ) {
        self.control = control
        self.objects = objects
        self.reason = reason
        self.grantedBy = grantedBy
        self.from = from
        self.until = until
    }
}

/// The verdict on one control, with everything that stands behind it.
public struct ControlVerdict: Sendable, Hashable {
    /// The control.
    public var control: Control
    /// The verdict.
    public var status: ControlStatus
    /// Rules that matched.
    public var breaches: [Breach]
    /// Observations that are missing.
    public var missing: [MissingObservation]
    /// The waiver that covers it.
    public var waiver: Waiver?
    /// The observations it rests on.
    public var observations: [String]

    /// A verdict.
    public init(
        control: Control, status: ControlStatus, breaches: [Breach], missing: [MissingObservation], waiver: Waiver?,
        observations: [String]
    ) {
        self.control = control
        self.status = status
        self.breaches = breaches
        self.missing = missing
        self.waiver = waiver
        self.observations = observations
    }
}
