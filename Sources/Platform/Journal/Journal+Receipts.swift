public import Sealing
public import Storage
public import TransparencyLog

/// An event with what proves that the log holds it.
public struct ProvenEvent: Sendable {
    /// The event.
    public let event: Event
    /// Its receipt.
    public let receipt: LogProof
}

extension Journal {
    /// The log by itself: its head, checked against the events, and its signature.
    public var carrier: LogCarrier { LogCarrier(home: home, keys: keys, database: database) }

    /// The leaves of the events that one of the selections holds, in order: one statement.
    ///
    /// - Parameter size: how many leaves of the log are looked at.
    public func leaves(of selections: [EventSelection], before size: UInt64) async throws -> [UInt64] {
        try await database.read { try EventTable.sequences(in: selections, before: size, $0) }
    }

    /// Events with their receipts, all by one checkpoint of this log, in order.
    ///
    /// - Parameters:
    ///   - leaves: the indexes of their leaves.
    ///   - note: the checkpoint; events that it does not cover are left out.
    /// - Throws: `Fault` (`journal.event-changed`, `journal.other-key`, `journal.bad-checkpoint`).
    public func receipts(of leaves: [UInt64], by note: SignedNote) async throws -> [ProvenEvent] {
        let stored = try await database.read { try EventTable.events(at: leaves, $0) }
        let salts = try stored.map { event in
            try event.check(keys)
            return try event.salt(keys)
        }
        return try await home.read { [keys] store in
            let head = try LogIntegrator(store: store, keys: keys).head(of: note)
            return try TiledTree.reading(store, size: head.size) { tree in
                try zip(stored, salts).compactMap { event, salt in
                    guard event.sequence < head.size, let path = try tree.inclusionProof(of: event.sequence) else {
                        return nil
                    }
                    return ProvenEvent(
                        event: event.event,
                        receipt: LogProof(extra: salt, index: event.sequence, path: path, checkpoint: note))
                }
            }
        }
    }

    /// Whether any event of the selections stands at a place or after it; to be asked in a transaction that changes
    /// something on the strength of what was read before.
    public static func hasEvents(
        from first: UInt64, in selections: [EventSelection], _ transaction: any Transaction
    ) throws -> Bool {
        try !EventTable.events(from: first, in: selections, limit: 1, transaction).isEmpty
    }

    /// The personal data that some departments keep outside of events, opened, in the order of their ids.
    ///
    /// - Throws: `Fault` (`sealing.no-key`) where a department's key was erased; `sealing.changed`.
    public func privateValues(of units: [String], openedBy sealer: Sealer) async throws -> [PrivateValue] {
        let entries = try await database.read { try PrivateValues.entries(of: units, $0) }
        return try entries.map { entry in
            PrivateValue(
                id: entry.id, unit: entry.unit,
                value: try sealer.open(entry.sealed, unit: entry.unit, context: Self.context(entry.id)))
        }
    }

    /// The ids of the personal data that some departments keep outside of events.
    public func privateValueIDs(of units: [String]) async throws -> [String] {
        try await database.read { try PrivateValues.entries(of: units, $0) }.map(\.id)
    }
}
