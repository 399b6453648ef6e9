public import Identity
public import Journal
public import Model
public import Sealing
import Storage

/// Lets a body leave, and has the centre forget what is sealed of it.
public struct Departure: Sendable {
    private let journal: Journal
    private let units: Units
    private let people: People
    private let sealer: Sealer

    /// What was erased.
    public struct Erasure: Sendable, Hashable {
        /// How many people.
        public let people: Int
        /// How many values that events keep outside.
        public let values: Int
        /// How many units' keys.
        public let keys: Int

        /// What is said of it.
        public var message: Message {
            Message(
                "handover.erased", ["people": String(people), "values": String(values), "keys": String(keys)])
        }
    }

    /// The departures of a record.
    public init(journal: Journal, units: Units, people: People, sealer: Sealer) {
        self.journal = journal
        self.units = units
        self.people = people
        self.sealer = sealer
    }

    /// Lets a unit leave with all below it: its people can no longer sign in, and nobody outside sees what it was.
    ///
    /// - Parameter export: what it takes along; where something of the body was recorded since, it does not leave.
    /// - Throws: `Fault` (`identity.no-unit`, `handover.changed-meanwhile`).
    public func leave(
        _ unit: String, takingAlong export: ExportReport? = nil, at instant: Instant, actor: String
    ) async throws -> Units.Leaving {
        guard let export else { return try await units.leave(unit, at: instant, actor: actor) }
        let selections = BodyExport.selections(unit, withLeaving: false)
        return try await units.leave(unit, at: instant, actor: actor) { transaction in
            guard try !Journal.hasEvents(from: export.size, in: selections, transaction) else {
                throw Fault("handover.changed-meanwhile", ["unit": unit])
            }
        }
    }

    /// Erases what is sealed of a unit that left and of all below it, and destroys their keys. People who were with it
    /// once and belong elsewhere by now keep what is theirs. It may be repeated, where it was interrupted.
    ///
    /// - Parameter ids: the units.
    /// - Throws: `Fault` (`sealing.…`, `storage.…`).
    public func erase(_ ids: [String], at instant: Instant, actor: String) async throws -> Erasure {
        let gone = try await people.eraseAll(of: ids, at: instant, actor: actor)
        let values = try await journal.privateValueIDs(of: ids)
        try await journal.erase(values, at: instant, actor: actor)
        _ = try await people.resealThoseWhoMoved(from: ids) { try await sealer.prepare($0, at: instant) }
        for id in ids { try await sealer.erase(id) }
        return Erasure(people: gone, values: values.count, keys: ids.count)
    }
}
