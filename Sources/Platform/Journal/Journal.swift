public import CanonicalJSON
import Model
public import Storage
import Threads
public import TransparencyLog

/// The one way to write: events and the tables made from them change in one transaction, then the log takes the
/// events in and a checkpoint is signed. What `record` has returned survives a kill and a power cut.
public struct Journal: Sendable {
    let database: any Database
    let keys: Keys
    let home: any LogHome
    let projections: [any Projection]
    let queue: CommitQueue
    let hold: FolderHold?

    /// The journal of a data folder, brought to a whole state where a kill had interrupted it.
    ///
    /// - Parameters:
    ///   - alongside: the schema of tables in the same database that no event makes.
    ///   - log: where the log is kept; a record stays with the place that it began with.
    /// - Throws: `Fault` (`journal.…`, `storage.…`, `files.…`).
    public init(
        folder: DataFolder, keys: Keys, database: any Database, projections: [any Projection],
        alongside: [Migration] = [], log: LogPlace = .files
    ) async throws {
        try await self.init(
            keys: keys, database: database, projections: projections, alongside: alongside,
            home: log.home(folder: folder, keys: keys, database: database), hold: FolderHold(folder))
        if log == .database { try await Blocking.run { try folder.markRecord() } }
    }

    init(
        keys: Keys, database: any Database, projections: [any Projection], alongside: [Migration] = [],
        home: any LogHome, hold: FolderHold? = nil, waitingLimit: Int = 100_000
    ) async throws {
        self.hold = hold
        self.database = database
        self.keys = keys
        self.home = home
        self.projections = Self.own + projections
        let appender = Appender(database: database, keys: keys, projections: self.projections, home: home)
        queue = CommitQueue(appender: appender, waitingLimit: waitingLimit)
        try await upgrade(alongside: alongside)
        try await appender.followKeys()
        try await home.begin()
        try await recover()
    }

    private static var own: [any Projection] { [KeyTable(), PrivateValues()] }

    /// The schema of everything that the journal keeps.
    var migrations: [Migration] { Self.tables + projections.flatMap(\.migrations) }

    private static let tables = [EventTable.migration, EventTable.bySubject, TileTables.migration]

    /// The schema of a journal with some projections.
    public static func migrations(projections: [any Projection]) -> [Migration] {
        tables + (own + projections).flatMap(\.migrations)
    }

    /// Records events.
    ///
    /// Calls that come while others are being written are written together, in the order in which they came; where
    /// one of them cannot be recorded, the others are all the same.
    ///
    /// - Returns: the position of each in the log.
    /// - Throws: `Fault`; nothing of this call is recorded then, unless it is the log that failed: what the database
    ///   took by then, the log takes in when the journal is next opened. `journal.busy` where too much waits already.
    @discardableResult
    public func record(_ events: [Event]) async throws -> [UInt64] {
        try await record(events, alongside: nil)
    }

    /// Records events where the tables still are as whoever made them saw them.
    ///
    /// - Parameter check: looks at the tables in the same transaction, before these events change them; what it throws,
    ///   nothing of this call is recorded then. It changes nothing, and may run twice.
    /// - Throws: as `record` does, and what the check throws.
    @discardableResult
    public func record(
        _ events: [Event], provided check: @escaping @Sendable (any Transaction) throws -> Void
    ) async throws -> [UInt64] {
        try await record(events, alongside: check)
    }

    /// Records events, and what goes into the same transaction beside them: before the projections take the events in.
    @discardableResult
    package func record(
        _ events: [Event], alongside body: (@Sendable (any Transaction) throws -> Void)?
    ) async throws -> [UInt64] {
        guard !events.isEmpty else { return [] }
        let first = try await queue.record(PendingEvents(events: events, alongside: body))
        return (0..<events.count).map { first + UInt64($0) }
    }

    /// The newest signed checkpoint; nil where it was removed.
    public func checkpoint() async throws -> SignedNote? { try await home.read { try $0.checkpoint() } }

    /// The public keys that have signed the log's checkpoints, the first one first.
    public func verifier() async throws -> LogVerifier {
        let head = try await wantedHead()
        let first = try await database.read { try KeyTable.firstVerifier($0) }
        let begun = first ?? keys.signingKey(after: head)?.verifier(head.origin)
        return LogVerifier(origin: head.origin, keys: begun.map { [$0] } ?? []).following(head.rotations)
    }

    /// The receipt of an event, and the event itself as it was committed to.
    ///
    /// - Throws: `Fault` (`journal.no-event`) where there is no such event.
    public func receipt(of id: String) async throws -> (proof: LogProof, event: JSONValue) {
        guard let stored = try await database.read({ try EventTable.event(id, $0) }) else {
            throw Fault("journal.no-event", ["id": id])
        }
        try stored.check(keys)
        let salt = try stored.salt(keys)
        let proof = try await home.read { [keys] store -> LogProof? in
            guard let note = try store.checkpoint() else { return nil }
            let head = try LogIntegrator(store: store, keys: keys).head(of: note)
            let path = try TiledTree.reading(store, size: head.size) { try $0.inclusionProof(of: stored.sequence) }
            return path.map { LogProof(extra: salt, index: stored.sequence, path: $0, checkpoint: note) }
        }
        guard let proof else { throw Fault("journal.no-event", ["id": id]) }
        return (proof, stored.event.json)
    }

    /// The path that proves that the log still begins with what a checkpoint was signed over; nil where that is not
    /// an earlier size of it.
    public func consistencyProof(from earlier: UInt64) async throws -> [MerkleHash]? {
        let head = try await wantedHead()
        return try await home.read { store in
            try TiledTree.reading(store, size: head.size) { try $0.consistencyProof(from: earlier) }
        }
    }

    /// What the newest checkpoint states; nil where it was removed.
    func head() async throws -> Checkpoint? {
        try await home.read { [keys] in try LogIntegrator(store: $0, keys: keys).head() }
    }

    /// What the newest checkpoint states.
    ///
    /// - Throws: `Fault` (`journal.no-checkpoint`).
    func wantedHead() async throws -> Checkpoint {
        try await home.read { [keys] store in
            guard let head = try LogIntegrator(store: store, keys: keys).head() else {
                throw Fault("journal.no-checkpoint", at: store.place("checkpoint"))
            }
            return head
        }
    }

    static func missing(events: UInt64, leaves: UInt64) -> Fault {
        Fault("journal.events-missing", ["events": String(events), "leaves": String(leaves)])
    }

    /// Takes into the log what a killed program left, after a look at whether it is as it was recorded: once in the
    /// log, a leaf stays.
    func recover() async throws {
        while try await !home.extend(checked: true) {}
    }
}
