/// Who holds an office, where, and from when to when.
public struct Assignment: Sendable, Hashable {
    /// A ULID.
    public var id: String
    /// The person's opaque id.
    public var person: String
    /// The office.
    public var office: Office
    /// The unit that it is held in.
    public var unit: UnitPath
    /// The system or exercise that it is held for; nil for the whole unit.
    public var subject: String?
    /// When it begins.
    public var from: Instant
    /// When it ends; nil where that is open.
    public var until: Instant?

    /// An assignment.
    public init(
        id: String, person: String, office: Office, unit: UnitPath, subject: String? = nil, from: Instant,
        until: Instant? = nil
    ) {
        self.id = id
        self.person = person
        self.office = office
        self.unit = unit
        self.subject = subject
        self.from = from
        self.until = until
    }

    /// Whether the office is held at a moment: from its beginning on, and no longer at its end.
    public func isInForce(at instant: Instant) -> Bool { from <= instant && until.map { instant < $0 } ?? true }

    /// Whether there is a moment at which both are held.
    public func overlapsInTime(_ other: Assignment) -> Bool {
        (until.map { other.from < $0 } ?? true) && (other.until.map { from < $0 } ?? true)
    }
}
