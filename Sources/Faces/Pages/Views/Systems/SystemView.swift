public import Assurance
public import Model

/// One system, across all duties.
public struct SystemView: PageView {
    /// Who answers for a system.
    public enum Owner: Sendable, Hashable {
        /// Whoever looks may not see people.
        case unseen
        /// Nobody.
        case vacant
        case held(PersonReference)
    }

    /// The part that is shown.
    public enum Part: Sendable {
        case posture(Verdicts)
        case observations([ObservationRow], pages: PageLinks)
        case findings([FindingsView.Row], sorting: Sorting?, pages: PageLinks)
        case timeLine(TimeLine)
    }

    /// The verdicts, control by control.
    public struct Verdicts: Sendable, Hashable {
        /// The verdicts.
        public var results: [ResultsView.Row]
        /// What they can be narrowed by.
        public var filter: Filter?
        /// The shortest path to “held”.
        public var steps: [Step]

        /// All that is shown.
        public init(results: [ResultsView.Row], filter: Filter? = nil, steps: [Step]) {
            self.results = results
            self.filter = filter
            self.steps = steps
        }
    }

    /// One step on the shortest path to “held”.
    public struct Step: Sendable, Hashable {
        /// The control it leads to.
        public var control: ControlReference
        /// Whether something is to be mended; otherwise it is to be made visible.
        public var isMend: Bool
        /// What to do.
        public var what: Wording
        /// Where: the objects' ids.
        public var objects: [String]

        /// All that is shown.
        public init(control: ControlReference, isMend: Bool, what: Wording, objects: [String]) {
            self.control = control
            self.isMend = isMend
            self.what = what
            self.objects = objects
        }
    }

    /// One observation in a list.
    public struct ObservationRow: Sendable, Hashable {
        /// Its id.
        public var id: String
        /// Its kind, such as `transit.tls`.
        public var kind: String
        /// What was looked at.
        public var object: String
        /// How far the probe got.
        public var completeness: ObservationView.Completeness
        /// When.
        public var collected: Instant
        /// Until when it counts; nil where it does not grow old.
        public var expires: Instant?
        /// The tool or the person.
        public var actor: String

        /// All that is shown.
        public init(
            id: String, kind: String, object: String, completeness: ObservationView.Completeness,
            collected: Instant, expires: Instant? = nil, actor: String
        ) {
            self.id = id
            self.kind = kind
            self.object = object
            self.completeness = completeness
            self.collected = collected
            self.expires = expires
            self.actor = actor
        }
    }

    /// What happened to the system, whichever duty it was in.
    public struct TimeLine: Sendable, Hashable {
        /// Where the drawing begins.
        public var from: Instant
        /// Where it ends.
        public var to: Instant
        /// The duties.
        public var lanes: [Lane]
        /// What happened, newest first.
        public var entries: [HistoryEntry]
        /// Where they go on.
        public var pages: PageLinks

        /// All that is shown.
        public init(from: Instant, to: Instant, lanes: [Lane], entries: [HistoryEntry], pages: PageLinks) {
            self.from = from
            self.to = to
            self.lanes = lanes
            self.entries = entries
            self.pages = pages
        }
    }

    /// The system.
    public var system: SystemReference
    /// Its tier, 1 to 3.
    public var tier: Int
    /// The grade of what it holds.
    public var grade: Grade
    /// Who can reach it.
    public var exposure: Exposure
    /// Whether it holds personal data.
    public var holdsPersonalData: Bool
    /// Who owns it.
    public var owner: Owner
    /// Its verdicts.
    public var shares: StatusShares
    /// Its posture as one word; nil where it was never assessed.
    public var posture: Posture?
    /// The last assessment, and its proof.
    public var lastAssessed: Instant?
    /// The proof of the last assessment.
    public var proof: Proof?
    /// The parts, as tabs.
    public var tabs: [Tab]
    /// The part that is shown.
    public var part: Part
    /// What the person may do here.
    public var actions: [ActionButton]

    /// All that is shown.
    public init(
        system: SystemReference, tier: Int, grade: Grade, exposure: Exposure, holdsPersonalData: Bool,
        owner: Owner, shares: StatusShares, posture: Posture? = nil,
        lastAssessed: Instant? = nil, proof: Proof? = nil, tabs: [Tab], part: Part, actions: [ActionButton]
    ) {
        self.system = system
        self.tier = tier
        self.grade = grade
        self.exposure = exposure
        self.holdsPersonalData = holdsPersonalData
        self.owner = owner
        self.shares = shares
        self.posture = posture
        self.lastAssessed = lastAssessed
        self.proof = proof
        self.tabs = tabs
        self.part = part
        self.actions = actions
    }

    /// Its heading.
    public var title: Wording { system.name }
    /// Its part of the navigation.
    public var section: NavigationItem? { .systems }
    /// The pages above it.
    public var trail: [Link] {
        [Link(text: .say("pages.nav-departments"), url: Paths.departments), system.department.link]
    }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(above: .name(system.id), below: nil, actions: actions) }
}
