public import Journal
public import Model
public import Storage

/// The tree of units.
public struct Units: Sendable {
    private let journal: Journal
    private let database: any Database

    /// The tree over a journal whose projections hold `IdentityProjection`, and its database.
    public init(journal: Journal, database: any Database) {
        self.journal = journal
        self.database = database
    }

    /// What a body that leaves takes along.
    public struct Leaving: Sendable, Hashable {
        /// The ids of the unit and of all below it.
        public let units: [String]
        /// The ids of systems and exercises that offices were held for there.
        public let subjects: [String]
        /// The ids of the people who belonged to it.
        public let people: [String]
    }

    /// Adds a unit, or takes one in again that left.
    ///
    /// - Throws: `Fault` (`identity.bad-unit-id`, `identity.unit-exists`, `identity.no-unit` for the one above,
    ///   `identity.too-deep`).
    public func add(
        _ id: String, under parent: String?, name: LocalizedText, relation: OrgUnit.Relation, at instant: Instant,
        actor: String
    ) async throws {
        let unit = IdentityChange.Unit(id: id, parent: parent, name: name, relation: relation)
        try await journal.record(.unitAdded(unit), at: instant, actor: actor)
    }

    /// Gives a unit another name, relation or place; all below move with it.
    ///
    /// - Throws: `Fault` (`identity.no-unit`, `identity.unit-inside-itself`, `identity.too-deep`).
    public func change(
        _ id: String, under parent: String?, name: LocalizedText, relation: OrgUnit.Relation, at instant: Instant,
        actor: String
    ) async throws {
        let unit = IdentityChange.Unit(id: id, parent: parent, name: name, relation: relation)
        try await journal.record(.unitChanged(unit), at: instant, actor: actor)
    }

    /// Lets a unit leave with all below it: offices and agreements there end, and its people can no longer sign in.
    ///
    /// - Parameter check: looks at the tables in the transaction in which it leaves; what it throws, it does not leave.
    /// - Returns: what it takes along.
    /// - Throws: `Fault` (`identity.no-unit`), and what the check throws.
    public func leave(
        _ id: String, at instant: Instant, actor: String,
        provided check: (@Sendable (any Transaction) throws -> Void)? = nil
    ) async throws -> Leaving {
        let leaving = try await database.read { transaction in
            let path = try UnitTable.known(id, transaction)
            let below: SQL = "SELECT id FROM units WHERE path LIKE \(path.text + "%") AND left_at IS NULL"
            func ids(_ query: SQL) throws -> [String] { try transaction.rows(query).map { $0.text("id") } }
            return Leaving(
                units: try ids("\(below) ORDER BY path"),
                subjects: try ids(
                    """
                    SELECT DISTINCT subject AS id FROM assignments
                    WHERE subject IS NOT NULL AND unit IN (\(below)) ORDER BY subject
                    """),
                people: try ids(
                    "SELECT id FROM persons WHERE unit IN (\(below)) AND erased IS NULL ORDER BY id"))
        }
        try await journal.record(.unitLeft(id), at: instant, actor: actor, alongside: check)
        return leaving
    }

    /// The units that may be seen, those above before those below.
    public func all(_ visibility: Visibility) async throws -> [OrgUnit] {
        try await database.read { transaction in
            try transaction.rows(
                """
                SELECT \(UnitTable.columns) FROM units
                WHERE left_at IS NULL AND \(visibility.filter(path: "path", subject: nil)) ORDER BY path
                """
            ).map(UnitTable.unit)
        }
    }

    /// The paths of all units by their ids, also of those that left: what is still recorded of them follows when the
    /// tree changes.
    public func paths() async throws -> [String: String] {
        let rows = try await database.read { try $0.rows("SELECT id, path FROM units") }
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.text("id"), $0.text("path")) })
    }

    /// The ids of a unit and all below it, also of those that left, those above before those below.
    public func ids(below id: String) async throws -> [String] {
        try await database.read { transaction in
            try transaction.rows("\(BodyRecord.units(below: id)) ORDER BY path").map { $0.text("id") }
        }
    }

    /// The ids of the units that left.
    public func left() async throws -> Set<String> {
        let rows = try await database.read { try $0.rows("SELECT id FROM units WHERE left_at IS NOT NULL") }
        return Set(rows.map { $0.text("id") })
    }

    /// A unit by its id; nil where there is none, or it left.
    public func unit(_ id: String) async throws -> OrgUnit? {
        try await database.read { transaction in
            try transaction.rows("SELECT \(UnitTable.columns) FROM units WHERE id = \(id) AND left_at IS NULL").first
                .map(UnitTable.unit)
        }
    }
}

extension Journal {
    /// Records a change of identity, with what goes into the same transaction beside it.
    ///
    /// - Returns: the event's id.
    @discardableResult
    func record(
        _ change: IdentityChange, at instant: Instant, actor: String,
        alongside body: (@Sendable (any Transaction) throws -> Void)? = nil
    ) async throws -> String {
        let id = ULID(instant).description
        try await record([change.event(id: id, at: instant, actor: actor)], alongside: body)
        return id
    }
}
