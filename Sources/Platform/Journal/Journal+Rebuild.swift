import Model
public import Storage

extension Journal {
    /// Makes the projections anew in an empty database, and compares them with the ones in use.
    ///
    /// - Throws: `Fault` (`journal.table-changed`) at the first table that differs;
    ///   `journal.not-erased` where personal data is there that an event erased.
    public func check(scratch: any Database) async throws {
        try await Replay(journal: self, scratch: scratch).compare()
        try await database.read { try PrivateValues.checkErased($0) }
    }

    /// Makes the projections anew from all events, in their place and in one transaction: whoever reads meanwhile sees
    /// the tables as they were.
    ///
    /// - Returns: how many events were gone through.
    /// - Throws: `Fault` (`journal.in-use`) where another program has the data folder open.
    public func rebuild() async throws -> UInt64 {
        guard let hold else { return try await rebuildAlone() }
        return try await hold.alone { try await rebuildAlone() }
    }

    private func rebuildAlone() async throws -> UInt64 {
        let projections = projections
        return try await database.write { transaction in
            try transaction.lock("journal-events")
            return try Self.remake(projections, transaction)
        }
    }

    /// Makes projections anew from all events.
    ///
    /// - Returns: how many events were gone through.
    static func remake(_ projections: [any Projection], _ transaction: any Transaction) throws -> UInt64 {
        for table in projections.flatMap(\.tables) { try transaction.execute("DELETE FROM \(raw: table)") }
        var next: UInt64 = 0
        while true {
            let page = try EventTable.page(from: next, limit: WaitingLeaves.page, transaction)
            if page.isEmpty { return next }
            let events = page.map(\.event)
            for projection in projections { try projection.apply(events, in: transaction) }
            next += UInt64(page.count)
        }
    }
}
