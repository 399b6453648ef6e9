import Model
import Storage

extension Journal {
    /// Brings the schema up to date.
    ///
    /// Events that were recorded before a step of a projection are in none of the tables that it adds or makes
    /// otherwise: where the record holds any, all projections are made anew in the step's own transaction. Whoever still
    /// runs the program of before would go on filling the tables as they were, so nobody else may have the folder open.
    ///
    /// - Throws: `Fault` (`journal.in-use`, `storage.newer`, `storage.changed-step`).
    func upgrade(alongside: [Migration]) async throws {
        let steps = migrations + alongside
        guard try await isBehind() else { return try await database.migrate(steps) }
        let projections = projections
        func remake() async throws {
            try await database.migrate(steps) { _ = try Self.remake(projections, $0) }
        }
        guard let hold else { return try await remake() }
        try await hold.alone { try await remake() }
    }

    /// Whether there are events that a step of a projection has not seen.
    private func isBehind() async throws -> Bool {
        let wanted = Set(projections.flatMap(\.migrations).map(\.id))
        return try await database.read { transaction in
            let done = try transaction.stepsRun()
            guard done.contains(EventTable.migration.id), !done.isSuperset(of: wanted) else { return false }
            return try EventTable.next(transaction) > 0
        }
    }
}
