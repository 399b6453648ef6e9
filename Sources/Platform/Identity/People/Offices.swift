public import Journal
public import Model
public import Storage

/// Who holds which office.
public struct Offices: Sendable {
    private let journal: Journal
    private let database: any Database

    /// The offices over a journal whose projections hold `IdentityProjection`, and its database.
    public init(journal: Journal, database: any Database) {
        self.journal = journal
        self.database = database
    }

    /// Gives an office to a person.
    ///
    /// - Parameters:
    ///   - person: the opaque id.
    ///   - subject: the system or exercise, for offices that are held for one.
    ///   - actor: who does it.
    /// - Returns: the assignment's id.
    /// - Throws: `Fault` (`identity.no-person`, `identity.person-disabled`, `identity.no-unit`,
    ///   `identity.office-needs-subject`, `identity.office-without-subject`, `identity.ends-before-it-begins`,
    ///   `identity.duties-…`, `identity.office-held`).
    public func assign(
        _ office: Office, to person: String, in unit: String, subject: String? = nil, from: Instant,
        until: Instant? = nil, at instant: Instant, actor: String
    ) async throws -> String {
        let change = IdentityChange.Office(
            person: person, office: office, unit: unit, subject: subject, from: from, until: until)
        // In the transaction that gives it: of two that do not go together, or are one, given at once, one is given.
        return try await journal.record(.officeAssigned(change), at: instant, actor: actor) { transaction in
            let new = Assignment(
                id: "", person: person, office: office, unit: try UnitTable.known(unit, transaction), subject: subject,
                from: from, until: until)
            let held = try AssignmentTable.held(by: person, transaction)
            if let (conflict, other) = DutyConflict.first(adding: new, to: held) {
                throw Fault(conflict.message(office, other))
            }
            guard !held.contains(where: { $0.isSame(as: new) && $0.overlapsInTime(new) }) else {
                throw Fault("identity.office-held")
            }
        }
    }

    /// Ends an office.
    ///
    /// - Parameter id: the assignment's id.
    /// - Throws: `Fault` (`identity.no-assignment`, `identity.already-ended`).
    public func end(_ id: String, of person: String, at instant: Instant, actor: String) async throws {
        try await journal.record(.officeEnded(id, person: person, at: instant), at: instant, actor: actor)
    }

    /// The offices of a person, of all times, whose units have not left.
    public func all(of person: String) async throws -> [Assignment] {
        try await database.read { try AssignmentTable.held(by: person, $0) }
    }

    /// The offices of several people, of all times, whose units have not left, by the people's ids: one statement.
    public func all(of people: [String]) async throws -> [String: [Assignment]] {
        guard !people.isEmpty else { return [:] }
        return try await database.read { transaction in
            let held = try transaction.rows(
                "\(AssignmentTable.query) WHERE assignments.person IN \(list: people) ORDER BY assignments.id"
            ).map(AssignmentTable.assignment)
            return Dictionary(grouping: held, by: \.person)
        }
    }

    /// An assignment by its id; nil where there is none.
    public func assignment(_ id: String) async throws -> Assignment? {
        try await database.read { transaction in
            try transaction.rows("\(AssignmentTable.query) WHERE assignments.id = \(id)").first
                .map(AssignmentTable.assignment)
        }
    }

    /// Who holds offices in the units that may be seen, at a moment.
    ///
    /// - Parameters:
    ///   - id: the assignment after which to go on.
    ///   - limit: how many at most.
    public func all(
        _ visibility: Visibility, at instant: Instant, after id: String = "", limit: Int64
    ) async throws -> [Assignment] {
        let now = instant.microseconds
        return try await database.read { transaction in
            try transaction.rows(
                """
                \(AssignmentTable.query) WHERE assignments.id > \(id) AND assignments.begins <= \(now)
                AND (assignments.ends IS NULL OR assignments.ends > \(now))
                AND \(visibility.filter(path: "units.path", subject: "assignments.subject"))
                ORDER BY assignments.id LIMIT \(limit)
                """
            ).map(AssignmentTable.assignment)
        }
    }

    /// Who holds an office over one subject at a moment, whoever held it first before the others.
    ///
    /// - Parameter unit: the subject's unit; whoever holds the office holds it there, or in a unit above.
    public func holders(of office: Office, over subject: String, in unit: UnitPath, at instant: Instant) async throws
        -> [Assignment]
    {
        let now = instant.microseconds
        let units = unit.text.split(separator: "/").map(String.init)
        return try await database.read { transaction in
            try transaction.rows(
                """
                \(AssignmentTable.query) WHERE assignments.unit IN \(list: units)
                AND assignments.office = \(office.rawValue) AND assignments.subject = \(subject)
                AND assignments.begins <= \(now) AND (assignments.ends IS NULL OR assignments.ends > \(now))
                ORDER BY assignments.begins, assignments.id
                """
            ).map(AssignmentTable.assignment)
        }
    }
}

extension Assignment {
    /// Whether it is the same office on the same part of the tree, whenever.
    fileprivate func isSame(as other: Assignment) -> Bool {
        office == other.office && unit == other.unit && subject == other.subject
    }
}
