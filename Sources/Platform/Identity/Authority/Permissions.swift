public import Model
public import Storage

/// Looks up what people may do.
public struct Permissions: Sendable {
    private let database: any Database

    /// Permissions over the database of a journal whose projections hold `IdentityProjection`.
    public init(database: any Database) { self.database = database }

    /// What a person may do.
    public func standing(of person: String) async throws -> Standing {
        try await database.read { try Standing(of: person, $0) }
    }

    /// Whether a person may do something, and why.
    ///
    /// - Parameters:
    ///   - unit: the id of the unit; nil for the installation as a whole.
    ///   - subject: the system or exercise in it.
    /// - Throws: `Fault` (`identity.no-unit`).
    public func decide(
        _ person: String, _ action: Action, unit: String?, subject: String? = nil, at instant: Instant
    ) async throws -> Decision {
        try await database.read { transaction in
            let path = try unit.map { try UnitTable.known($0, transaction) } ?? .root
            return try Standing(of: person, transaction).decide(
                action, on: Target(unit: path, subject: subject), at: instant)
        }
    }
}
