import Model
import Secrets
import Storage
import Threads
import TransparencyLog

/// Events of one call, and what goes into the same transaction beside them.
struct PendingEvents: Sendable {
    let events: [Event]
    let alongside: (@Sendable (any Transaction) throws -> Void)?
}

/// Writes calls of `record`: the events and all that is made from them in one transaction, then the log.
struct Appender: Sendable {
    let database: any Database
    let keys: Keys
    let projections: [any Projection]
    let home: any LogHome

    /// The most bytes of an event's canonical form: half of what a JSON reader takes.
    private static let eventLimit = 32 << 20

    private enum Outcome {
        /// The position of the first event.
        case written(UInt64)
        /// Another commitment key is in use.
        case otherKey(String)
    }

    /// Writes events in one transaction; the log takes them in later.
    ///
    /// - Returns: the position of the first one.
    func append(_ calls: [PendingEvents]) async throws -> UInt64 {
        let size = try await home.read { [keys] in try LogIntegrator(store: $0, keys: keys).head()?.size ?? 0 }
        while true {
            switch try await write(calls, size: size) {
            case .written(let first): return first
            case .otherKey(let id): try await follow(id, .commitment)
            }
        }
    }

    /// Lets the log take in what was written.
    func integrate() async throws {
        while try await !home.extend(checked: false) {}
    }

    /// Puts first, of every purpose, the key that the record says is in use.
    func followKeys() async throws {
        let department = keys.department
        if let first = try await database.read({ try KeyTable.firstFingerprint(department, $0) }) {
            keys.lookUp(by: first)
        }
        for purpose in [KeyPurpose.fingerprint, .commitment, .signing] {
            guard let id = try await database.read({ try KeyTable.current(purpose, $0) }) else { continue }
            try await follow(id, purpose)
        }
    }

    private func follow(_ id: String, _ purpose: KeyPurpose) async throws {
        try await Blocking.run { [keys] in try keys.follow(id, purpose) }
    }

    private func write(_ calls: [PendingEvents], size: UInt64) async throws -> Outcome {
        let events = calls.flatMap(\.events)
        let keyID = keys.commitmentID
        guard let key = keys.commitmentKey(keyID) else { return .otherKey(keyID) }
        let stored = events.map { StoredEvent($0, keyID: keyID, key: key) }
        let projections = projections
        return try await database.write { transaction in
            // Positions follow each other without a gap, so that two writers must not look for the next one at once.
            try transaction.lock("journal-events")
            let used = try KeyTable.current(.commitment, transaction) ?? keyID
            guard used == keyID else { return .otherKey(used) }
            let first = try EventTable.next(transaction)
            // The log only holds what the database had before: fewer events mean that some were removed.
            guard first >= size else { throw Journal.missing(events: first, leaves: size) }
            let placed = stored.enumerated().map { offset, stored in
                var placed = stored
                placed.sequence = first + UInt64(offset)
                return placed
            }
            try EventTable.insert(placed, transaction, limit: Self.eventLimit)
            // What a call looks at before it is taken in holds all that came before it, in the same transaction too.
            var waiting: [Event] = []
            func project() throws {
                if !waiting.isEmpty { for projection in projections { try projection.apply(waiting, in: transaction) } }
                waiting = []
            }
            for call in calls {
                if let body = call.alongside {
                    try project()
                    try body(transaction)
                }
                waiting += call.events
            }
            try project()
            return .written(first)
        }
    }
}
