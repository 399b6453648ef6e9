import BaseEncoding
import Model
public import Storage
import TransparencyLog

/// What a verification went through.
public struct LogReport: Sendable, Hashable {
    /// Events in the log.
    public let events: UInt64
    /// The root over them, in hexadecimal.
    public let root: String
}

extension Journal {
    /// Recomputes everything: each event's commitment, each tile, the root, the signature, and the projections by a
    /// replay of all events into an empty database.
    ///
    /// Other programs may record meanwhile; what they add after the start is looked at for the projections only.
    ///
    /// - Parameter scratch: an empty database.
    /// - Throws: `Fault` naming the first thing that is not as it was recorded.
    public func verify(scratch: any Database) async throws -> LogReport {
        let report = try await verifyLog()
        try await check(scratch: scratch)
        return report
    }

    /// Recomputes each event's commitment, each tile, the root and the signature, and leaves the projections alone: a
    /// running server has the memory for that.
    ///
    /// - Throws: `Fault` naming the first thing that is not as it was recorded.
    public func verifyLog() async throws -> LogReport {
        try await recover()
        let head = try await wantedHead()
        try await verifyTree(head)
        return LogReport(events: head.size, root: Hexadecimal.encode(head.root.bytes))
    }

    private func verifyTree(_ head: Checkpoint) async throws {
        let (count, next) = try await database.read { (try EventTable.count($0), try EventTable.next($0)) }
        guard count == next, count >= head.size else { throw Self.missing(events: count, leaves: head.size) }
        var edge = TreeEdge()
        var rotations: [String] = []
        while edge.size < head.size {
            let start = edge.size
            let limit = min(WaitingLeaves.page, Int64(clamping: head.size - start))
            let page = try await database.read { try EventTable.page(from: start, limit: limit, $0) }
            guard !page.isEmpty else { throw Self.missing(events: start, leaves: head.size) }
            var made: [(Tile, [MerkleHash])] = []
            for stored in page {
                try stored.check(keys)
                edge.append(.leaf(stored.commitment)) { made.append(($0, $1)) }
                guard stored.event.kind == JournalEvent.keyRotated.rawValue else { continue }
                if let rotation = try RotationBody(stored.event).statement(origin: head.origin) {
                    rotations.append(rotation.line)
                }
            }
            try await compare(made)
        }
        try await compare(edge.partialTiles.map { ($0.tile, $0.hashes) })
        let (isWhole, place) = try await home.read { [edge, rotations] store in
            (edge.root == head.root && rotations == head.rotations.map(\.line), store.place("checkpoint"))
        }
        guard isWhole else { throw Fault("journal.other-root", at: place) }
    }

    private func compare(_ tiles: [(Tile, [MerkleHash])]) async throws {
        try await home.read { store in
            for (tile, hashes) in tiles where try store.read(tile) != hashes {
                throw Fault("journal.bad-tile", at: store.place(tile.path))
            }
        }
    }
}
