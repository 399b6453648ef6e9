public import CanonicalJSON
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

    /// How many events are read at a time.
    static let page: Int64 = 5_000

    /// The journal of a data folder, brought to a whole state where a kill had interrupted it.
    ///
    /// - Throws: `Fault` (`journal.…`, `storage.…`, `files.…`).
    public init(
        folder: DataFolder, keys: Keys, database: any Database, projections: [any Projection]
    ) async throws {
        self.database = database
        self.keys = keys
        self.projections = projections
        files = TileFiles(folder: folder.path + "/log")
        try await database.migrate([EventTable.migration] + projections.flatMap(\.migrations))
        try await integrate()
    }

    /// Records events.
    ///
    /// - Returns: the position of each in the log.
    /// - Throws: `Fault`; nothing is recorded then.
    @discardableResult
    public func record(_ events: [Event]) async throws -> [UInt64] {
        let nonces = events.map { _ in Self.nonce() }
        let commitments = zip(events, nonces).map { event, nonce in
            Self.hexadecimal(Commitment.of(event, salt: Commitment.salt(nonce: nonce, key: keys.commitmentKey)))
        }
        let projections = projections
        let first = try await database.write { transaction in
            let first = try EventTable.next(transaction)
            var rows: [[SQLValue]] = []
            for (offset, event) in events.enumerated() {
                rows.append([
                    .integer(first + Int64(offset)), .text(event.id), .text(event.kind), .text(event.subject),
                    .integer(event.at.microseconds), .text(event.actor), .text(event.body.canonical),
                    .text(nonces[offset]), .text(commitments[offset]),
                ])
            }
            try EventTable.insert(rows, transaction)
            for event in events {
                for projection in projections { try projection.apply(event, in: transaction) }
            }
            return first
        }
        try await integrate()
        return (0..<events.count).map { UInt64(first) + UInt64($0) }
    }

    /// The newest signed checkpoint; nil where nothing was recorded yet.
    public func checkpoint() throws -> SignedNote? { try files.checkpoint() }

    /// The receipt of an event, and the event itself as it was committed to.
    ///
    /// - Throws: `Fault` (`journal.no-event`) where there is no such event, or its content was erased.
    public func receipt(of id: String) async throws -> (proof: LogProof, event: JSONValue) {
        guard let stored = try await database.read({ try EventTable.event(id, $0) }), let event = stored.event,
            let nonce = stored.nonce
        else { throw Fault("journal.no-event", ["id": id]) }
        let salt = Commitment.salt(nonce: nonce, key: keys.commitmentKey)
        // Partial tiles go when wider ones come, so nobody may extend the log meanwhile.
        let proof = try files.locked {
            guard let note = try files.checkpoint(), let head = Checkpoint(note.text) else {
                throw Fault("journal.no-event", ["id": id])
            }
            var tiles = TiledTree(files: files, size: head.size)
            let tree = MerkleTree(size: head.size) { try tiles.subtree($0, $1) }
            guard let path = try tree.inclusionProof(of: stored.sequence) else {
                throw Fault("journal.no-event", ["id": id])
            }
            return LogProof(extra: salt, index: stored.sequence, path: path, checkpoint: note)
        }
        return (proof, event.json)
    }

    /// Takes into the log what the database holds beyond it.
    private func integrate() async throws {
        while true {
            let size = try logSize()
            let waiting = try await database.read { transaction in
                try EventTable.commitments(from: Int64(size), limit: Self.page, transaction)
            }
            if waiting.isEmpty { return }
            try files.locked {
                // Another program may have come first.
                guard try logSize() == size else { return }
                let leaves = try waiting.map { text in
                    guard let bytes = Self.bytes(text) else { throw Fault("storage.corrupt") }
                    return MerkleHash.leaf(bytes)
                }
                _ = try LogIntegrator(files: files, keys: keys).append(leaves, to: size)
            }
        }
    }

    private func logSize() throws -> UInt64 {
        guard let note = try files.checkpoint() else { return 0 }
        guard keys.verifier.verifies(note), let head = Checkpoint(note.text), head.origin == keys.origin else {
            throw Fault("journal.bad-checkpoint", at: SourcePlace(file: files.folder + "/checkpoint"))
        }
        return head.size
    }

    private static func nonce() -> String {
        var generator = SystemRandomNumberGenerator()
        return hexadecimal((0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    static func bytes(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var high: UInt8?
        for character in text.utf8 {
            let digit: UInt8
            switch character {
            case 0x30...0x39: digit = character - 0x30
            case 0x61...0x66: digit = character - 0x61 + 10
            default: return nil
            }
            if let upper = high {
                bytes.append(upper << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return high == nil ? bytes : nil
    }
}
