public import Model

/// A requirement on a system, and how it is checked.
public struct Control: Sendable, Hashable, Identifiable {
    /// How much a source demands it (S17 and G3 §4.2).
    public enum Force: String, Sendable, Hashable, CaseIterable {
        case shall, should, may
    }

    /// Where a control comes from.
    public struct Source: Sendable, Hashable {
        /// How well the source is known.
        public enum Standing: String, Sendable, Hashable, CaseIterable {
            /// Read in the source itself.
            case read
            /// Known from secondary sources.
            case secondary
            /// Our own proposal, not a clause.
            case ours
        }

        /// `S17`, `G3`, `ISPG-SM01`, …
        public var document: String
        /// The clause.
        public var clause: String
        /// How well it is known.
        public var standing: Standing

        /// A clause.
        public init(document: String, clause: String, standing: Standing) {
            self.document = document
            self.clause = clause
            self.standing = standing
        }
    }

    /// How a control is decided.
    public enum Check: String, Sendable, Hashable, CaseIterable {
        /// By what an instrument saw.
        case instrument
        /// By what a named person attests; shown apart.
        case attestation
    }

    /// An observation that a control needs of each object in its scope.
    public struct Need: Sendable, Hashable {
        /// The kind of observation.
        public var kind: String
        /// The kinds of endpoint that it can be made on; all when empty.
        public var endpoints: Set<String>
        /// How old it may be, in days.
        public var freshDays: Int
        /// How old it may be and still break the control, in days: never less than `freshDays`. Where an overlay asks for a
        /// fresher one, what the centre still heeds is not forgotten.
        public var breakingDays: Int
        /// The namespaces of overlays whose detectors must have looked too, since rules of theirs speak of what they find.
        public var detectors: Set<String> = []
        /// Whether a store that `storage.protection` shows to be encrypted needs none: its content cannot be read.
        public var unlessEncrypted: Bool

        /// A need.
        public init(kind: String, endpoints: Set<String> = [], freshDays: Int, unlessEncrypted: Bool = false) {
            self.kind = kind
            self.endpoints = endpoints
            self.freshDays = freshDays
            breakingDays = freshDays
            self.unlessEncrypted = unlessEncrypted
        }
    }

    /// Which subjects and objects a control binds.
    public struct Applicability: Sendable, Hashable {
        /// Tiers; all when empty.
        public var tiers: Set<Int> = []
        /// Grades of the subject; all when empty.
        public var grades: Set<Grade> = []
        /// Exposures; all when empty.
        public var exposures: Set<Exposure> = []
        /// Only subjects that declare personal data, or only those that do not; all when nil.
        public var personalData: Bool?
        /// The kind of its objects.
        public var objects: ObjectReference.Kind

        /// Every subject, and its objects of a kind.
        public init(objects: ObjectReference.Kind) { self.objects = objects }

        /// Whether a subject is bound.
        public func binds(_ subject: SubjectDescription) -> Bool {
            (tiers.isEmpty || tiers.contains(subject.tier)) && (grades.isEmpty || grades.contains(subject.grade))
                && (exposures.isEmpty || exposures.contains(subject.exposure))
                && (personalData == nil || personalData == subject.personalData)
        }
    }

    /// Such as `CLS-05`.
    public var id: String
    /// The short name.
    public var title: LocalizedText
    /// What must be true.
    public var statement: LocalizedText
    /// What to do where it is not.
    public var remedy: LocalizedText
    /// How much it is demanded.
    public var force: Force
    /// Where it comes from.
    public var sources: [Source]
    /// How it is decided.
    public var check: Check
    /// Whom it binds.
    public var applicability: Applicability
    /// What it needs to see.
    public var needs: [Need]
    /// 1 to 10: how much mending it helps.
    public var weight: Int
    /// The overlay that added it; nil for the centre's own.
    public var overlay: OverlayMark?
    /// What overlays made stricter of it.
    public var tightenings: [Tightening] = []

    /// A control.
    public init(
        id: String, title: LocalizedText, statement: LocalizedText, remedy: LocalizedText, force: Force,
        sources: [Source], check: Check, applicability: Applicability, needs: [Need], weight: Int
    ) {
        self.id = id
        self.title = title
        self.statement = statement
        self.remedy = remedy
        self.force = force
        self.sources = sources
        self.check = check
        self.applicability = applicability
        self.needs = needs
        self.weight = weight
    }
}
