import BaseEncoding
import Model
public import Secrets
public import Storage
public import TransparencyLog

/// The head of a log at one moment.
public struct LogHead: Sendable {
    /// The signed checkpoint.
    public let note: SignedNote
    /// What it states.
    public let checkpoint: Checkpoint

    /// The root, in hexadecimal.
    public var root: String { Hexadecimal.encode(checkpoint.root.bytes) }
}

/// The log of a record without a journal: what a backup takes along of it, and how a restore puts it back.
///
/// Tiles follow from the events, so that the signed checkpoint is all that is taken along.
public struct LogCarrier: Sendable {
    private let home: any LogHome
    private let keys: Keys
    private let database: any Database

    /// The log of a record in its place.
    public init(folder: DataFolder, keys: Keys, database: any Database, place: LogPlace) {
        home = place.home(folder: folder, keys: keys, database: database)
        self.keys = keys
        self.database = database
    }

    init(home: any LogHome, keys: Keys, database: any Database) {
        self.home = home
        self.keys = keys
        self.database = database
    }

    /// The newest checkpoint, once the events in the database give the tree that it was signed over.
    ///
    /// What is read of the database afterwards holds all that was acknowledged before the call.
    ///
    /// - Throws: `Fault` (`journal.no-checkpoint`, `journal.bad-checkpoint`, `journal.other-root`,
    ///   `journal.events-missing`).
    public func head() async throws -> LogHead {
        let note = try await home.read { store in
            guard let note = try store.checkpoint() else {
                throw Fault("journal.no-checkpoint", at: store.place("checkpoint"))
            }
            return note
        }
        let head = try await head(of: note)
        try await walk(to: head.checkpoint) { _ in }
        return head
    }

    /// Makes the log anew from the events in the database, up to a checkpoint, which takes its place in it.
    ///
    /// - Throws: `Fault` as above; the log is not whole then.
    public func put(_ note: SignedNote) async throws {
        let head = try await head(of: note)
        try await database.write { transaction in
            // A backup of many nodes' database brings their log along.
            try transaction.execute("DELETE FROM log_tiles")
            try transaction.execute("DELETE FROM log_head")
        }
        try await walk(to: head.checkpoint) { tiles in
            try await home.write { store in for (tile, hashes) in tiles { try store.write(tile, hashes) } }
        }
        try await home.write { try $0.write(note) }
    }

    /// The ids of the keys that the record cannot be used without: those that its events were committed to with, and
    /// of each purpose the one in use.
    public func neededKeys(after head: LogHead) async throws -> [KeyPurpose: [String]] {
        let signing = try holder(head.checkpoint).id
        let (used, commitment, fingerprint) = try await database.read { transaction in
            (
                try transaction.rows("SELECT DISTINCT commitment_key FROM events").map { $0.text("commitment_key") },
                try KeyTable.current(.commitment, transaction), try KeyTable.current(.fingerprint, transaction)
            )
        }
        return [
            .signing: [signing], .fingerprint: [fingerprint ?? keys.currentID(.fingerprint)],
            .commitment: Set(used + [commitment ?? keys.currentID(.commitment)]).sorted(),
        ]
    }

    /// Signs a text, which ends in a newline, by the key that the log is signed with.
    public func sign(_ text: String, after head: LogHead) throws -> SignedNote {
        try SignedNote(text: text, name: head.checkpoint.origin, key: holder(head.checkpoint).key)
    }

    /// Whether the key that a log is signed with has signed a note.
    public func hasSigned(_ note: SignedNote, after checkpoint: SignedNote) async throws -> Bool {
        let head = try await head(of: checkpoint).checkpoint
        return try holder(head).verifier(head.origin).verifies(note)
    }

    private func head(of note: SignedNote) async throws -> LogHead {
        let checkpoint = try await home.read { [keys] in try LogIntegrator(store: $0, keys: keys).head(of: note) }
        return LogHead(note: note, checkpoint: checkpoint)
    }

    private func holder(_ head: Checkpoint) throws(Fault) -> Keys.SigningKey {
        guard let key = keys.signingKey(after: head) else { throw Fault("journal.bad-checkpoint") }
        return key
    }

    /// Goes through the leaves that a checkpoint covers, and hands over the tiles that they fill.
    private func walk(
        to head: Checkpoint, made: ([(tile: Tile, hashes: [MerkleHash])]) async throws -> Void
    ) async throws {
        var edge = TreeEdge()
        while edge.size < head.size {
            let start = edge.size
            let limit = min(WaitingLeaves.page, Int64(clamping: head.size - start))
            let page = try await database.read { try EventTable.commitments(from: start, limit: limit, $0) }
            guard !page.isEmpty else { throw Journal.missing(events: start, leaves: head.size) }
            var tiles: [(tile: Tile, hashes: [MerkleHash])] = []
            for commitment in page { edge.append(.leaf(commitment)) { tiles.append((tile: $0, hashes: $1)) } }
            try await made(tiles)
        }
        guard edge.root == head.root else {
            let place = try await home.read { $0.place("checkpoint") }
            throw Fault("journal.other-root", at: place)
        }
        try await made(edge.partialTiles)
    }
}
