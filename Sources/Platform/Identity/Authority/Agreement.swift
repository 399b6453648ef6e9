public import Model

/// What a body that is not governed lets those outside see of it, and from when to when.
public struct Agreement: Sendable, Hashable {
    /// A kind of fact about a body.
    public enum Field: String, Sendable, Hashable, CaseIterable {
        /// How it stands.
        case posture
        /// Which systems it has.
        case systems
        /// What was observed of them.
        case observations
        /// What falls short.
        case findings
        /// The files behind it.
        case evidence

        /// The extents that make a difference, the smallest first.
        public var extents: [Extent] {
            switch self {
            case .posture: [.none, .counts]
            case .findings: [.none, .counts, .all]
            case .systems, .observations, .evidence: [.none, .all]
            }
        }
    }

    /// How much of a field is seen.
    public enum Extent: String, Sendable, Hashable, CaseIterable, Comparable {
        /// Nothing.
        case none
        /// How many there are.
        case counts
        /// Each one.
        case all

        /// The smaller extent comes first.
        public static func < (left: Extent, right: Extent) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    /// Agreements that are often made.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Nothing is seen.
        case none
        /// How it stands and how many findings there are.
        case counts
        /// Counts, systems and findings.
        case findings
        /// Everything.
        case all

        /// How much of each field is seen; fields that are absent are not seen.
        public var extents: [Field: Extent] {
            switch self {
            case .none: [:]
            case .counts: [.posture: .counts, .findings: .counts]
            case .findings: [.posture: .counts, .systems: .all, .findings: .all]
            case .all: Dictionary(uniqueKeysWithValues: Field.allCases.map { ($0, .all) })
            }
        }
    }

    /// A ULID.
    public var id: String
    /// The id of the body whose agreement it is.
    public var body: String
    /// When it begins.
    public var from: Instant
    /// When it ends; nil where that is open.
    public var until: Instant?
    /// How much of each field is seen; fields that are absent are not seen.
    public var extents: [Field: Extent]
    /// Facts of observations that stay inside, by name or by the beginning of it up to a dot, such as `tls.certificate`.
    public var withheld: Set<String>

    /// An agreement.
    public init(
        id: String, body: String, from: Instant, until: Instant? = nil, extents: [Field: Extent],
        withheld: Set<String> = []
    ) {
        self.id = id
        self.body = body
        self.from = from
        self.until = until
        self.extents = extents
        self.withheld = withheld
    }

    /// Whether it holds at a moment.
    public func isInForce(at instant: Instant) -> Bool { from <= instant && until.map { instant < $0 } ?? true }

    /// How much of a field is seen, as one of the extents that make a difference.
    public func extent(of field: Field) -> Extent {
        let agreed = extents[field] ?? .none
        return field.extents.last { $0 <= agreed } ?? .none
    }

    /// Whether at least so much of a field is seen.
    public func shows(_ field: Field, _ extent: Extent) -> Bool { extents[field] ?? .none >= extent }

    /// Whether a fact of an observation stays inside.
    public func withholds(fact name: String) -> Bool {
        if withheld.contains(name) { return true }
        return name.indices.contains { name[$0] == "." && withheld.contains(String(name[..<$0])) }
    }
}
