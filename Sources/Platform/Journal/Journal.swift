public import CanonicalJSON
import Dispatch
import Model
public import Storage
public import TransparencyLog

/// The one way to write: events and the tables made from them change in one transaction, then the log takes the
/// events in and a checkpoint is signed. What `record` has returned survives a kill and a power cut.
public struct Journal: Sendable {
    let database: any Database
    let keys: Keys
    let files: TileFiles
    let projections: [any Projection]
    // Flushing files and waiting for other programs would hold the threads that tasks share.
    private let queue = DispatchQueue(label: "journal")

    /// How many events are read at a time.
    static let page: Int64 = 5_000
    /// The most bytes of an event's canonical form: half of what a JSON reader takes.
    private static let eventLimit = 32 << 20

    var integrator: LogIntegrator { LogIntegrator(files: files, keys: keys) }

    /// The journal of a data folder, brought to a whole state where a kill had interrupted it.
    ///
    /// - Parameter alongside: the schema of tables in the same database that no event makes.
    /// - Throws: `Fault` (`journal.…`, `storage.…`, `files.…`).
    public init(
        folder: DataFolder, keys: Keys, database: any Database, projections: [any Projection],
        alongside: [Migration] = []
    ) async throws {
        self.database = database
        self.keys = keys
        self.projections = projections
        files = TileFiles(folder: folder.path + "/log")
        try await database.migrate([EventTable.migration, EventTable.bySubject] + projections.flatMap(\.migrations) + alongside)
        try await begin()
        try await recover()
    }

    /// Records events.
    ///
    /// - Returns: the position of each in the log.
    /// - Throws: `Fault`; nothing is recorded then, unless it is the log's files that failed: what the database took
    ///   by then, the log takes in when the journal is next opened.
    @discardableResult
    public func record(_ events: [Event]) async throws -> [UInt64] {
        guard !events.isEmpty else { return [] }
        let stored = events.map { StoredEvent($0, keys: keys) }
        let size = try await run { try integrator.head()?.size ?? 0 }
        let projections = projections
        let first = try await database.write { transaction in
            let first = try EventTable.next(transaction)
            // The log only holds what the database had before: fewer events mean that some were removed.
            guard first >= size else { throw Journal.missing(events: first, leaves: size) }
            let placed = stored.enumerated().map { offset, stored in
                var placed = stored
                placed.sequence = first + UInt64(offset)
                return placed
            }
            try EventTable.insert(placed, transaction, limit: Self.eventLimit)
            for projection in projections { try projection.apply(events, in: transaction) }
            return first
        }
        try await integrate()
        return (0..<events.count).map { first + UInt64($0) }
    }

    /// The newest signed checkpoint; nil where it was removed.
    public func checkpoint() throws -> SignedNote? { try files.checkpoint() }

    /// The receipt of an event, and the event itself as it was committed to.
    ///
    /// - Throws: `Fault` (`journal.no-event`) where there is no such event.
    public func receipt(of id: String) async throws -> (proof: LogProof, event: JSONValue) {
        guard let stored = try await database.read({ try EventTable.event(id, $0) }) else {
            throw Fault("journal.no-event", ["id": id])
        }
        try stored.check(keys)
        guard let note = try files.checkpoint() else {
            throw Fault("journal.no-checkpoint", at: files.place("checkpoint"))
        }
        let head = try integrator.head(of: note)
        var tiles = TiledTree(files: files, size: head.size)
        let tree = MerkleTree(size: head.size) { try tiles.subtree($0, $1) }
        guard let path = try tree.inclusionProof(of: stored.sequence) else {
            throw Fault("journal.no-event", ["id": id])
        }
        let salt = Commitment.salt(nonce: stored.nonce, key: keys.commitmentKey)
        let proof = LogProof(extra: salt, index: stored.sequence, path: path, checkpoint: note)
        return (proof, stored.event.json)
    }

    /// The path that proves that the log still begins with what a checkpoint was signed over; nil where that is not
    /// an earlier size of it.
    public func consistencyProof(from earlier: UInt64) throws -> [MerkleHash]? {
        guard let head = try integrator.head() else {
            throw Fault("journal.no-checkpoint", at: files.place("checkpoint"))
        }
        var tiles = TiledTree(files: files, size: head.size)
        return try MerkleTree(size: head.size) { try tiles.subtree($0, $1) }.consistencyProof(from: earlier)
    }

    static func missing(events: UInt64, leaves: UInt64) -> Fault {
        Fault("journal.events-missing", ["events": String(events), "leaves": String(leaves)])
    }

    /// Signs the first checkpoint of a new record.
    private func begin() async throws {
        guard try files.checkpoint() == nil else { return }
        let count = try await database.read { try EventTable.count($0) }
        let integrator = integrator
        try await run {
            try integrator.files.locked {
                // Another program may have begun, and even recorded, meanwhile.
                guard try integrator.files.checkpoint() == nil else { return }
                guard count == 0 else {
                    throw Fault("journal.no-checkpoint", at: integrator.files.place("checkpoint"))
                }
                try integrator.begin()
            }
        }
    }

    /// Takes into the log what a killed program left, after a look at whether it is as it was recorded: once in the
    /// log, a leaf stays.
    func recover() async throws {
        while let head = try integrator.head() {
            let left = try await database.read { try EventTable.page(from: head.size, limit: Self.page, $0) }
            if left.isEmpty { return }
            for stored in left { try stored.check(keys) }
            try await append(left.map(\.commitment), to: head)
        }
    }

    /// Takes into the log what the database holds beyond it.
    private func integrate() async throws {
        while let head = try await run({ [integrator] in try integrator.head() }) {
            let waiting = try await database.read { transaction in
                try EventTable.commitments(from: head.size, limit: Self.page, transaction)
            }
            if waiting.isEmpty { return }
            try await append(waiting, to: head)
        }
    }

    private func append(_ commitments: [[UInt8]], to head: Checkpoint) async throws {
        let integrator = integrator
        try await run {
            try integrator.files.locked {
                // Another program may have come first.
                guard try integrator.head() == head else { return }
                try integrator.append(commitments.map { .leaf($0) }, to: head)
            }
        }
    }

    private func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: body)) }
        }
    }
}
