public import Journal
public import Model
public import Storage

/// The people of the installation. What is personal lies outside of the events, sealed, and can be erased.
public struct People: Sendable {
    let journal: Journal
    let database: any Database
    let seal: PersonalSeal

    /// The people over a journal whose projections hold `IdentityProjection`, and its database.
    public init(journal: Journal, database: any Database, seal: PersonalSeal) {
        self.journal = journal
        self.database = database
        self.seal = seal
    }

    /// Adds a person.
    ///
    /// - Returns: the person's opaque id.
    /// - Throws: `Fault` (`identity.name-taken`, `identity.no-unit`).
    public func add(_ details: PersonDetails, at instant: Instant, actor: String) async throws -> String {
        let entry = try details.entry(at: instant, seal)
        // In one transaction, so that of two who add the same name at once only one adds a person.
        try await journal.record(.personAdded(entry.person, unit: entry.unit), at: instant, actor: actor) {
            try PeopleTable.insert(entry, $0)
        }
        return entry.person
    }

    /// Changes what is kept of a person; the sign-in name and the unit stay.
    ///
    /// - Parameter seen: the person as whoever changes them saw them.
    /// - Throws: `Fault` (`identity.no-person`, `identity.person-changed` where they are not as they were seen).
    public func change(_ seen: Person, to details: PersonDetails) async throws {
        let seal = seal
        try await database.write { transaction in
            guard let row = try transaction.rows("\(PeopleTable.query) WHERE persons.id = \(seen.id)").first else {
                throw Fault("identity.no-person", ["person": seen.id])
            }
            let now = try PeopleTable.person(row, seal)
            guard (now.display, now.email, now.language) == (seen.display, seen.email, seen.language) else {
                throw Fault("identity.person-changed")
            }
            try PeopleTable.change(seen.id, to: details, seal, transaction)
        }
    }

    /// Lets a person belong to another unit; offices stay as they are.
    ///
    /// - Throws: `Fault` (`identity.no-person`, `identity.person-disabled`, `identity.no-unit`).
    public func move(_ person: String, to unit: String, at instant: Instant, actor: String) async throws {
        try await journal.record(.personMoved(person, unit: unit), at: instant, actor: actor)
    }

    /// Ends all offices of a person and whatever they are signed in with; they cannot sign in again.
    ///
    /// - Throws: `Fault` (`identity.no-person`, `identity.person-disabled`).
    public func disable(_ person: String, at instant: Instant, actor: String) async throws {
        try await journal.record(.personDisabled(person), at: instant, actor: actor)
    }

    /// Lets a person who was disabled sign in again, with the password and the second factors of before. Offices, sessions,
    /// keys and links to providers that ended with the disabling do not come back.
    ///
    /// - Throws: `Fault` (`identity.no-person`, `identity.person-not-disabled`, `identity.no-unit` where the person's unit
    ///   left).
    public func enable(_ person: String, at instant: Instant, actor: String) async throws {
        try await journal.record(.personEnabled(person), at: instant, actor: actor)
    }

    /// Erases all that is kept of a person; the events still name the opaque id, and every proof still holds.
    ///
    /// - Throws: `Fault` (`identity.no-person`).
    public func erase(_ person: String, at instant: Instant, actor: String) async throws {
        try await journal.record(.personErased(person), at: instant, actor: actor)
    }

    /// The person with an id; nil where there is none, or it was erased.
    public func person(_ id: String) async throws -> Person? {
        try await first("\(PeopleTable.query) WHERE persons.id = \(id)")
    }

    /// People by their ids, those that were erased left out: one statement.
    public func people(_ ids: [String]) async throws -> [String: Person] {
        guard !ids.isEmpty else { return [:] }
        let query: SQL = "\(PeopleTable.query) WHERE persons.id IN \(list: Set(ids).sorted())"
        let people = try await database.read { try $0.rows(query) }.map { try PeopleTable.person($0, seal) }
        return Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0) })
    }

    /// The person with a sign-in name; nil where there is none.
    public func person(named name: SignInName) async throws -> Person? {
        try await first("\(PeopleTable.query) WHERE people.name_key = \(seal.key(of: name))")
    }

    /// What people are sorted by: names lie sealed, so that no database could.
    public enum Column: String, SortColumn {
        /// When they were last signed in; those who never were count as the longest ago.
        case seen

        /// Who was here last comes first.
        public var beginsWithGreatest: Bool { true }
    }

    /// The place of a person in a list.
    public struct Place: Sendable, Hashable {
        /// When they were last signed in, in microseconds; 0 for never.
        public let seen: Int64
        /// The id.
        public let id: String

        /// A place.
        public init(seen: Int64 = 0, id: String) {
            self.seen = seen
            self.id = id
        }
    }

    /// The people of the units that may be seen; those that were erased are absent.
    ///
    /// - Parameters:
    ///   - order: the order; by id where nil.
    ///   - place: the person after whom to go on.
    ///   - limit: how many at most.
    public func all(
        _ visibility: Visibility, by order: ListOrder<Column>? = nil, after place: Place? = nil, limit: Int64
    ) async throws -> [Person] {
        let keys =
            order.map { Keyset("people.seen", "people.person", descending: $0.isDescending) }
            ?? Keyset("persons.id", descending: false)
        var condition = visibility.filter(unit: "persons.unit", subject: nil)
        if let place {
            let after =
                order == nil ? keys.after(.text(place.id)) : keys.after(.integer(place.seen), .text(place.id))
            condition = "\(condition) AND \(after)"
        }
        let query: SQL = "\(PeopleTable.query) WHERE \(condition) ORDER BY \(keys.order) LIMIT \(limit)"
        return try await database.read { try $0.rows(query) }.map { try PeopleTable.person($0, seal) }
    }

    private func first(_ query: SQL) async throws -> Person? {
        try await database.read { try $0.rows(query) }.first.map { try PeopleTable.person($0, seal) }
    }
}
