public import Journal
public import Model
public import Storage

/// What bodies that are not governed let others see.
public struct Agreements: Sendable {
    private let journal: Journal
    private let database: any Database

    /// The agreements over a journal whose projections hold `IdentityProjection`, and its database.
    public init(journal: Journal, database: any Database) {
        self.journal = journal
        self.database = database
    }

    /// Makes an agreement; from its beginning on it stands in the place of earlier ones.
    ///
    /// - Parameter seen: the agreements that whoever makes it saw; nil where nobody looked.
    /// - Returns: its id.
    /// - Throws: `Fault` (`identity.no-unit`, `identity.governed-unit`, `identity.ends-before-it-begins`,
    ///   `identity.agreements-changed`).
    public func make(
        for body: String, from: Instant, until: Instant? = nil, extents: [Agreement.Field: Agreement.Extent],
        withheld: Set<String> = [], seen: [Agreement]? = nil, at instant: Instant, actor: String
    ) async throws -> String {
        let agreement = Agreement(
            id: "", body: body, from: from, until: until, extents: extents, withheld: withheld)
        return try await journal.record(.agreementMade(agreement), at: instant, actor: actor) { transaction in
            guard let seen, try AgreementTable.all(of: body, transaction) != seen else { return }
            throw Fault("identity.agreements-changed")
        }
    }

    /// Ends an agreement.
    ///
    /// - Throws: `Fault` (`identity.no-agreement`, `identity.already-ended`).
    public func end(_ id: String, of body: String, at instant: Instant, actor: String) async throws {
        try await journal.record(.agreementEnded(id, body: body, at: instant), at: instant, actor: actor)
    }

    /// All agreements of a body, the oldest first.
    public func all(of body: String) async throws -> [Agreement] {
        try await database.read { try AgreementTable.all(of: body, $0) }
    }
}
