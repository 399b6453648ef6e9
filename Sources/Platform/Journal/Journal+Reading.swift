import CanonicalJSON
import Model
public import Storage
import TransparencyLog

/// An event with its place in the log.
public struct PlacedEvent: Sendable {
    /// The index of its leaf.
    public let sequence: UInt64
    /// The event.
    public let event: Event
}

/// What an event is about, and nothing of what it says.
public struct EventMark: Sendable, Hashable {
    /// The index of its leaf.
    public let sequence: UInt64
    /// Its kind.
    public let kind: String
    /// What it is about.
    public let subject: String
}

/// Where an event stands in the log.
public struct LogEntry: Sendable {
    /// The index of its leaf.
    public let sequence: UInt64
    /// How many leaves the newest signed checkpoint covers.
    public let treeSize: UInt64
    /// The bytes of its log entry.
    public let commitment: [UInt8]
    /// The log's name.
    public let origin: String

    /// Whether a signed checkpoint covers it.
    public var isLogged: Bool { sequence < treeSize }
}

extension Journal {
    /// Where an event stands; nil where there is none.
    public func entry(_ id: String) async throws -> LogEntry? {
        guard let stored = try await database.read({ try EventTable.event(id, $0) }) else { return nil }
        let head = try await wantedHead()
        return LogEntry(
            sequence: stored.sequence, treeSize: head.size, commitment: stored.commitment, origin: head.origin)
    }

    /// Checks a receipt against the event that this log holds at its place.
    ///
    /// - Returns: the index of its leaf.
    /// - Throws: `Fault` (`journal.receipt-…`) saying what does not fit.
    public func verify(receipt: [UInt8]) async throws -> UInt64 {
        guard let proof = try? LogProof(receipt) else { throw Fault("journal.receipt-malformed") }
        let stored = try await database.read { try EventTable.page(from: proof.index, limit: 1, $0) }.first
        guard let stored, stored.sequence == proof.index else { throw Fault("journal.receipt-not-included") }
        let log = try await verifier()
        try ReceiptFile.verify(receipt: receipt, event: stored.event.json.canonicalBytes, log: log)
        return proof.index
    }

    /// The newest events about a subject, the newest first.
    ///
    /// - Parameters:
    ///   - kinds: the kinds that count; at least one.
    ///   - limit: how many at most.
    public func events(of subject: String, kinds: [String], limit: Int64) async throws -> [PlacedEvent] {
        try await database.read { try EventTable.newest(of: subject, kinds: kinds, limit: limit, $0) }
            .map { PlacedEvent(sequence: $0.sequence, event: $0.event) }
    }

    /// How many events there are: the place that the next one gets.
    public func position() async throws -> UInt64 { try await database.read { try EventTable.next($0) } }

    /// What events from a place on are about, in order: for those who watch for changes.
    ///
    /// - Parameter limit: how many at most.
    public func marks(from first: UInt64, limit: Int64) async throws -> [EventMark] {
        try await database.read { try EventTable.marks(from: first, limit: limit, $0) }
    }

    /// Who made events, by the events' ids; those that are not there are absent. One statement.
    public func actors(of ids: [String]) async throws -> [String: String] {
        guard !ids.isEmpty else { return [:] }
        return try await database.read { try EventTable.actors(ids, $0) }
    }

    /// Events from a place in the log on, in their order: those that one of the selections holds.
    ///
    /// - Parameters:
    ///   - first: the index of the first leaf that is looked at.
    ///   - limit: how many at most.
    public func events(from first: UInt64, in selections: [EventSelection], limit: Int64) async throws -> [PlacedEvent]
    {
        try await database.read { try EventTable.events(from: first, in: selections, limit: limit, $0) }
            .map { PlacedEvent(sequence: $0.sequence, event: $0.event) }
    }
}

/// Some kinds of event about some subjects: what one who reads the record may see of it.
public struct EventSelection: Sendable {
    /// The kinds.
    public let kinds: [String]
    /// A query whose one column holds the ids of the subjects.
    public let subjects: SQL

    /// A selection.
    public init(kinds: [String], subjects: SQL) {
        self.kinds = kinds
        self.subjects = subjects
    }
}
