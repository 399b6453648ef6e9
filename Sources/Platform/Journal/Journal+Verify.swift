import Model
public import Storage
import TransparencyLog

/// What a verification went through.
public struct LogReport: Sendable, Hashable {
    /// Events in the database.
    public let events: UInt64
    /// The root over them, in hexadecimal.
    public let root: String
}

extension Journal {
    /// Recomputes everything: each event's commitment, each tile, the root, the signature, and the projections by a
    /// replay of all events into an empty database.
    ///
    /// - Parameter scratch: an empty database.
    /// - Throws: `Fault` naming the first thing that is not as it was recorded.
    public func verify(scratch: any Database) async throws -> LogReport {
        let count = try await database.read { try EventTable.count($0) }
        guard let note = try files.checkpoint() else {
            guard count == 0 else { throw Fault("journal.no-checkpoint", at: place("checkpoint")) }
            return LogReport(events: 0, root: Self.hexadecimal(MerkleHash.empty.bytes))
        }
        guard keys.verifier.verifies(note), let head = Checkpoint(note.text), head.origin == keys.origin else {
            throw Fault("journal.bad-checkpoint", at: place("checkpoint"))
        }
        guard count == head.size else {
            throw Fault("journal.events-missing", ["events": String(count), "leaves": String(head.size)])
        }
        let root = try await verifyTree(head)
        try await verifyProjections(scratch: scratch)
        return LogReport(events: count, root: Self.hexadecimal(root.bytes))
    }

    private func verifyTree(_ head: Checkpoint) async throws -> MerkleHash {
        var row: [MerkleHash] = []
        row.reserveCapacity(Int(clamping: head.size))
        while UInt64(row.count) < head.size {
            let start = row.count
            let page = try await database.read { try EventTable.page(from: Int64(start), limit: Self.page, $0) }
            guard !page.isEmpty else {
                throw Fault("journal.events-missing", ["events": String(row.count), "leaves": String(head.size)])
            }
            for stored in page { row.append(try leaf(stored, expected: UInt64(row.count))) }
        }
        let leaves = row
        var level = 0
        while !row.isEmpty {
            var above: [MerkleHash] = []
            for start in stride(from: 0, to: row.count, by: Tile.fullWidth) {
                let hashes = row[start..<min(start + Tile.fullWidth, row.count)]
                let tile = Tile(level: level, index: UInt64(start / Tile.fullWidth), width: hashes.count)
                guard try files.read(tile) == Array(hashes) else {
                    throw Fault("journal.bad-tile", at: place(tile.path))
                }
                if hashes.count == Tile.fullWidth { above.append(TiledTree.root(hashes)) }
            }
            row = above
            level += 1
        }
        let root = try MerkleTree(size: head.size) { level, index in
            TiledTree.root(leaves[Int(index << UInt64(level))..<Int((index + 1) << UInt64(level))])
        }.root()
        guard root == head.root else { throw Fault("journal.other-root", at: place("checkpoint")) }
        return root
    }

    private func leaf(_ stored: EventTable.Stored, expected: UInt64) throws(Fault) -> MerkleHash {
        guard stored.sequence == expected, let bytes = Self.bytes(stored.commitment) else {
            throw Fault("journal.event-changed", ["id": stored.id, "leaf": String(expected)])
        }
        guard let event = stored.event, let nonce = stored.nonce,
            Commitment.of(event, salt: Commitment.salt(nonce: nonce, key: keys.commitmentKey)) == bytes
        else { throw Fault("journal.event-changed", ["id": stored.id, "leaf": String(expected)]) }
        return .leaf(bytes)
    }

    private func verifyProjections(scratch: any Database) async throws {
        try await scratch.migrate([EventTable.migration] + projections.flatMap(\.migrations))
        var next: Int64 = 0
        while true {
            let start = next
            let page = try await database.read { try EventTable.page(from: start, limit: Self.page, $0) }
            if page.isEmpty { break }
            let events = page.compactMap(\.event)
            let projections = projections
            try await scratch.write { transaction in
                for event in events {
                    for projection in projections { try projection.apply(event, in: transaction) }
                }
            }
            next += Int64(page.count)
        }
        for table in projections.flatMap(\.tables) {
            let recorded = try await database.read { try Self.rows(of: table, $0) }
            let replayed = try await scratch.read { try Self.rows(of: table, $0) }
            guard recorded == replayed else { throw Fault("journal.table-changed", ["table": table.description]) }
        }
    }

    private static func rows(of table: StaticString, _ transaction: any Transaction) throws -> [Row: Int] {
        var counts: [Row: Int] = [:]
        for row in try transaction.rows("SELECT * FROM \(raw: table)") { counts[row, default: 0] += 1 }
        return counts
    }

    private func place(_ name: String) -> SourcePlace { SourcePlace(file: files.folder + "/" + name) }
}
