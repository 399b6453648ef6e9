public import Model

/// One finding: what is wrong, why, and what stands behind it.
public struct FindingView: PageView {
    /// An observation that opened, re-opened or closed it.
    public struct Behind: Sendable, Hashable {
        /// What it did.
        public enum Role: String, Sendable, Hashable, CaseIterable {
            case opened, reopened, confirmed, closed
        }

        /// What it did.
        public var role: Role
        /// The observation.
        public var observation: SystemView.ObservationRow
        /// The facts that the rule matched.
        public var matched: [Fact]
        /// The pieces of evidence, masked.
        public var evidence: [Evidence]

        /// All that is shown.
        public init(role: Role, observation: SystemView.ObservationRow, matched: [Fact], evidence: [Evidence]) {
            self.role = role
            self.observation = observation
            self.matched = matched
            self.evidence = evidence
        }
    }

    /// One action on it.
    public struct Action: Sendable, Hashable {
        /// What is to be done.
        public var what: Wording
        /// Who is to do it.
        public var owner: PersonReference?
        /// When it is due.
        public var due: Instant?
        /// Whether it is done; it closes only by a later observation.
        public var isDone: Bool

        /// All that is shown.
        public init(what: Wording, owner: PersonReference? = nil, due: Instant? = nil, isDone: Bool) {
            self.what = what
            self.owner = owner
            self.due = due
            self.isDone = isDone
        }
    }

    /// Its id.
    public var id: String
    /// What is wrong.
    public var what: Wording
    /// Why that matters.
    public var why: Wording
    /// How to mend it.
    public var remedy: Wording
    /// How serious it is.
    public var severity: Severity
    /// How it stands.
    public var state: FindingState
    /// The system.
    public var system: SystemReference
    /// What of the system: the object's id.
    public var object: String
    /// The rule that matched: its title.
    public var rule: Wording
    /// The controls that it breaks.
    public var controls: [ControlReference]
    /// When it was opened.
    public var opened: Instant
    /// When it is due.
    public var due: Instant?
    /// The observations behind it, newest first.
    public var behind: [Behind]
    /// Its proof.
    public var proof: Proof?
    /// The actions.
    public var actions: [Action]
    /// What the person may do.
    public var buttons: [ActionButton]
    /// Where a note is written; nil where the person may not.
    public var noteURL: String?
    /// What the person has written in the note so far.
    public var note: FormState
    /// The version that a change must name, so that two people cannot overwrite each other.
    public var version: String
    /// What happened to it, newest first.
    public var history: [HistoryEntry]

    /// All that is shown.
    public init(
        id: String, what: Wording, why: Wording, remedy: Wording, severity: Severity, state: FindingState,
        system: SystemReference, object: String, rule: Wording, controls: [ControlReference], opened: Instant,
        due: Instant? = nil, behind: [Behind], proof: Proof? = nil, actions: [Action], buttons: [ActionButton],
        noteURL: String? = nil, note: FormState, version: String, history: [HistoryEntry]
    ) {
        self.id = id
        self.what = what
        self.why = why
        self.remedy = remedy
        self.severity = severity
        self.state = state
        self.system = system
        self.object = object
        self.rule = rule
        self.controls = controls
        self.opened = opened
        self.due = due
        self.behind = behind
        self.proof = proof
        self.actions = actions
        self.buttons = buttons
        self.noteURL = noteURL
        self.note = note
        self.version = version
        self.history = history
    }

    /// Its heading.
    public var title: Wording { what }
    /// Its part of the navigation.
    public var section: NavigationItem? { .findings }
    /// The pages above it.
    public var trail: [Link] { [system.department.link, system.link] }
    /// What belongs to its heading.
    public var opening: PageOpening {
        PageOpening(above: .say("pages.finding-id", ["id": id]), actions: buttons)
    }
}

/// A fact by name.
public struct Fact: Sendable, Hashable {
    /// Its name, such as `tls.versions`.
    public var name: String
    /// Its value as text.
    public var value: String
    /// Whether the rule matched it.
    public var isMatched: Bool = false

    /// All that is shown.
    public init(name: String, value: String, isMatched: Bool = false) {
        self.name = name
        self.value = value
        self.isMatched = isMatched
    }
}

/// One piece behind an observation, masked.
public struct Evidence: Sendable, Hashable {
    /// What it is evidence of.
    public var type: Wording
    /// Where it lies.
    public var place: String
    /// What may be shown.
    public var shown: String
    /// 0 to 100.
    public var confidence: Int
    /// Why the confidence is what it is.
    public var reasons: [Wording]

    /// All that is shown.
    public init(type: Wording, place: String, shown: String, confidence: Int, reasons: [Wording]) {
        self.type = type
        self.place = place
        self.shown = shown
        self.confidence = confidence
        self.reasons = reasons
    }
}
