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
            case primary
            /// Known from secondary sources.
            case secondary
            /// Our own proposal, not a clause.
            case ours
        }

        /// `S17`, `G3`, `ISPG-SM01`, …
        public var document: String
        /// The version that was read.
        public var version: String
        /// The clause.
        public var clause: String
        /// How well it is known.
        public var standing: Standing

        /// A clause.
        public init(document: String, version: String, clause: String, standing: Standing) {
            self.document = document
            self.version = version
            self.clause = clause
            self.standing = standing
        }
    }

    /// How a control is decided.
    public enum Check: String, Sendable, Hashable, CaseIterable {
        /// By what an instrument saw.
        case probe
        /// By what a named person attests; shown apart.
        case attested
    }

    /// An observation that a control needs of each object in its scope.
    public struct Need: Sendable, Hashable {
        /// The kind of observation.
        public var kind: String
        /// How old it may be, in days.
        public var maximumAgeDays: Int
        /// Whether a partial observation is enough.
        public var partialIsEnough: Bool

        /// A need.
        public init(kind: String, maximumAgeDays: Int, partialIsEnough: Bool) {
            self.kind = kind
            self.maximumAgeDays = maximumAgeDays
            self.partialIsEnough = partialIsEnough
        }
    }

    /// Which subjects and objects a control binds.
    public struct Applicability: Sendable, Hashable {
        /// Tiers.
        public var tiers: Set<Int>
        /// The lowest grade.
        public var lowestGrade: Grade
        /// Exposures; all when empty.
        public var exposures: Set<Exposure>
        /// Whether it binds only subjects that declare or hold personal data.
        public var personalDataOnly: Bool
        /// The kind of its objects.
        public var objects: ObjectReference.Kind
        /// The kinds of endpoint or store it speaks of; all when empty.
        public var objectKinds: Set<String>

        /// Which subjects and objects a control binds.
        public init(
            tiers: Set<Int>, lowestGrade: Grade, exposures: Set<Exposure>, personalDataOnly: Bool,
            objects: ObjectReference.Kind, objectKinds: Set<String>
        ) {
            self.tiers = tiers
            self.lowestGrade = lowestGrade
            self.exposures = exposures
            self.personalDataOnly = personalDataOnly
            self.objects = objects
            self.objectKinds = objectKinds
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
    /// 1 (hours) to 5 (a project): what a mend usually takes.
    public var effort: Int

    /// A control.
    public init(
        id: String, title: LocalizedText, statement: LocalizedText, remedy: LocalizedText, force: Force,
        sources: [Source], check: Check, applicability: Applicability, needs: [Need], effort: Int
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
        self.effort = effort
    }
}
