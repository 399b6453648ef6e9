public import Journal
public import Model
public import Storage

extension Programme {
    /// The systems that belong to some units, by id, wherever these stand in the tree or stood.
    public func systems(ofUnits units: [String]) async throws -> [SystemStanding] {
        try await database.read { try SystemTable.of(units, $0) }
    }

    /// A page of all observations of a system, the oldest first.
    public func observations(of subject: String, after: Cursor?, limit: Int) async throws -> Page<Observation> {
        var condition: SQL = "subject = \(subject)"
        if let after { condition = try "\(condition) AND (collected, id) > (\(after.number), \(after.id))" }
        let query: SQL = """
            SELECT content FROM observations WHERE \(condition) ORDER BY collected, id LIMIT \(Int64(limit + 1))
            """
        let rows = try await database.read { transaction in
            try transaction.rows(query).map { try Self.observation($0) }
        }
        return Page(rows, limit: limit) { Cursor(number: $0.collected.microseconds, id: $0.id) }
    }

    /// The events of the programme about the systems of some units.
    ///
    /// - Parameter units: a query for the units' ids.
    public static func selections(ofUnits units: SQL) -> [EventSelection] {
        [
            EventSelection(
                kinds: EventKind.allCases.filter { $0 != .estateMarked }.map(\.rawValue),
                subjects: "SELECT id FROM systems WHERE unit IN (\(units))")
        ]
    }
}
